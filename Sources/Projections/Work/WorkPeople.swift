import Events

/// On whom something of an office rests: the offices that have to act when that person dies. One row for each person
/// that a budget was granted to, who asked for one, or who represents somebody.
struct WorkBond: TableRow {
    /// One budget, application or representation.
    struct Tie: Record, Equatable {
        /// The budget or application; of a representation the dossier.
        let subject: OwnerID
        let dossier: DossierID
        let office: OfficeID
        /// Of a representation: whether nobody else could act.
        let isOnly: Bool

        init(_ subject: OwnerID, _ dossier: DossierID, _ office: OfficeID, isOnly: Bool = false) {
            self.subject = subject
            self.dossier = dossier
            self.office = office
            self.isOnly = isOnly
        }

        init(from r: inout JSONReader) {
            subject = r("subject")
            dossier = r("dossier")
            office = r("office")
            isOnly = r.flag("only")
        }

        func writeFields(to w: inout JSONWriter) {
            w.field("subject", subject)
            w.field("dossier", dossier)
            w.field("office", office)
            w.present("only", isOnly)
        }
    }

    let number: Int64
    let key: PartyID
    var ties: [Tie]

    static let table: StaticString = "work_bond"

    init(number: Int64, _ key: PartyID, _ first: Tie) {
        self.number = number
        self.key = key
        ties = [first]
    }

    private init(_ row: Row) {
        number = row.int64(0)
        key = row.id(1)
        ties = row.json(2)
    }

    static func find(_ key: PartyID, in db: Connection) throws(DatabaseError) -> WorkBond? {
        try db.first("SELECT * FROM work_bond WHERE id = ?", key, body: Self.init)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> WorkBond? {
        try db.first("SELECT * FROM work_bond WHERE number = ?", number, body: Self.init)
    }

    func write(to db: Connection) throws(DatabaseError) {
        try db.write("REPLACE INTO work_bond VALUES (?, ?, ?)") {
            $0.add(number)
            $0.add(key)
            $0.add(json: ties)
        }
    }
}
