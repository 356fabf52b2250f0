/// Reads the log over any connection, the writer's or a read-only one.
package final class LogReader {
    package let db: Connection

    package init(_ db: Connection) { self.db = db }

    /// The name that was given to this log when it was made.
    package func origin() throws -> String {
        guard let origin = try db.first("SELECT origin FROM log", body: { $0.text(0) }) else {
            throw LogFault(.schema, "the log has no name")
        }
        return origin
    }

    /// The position of the newest event.
    package func lastPosition() throws(DatabaseError) -> Position {
        try db.first("SELECT coalesce(max(position), 0) FROM event") { $0.position(0) } ?? .start
    }

    /// Hands the events behind `after` up to and including `through` to `body`, in their order, without copying them.
    package func scan(
        after: Position, through: Position, body: (EventRow) throws(DatabaseError) -> Void
    ) throws(DatabaseError) {
        try db.query(
            """
            SELECT position, stream, revision, previous, type, schema, recorded_at, valid_on, command, ordinal, principal,
                hash, body
            FROM event WHERE position > ? AND position <= ? ORDER BY position
            """, after, through
        ) { (row) throws(DatabaseError) in try body(EventRow(row)) }
    }

    /// Up to `limit` events behind `after`, in their order.
    package func batch(after: Position, limit: Int) throws(DatabaseError) -> [EventRecord] {
        var records: [EventRecord] = []
        records.reserveCapacity(limit)
        let (last, isBeyond) = after.rawValue.addingReportingOverflow(Int64(limit))
        try scan(after: after, through: Position(isBeyond ? .max : last)) { records.append($0.record) }
        return records
    }

    /// The event at one position.
    package func event(at position: Position) throws(DatabaseError) -> EventRecord? {
        try db.first(
            """
            SELECT position, stream, revision, previous, type, schema, recorded_at, valid_on, command, ordinal, principal,
                hash, body
            FROM event WHERE position = ?
            """, position
        ) { EventRow($0).record }
    }

    /// The events of one stream up to the one at `last`, in their order: walks back from event to event.
    package func stream(endingAt last: Position) throws -> [EventRecord] {
        var records: [EventRecord] = []
        var next = last
        while next != .start {
            guard let record = try event(at: next) else { throw LogFault(.event(next), "it is missing") }
            guard record.previous < next else {
                throw LogFault(.event(next), "the stream's event before it does not stand before it")
            }
            records.append(record)
            next = record.previous
        }
        return records.reversed()
    }

    /// The last position that was recorded at or before `moment`: what was known then.
    package func position(at moment: Moment) throws(DatabaseError) -> Position {
        var known: Int64 = 0
        var unknown = try lastPosition().rawValue + 1
        while unknown - known > 1 {
            let middle = known + (unknown - known) / 2
            let recordedAt = try db.first("SELECT recorded_at FROM event WHERE position = ?", middle) { $0.moment(0) }
            if let recordedAt, recordedAt <= moment { known = middle } else { unknown = middle }
        }
        return Position(known)
    }

    /// The command with a sequence.
    package func command(_ sequence: Int64) throws(DatabaseError) -> CommandRecord? {
        try db.first(
            """
            SELECT sequence, id, type, stream, request, principal, recorded_at, accepted, events, position, hash, answer
            FROM command WHERE sequence = ?
            """, sequence
        ) { CommandRecord($0) }
    }

    /// Hands the commands behind `after` up to and including `through` to `body`, in their order.
    package func commands(
        after: Int64, through: Int64, body: (CommandRecord) throws(DatabaseError) -> Void
    ) throws(DatabaseError) {
        try db.query(
            """
            SELECT sequence, id, type, stream, request, principal, recorded_at, accepted, events, position, hash, answer
            FROM command WHERE sequence > ? AND sequence <= ? ORDER BY sequence
            """, after, through
        ) { (row) throws(DatabaseError) in try body(CommandRecord(row)) }
    }

    /// The sequence of the newest command.
    package func lastSequence() throws(DatabaseError) -> Int64 {
        try db.first("SELECT coalesce(max(sequence), 0) FROM command") { $0.int64(0) } ?? 0
    }

    /// The checkpoints in the log, the oldest first.
    package func checkpoints() throws -> [Checkpoint] {
        let origin = try origin()
        return try db.all("SELECT size, root, sequence, head, recorded_at FROM checkpoint ORDER BY sequence") { row in
            Checkpoint(
                origin: origin, size: row.position(0), root: row.digest(1), sequence: row.int64(2), head: row.digest(3),
                at: row.moment(4))
        }
    }
}
