package import Events

/// Where the events of every stream stand. Queries: `TimelineEntry`.
///
/// The log is the timeline: each event names the one before it in its stream, so the view keeps the newest event of
/// each stream and the lines are read from the log. They never change: the timeline can be asked as it was at any
/// earlier position.
package struct TimelineView: Projection {
    package static let name = "timeline-3"

    package static let tables: [StaticString] = [
        """
        CREATE TABLE timeline_stream (
            number INTEGER PRIMARY KEY, owner BLOB NOT NULL, list INTEGER NOT NULL, head INTEGER NOT NULL
        ) STRICT
        """,
        "CREATE TABLE timeline_receivable (number INTEGER PRIMARY KEY, id BLOB NOT NULL, debtor BLOB NOT NULL) STRICT",
    ]

    package static let indexes: [StaticString] = [
        "CREATE UNIQUE INDEX timeline_stream_owner ON timeline_stream (owner, list)",
        "CREATE UNIQUE INDEX timeline_receivable_id ON timeline_receivable (id)",
    ]

    /// The newest event of each stream; the list is the kind of the stream.
    enum Streams: ChainTable {
        static let table: StaticString = "timeline_stream"
        static let byKey: StaticString = "SELECT * FROM timeline_stream WHERE owner = ? AND list = ?"
        static let byNumber: StaticString = "SELECT * FROM timeline_stream WHERE number = ?"
        static let replace: StaticString = "REPLACE INTO timeline_stream VALUES (?, ?, ?, ?)"
    }

    private var streams: Kept<ChainHead<Streams>>
    private var receivables: Kept<TimelineReceivable>

    package init(_ filling: Filling) {
        streams = Kept(filling)
        receivables = Kept(filling)
    }

    package mutating func apply(_ envelope: EventEnvelope, to db: Connection) throws(DatabaseError) {
        _ = try streams.push(
            envelope.position.rawValue, of: OwnerID(bits: envelope.stream.bits),
            list: Int64(envelope.stream.kind.rawValue), in: db)
        if case .receivable(.raised(let raised)) = envelope.event {
            try receivables.insert(TimelineReceivable(raised, number: envelope.position.rawValue), in: db)
        }
    }

    package mutating func flush(to db: Connection) throws(DatabaseError) {
        try streams.flush(to: db)
        try receivables.flush(to: db)
    }

    package mutating func finish(to db: Connection) throws(DatabaseError) {
        try streams.finish(to: db)
        try receivables.finish(to: db)
    }

    package mutating func forget() {
        streams.forget()
        receivables.forget()
    }
}

/// Who has to pay back what a receivable names: later events name only the receivable. Its number is the position at
/// which it was raised.
struct TimelineReceivable: TableRow {
    let number: Int64
    let key: ReceivableID
    let debtor: PartyID

    static let table: StaticString = "timeline_receivable"

    init(_ raised: ReceivableRaised, number: Int64) {
        self.number = number
        key = raised.receivable
        debtor = raised.debtor
    }

    private init(_ row: Row) {
        number = row.int64(0)
        key = row.id(1)
        debtor = row.id(2)
    }

    static func find(_ key: ReceivableID, in db: Connection) throws(DatabaseError) -> TimelineReceivable? {
        try db.first("SELECT * FROM timeline_receivable WHERE id = ?", key, body: Self.init)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> TimelineReceivable? {
        try db.first("SELECT * FROM timeline_receivable WHERE number = ?", number, body: Self.init)
    }

    func write(to db: Connection) throws(DatabaseError) {
        try db.run("REPLACE INTO timeline_receivable VALUES (?, ?, ?)", number, key, debtor)
    }
}
