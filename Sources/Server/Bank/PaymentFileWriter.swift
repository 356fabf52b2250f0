import Events

/// Writes a payment file piece by piece: it holds one piece of 64 KiB and two sums, however many transfers there are.
///
/// The same values give the same bytes, so that the digest in the log can be had again. The pieces that went to the sink
/// are a file only when `finish` has returned: until then, and after any fault, they are to be thrown away.
struct PaymentFileWriter: ~Copyable {
    /// What was written, for the log.
    struct Written: Equatable, Sendable {
        let digest: Digest
        let byteCount: Int
        let count: Int
        let sum: Cents
    }

    private let file: PaymentFile
    private let sink: (UnsafeRawBufferPointer) throws -> Void
    private var piece: [UInt8] = []
    private var hash = SHA256()
    private var byteCount = 0
    private var count = 0
    private var sum: Int64 = 0
    private var last: BankReference?
    private var hasEnded = false

    private static let pieceSize = 65_536

    /// Begins a file. The sink gets its bytes in order, in pieces.
    init(_ file: PaymentFile, to sink: @escaping (UnsafeRawBufferPointer) throws -> Void) throws {
        guard 1...PaymentFile.countMost ~= file.count else { throw PaymentFileFault.badCount }
        guard file.sum > .zero else { throw PaymentFileFault.sumDiffers }
        self.file = file
        self.sink = sink
        piece.reserveCapacity(Self.pieceSize + 2_048)
        writeHead()
    }

    /// Writes the next transfer; its end-to-end id comes behind the one before.
    mutating func write(_ transfer: borrowing Transfer) throws {
        guard !hasEnded else { throw PaymentFileFault.ended }
        hasEnded = true
        guard PaymentFile.amounts.contains(transfer.amount) else { throw PaymentFileFault.badAmount }
        if let last, !(last < transfer.endToEnd) { throw PaymentFileFault.idsDoNotRise }
        last = transfer.endToEnd
        count += 1
        guard count <= file.count else { throw PaymentFileFault.countDiffers }
        sum += transfer.amount.raw
        writeTransfer(transfer)
        if piece.count >= Self.pieceSize { try flush() }
        hasEnded = false
    }

    /// Ends the file, when the transfers were as many and came to as much as its head says.
    mutating func finish() throws -> Written {
        guard !hasEnded else { throw PaymentFileFault.ended }
        hasEnded = true
        guard count == file.count else { throw PaymentFileFault.countDiffers }
        guard sum == file.sum.raw else { throw PaymentFileFault.sumDiffers }
        add("</PmtInf>\n</CstmrCdtTrfInitn>\n</Document>\n")
        try flush()
        return Written(digest: hash.finish(), byteCount: byteCount, count: count, sum: Cents(sum))
    }

    private mutating func writeHead() {
        add("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:")
        add(file.version.rawValue)
        add("\">\n<CstmrCdtTrfInitn>\n<GrpHdr>")
        add("MsgId", file.message.text)
        add("CreDtTm", String(file.createdAt.text.prefix(19)) + "Z")
        writeSums()
        let debtor = SepaText.name(file.debtorName).text
        add("<InitgPty>")
        add("Nm", debtor)
        add("</InitgPty></GrpHdr>\n<PmtInf>")
        add("PmtInfId", file.batch.text)
        add("<PmtMtd>TRF</PmtMtd><BtchBookg>true</BtchBookg>")
        writeSums()
        add("<PmtTpInf><SvcLvl><Cd>SEPA</Cd></SvcLvl>")
        if file.kind == .wages { add("<CtgyPurp><Cd>SALA</Cd></CtgyPurp>") }
        add("</PmtTpInf>")
        switch file.version {
        case .v09:
            add("<ReqdExctnDt>")
            add("Dt", file.executeOn.text)
            add("</ReqdExctnDt>")
        case .v03: add("ReqdExctnDt", file.executeOn.text)
        }
        add("<Dbtr>")
        add("Nm", debtor)
        add("</Dbtr><DbtrAcct><Id>")
        add("IBAN", file.debtorIban.text)
        add("</Id></DbtrAcct><DbtrAgt><FinInstnId>")
        if let bic = file.debtorBic { addBic(bic) } else { add("<Othr><Id>NOTPROVIDED</Id></Othr>") }
        add("</FinInstnId></DbtrAgt><ChrgBr>SLEV</ChrgBr>\n")
    }

    private mutating func writeSums() {
        add("NbOfTxs", String(file.count))
        add("<CtrlSum>")
        add(amount: file.sum.raw)
        add("</CtrlSum>")
    }

    private mutating func writeTransfer(_ transfer: borrowing Transfer) {
        add("<CdtTrfTxInf><PmtId>")
        if let instruction = transfer.instruction { add("InstrId", instruction.text) }
        add("EndToEndId", transfer.endToEnd.text)
        add("</PmtId><Amt><InstdAmt Ccy=\"EUR\">")
        add(amount: transfer.amount.raw)
        add("</InstdAmt></Amt>")
        if let bic = transfer.creditorBic {
            add("<CdtrAgt><FinInstnId>")
            addBic(bic)
            add("</FinInstnId></CdtrAgt>")
        }
        add("<Cdtr>")
        add("Nm", SepaText.name(transfer.creditorName).text)
        add("</Cdtr><CdtrAcct><Id>")
        add("IBAN", transfer.creditorIban.text)
        add("</Id></CdtrAcct>")
        if let remittance = SepaText.remittance(transfer.remittance) {
            add("<RmtInf>")
            add("Ustrd", remittance.text)
            add("</RmtInf>")
        }
        add("</CdtTrfTxInf>\n")
    }

    private mutating func addBic(_ bic: Bic) {
        add(file.version == .v09 ? "BICFI" : "BIC", bic.text)
    }

    /// An element with a text that is within the SEPA set, of which no character needs an escape.
    private mutating func add(_ name: String, _ text: String) {
        piece.append(UInt8(ascii: "<"))
        add(name)
        piece.append(UInt8(ascii: ">"))
        add(text)
        add("</")
        add(name)
        piece.append(UInt8(ascii: ">"))
    }

    private mutating func add(_ text: String) { piece.append(contentsOf: text.utf8) }

    /// Euros with two decimals and a point.
    private mutating func add(amount cents: Int64) {
        add(String(cents / 100))
        piece.append(UInt8(ascii: "."))
        piece.append(UInt8(ascii: "0") + UInt8(cents / 10 % 10))
        piece.append(UInt8(ascii: "0") + UInt8(cents % 10))
    }

    private mutating func flush() throws {
        byteCount += piece.count
        hash.update(piece)
        try piece.withUnsafeBytes { try sink($0) }
        piece.removeAll(keepingCapacity: true)
    }
}

extension PaymentFile {
    /// The whole file in memory, for a few transfers; `PaymentFileOnDisk` writes many.
    func bytes(_ transfers: some Sequence<Transfer>) throws -> (bytes: [UInt8], written: PaymentFileWriter.Written) {
        var bytes: [UInt8] = []
        var writer = try PaymentFileWriter(self) { bytes += $0 }
        for transfer in transfers { try writer.write(transfer) }
        let written = try writer.finish()
        return (bytes, written)
    }
}
