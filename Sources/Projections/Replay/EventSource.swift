import Events

/// Reads the log in batches over a connection of its own and decodes each event once.
struct EventSource {
    let log: LogReader
    private var decoder = EventDecoder()

    /// So many events go into one batch at most.
    static let batchMost = 1_000

    init(_ path: String) throws {
        log = LogReader(try Connection(.reader(path)))
    }

    /// The next events behind a position; none when the log ends there. Throws a `LogFault` when the very next one
    /// cannot be read, and gives those in front of one that cannot be.
    mutating func batch(after position: Position, limit: Int = batchMost) throws -> [EventEnvelope] {
        var events: [EventEnvelope] = []
        events.reserveCapacity(limit)
        var fault: LogFault?
        let through = Position(position.rawValue + Int64(limit))
        try log.scan(after: position, through: through) { row in
            guard fault == nil else { return }
            do throws(LogFault) {
                events.append(try decoder.envelope(row))
            } catch {
                fault = error
            }
        }
        if let fault, events.isEmpty { throw fault }
        return events
    }

    /// Whether the log has this hash at this position: it is the log that a view was made from.
    func holds(_ standing: ViewStanding) throws(DatabaseError) -> Bool {
        if standing.position == .start { return true }
        return try log.event(at: standing.position)?.hash == standing.hash
    }
}
