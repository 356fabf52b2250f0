package import Events

/// What stands of each person's rights: whether the use of his data is restricted, who holds them, whether they may be
/// erased or were; and where else something is recorded about him. Queries: `PersonRights`, `ErasureWork`, `RetentionCandidate`,
/// `ExportedFact`.
package struct RightsView: Projection {
    package static let name = "rights-2"

    package static let tables: [StaticString] = [
        """
        CREATE TABLE person_rights (
            number INTEGER PRIMARY KEY, id BLOB NOT NULL, recorded_at INTEGER NOT NULL, restriction TEXT,
            restricted_at INTEGER, holds TEXT NOT NULL, due TEXT, due_at INTEGER, erased TEXT, erased_at INTEGER
        ) STRICT
        """,
        """
        CREATE TABLE person_place (
            number INTEGER PRIMARY KEY, party BLOB NOT NULL, kind INTEGER NOT NULL, place BLOB NOT NULL
        ) STRICT
        """,
    ]

    package static let indexes: [StaticString] = [
        "CREATE UNIQUE INDEX person_rights_id ON person_rights (id)",
        "CREATE INDEX person_rights_due ON person_rights (number) WHERE due IS NOT NULL",
        "CREATE UNIQUE INDEX person_place_party ON person_place (party, kind, place)",
    ]

    private var people: Kept<RightsRow>
    private var places: Kept<PersonPlace>

    package init(_ filling: Filling) {
        people = Kept(filling)
        places = Kept(filling)
    }

    package mutating func apply(_ envelope: EventEnvelope, to db: Connection) throws(DatabaseError) {
        switch envelope.event {
        case .party(.personRegistered(let person)): try register(person.party, envelope, in: db)
        case .party(.organisationRegistered(let organisation)): try register(organisation.party, envelope, in: db)
        case .rights(let fact): try apply(fact, envelope, to: db)
        case .party(.memberAdded(let added)): try place(added.member, envelope, in: db)
        case .office(.employeeAppointed(let appointed)): try place(appointed.employee, envelope, in: db)
        case .bank(.entryOpen(let entry)):
            if let dossier = entry.dossier { try place(dossier.holder, envelope, in: db) }
        case .bank(.entrySettled(let settled)):
            if let dossier = settled.dossier { try place(dossier.holder, envelope, in: db) }
        case .party, .office, .representation, .budget, .contract, .claim, .payment, .receivable, .run, .bank, .inbox,
            .document, .application, .circumstance, .dispatch, .system:
            return
        }
    }

    package mutating func flush(to db: Connection) throws(DatabaseError) {
        try people.flush(to: db)
        try places.flush(to: db)
    }

    package mutating func finish(to db: Connection) throws(DatabaseError) {
        try people.finish(to: db)
        try places.finish(to: db)
    }

    package mutating func forget() {
        people.forget()
        places.forget()
    }

    /// Facts about somebody stand in the stream of where he works as well, and in that of a file of the bank.
    private mutating func place(
        _ party: PartyID, _ envelope: EventEnvelope, in db: Connection
    ) throws(DatabaseError) {
        let row = PersonPlace(party, envelope)
        if try places.find(row.key, in: db) == nil { try places.insert(row, in: db) }
    }

    private mutating func register(
        _ party: PartyID, _ envelope: EventEnvelope, in db: Connection
    ) throws(DatabaseError) {
        try people.insert(RightsRow(party, envelope), in: db)
    }

    private mutating func apply(
        _ fact: RightsFact, _ envelope: EventEnvelope, to db: Connection
    ) throws(DatabaseError) {
        let now = envelope.recordedAt
        switch fact {
        case .consentGiven, .consentWithdrawn: return
        case .restrictionSet(let set):
            try change(set.party, in: db) {
                $0.restriction = set
                $0.restrictedAt = now
            }
        case .restrictionLifted(let lifted):
            try change(lifted.party, in: db) {
                $0.restriction = nil
                $0.restrictedAt = nil
            }
        case .holdSet(let set):
            try change(set.party, in: db) { row in
                row.holds.removeAll { $0.office == set.office && $0.reason == set.reason }
                row.holds.append(set)
            }
        case .holdLifted(let lifted):
            try change(lifted.party, in: db) { row in
                row.holds.removeAll { $0.office == lifted.office && $0.reason == lifted.reason }
            }
        case .erasureDue(let due):
            try change(due.party, in: db) {
                $0.due = due.due ? due : nil
                $0.dueAt = due.due ? now : nil
            }
        case .erased(let erased):
            try change(erased.party, in: db) {
                $0.erased = erased
                $0.erasedAt = now
                $0.due = nil
                $0.dueAt = nil
            }
        }
    }

    private mutating func change(
        _ party: PartyID, in db: Connection, _ body: (inout RightsRow) -> Void
    ) throws(DatabaseError) {
        let known: Void? = try people.change(party, in: db, body)
        guard known != nil else { throw .missing(RightsRow.table) }
    }
}

/// What stands of one person's rights.
struct RightsRow: TableRow {
    let number: Int64
    let key: PartyID
    let recordedAt: Moment
    var restriction: RestrictionSet?
    var restrictedAt: Moment?
    var holds: [HoldSet] = []
    var due: ErasureDue?
    var dueAt: Moment?
    var erased: PersonErased?
    var erasedAt: Moment?

    static let table: StaticString = "person_rights"

    init(_ party: PartyID, _ envelope: EventEnvelope) {
        number = envelope.position.rawValue
        key = party
        recordedAt = envelope.recordedAt
    }

    init(_ row: Row) {
        number = row.int64(0)
        key = row.id(1)
        recordedAt = row.moment(2)
        restriction = row.optionalJSON(3)
        restrictedAt = row.optionalMoment(4)
        holds = row.json(5)
        due = row.optionalJSON(6)
        dueAt = row.optionalMoment(7)
        erased = row.optionalJSON(8)
        erasedAt = row.optionalMoment(9)
    }

    static func find(_ key: PartyID, in db: Connection) throws(DatabaseError) -> RightsRow? {
        try db.first("SELECT * FROM person_rights WHERE id = ?", key, body: Self.init)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> RightsRow? {
        try db.first("SELECT * FROM person_rights WHERE number = ?", number, body: Self.init)
    }

    func write(to db: Connection) throws(DatabaseError) {
        try db.write("REPLACE INTO person_rights VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)") {
            $0.add(number)
            $0.add(key)
            $0.add(recordedAt)
            $0.add(json: restriction)
            $0.add(restrictedAt?.microseconds)
            $0.add(json: holds)
            $0.add(json: due)
            $0.add(dueAt?.microseconds)
            $0.add(json: erased)
            $0.add(erasedAt?.microseconds)
        }
    }
}
