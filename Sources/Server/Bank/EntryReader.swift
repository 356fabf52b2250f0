import Events

/// Reads one booking of a statement, with the payments in it, and sees that they come to the booking.
enum EntryReader {
    /// The entry that is open, which is then closed.
    static func read(
        _ document: inout BankDocument, _ number: Int, on account: Iban
    ) throws(BankFileFault) -> StatementEntry {
        var raw = Raw(line: document.line)
        while let name = try document.child() {
            switch name {
            case "Amt": try document.take(&raw.cents)
            case "CdtDbtInd": try document.take(&raw.direction)
            case "RvslInd": raw.isReversal = try document.boolean()
            case "Sts":
                guard raw.status == nil else { throw document.fault(.repeatedElement) }
                raw.status = try status(&document)
            case "BookgDt": try document.take(&raw.bookedOn)
            case "AcctSvcrRef": try document.take(&raw.bankReference)
            case "NtryDtls": try details(&document, &raw)
            default: try document.skip()
            }
        }
        guard let cents = raw.cents, let direction = raw.direction, let status = raw.status else {
            throw document.fault(.missingElement, at: raw.line)
        }
        guard raw.bookedOn != nil || status != .booked else { throw document.fault(.missingElement, at: raw.line) }
        let isOnly = raw.details.count == 1
        let details = raw.details.map { $0.detail(of: cents, direction, isOnly: isOnly, account: account) }
        guard comeTo(cents, direction, details) else { throw document.fault(.detailsDiffer, at: raw.line) }
        return StatementEntry(
            number: number, cents: cents, direction: direction, isReversal: raw.isReversal, status: status,
            bookedOn: raw.bookedOn, bankReference: raw.bankReference, batch: raw.batch, batchMessage: raw.batchMessage,
            details: details, line: raw.line)
    }

    /// What was read of an entry so far.
    private struct Raw {
        let line: Int
        var cents: Cents?
        var direction: BankDirection?
        var isReversal = false
        var status: StatementEntry.Status?
        var bookedOn: Day?
        var bankReference: String?
        var batch: String?
        var batchMessage: String?
        var details: [RawDetail] = []

        init(line: Int) { self.line = line }
    }

    /// Whether the details come to the entry; when one of them has no amount, nobody can say.
    private static func comeTo(_ cents: Cents, _ direction: BankDirection, _ details: [StatementDetail]) -> Bool {
        if details.isEmpty || details.contains(where: { $0.cents == nil }) { return true }
        var sum: Int64 = 0
        for detail in details {
            let raw = detail.cents?.raw ?? 0
            let (next, overflow) = sum.addingReportingOverflow(detail.direction == direction ? raw : -raw)
            if overflow { return false }
            sum = next
        }
        return sum == cents.raw
    }

    /// The status: a code since version .08, before that the bare text.
    private static func status(_ document: inout BankDocument) throws(BankFileFault) -> StatementEntry.Status {
        let line = document.line
        let code = document.message.hasSuffix(".02") ? try document.text() : try document.chosenCode()
        guard let code, let status = StatementEntry.Status(rawValue: code) else {
            throw document.fault(.unknownStatus, at: line)
        }
        return status
    }

    private static func details(_ document: inout BankDocument, _ raw: inout Raw) throws(BankFileFault) {
        while let name = try document.child() {
            switch name {
            case "Btch":
                while let name = try document.child() {
                    switch name {
                    case "PmtInfId": try document.take(&raw.batch)
                    case "MsgId": try document.take(&raw.batchMessage)
                    default: try document.skip()
                    }
                }
            case "TxDtls": raw.details.append(try DetailReader.read(&document))
            default: try document.skip()
            }
        }
    }
}

extension StatementEntry {
    /// The amount with its sign: below zero when money left the account.
    var signed: Int64 { direction == .credit ? cents.raw : -cents.raw }
}
