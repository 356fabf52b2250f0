package import Events

/// One file that the bank sent, as it is shown: what it held and how much of it waits for a person.
package struct BankFile: Described, Equatable {
    package let file: BankFileID
    /// Where it was read; the key for the next page.
    package let position: Position
    package let readAt: Moment
    package let kind: BankFileKind
    package let digest: Digest
    package let byteCount: Int64
    package let entries: Int64
    package let matched: Int64
    /// How many entries wait for a person.
    package let open: Int64
    /// The balances of a statement.
    package let opening: Cents?
    package let closing: Cents?

    package func writeFields(to w: inout JSONWriter) {
        w.field("file", file)
        w.field("position", position.rawValue)
        w.field("readAt", readAt)
        w.field("kind", kind)
        w.field("digest", digest)
        w.field("byteCount", byteCount)
        w.field("entries", entries)
        w.field("matched", matched)
        w.field("open", open)
        w.field("openingCents", opening)
        w.field("closingCents", closing)
    }

    /// The files, newest first. `before` is the position of the last one of the page before.
    package static func page(
        _ s: Snapshot, before: Position? = nil, limit: Int = Page.max
    ) throws(DatabaseError) -> [BankFile] {
        try s.db.all(
            "SELECT * FROM bank_file WHERE number < ? ORDER BY number DESC LIMIT ?", before ?? Position(.max),
            Page.limit(limit), body: BankFileRow.init
        ).map { (row) throws(DatabaseError) in try BankFile(row, s) }
    }

    /// One file; nil when no such file was read.
    package static func one(_ s: Snapshot, _ file: BankFileID) throws(DatabaseError) -> BankFile? {
        guard let row = try BankFileRow.find(file, in: s.db) else { return nil }
        return try BankFile(row, s)
    }

    package static var examples: [BankFile] {
        [
            BankFile(
                file: Sample.id(13), position: Position(52), readAt: Sample.moment, kind: .statement,
                digest: Sample.digest, byteCount: 20_480, entries: 122, matched: 120, open: 2,
                opening: Cents(100_000_000), closing: Cents(94_000_000))
        ]
    }
}

extension BankFile {
    private init(_ row: BankFileRow, _ s: Snapshot) throws(DatabaseError) {
        let envelope = try s.event(row.number)
        guard case .bank(.read(let read)) = envelope.event else { throw .missing("bank-file-read") }
        file = row.key
        position = envelope.position
        readAt = envelope.recordedAt
        kind = read.kind
        digest = read.digest
        byteCount = read.byteCount
        entries = read.entries
        matched = read.matched
        open =
            try s.db.first("SELECT count(*) FROM bank_entry WHERE file = ? AND settled = 0", row.key) { $0.int64(0) }
            ?? 0
        opening = read.openingCents
        closing = read.closingCents
    }
}

/// One entry of a file of the bank that matched nothing: what it is about, and what somebody said it is.
package struct OpenEntry: Described, Equatable {
    package let file: BankFileID
    /// Its place in the file.
    package let number: Int64
    /// Where it was put aside; the key for the next page.
    package let position: Position
    package let since: Moment
    package let cents: Cents
    package let isCredit: Bool
    package let on: Day
    package let why: EntryTrouble
    /// The dossier whose number stands in what the payer wrote: a proposal. Once it is booked, the one it was booked in.
    package let dossier: DossierID?
    /// The event that booked it; nil while it waits.
    package let bookedBy: String?
    /// What it is, where it is not booked in a dossier, and the payment it is about.
    package let use: EntryUse?
    package let payment: PaymentID?
    package let settledAt: Moment?

    package func writeFields(to w: inout JSONWriter) {
        w.field("file", file)
        w.field("number", number)
        w.field("position", position.rawValue)
        w.field("since", since)
        w.field("amountCents", cents)
        w.field("credit", isCredit)
        w.field("on", on)
        w.field("why", why)
        w.field("dossier", dossier)
        w.field("bookedBy", bookedBy)
        w.field("use", use)
        w.field("payment", payment)
        w.field("settledAt", settledAt)
    }

    /// The entries, oldest first: those that wait, or with `all` those that were settled as well. `after` is the
    /// position of the last one of the page before.
    package static func page(
        _ s: Snapshot, all: Bool = false, after: Position = .start, limit: Int = Page.max
    ) throws(DatabaseError) -> [OpenEntry] {
        let rows =
            all
            ? try s.db.all(
                "SELECT * FROM bank_entry WHERE number > ? ORDER BY number LIMIT ?", after, Page.limit(limit),
                body: BankEntryRow.init)
            : try s.db.all(
                "SELECT * FROM bank_entry WHERE settled = 0 AND number > ? ORDER BY number LIMIT ?", after,
                Page.limit(limit), body: BankEntryRow.init)
        return try rows.map { (row) throws(DatabaseError) in try OpenEntry(row, s) }
    }

    /// One entry that still waits; nil when there is none of that number in the file.
    package static func waiting(
        _ s: Snapshot, _ file: BankFileID, _ number: Int64
    ) throws(DatabaseError) -> OpenEntry? {
        guard let row = try BankEntryRow.find(BankEntryRow.Key(file: file, entry: number), in: s.db), row.settled == 0
        else { return nil }
        return try OpenEntry(row, s)
    }

    package static var examples: [OpenEntry] {
        [
            OpenEntry(
                file: Sample.id(13), number: 7, position: Position(53), since: Sample.moment, cents: Cents(30_000),
                isCredit: true, on: Sample.day, why: .unknown, dossier: nil, bookedBy: nil, use: nil,
                payment: nil, settledAt: nil)
        ]
    }
}

extension OpenEntry {
    private init(_ row: BankEntryRow, _ s: Snapshot) throws(DatabaseError) {
        let envelope = try s.event(row.number)
        guard case .bank(.entryOpen(let open)) = envelope.event else { throw .missing("bank-entry-open") }
        file = open.entry.file
        number = open.entry.number
        position = envelope.position
        since = envelope.recordedAt
        cents = open.cents
        isCredit = open.isCredit
        on = open.on
        why = open.why
        guard row.settled > 0 else {
            dossier = open.dossier
            (bookedBy, use, payment, settledAt) = (nil, nil, nil, nil)
            return
        }
        let booking = try s.event(row.settled)
        bookedBy = "\(booking.event.name)"
        settledAt = booking.recordedAt
        if case .bank(.entrySettled(let settled)) = booking.event {
            use = settled.use
            payment = settled.payment
            dossier = settled.dossier
        } else {
            (use, payment) = (nil, nil)
            dossier = booking.stream.dossier
        }
    }
}
