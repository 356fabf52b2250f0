import Events

/// What happened on an account of ours, as the bank says: one statement of a camt.053 or one notification of a camt.054.
struct BankStatement: Equatable, Sendable {
    /// The bank's id of it, by which a repeat is known, together with the account.
    let id: String
    /// Counts up by one, where the bank counts: a gap is a statement that is missing.
    let sequence: Int64?
    let account: Iban
    /// What was booked before and after; a notification says neither. Below zero when the account was overdrawn.
    let opening: Balance?
    let closing: Balance?
    /// What is booked, in the order of the file.
    let entries: [StatementEntry]
    /// What is announced and not booked: no money has moved yet.
    let pending: [StatementEntry]

    struct Balance: Equatable, Sendable {
        let cents: Cents
        let day: Day
    }

    /// What stands where the one who ordered a payment gave no reference.
    static let notProvided = "NOTPROVIDED"
}

/// A file with statements, or with notifications.
struct BankStatementFile: Equatable, Sendable {
    enum Kind: Sendable {
        /// camt.053: the account as booked, with its balances. What is in it has happened.
        case statement
        /// camt.054: news about single bookings, which the statement brings again.
        case notification
    }

    let kind: Kind
    /// The message id of the file, by which a repeat is known.
    let message: String
    let statements: [BankStatement]
}

/// One booking, which may be one payment or a batch of them.
struct StatementEntry: Equatable, Sendable {
    /// Its place among all entries of the statement, from 1.
    let number: Int
    let cents: Cents
    let direction: BankDirection
    /// It takes an earlier booking back; the direction is that of this booking.
    let isReversal: Bool
    let status: Status
    /// The day on which it was booked; a pending one may have none.
    let bookedOn: Day?
    /// The reference of the bank.
    let bankReference: String?
    /// The batch of ours (PmtInfId) and the file (MsgId) that it pays, where the bank names them.
    let batch: String?
    let batchMessage: String?
    /// The payments in it; empty when the bank names none.
    let details: [StatementDetail]
    /// Where it stands in the file.
    let line: Int

    enum Status: String, Sendable {
        case booked = "BOOK"
        case pending = "PDNG"
        case information = "INFO"
        case future = "FUTR"
    }
}

/// One payment in a booking.
struct StatementDetail: Equatable, Masked, Sendable {
    /// The reference that the payment carried from its beginning; nil when it had none.
    let endToEnd: String?
    /// Nil when the bank gives none: never for the only payment of a booking in euros.
    let cents: Cents?
    let direction: BankDirection
    /// Why it came back, a code such as `AC04`; `MS02` (no reason given) when the bank gives no code.
    let returnReason: String?
    /// What the one who paid wrote, free lines and a structured reference one after the other; empty when nothing.
    let remittance: String
    /// The one on the other side. The number is nil when it is no IBAN.
    let counterpartyName: String?
    let counterpartyIban: Iban?
    /// Where it stands in the file.
    let line: Int

    /// It is a payment that came back, or one that was taken back.
    var isReturn: Bool { returnReason != nil }
}
