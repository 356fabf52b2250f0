import Events

/// Reads a camt.053 or a camt.054 whole, or says on which line it cannot be used.
///
/// What it gives holds together: every amount is in euros, the details of a booking come to the booking, and in a
/// statement the opening balance and what is booked come to the closing balance. A reference of ours that is paid twice, or
/// comes back twice, in one file is refused; a reference on what others pay us is theirs and may repeat.
struct BankStatementReader {
    private var document: BankDocument
    private let kind: BankStatementFile.Kind
    private var debits: Set<String> = []
    private var returns: Set<String> = []

    private static let messages = [
        "camt.053.001.02": "BkToCstmrStmt", "camt.053.001.08": "BkToCstmrStmt",
        "camt.054.001.02": "BkToCstmrDbtCdtNtfctn", "camt.054.001.08": "BkToCstmrDbtCdtNtfctn",
    ]

    /// The file in these bytes.
    static func read(
        _ bytes: [UInt8], mostBytes: Int = BankFileLimits.bytesMost
    ) throws(BankFileFault) -> BankStatementFile {
        let document = try BankDocument(bytes, mostBytes: mostBytes, messages: messages)
        var reader = BankStatementReader(
            document: document, kind: document.message.hasPrefix("camt.053") ? .statement : .notification)
        return try reader.file()
    }

    private mutating func file() throws(BankFileFault) -> BankStatementFile {
        let line = document.line
        var message: String?
        var statements: [BankStatement] = []
        while let name = try document.child() {
            switch name {
            case "GrpHdr":
                while let name = try document.child() {
                    if name == "MsgId" { try document.take(&message) } else { try document.skip() }
                }
            case "Stmt" where kind == .statement: statements.append(try statement())
            case "Ntfctn" where kind == .notification: statements.append(try statement())
            default: try document.skip()
            }
        }
        try document.finish()
        guard let message, !statements.isEmpty else { throw document.fault(.missingElement, at: line) }
        return BankStatementFile(kind: kind, message: message, statements: statements)
    }

    private mutating func statement() throws(BankFileFault) -> BankStatement {
        let line = document.line
        var id: String?
        var sequence: String?
        var account: Iban?
        var balances: [String: (balance: BankStatement.Balance, line: Int)] = [:]
        var entries: [StatementEntry] = []
        while let name = try document.child() {
            switch name {
            case "Id": try document.take(&id)
            case "ElctrncSeqNb": try document.take(&sequence)
            case "Acct":
                guard account == nil else { throw document.fault(.repeatedElement) }
                account = try ownAccount()
            case "Bal": try balance(&balances)
            case "Ntry":
                guard let account else { throw document.fault(.missingElement, at: line) }
                entries.append(try entry(entries.count + 1, on: account))
            default: try document.skip()
            }
        }
        guard let id, let account else { throw document.fault(.missingElement, at: line) }
        let booked = entries.filter { $0.status == .booked }
        // Banks write the opening balance as it is, or as the closing balance of the day before.
        let opening = balances["OPBD"] ?? balances["PRCD"]
        let closing = balances["CLBD"]
        if kind == .statement { try check(opening, booked, closing, line) }
        return BankStatement(
            id: id, sequence: sequence.flatMap { Int64($0) }, account: account, opening: opening?.balance,
            closing: closing?.balance, entries: booked, pending: entries.filter { $0.status != .booked })
    }

    /// Opening balance and bookings come to the closing balance; a fault names the line of the closing balance.
    private func check(
        _ opening: (balance: BankStatement.Balance, line: Int)?, _ booked: [StatementEntry],
        _ closing: (balance: BankStatement.Balance, line: Int)?, _ line: Int
    ) throws(BankFileFault) {
        guard let opening, let closing else { throw document.fault(.missingBalance, at: line) }
        var sum = opening.balance.cents.raw
        for entry in booked {
            let (next, overflow) = sum.addingReportingOverflow(entry.signed)
            guard !overflow else { throw document.fault(.balanceDiffers, at: entry.line) }
            sum = next
        }
        guard sum == closing.balance.cents.raw else { throw document.fault(.balanceDiffers, at: closing.line) }
    }

    private mutating func ownAccount() throws(BankFileFault) -> Iban {
        let line = document.line
        var iban: Iban?
        while let name = try document.child() {
            switch name {
            case "Id":
                let line = document.line
                guard iban == nil else { throw document.fault(.repeatedElement) }
                iban = try document.iban()
                guard iban != nil else { throw document.fault(.badAccount, at: line) }
            case "Ccy":
                let line = document.line
                guard try document.text() == "EUR" else { throw document.fault(.otherCurrency, at: line) }
            default: try document.skip()
            }
        }
        guard let iban else { throw document.fault(.badAccount, at: line) }
        return iban
    }

    private mutating func balance(
        _ balances: inout [String: (balance: BankStatement.Balance, line: Int)]
    ) throws(BankFileFault) {
        let line = document.line
        var code: String?
        var cents: Cents?
        var direction: BankDirection?
        var day: Day?
        while let name = try document.child() {
            switch name {
            case "Tp":
                while let name = try document.child() {
                    guard name == "CdOrPrtry", code == nil else {
                        try document.skip()
                        continue
                    }
                    code = try document.chosenCode()
                }
            case "Amt": try document.take(&cents)
            case "CdtDbtInd": try document.take(&direction)
            case "Dt": try document.take(&day)
            default: try document.skip()
            }
        }
        guard let cents, let direction, let day else { throw document.fault(.missingElement, at: line) }
        guard let code, ["OPBD", "PRCD", "CLBD"].contains(code) else { return }
        guard balances[code] == nil else { throw document.fault(.repeatedElement, at: line) }
        balances[code] = (BankStatement.Balance(cents: direction == .credit ? cents : -cents, day: day), line)
    }

    private mutating func entry(_ number: Int, on account: Iban) throws(BankFileFault) -> StatementEntry {
        let entry = try EntryReader.read(&document, number, on: account)
        guard entry.status == .booked else { return entry }
        for detail in entry.details {
            guard let id = detail.endToEnd else { continue }
            let isNew: Bool
            switch detail.direction {
            case .debit: isNew = debits.insert(id).inserted
            case .credit:
                isNew = !(detail.isReturn || entry.isReversal) || returns.insert(id).inserted
            }
            guard isNew else { throw document.fault(.repeatedID, at: detail.line) }
        }
        return entry
    }
}
