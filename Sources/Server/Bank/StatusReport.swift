import Events

/// What a bank says about a payment file of ours: pain.002.
///
/// Silence is no success: a bank need only name what it refuses, and only the statement says that money has moved.
struct StatusReport: Equatable, Sendable {
    /// The message id of the report itself, by which a repeat is known.
    let message: String
    /// The message id of our payment file.
    let original: String
    /// About the whole file; nil when the bank says nothing about it.
    let status: BankStatus?
    /// The reasons for it, codes such as `AM10`; empty when the bank gives words of its own or none.
    let reasons: [String]
    let batches: [Batch]

    /// What is said of one batch in our file.
    struct Batch: Equatable, Sendable {
        let batch: String
        let status: BankStatus?
        let reasons: [String]
        let transfers: [TransferStatus]
    }

    /// What is said of one transfer.
    struct TransferStatus: Equatable, Sendable {
        /// Nil when the bank names only the reference between it and us, or a reference was not provided.
        let endToEnd: String?
        let instruction: String?
        let status: BankStatus?
        let reasons: [String]
        /// Where it stands in the file.
        let line: Int
    }
}

/// A status as banks write it (ISO external code set), with what it means for us.
struct BankStatus: Hashable, Sendable {
    let code: String

    /// What it means for the payment.
    enum Meaning: Sendable {
        /// It is on its way, or not yet judged.
        case underway
        /// Money left our account; the statement is still what counts.
        case settled
        /// Some of what is in it was refused: its parts say which.
        case partly
        /// It will not be paid.
        case refused
        /// The bank asks us to look: the payee's name differs, for one.
        case toLookAt
    }

    /// Nil for a code that we do not know, which a person has to look at.
    init?(_ code: String) {
        guard Self.meanings[code] != nil else { return nil }
        self.code = code
    }

    var meaning: Meaning { Self.meanings[code] ?? .toLookAt }

    private static let meanings: [String: Meaning] = [
        "RCVD": .underway, "ACTC": .underway, "ACCP": .underway, "ACSP": .underway, "ACWC": .underway,
        "PDNG": .underway, "RCVC": .underway, "ACSC": .settled, "ACCC": .settled, "PART": .partly, "RJCT": .refused,
        "CANC": .refused, "RVCM": .toLookAt, "RVNC": .toLookAt,
    ]
}
