package import Events

/// One payment run as decisions see it.
package struct RunState: Sendable, Equatable {
    package enum Status: Sendable, Equatable {
        /// Payments are being taken up.
        case open
        case collected, written, released, cancelled
    }

    package let kind: RunKind
    package let executeOn: Day
    package let format: PaymentFormat
    /// Who asked for it; nil when the system did.
    package let maker: PartyID?
    package internal(set) var status = Status.open
    package internal(set) var payments: Int64 = 0
    package internal(set) var cents = Cents.zero
    /// Of the bytes of its file, once that was written.
    package internal(set) var digest: Digest?

    init(_ opened: RunOpened) {
        kind = opened.kind
        executeOn = opened.executeOn
        format = opened.format
        maker = opened.maker
    }

    mutating func take(_ collected: RunCollected) {
        status = .collected
        payments = collected.payments
        cents = collected.cents
    }

    mutating func take(_ written: PaymentFileWritten) {
        status = .written
        digest = written.digest
    }
}

/// One file of the bank as decisions see it.
package struct BankFileState: Sendable, Equatable {
    package let digest: Digest
    /// The entries that wait for a person.
    package internal(set) var open: [BankEntryOpen] = []
    /// The numbers of all entries that waited or wait for one.
    package internal(set) var numbers: [Int64] = []

    mutating func take(_ entry: BankEntryOpen) {
        open.append(entry)
        numbers.append(entry.entry.number)
    }
}
