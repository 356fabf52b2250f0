import Events

/// What stands in the file about one payment of a booking, before the booking is known as a whole.
struct RawDetail {
    let line: Int
    var endToEnd: String?
    var cents: Cents?
    var direction: BankDirection?
    /// What was ordered, where it is in euros: worth less than the amount of the transaction itself.
    var instructed: Cents?
    var hasReturn = false
    var returnReason: String?
    var remittance: [String] = []
    var debtor = Party()
    var creditor = Party()

    struct Party {
        var name: String?
        var iban: Iban?
    }

    /// The payment as part of this booking.
    func detail(of entry: Cents, _ entryDirection: BankDirection, isOnly: Bool, account: Iban) -> StatementDetail {
        // A payment that comes back may name the parties as they were on its way out: the other one is never us.
        let expected = entryDirection == .credit ? debtor : creditor
        let other = entryDirection == .credit ? creditor : debtor
        let counterparty = expected.iban == account ? other : expected
        return StatementDetail(
            endToEnd: endToEnd == BankStatement.notProvided ? nil : endToEnd,
            cents: cents ?? (isOnly ? entry : instructed), direction: direction ?? entryDirection,
            returnReason: hasReturn ? returnReason ?? "MS02" : nil, remittance: remittance.joined(separator: " "),
            counterpartyName: counterparty.name, counterpartyIban: counterparty.iban, line: line)
    }
}

/// Reads one payment of a booking (TxDtls).
enum DetailReader {
    /// The payment that is open, which is then closed.
    static func read(_ document: inout BankDocument) throws(BankFileFault) -> RawDetail {
        var raw = RawDetail(line: document.line)
        while let name = try document.child() {
            switch name {
            case "Refs":
                while let name = try document.child() {
                    if name == "EndToEndId" { try document.take(&raw.endToEnd) } else { try document.skip() }
                }
            case "Amt": try document.take(&raw.cents)
            case "CdtDbtInd": try document.take(&raw.direction)
            case "AmtDtls": try amounts(&document, &raw)
            case "RltdPties": try parties(&document, &raw)
            case "RmtInf": try remittance(&document, &raw)
            case "RtrInf":
                raw.hasReturn = true
                while let name = try document.child() {
                    if name == "Rsn" { raw.returnReason = try document.chosenCode() } else { try document.skip() }
                }
            default: try document.skip()
            }
        }
        return raw
    }

    private static func amounts(_ document: inout BankDocument, _ raw: inout RawDetail) throws(BankFileFault) {
        while let name = try document.child() {
            guard name == "TxAmt" || name == "InstdAmt" else {
                try document.skip()
                continue
            }
            while let inner = try document.child() {
                // In another currency it tells what was ordered abroad; the booking itself is in euros.
                guard inner == "Amt", document.attribute("Ccy") == "EUR" else {
                    try document.skip()
                    continue
                }
                let amount = try document.amount()
                if name == "TxAmt" { raw.cents = raw.cents ?? amount } else { raw.instructed = amount }
            }
        }
    }

    private static func parties(_ document: inout BankDocument, _ raw: inout RawDetail) throws(BankFileFault) {
        while let name = try document.child() {
            switch name {
            case "Dbtr": raw.debtor.name = try partyName(&document)
            case "Cdtr": raw.creditor.name = try partyName(&document)
            case "DbtrAcct": raw.debtor.iban = try account(&document)
            case "CdtrAcct": raw.creditor.iban = try account(&document)
            default: try document.skip()
            }
        }
    }

    /// The name of a party, which since version .08 may stand one element deeper.
    private static func partyName(_ document: inout BankDocument) throws(BankFileFault) -> String? {
        var found: String?
        while let name = try document.child() {
            switch name {
            case "Nm": try document.take(&found)
            case "Pty": found = try partyName(&document)
            default: try document.skip()
            }
        }
        return found
    }

    /// The number of an account, when it is an IBAN that is one.
    private static func account(_ document: inout BankDocument) throws(BankFileFault) -> Iban? {
        var found: Iban?
        while let name = try document.child() {
            if name == "Id" { found = try document.iban() } else { try document.skip() }
        }
        return found
    }

    private static func remittance(_ document: inout BankDocument, _ raw: inout RawDetail) throws(BankFileFault) {
        while let name = try document.child() {
            switch name {
            case "Ustrd": try add(&document, &raw)
            case "Strd":
                while let name = try document.child() {
                    guard name == "CdtrRefInf" else {
                        try document.skip()
                        continue
                    }
                    while let name = try document.child() {
                        if name == "Ref" { try add(&document, &raw) } else { try document.skip() }
                    }
                }
            default: try document.skip()
            }
        }
    }

    private static func add(_ document: inout BankDocument, _ raw: inout RawDetail) throws(BankFileFault) {
        let text = try document.text()
        if !text.isEmpty { raw.remittance.append(text) }
    }
}

extension BankDocument {
    /// The IBAN in an element that gives a choice of numbers; nil when it holds another kind of number or a wrong one.
    mutating func iban() throws(BankFileFault) -> Iban? {
        var iban: Iban?
        while let name = try child() {
            if name == "IBAN" { iban = Iban(try text()) } else { try skip() }
        }
        return iban
    }
}
