package import Events

/// Where queries read what was said: views keep what changes and what finds, and the log keeps the facts themselves.
package final class EventLookup {
    private enum Source {
        case log(LogReader)
        /// By position, rising.
        case events([EventEnvelope])
    }

    private let source: Source
    private var decoder = EventDecoder()
    /// Within `read`: the first look at the log begins the transaction that the others share.
    private var isReading = false

    /// Reads from the log over a connection of this thread.
    package init(_ log: LogReader) { source = .log(log) }

    /// Reads from events at hand, which stand in the order of the log.
    package init(_ events: [EventEnvelope]) { source = .events(events) }

    /// The event at a position that a view names.
    package func event(at position: Position) throws(DatabaseError) -> EventEnvelope {
        switch source {
        case .log(let log):
            try beginIfReading(log.db)
            guard let record = try log.event(at: position) else { throw .missing("event") }
            do throws(LogFault) {
                return try decoder.envelope(record)
            } catch {
                // SQLITE_CORRUPT: the views took it up, so it could be read once.
                throw DatabaseError(extendedCode: 11, message: "\(error)", sql: "event")
            }
        case .events(let events):
            var low = 0
            var high = events.count
            while low < high {
                let middle = (low + high) / 2
                if events[middle].position < position { low = middle + 1 } else { high = middle }
            }
            guard low < events.count, events[low].position == position else { throw .missing("event") }
            return events[low]
        }
    }

    /// The position of the event before that one in its stream; `.start` when it is the first.
    func previous(of position: Position) throws(DatabaseError) -> Position {
        switch source {
        case .log(let log):
            try beginIfReading(log.db)
            let found = try log.db.first("SELECT previous FROM event WHERE position = ?", position) { $0.position(0) }
            guard let found else { throw .missing("event") }
            return found
        case .events(let events):
            let stream = try event(at: position).stream
            return events.last { $0.stream == stream && $0.position < position }?.position ?? .start
        }
    }

    /// Runs `body` on one unchanging state of the log: that of its first look, so that who looks at nothing pays nothing.
    func read<Value>(_ body: () throws -> Value) throws -> Value {
        guard case .log(let log) = source else { return try body() }
        isReading = true
        defer { isReading = false }
        do {
            let value = try body()
            if log.db.isInTransaction { try log.db.run("COMMIT") }
            return value
        } catch {
            try log.db.rollBack()
            throw error
        }
    }

    private func beginIfReading(_ db: Connection) throws(DatabaseError) {
        if isReading, !db.isInTransaction { try db.run("BEGIN") }
    }
}

extension Snapshot {
    /// The event at the position that a row has as its number.
    func event(_ number: Int64) throws(DatabaseError) -> EventEnvelope { try events.event(at: Position(number)) }
}
