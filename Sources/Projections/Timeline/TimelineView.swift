package import Events

/// Where the events of every stream stand. Queries: `TimelineEntry`.
///
/// The log is the timeline: each event names the one before it in its stream, so the view keeps the newest event of
/// each stream and the lines are read from the log. They never change: the timeline can be asked as it was at any
/// earlier position.
package struct TimelineView: Projection {
    package static let name = "timeline-2"

    package static let tables: [StaticString] = [
        """
        CREATE TABLE timeline_stream (
            number INTEGER PRIMARY KEY, owner BLOB NOT NULL, list INTEGER NOT NULL, head INTEGER NOT NULL
        ) STRICT
        """
    ]

    package static let indexes: [StaticString] = [
        "CREATE UNIQUE INDEX timeline_stream_owner ON timeline_stream (owner, list)"
    ]

    /// The newest event of each stream; the list is the kind of the stream.
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
        _ = try streams.push(
            envelope.position.rawValue, of: OwnerID(bits: envelope.stream.bits),
            list: Int64(envelope.stream.kind.rawValue), in: db)
    }

    package mutating func flush(to db: Connection) throws(DatabaseError) { try streams.flush(to: db) }
    package mutating func finish(to db: Connection) throws(DatabaseError) { try streams.finish(to: db) }
    package mutating func forget() { streams.forget() }
}
