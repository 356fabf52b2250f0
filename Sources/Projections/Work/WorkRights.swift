import Events

/// What waits because of one person's rights, and for which offices. One row for each person of whom anything waited.
struct WorkRights: TableRow {
    /// One thing that waits for one office.
    struct Entry: Record, Equatable {
        let office: OfficeID
        /// The part of its row in the list of what waits.
        let part: Int64

        init(office: OfficeID, part: Int64) {
            self.office = office
            self.part = part
        }

        init(from r: inout JSONReader) {
            office = r("office")
            part = r("part")
        }

        func writeFields(to w: inout JSONWriter) {
            w.field("office", office)
            w.field("part", part)
        }

        /// Whether it is the hold of an office for a reason, whatever its last day.
        func isHold(_ reason: HoldReason, of office: OfficeID) -> Bool {
            self.office == office && part >= WorkRights.firstHold
                && part % WorkRights.reasons == WorkRights.place(of: reason)
        }
    }

    static let erasure: Int64 = 1
    static let restriction: Int64 = 2
    /// Parts of holds begin here: the number of the last day and the place of the reason among its kind.
    private static let firstHold: Int64 = 64
    /// More reasons than there will ever be.
    static let reasons: Int64 = 8

    static func part(_ reason: HoldReason, _ until: Day) -> Int64 {
        Int64(until.number) * reasons + place(of: reason)
    }

    private static func place(of reason: HoldReason) -> Int64 {
        Int64(HoldReason.allCases.firstIndex(of: reason) ?? 0)
    }

    let number: Int64
    let key: PartyID
    var entries: [Entry]

    static let table: StaticString = "work_rights"

    init(number: Int64, _ key: PartyID, _ first: Entry) {
        self.number = number
        self.key = key
        entries = [first]
    }

    private init(_ row: Row) {
        number = row.int64(0)
        key = row.id(1)
        entries = row.json(2)
    }

    static func find(_ key: PartyID, in db: Connection) throws(DatabaseError) -> WorkRights? {
        try db.first("SELECT * FROM work_rights WHERE id = ?", key, body: Self.init)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> WorkRights? {
        try db.first("SELECT * FROM work_rights WHERE number = ?", number, body: Self.init)
    }

    func write(to db: Connection) throws(DatabaseError) {
        try db.write("REPLACE INTO work_rights VALUES (?, ?, ?)") {
            $0.add(number)
            $0.add(key)
            $0.add(json: entries)
        }
    }
}
