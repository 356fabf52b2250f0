import Events

/// One payment run: where the steps of it stand. What they say stands in those events.
struct RunRow: TableRow {
    let number: Int64
    let key: RunID
    /// Positions; 0 for a step that was not taken.
    var collected: Int64 = 0
    var written: Int64 = 0
    var released: Int64 = 0
    var cancelled: Int64 = 0

    static let table: StaticString = "run"

    init(_ run: RunID, number: Int64) {
        self.number = number
        key = run
    }

    init(_ row: Row) {
        number = row.int64(0)
        key = row.id(1)
        collected = row.int64(2)
        written = row.int64(3)
        released = row.int64(4)
        cancelled = row.int64(5)
    }

    static func find(_ key: RunID, in db: Connection) throws(DatabaseError) -> RunRow? {
        try db.first("SELECT * FROM run WHERE id = ?", key, body: Self.init)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> RunRow? {
        try db.first("SELECT * FROM run WHERE number = ?", number, body: Self.init)
    }

    func write(to db: Connection) throws(DatabaseError) {
        try db.run(
            "REPLACE INTO run VALUES (?, ?, ?, ?, ?, ?)", number, key, collected, written, released, cancelled)
    }
}

/// One file of the bank. What it says stands in its event.
struct BankFileRow: TableRow {
    let number: Int64
    let key: BankFileID

    static let table: StaticString = "bank_file"

    init(_ file: BankFileID, number: Int64) {
        self.number = number
        key = file
    }

    init(_ row: Row) {
        number = row.int64(0)
        key = row.id(1)
    }

    static func find(_ key: BankFileID, in db: Connection) throws(DatabaseError) -> BankFileRow? {
        try db.first("SELECT * FROM bank_file WHERE id = ?", key, body: Self.init)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> BankFileRow? {
        try db.first("SELECT * FROM bank_file WHERE number = ?", number, body: Self.init)
    }

    func write(to db: Connection) throws(DatabaseError) {
        try db.run("REPLACE INTO bank_file VALUES (?, ?)", number, key)
    }
}

/// One entry of a file of the bank that waited for a person.
struct BankEntryRow: TableRow {
    struct Key: TableKey {
        let file: BankFileID
        let entry: Int64

        init(_ entry: BankEntry) {
            file = entry.file
            self.entry = entry.number
        }

        init(file: BankFileID, entry: Int64) {
            self.file = file
            self.entry = entry
        }

        var mixed: UInt64 { Mix.bits(file.bits, UInt64(truncatingIfNeeded: entry)) }
    }

    /// The position at which it was put aside.
    let number: Int64
    let key: Key
    /// The position at which somebody said what it is; 0 while it waits.
    var settled: Int64 = 0

    static let table: StaticString = "bank_entry"

    init(_ entry: BankEntry, number: Int64) {
        self.number = number
        key = Key(entry)
    }

    init(_ row: Row) {
        number = row.int64(0)
        key = Key(file: row.id(1), entry: row.int64(2))
        settled = row.int64(3)
    }

    static func find(_ key: Key, in db: Connection) throws(DatabaseError) -> BankEntryRow? {
        try db.first("SELECT * FROM bank_entry WHERE file = ? AND entry = ?", key.file, key.entry, body: Self.init)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> BankEntryRow? {
        try db.first("SELECT * FROM bank_entry WHERE number = ?", number, body: Self.init)
    }

    func write(to db: Connection) throws(DatabaseError) {
        try db.run("REPLACE INTO bank_entry VALUES (?, ?, ?, ?)", number, key.file, key.entry, settled)
    }
}
