import Events

/// One thing that waits for somebody, from the position of its number to the one at which it was done.
struct WorkRow: TableRow {
    /// A thing waits once for one somebody. `part` tells apart what waits of one subject: the part of an assessment,
    /// the month of a wage, the suspension of a payment, the entry of a bank file.
    struct Key: TableKey {
        /// Nil for a run, an entry of the bank, somebody's account or address and a death.
        let dossier: DossierID?
        let subject: OwnerID
        let part: Int64
        let waiter: WorkItem.Waiter

        var mixed: UInt64 { Mix.bits(subject.bits, waiter.who.mixed &+ UInt64(truncatingIfNeeded: part)) }
    }

    let number: Int64
    let key: Key
    let kind: WorkItem.Kind
    let recordedAt: Moment
    /// The first position at which it no longer waits.
    var ends = Position(.max)

    static let table: StaticString = "work"
    /// Where the parts of warnings begin, each with the number of its day behind it: beyond the months of wages.
    static let warned: Int64 = 1 << 32
    /// How many things one event can make wait.
    private static let perEvent: Int64 = 1_024

    /// The number of the thing with an index among those that the event at a position makes wait.
    static func number(_ position: Position, _ index: Int) -> Int64 { position.rawValue * perEvent + Int64(index) }

    var since: Position { Position(number / Self.perEvent) }

    init(_ kind: WorkItem.Kind, _ key: Key, _ envelope: EventEnvelope, index: Int = 0) {
        number = Self.number(envelope.position, index)
        self.key = key
        self.kind = kind
        recordedAt = envelope.recordedAt
    }

    init(_ row: Row) {
        number = row.int64(0)
        key = Key(
            dossier: row.optionalID(6), subject: row.id(1), part: row.int64(2),
            waiter: WorkItem.Waiter(kind: row.name(3), who: row.id(4)))
        kind = row.name(5)
        recordedAt = row.moment(7)
        ends = row.position(8)
    }

    /// The one that still waits.
    static func find(_ key: Key, in db: Connection) throws(DatabaseError) -> WorkRow? {
        // By the dossier: what waits in one is little.
        try db.first(
            """
            SELECT * FROM work WHERE dossier IS ? AND ends = ? AND subject = ? AND part = ? AND waiter = ? AND who = ?
            """, key.dossier, Position(.max), key.subject, key.part, key.waiter.kind, key.waiter.who, body: Self.init)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> WorkRow? {
        try db.first("SELECT * FROM work WHERE number = ?", number, body: Self.init)
    }

    func write(to db: Connection) throws(DatabaseError) {
        try db.write("REPLACE INTO work VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)") {
            $0.add(number)
            $0.add(key.subject)
            $0.add(key.part)
            $0.add(key.waiter.kind)
            $0.add(key.waiter.who)
            $0.add(kind)
            $0.add(key.dossier)
            $0.add(recordedAt.microseconds)
            $0.add(ends.rawValue)
        }
    }
}
