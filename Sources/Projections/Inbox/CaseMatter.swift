import Events

/// An application, a request or a report of which messages may still come. Its number is the position at which it was
/// filed first.
struct CaseMatter: TableRow {
    let number: Int64
    let key: OwnerID
    /// The position at which it was filed last: that says of which law it is and what is asked.
    var latest: Int64

    static let table: StaticString = "inbox_case"

    init(number: Int64, _ key: OwnerID) {
        self.number = number
        self.key = key
        latest = number
    }

    private init(_ row: Row) {
        number = row.int64(0)
        key = row.id(1)
        latest = row.int64(2)
    }

    static func find(_ key: OwnerID, in db: Connection) throws(DatabaseError) -> CaseMatter? {
        try db.first("SELECT * FROM inbox_case WHERE id = ?", key, body: Self.init)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> CaseMatter? {
        try db.first("SELECT * FROM inbox_case WHERE number = ?", number, body: Self.init)
    }

    func write(to db: Connection) throws(DatabaseError) {
        try db.run("REPLACE INTO inbox_case VALUES (?, ?, ?)", number, key, latest)
    }
}
