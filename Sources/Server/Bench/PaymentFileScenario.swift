import Events
import Glibc

/// How fast a payment file is written, and how much memory that takes; and how fast a statement about it is read.
enum PaymentFileScenario {
    static func run(_ folder: BenchFolder, transfers count: Int, _ report: inout BenchReport) throws {
        let path = folder.path + "/payments.xml"
        try Files.remove(path)
        defer { unlink(path) }
        var random = SplitMix(seed: folder.seed)
        let file = try file(count)
        var next = 0
        let peakCounts = resetPeak()
        let began = MachineClock.nanoseconds()
        let written = try PaymentFileOnDisk.write(file, to: path) {
            guard next < count else { return nil }
            next += 1
            return try transfer(next, names[Int(random.next() % UInt64(names.count))])
        }
        let nanoseconds = MachineClock.nanoseconds() - began
        let peak = ProcessFigures(process: getpid()).status("VmHWM")
        report.add(
            BenchRow(
                name: "payment-file", what: "payment file: \(count) transfers, spelled, hashed, durable",
                figure: Int64(count) * 1_000_000_000 / max(1, nanoseconds), unit: .perSecond,
                details: [
                    ("transfers", Int64(count)), ("nanoseconds", nanoseconds), ("bytes", Int64(written.byteCount)),
                ],
                note: "in \(BenchRow.Unit.nanoseconds.text(nanoseconds)), \(written.byteCount / 1_048_576) MiB"))
        report.add(
            BenchRow(
                name: "payment-file-memory", what: "payment file: most memory of the process meanwhile", figure: peak,
                unit: .kibibytes, target: .atMost(300 * 1_024),
                note: peakCounts ? nil : "the kernel does not reset its peak: what ran before counts too"))
        try read(min(count, 50_000), &report)
    }

    private static func read(_ count: Int, _ report: inout BenchReport) throws {
        let bytes = try statement(count)
        let began = MachineClock.nanoseconds()
        let file = try BankStatementReader.read(bytes)
        let nanoseconds = MachineClock.nanoseconds() - began
        guard file.statements.first?.entries.first?.details.count == count else {
            throw BenchFault("The statement was not read as it was made.")
        }
        report.add(
            BenchRow(
                name: "statement-read", what: "statement: \(count) payments of one batch read",
                figure: Int64(count) * 1_000_000_000 / max(1, nanoseconds), unit: .perSecond,
                details: [("payments", Int64(count)), ("nanoseconds", nanoseconds), ("bytes", Int64(bytes.count))],
                note: "in \(BenchRow.Unit.nanoseconds.text(nanoseconds)), \(bytes.count / 1_048_576) MiB"))
    }

    /// Names as civil registries hold them: plain ones are the most.
    private static let names = [
        "J. de Vries", "Stichting Thuiszorg Noord", "A.B. van den Berg", "P. Jansen", "Zoë Müller-Groß", "Şükrü Yıldız",
        "Nguyễn Thị Ánh Tuyết", "Łukasz Żółć",
    ]

    private static let each: Int64 = 12_345

    private static func file(_ count: Int) throws -> PaymentFile {
        guard let message = BankReference("bench-1"), let day = Day("2026-03-05") else {
            throw BenchFault("The head of the payment file is wrong.")
        }
        return PaymentFile(
            message: message, batch: message, createdAt: Moment(startOf: day), kind: .claims, executeOn: day,
            debtorName: "Sociale Verzekeringsbank", debtorIban: try iban(0), count: count,
            sum: Cents(each * Int64(count)))
    }

    private static func transfer(_ number: Int, _ name: String) throws -> Transfer {
        guard let endToEnd = BankReference(reference(number)) else { throw BenchFault("A reference is wrong.") }
        return Transfer(
            endToEnd: endToEnd, amount: Cents(each), creditorName: name, creditorIban: try iban(number),
            remittance: "Zorg maart 2026, declaratie \(number)")
    }

    private static func reference(_ number: Int) -> String { padded(number, 32) }

    /// A number of a bank that does not exist, with its check digits (ISO 13616).
    private static func iban(_ number: Int) throws -> Iban {
        let account = "PGBT" + padded(number, 10)
        let remainder = (account + "NL00").utf8.reduce(0) { rest, byte in
            byte < 58 ? (rest * 10 + Int(byte) - 48) % 97 : (rest * 100 + Int(byte) - 55) % 97
        }
        guard let iban = Iban("NL" + padded(98 - remainder, 2) + account) else {
            throw BenchFault("An account number is wrong.")
        }
        return iban
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }

    /// A camt.053 in which the batch is booked as one entry with all its payments.
    private static func statement(_ count: Int) throws -> [UInt8] {
        let total = "\(each * Int64(count) / 100).\(padded(Int(each * Int64(count) % 100), 2))"
        func balance(_ code: String, _ amount: String, _ direction: String) -> String {
            "<Bal><Tp><CdOrPrtry><Cd>\(code)</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">\(amount)</Amt>"
                + "<CdtDbtInd>\(direction)</CdtDbtInd><Dt><Dt>2026-03-05</Dt></Dt></Bal>\n"
        }
        var text = "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt>"
        text +=
            "<GrpHdr><MsgId>bench</MsgId></GrpHdr><Stmt><Id>1</Id><Acct><Id><IBAN>\(try iban(0).text)</IBAN></Id></Acct>\n"
        text += balance("OPBD", "0.00", "CRDT") + balance("CLBD", total, "DBIT")
        text += "<Ntry><Amt Ccy=\"EUR\">\(total)</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>"
        text += "<BookgDt><Dt>2026-03-05</Dt></BookgDt><NtryDtls>\n"
        for number in 1...count {
            text += "<TxDtls><Refs><EndToEndId>\(reference(number))</EndToEndId></Refs><Amt Ccy=\"EUR\">123.45</Amt>"
            text += "<CdtDbtInd>DBIT</CdtDbtInd><RltdPties><Cdtr><Pty><Nm>J. de Vries</Nm></Pty></Cdtr><CdtrAcct><Id>"
            text += "<IBAN>\(try iban(number).text)</IBAN></Id></CdtrAcct></RltdPties>"
            text += "<RmtInf><Ustrd>Zorg maart 2026, declaratie \(number)</Ustrd></RmtInf></TxDtls>\n"
        }
        return Array((text + "</NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>").utf8)
    }

    /// Lets the kernel count the peak of this process from now on; false when it will not.
    private static func resetPeak() -> Bool {
        let file = open("/proc/self/clear_refs", O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { return false }
        defer { close(file) }
        return write(file, "5", 1) == 1
    }
}
