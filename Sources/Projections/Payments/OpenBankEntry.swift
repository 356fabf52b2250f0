package import Events

/// One file of the bank that was read.
struct BankFileRow: TableRow {
    let number: Int64
    let key: BankFileID
    let kind: BankFileKind
    let digest: Digest
    let entries: Int64
    let matched: Int64
    /// How many of its entries wait for a person.
    var open: Int64 = 0

    static let table: StaticString = "bank_file"

    init(_ read: BankFileRead, number: Int64) {
        self.number = number
        key = read.file
        kind = read.kind
        digest = read.digest
        entries = read.entries
        matched = read.matched
    }

    init(_ row: Row) {
        number = row.int64(0)
        key = row.id(1)
        kind = row.name(2)
        digest = row.digest(3)
        entries = row.int64(4)
        matched = row.int64(5)
        open = row.int64(6)
    }

    static func find(_ key: BankFileID, in db: Connection) throws(DatabaseError) -> BankFileRow? {
        try db.first("SELECT * FROM bank_file WHERE id = ?", key, body: Self.init)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> BankFileRow? {
        try db.first("SELECT * FROM bank_file WHERE number = ?", number, body: Self.init)
    }

    func write(to db: Connection) throws(DatabaseError) {
        try db.run(
            "REPLACE INTO bank_file VALUES (?, ?, ?, ?, ?, ?, ?)", number, key, kind.rawValue, digest, entries,
            matched, open)
    }
}

/// An entry of a file of the bank that waits for a person.
struct BankEntryRow: RemovableRow {
    struct Key: TableKey {
        let file: BankFileID
        let place: Int64

        init(_ entry: BankEntry) {
            file = entry.file
            place = entry.number
        }

        var mixed: UInt64 { Mix.bits(file.bits, UInt64(bitPattern: place)) }
    }

    let number: Int64
    let key: Key
    let cents: Cents
    let isCredit: Bool
    let on: Day
    let why: EntryTrouble
    let dossier: DossierID?

    static let table: StaticString = "bank_entry"

    init(_ open: BankEntryOpen, number: Int64) {
        self.number = number
        key = Key(open.entry)
        cents = open.cents
        isCredit = open.isCredit
        on = open.on
        why = open.why
        dossier = open.dossier
    }

    init(_ row: Row) {
        number = row.int64(0)
        key = Key(BankEntry(file: row.id(1), number: row.int64(2)))
        cents = row.cents(3)
        isCredit = row.bool(4)
        on = row.day(5)
        why = row.name(6)
        dossier = row.optionalID(7)
    }

    static func find(_ key: Key, in db: Connection) throws(DatabaseError) -> BankEntryRow? {
        try db.first("SELECT * FROM bank_entry WHERE file = ? AND place = ?", key.file, key.place, body: Self.init)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> BankEntryRow? {
        try db.first("SELECT * FROM bank_entry WHERE number = ?", number, body: Self.init)
    }

    func write(to db: Connection) throws(DatabaseError) {
        try db.write("REPLACE INTO bank_entry VALUES (?, ?, ?, ?, ?, ?, ?, ?)") {
            $0.add(number)
            $0.add(key.file)
            $0.add(key.place)
            $0.add(cents)
            $0.add(isCredit)
            $0.add(on)
            $0.add(why)
            $0.add(dossier)
        }
    }

    static func remove(number: Int64, in db: Connection) throws(DatabaseError) {
        try db.run("DELETE FROM bank_entry WHERE number = ?", number)
    }
}

/// An entry of the work list of the SVB: money that came in or went out and that matches nothing.
package struct OpenBankEntry: Described, Equatable {
    package let position: Position
    package let entry: BankEntry
    package let cents: Cents
    package let isCredit: Bool
    package let on: Day
    package let why: EntryTrouble
    /// The dossier whose number the payer wrote: a proposal.
    package let dossier: DossierID?

    package func writeFields(to w: inout JSONWriter) {
        w.field("position", position.rawValue)
        w.field("file", entry.file)
        w.field("number", entry.number)
        w.field("cents", cents)
        w.field("isCredit", isCredit)
        w.field("on", on)
        w.field("why", why)
        w.field("dossier", dossier)
    }

    /// The entries that wait, the oldest first. `after` is the position of the last one of the page before.
    package static func page(
        _ s: Snapshot, after: Position? = nil, limit: Int = Page.max
    ) throws(DatabaseError) -> [OpenBankEntry] {
        try s.db.all(
            "SELECT * FROM bank_entry WHERE number > ? ORDER BY number LIMIT ?", after?.rawValue ?? 0, Page.limit(limit)
        ) { OpenBankEntry(BankEntryRow($0)) }
    }

    private init(_ row: BankEntryRow) {
        position = Position(row.number)
        entry = BankEntry(file: row.key.file, number: row.key.place)
        cents = row.cents
        isCredit = row.isCredit
        on = row.on
        why = row.why
        dossier = row.dossier
    }

    private init(position: Position, _ open: BankEntryOpen) {
        self.position = position
        entry = open.entry
        cents = open.cents
        isCredit = open.isCredit
        on = open.on
        why = open.why
        dossier = open.dossier
    }

    package static var examples: [OpenBankEntry] {
        [
            OpenBankEntry(
                position: Position(42),
                BankEntryOpen(
                    entry: BankEntry(file: Sample.id(22), number: 3), cents: Cents(30_000), isCredit: true,
                    on: Sample.day, why: .unknown, dossier: Sample.id(1)))
        ]
    }
}

/// What became of one file of the bank.
package struct BankFileOutcome: Described, Equatable {
    package let file: BankFileID
    package let kind: BankFileKind
    package let digest: Digest
    package let entries: Int64
    package let matched: Int64
    /// How many of its entries still wait for a person.
    package let open: Int64

    package func writeFields(to w: inout JSONWriter) {
        w.field("file", file)
        w.field("kind", kind)
        w.field("digest", digest)
        w.field("entries", entries)
        w.field("matched", matched)
        w.field("open", open)
    }

    /// Nil when no such file was read.
    package static func one(_ s: Snapshot, _ file: BankFileID) throws(DatabaseError) -> BankFileOutcome? {
        try BankFileRow.find(file, in: s.db).map { row in
            BankFileOutcome(
                file: row.key, kind: row.kind, digest: row.digest, entries: row.entries, matched: row.matched,
                open: row.open)
        }
    }

    package static var examples: [BankFileOutcome] {
        [
            BankFileOutcome(
                file: Sample.id(22), kind: .statement, digest: Sample.digest, entries: 4, matched: 3, open: 1)
        ]
    }
}
