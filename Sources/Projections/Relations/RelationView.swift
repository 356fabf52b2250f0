package import Events

/// Who has what to do with which dossier: representatives, caregivers, helpers and granters. The holder needs no row: a
/// dossier carries his id. Queries: `Involvement`, `HelperInvitation`.
///
/// A row holds from its first to its last position, so relations can be asked as they were at any earlier position.
package struct RelationView: Projection {
    package static let name = "relations-2"

    package static let tables: [StaticString] = [
        """
        CREATE TABLE relation (
            number INTEGER PRIMARY KEY, dossier BLOB NOT NULL, kind TEXT NOT NULL, who BLOB NOT NULL, from_day INTEGER,
            until_day INTEGER, exclusive INTEGER NOT NULL, ground TEXT, recorded_by BLOB, ends INTEGER NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE relation_contract (
            number INTEGER PRIMARY KEY, id BLOB NOT NULL, caregiver BLOB NOT NULL, was_shared INTEGER NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE helper (
            number INTEGER PRIMARY KEY, id BLOB NOT NULL, dossier BLOB NOT NULL, name TEXT NOT NULL, code TEXT NOT NULL,
            until_day INTEGER NOT NULL, helper BLOB
        ) STRICT
        """,
    ]

    package static let indexes: [StaticString] = [
        "CREATE INDEX relation_dossier ON relation (dossier, kind, who)",
        "CREATE INDEX relation_who ON relation (who, kind)",
        "CREATE UNIQUE INDEX relation_contract_id ON relation_contract (id)",
        "CREATE UNIQUE INDEX helper_id ON helper (id)",
        "CREATE INDEX helper_dossier ON helper (dossier)",
    ]

    enum Contracts: KnownContractTable {
        static let table: StaticString = "relation_contract"
        static let byKey: StaticString = "SELECT * FROM relation_contract WHERE id = ?"
        static let byNumber: StaticString = "SELECT * FROM relation_contract WHERE number = ?"
        static let replace: StaticString = "REPLACE INTO relation_contract VALUES (?, ?, ?, ?)"
    }

    private var relations: Kept<RelationRow>
    private var contracts: Kept<KnownContract<Contracts>>
    private var helpers: Kept<HelperRow>

    package init(_ filling: Filling) {
        relations = Kept(filling)
        contracts = Kept(filling)
        helpers = Kept(filling)
    }

    package mutating func apply(_ envelope: EventEnvelope, to db: Connection) throws(DatabaseError) {
        guard let dossier = envelope.stream.dossier else { return }
        let position = envelope.position
        switch envelope.event {
        case .budget(.granted(let grant)):
            try add(RelationRow(position, dossier, .granter, grant.office.owner), in: db)
        case .representation(.appointed(let appointed)):
            var row = RelationRow(position, dossier, .representative, appointed.representative.owner)
            row.from = appointed.from
            row.until = appointed.until
            row.isExclusive = appointed.exclusive
            row.ground = appointed.ground
            row.recordedBy = appointed.office
            // A new appointment takes the place of the one before.
            _ = try relations.release(row.key, in: db) { $0.ends = position }
            try relations.insert(row, in: db)
        case .representation(.removed(let removed)):
            let key = RelationRow.Key(dossier: dossier, kind: .representative, who: removed.representative.owner)
            guard try relations.release(key, in: db, { $0.ends = position }) != nil else {
                throw .missing(RelationRow.table)
            }
        case .contract(.drafted(let draft)):
            try contracts.insert(KnownContract(draft, number: position.rawValue), in: db)
        case .contract(.shared(let share)):
            guard try contracts.share(share.contract, in: db) else { return }
            let caregiver = try contracts.caregiver(of: share.contract, in: db)
            try add(RelationRow(position, dossier, .caregiver, caregiver.owner), in: db)
        case .application(.filed(let filed)):
            try add(RelationRow(position, dossier, .granter, filed.office.owner), in: db)
        case .representation(.helperInvited(let invited)):
            try helpers.insert(HelperRow(invited, in: dossier, number: position.rawValue), in: db)
        case .representation(.helperJoined(let joined)):
            let known: Void? = try helpers.change(joined.invitation, in: db) { $0.helper = joined.helper }
            guard known != nil else { throw .missing(HelperRow.table) }
            try add(RelationRow(position, dossier, .helper, joined.helper.owner), in: db)
        case .representation(.helperRevoked(let revoked)):
            guard try helpers.remove(revoked.invitation, in: db) != nil else { throw .missing(HelperRow.table) }
            guard let helper = revoked.helper else { return }
            let key = RelationRow.Key(dossier: dossier, kind: .helper, who: helper.owner)
            guard try relations.release(key, in: db, { $0.ends = position }) != nil else {
                throw .missing(RelationRow.table)
            }
        case .budget, .contract, .claim, .payment, .receivable, .run, .bank, .inbox, .party, .office, .document,
            .application, .circumstance, .rights, .dispatch, .system:
            return
        }
    }

    package mutating func flush(to db: Connection) throws(DatabaseError) {
        try relations.flush(to: db)
        try contracts.flush(to: db)
        try helpers.flush(to: db)
    }

    package mutating func finish(to db: Connection) throws(DatabaseError) {
        try relations.finish(to: db)
        try contracts.finish(to: db)
        try helpers.finish(to: db)
    }

    package mutating func forget() {
        relations.forget()
        contracts.forget()
        helpers.forget()
    }

    /// Adds a relation unless it is there.
    private mutating func add(_ row: RelationRow, in db: Connection) throws(DatabaseError) {
        if try relations.find(row.key, in: db) == nil { try relations.insert(row, in: db) }
    }
}

