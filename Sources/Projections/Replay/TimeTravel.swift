package import Events

/// Makes snapshots of earlier positions of the log. One per thread: it keeps a decoder.
///
/// The same `apply` that fills the live tables fills new ones in memory with the events of a dossier up to the
/// position, and the same queries run on them.
package struct TimeTravel {
    private static let eventsWithoutIndex = 1_000

    private let log: LogReader
    private var decoder = EventDecoder()

    package init(_ log: LogReader) { self.log = log }

    /// The last position that was recorded at or before a moment: what was known then.
    package func position(at moment: Moment) throws(DatabaseError) -> Position { try log.position(at: moment) }

    /// The state of these streams at an earlier position. `live` tells where their events stand; `views` are those that
    /// the queries ask.
    package mutating func snapshot(
        of streams: [StreamID], at position: Position, views: [any Projection.Type] = Catalogue.views, live: Snapshot
    ) throws -> Snapshot {
        let until = min(position, live.position).rawValue
        var events: [EventEnvelope] = []
        // One read for all: a query that stands alone takes the file's lock and looks for new pages, for each event.
        try log.db.read {
            for stream in streams {
                let last = try TimelineEntry.newest(live, stream, at: until)
                try log.walk(back: Position(last)) { (row) throws(LogFault) in
                    events.append(try decoder.envelope(row))
                }
            }
        }
        if streams.count > 1 { events.sort { $0.position < $1.position } } else { events.reverse() }
        return try Self.snapshot(of: events, at: position, views)
    }

    /// The state that these events lead to.
    package static func snapshot(
        of events: [EventEnvelope], at position: Position, _ views: [any Projection.Type] = Catalogue.views
    ) throws -> Snapshot {
        let db = try Connection(.memory)
        try ViewSet.create(in: db, views)
        let set = try ViewSet(db, views, filling: .rebuild)
        try db.transaction {
            try set.fill(events)
            try set.finish()
        }
        // A dossier's tables are short: making the indexes would take longer than they save.
        if events.count > Self.eventsWithoutIndex { try ViewSet.makeIndexes(in: db, views) }
        return Snapshot(db: db, position: position, events: EventLookup(events))
    }
}
