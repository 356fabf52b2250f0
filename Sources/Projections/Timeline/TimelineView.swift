package import Events

/// Every event of every stream as one line, and where the events of a stream stand. Queries: `TimelineEntry`.
///
/// A line names the line before it in its stream, as the log does, so there is no index. Lines never change: the
/// timeline can be asked as it was at any earlier position.
package struct TimelineView: Projection {
    package static let name = "timeline-1"

    package static let tables: [StaticString] = [
        """
        CREATE TABLE timeline (
            number INTEGER PRIMARY KEY, older INTEGER NOT NULL, revision INTEGER NOT NULL, recorded_at INTEGER NOT NULL,
            valid_on INTEGER, kind TEXT NOT NULL, subject BLOB NOT NULL, command BLOB NOT NULL, actor TEXT NOT NULL,
            party BLOB, office BLOB, behalf BLOB, cents INTEGER, day INTEGER, other_day INTEGER, month INTEGER,
            detail TEXT
        ) STRICT
        """,
        """
        CREATE TABLE timeline_stream (
            number INTEGER PRIMARY KEY, owner BLOB NOT NULL, list INTEGER NOT NULL, head INTEGER NOT NULL
        ) STRICT
        """,
    ]

    package static let indexes: [StaticString] = [
        "CREATE UNIQUE INDEX timeline_stream_owner ON timeline_stream (owner, list)"
    ]

    /// The newest line of each stream; the list is the kind of the stream.
    enum Streams: ChainTable {
        static let table: StaticString = "timeline_stream"
        static let byKey: StaticString = "SELECT * FROM timeline_stream WHERE owner = ? AND list = ?"
        static let byNumber: StaticString = "SELECT * FROM timeline_stream WHERE number = ?"
        static let replace: StaticString = "REPLACE INTO timeline_stream VALUES (?, ?, ?, ?)"
    }

    private var streams: Kept<ChainHead<Streams>>

    package init(_ filling: Filling) {
        streams = Kept(filling)
    }

    package mutating func apply(_ envelope: EventEnvelope, to db: Connection) throws(DatabaseError) {
        let facts = TimelineFacts(envelope.event)
        let number = envelope.position.rawValue
        let older = try streams.push(
            number, of: OwnerID(bits: envelope.stream.bits), list: Int64(envelope.stream.kind.rawValue), in: db)
        let actor = envelope.principal
        try db.run(
            "INSERT INTO timeline VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", number, older,
            envelope.revision, envelope.recordedAt, envelope.validOn, facts.kind, facts.subject, envelope.command,
            actor.kind, actor.party, actor.office, actor.onBehalfOf, facts.cents, facts.day, facts.otherDay,
            facts.month,
            facts.detail)
    }

    package mutating func flush(to db: Connection) throws(DatabaseError) { try streams.flush(to: db) }
    package mutating func finish(to db: Connection) throws(DatabaseError) { try streams.finish(to: db) }
    package mutating func forget() { streams.forget() }
}

extension Principal.Kind: Bindable {}