/// One relation, from the position of its number to the one at which it ends.
struct RelationRow: TableRow {
    struct Key: TableKey {
        let dossier: DossierID
        let kind: Involvement.Kind
        let who: OwnerID

        var mixed: UInt64 { Mix.bits(dossier.bits, who.mixed) }
    }

    let number: Int64
    let key: Key
    var from: Day?
    var until: Day?
    var isExclusive = false
    var ground: RepresentationGround?
    var recordedBy: OfficeID?
    /// The first position at which it no longer holds.
    var ends = Position(.max)

    static let table: StaticString = "relation"

    var since: Position { Position(number) }

    init(_ position: Position, _ dossier: DossierID, _ kind: Involvement.Kind, _ who: OwnerID) {
        number = position.rawValue
        key = Key(dossier: dossier, kind: kind, who: who)
    }

    init(_ row: Row) {
        number = row.int64(0)
        key = Key(dossier: row.id(1), kind: row.name(2), who: row.id(3))
        from = row.optionalDay(4)
        until = row.optionalDay(5)
        isExclusive = row.bool(6)
        ground = row.optionalName(7)
        recordedBy = row.optionalID(8)
        ends = row.position(9)
    }

    /// The one that still holds.
    static func find(_ key: Key, in db: Connection) throws(DatabaseError) -> RelationRow? {
        try db.first(
            "SELECT * FROM relation WHERE dossier = ? AND kind = ? AND who = ? ORDER BY number DESC LIMIT 1",
            key.dossier,
            key.kind, key.who, body: Self.init
        ).flatMap { $0.ends == Position(.max) ? $0 : nil }
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> RelationRow? {
        try db.first("SELECT * FROM relation WHERE number = ?", number, body: Self.init)
    }

    func write(to db: Connection) throws(DatabaseError) {
        try db.write("REPLACE INTO relation VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)") {
            $0.add(number)
            $0.add(key.dossier)
            $0.add(key.kind)
            $0.add(key.who)
            $0.add(from)
            $0.add(until)
            $0.add(isExclusive)
            $0.add(text: ground?.rawValue)
            $0.add(recordedBy)
            $0.add(ends.rawValue)
        }
    }
}
