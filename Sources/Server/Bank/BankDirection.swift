import Events

/// Whether money came onto our account or left it.
enum BankDirection: String, Sendable {
    case credit = "CRDT"
    case debit = "DBIT"
}

/// How many bytes a file of a bank may have, when the caller sets no limit of its own.
enum BankFileLimits {
    /// A statement with 50,000 transfers of 1 KiB each comes near.
    static let bytesMost = 64 << 20
}
