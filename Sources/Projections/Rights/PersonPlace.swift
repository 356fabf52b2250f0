import Events

/// An office where somebody worked, an organisation for which he acted, a file of the bank with an entry of his dossier:
/// in its stream stand facts about him, also of long ago. Never removed.
struct PersonPlace: TableRow {
    struct Key: TableKey {
        let party: PartyID
        let place: StreamID

        var mixed: UInt64 { Mix.bits(party.bits, OwnerID(bits: place.bits).mixed) }
    }

    /// The position of the first fact.
    let number: Int64
    let key: Key

    static let table: StaticString = "person_place"

    init(_ party: PartyID, _ envelope: EventEnvelope) {
        number = envelope.position.rawValue
        key = Key(party: party, place: envelope.stream)
    }

    private init(_ row: Row) {
        number = row.int64(0)
        let place: OwnerID = row.id(3)
        let kind = StreamKind(rawValue: UInt8(clamping: row.int64(2))) ?? .party
        key = Key(party: row.id(1), place: StreamID(kind: kind, bits: place.bits))
    }

    /// All places of somebody up to the snapshot's position, in the order in which he came there.
    static func list(_ s: Snapshot, of party: PartyID) throws(DatabaseError) -> [StreamID] {
        try s.db.all(
            "SELECT * FROM person_place WHERE party = ? AND number <= ? ORDER BY number", party, s.position
        ) { PersonPlace($0).key.place }
    }

    static func find(_ key: Key, in db: Connection) throws(DatabaseError) -> PersonPlace? {
        try db.first(
            "SELECT * FROM person_place WHERE party = ? AND kind = ? AND place = ?", key.party,
            Int64(key.place.kind.rawValue), OwnerID(bits: key.place.bits), body: Self.init)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> PersonPlace? {
        try db.first("SELECT * FROM person_place WHERE number = ?", number, body: Self.init)
    }

    func write(to db: Connection) throws(DatabaseError) {
        try db.run(
            "REPLACE INTO person_place VALUES (?, ?, ?, ?)", number, key.party, Int64(key.place.kind.rawValue),
            OwnerID(bits: key.place.bits))
    }
}
