import Events
import Projections

/// Events in the order of a log, with positions, revisions and hashes as a log gives them.
struct History {
    private(set) var events: [EventEnvelope] = []
    private var revisions: [StreamID: Revision] = [:]

    /// The position of the newest event.
    var last: Position { Position(Int64(events.count)) }

    mutating func append(
        _ event: Event, to stream: StreamID, by principal: Principal = .system, at moment: Moment? = nil,
        command: CommandID? = nil
    ) {
        let position = last.next
        let revision = (revisions[stream] ?? Revision(0)).next
        revisions[stream] = revision
        let start = Moment("2026-01-01T00:00:00Z")!
        events.append(
            EventEnvelope(
                position: position, stream: stream, revision: revision,
                recordedAt: moment ?? Moment(microseconds: start.microseconds + position.rawValue * 60_000_000),
                validOn: event.fact.validOn, command: command ?? CommandID(bits: UInt128(position.rawValue)),
                ordinal: 1,
                principal: principal, event: event, hash: Self.hash(at: position)))
    }

    /// The events of one stream up to a position.
    func events(of stream: StreamID, until position: Position) -> [EventEnvelope] {
        events.filter { $0.stream == stream && $0.position <= position }
    }

    static func hash(at position: Position) -> Digest { SHA256.hash(Array("event \(position)".utf8)) }
}

/// The three ways to come to the state behind an event. All of them must give the same rows.
enum Way: CaseIterable {
    case live, rebuilt, asOf

    /// Live tables that took the events up in batches.
    static func live(_ events: [EventEnvelope], batch: Int, _ views: [any Projection.Type] = Catalogue.views) throws
        -> Snapshot
    {
        let db = try Connection(.memory)
        try ViewSet.create(in: db, views)
        try ViewSet.makeIndexes(in: db, views)
        let set = try ViewSet(db, views, filling: .live)
        var rest = events[...]
        while !rest.isEmpty {
            try set.take(Array(rest.prefix(batch)))
            rest = rest.dropFirst(batch)
        }
        return Snapshot(db: db, position: events.last?.position ?? .start, events: EventLookup(events))
    }
}
