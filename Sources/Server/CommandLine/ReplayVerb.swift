import Events
import Projections

extension Verb {
    static var replay: Verb {
        Verb(
            name: "replay", summary: "Tells the story of a dossier, or of the whole log, from its events.",
            usage: """
                pgb replay [--data FOLDER] [--dossier ID] [--until MOMENT|DAY|POSITION] [--json]

                Reads the events themselves, not a view. With --dossier each line says in plain Dutch what happened and
                why; without it every event of the log is a line. Personal values are not shown: an event holds only their
                commitments.

                --json   one JSON object per event, with its body as stored
                """,
            options: ["data", "dossier", "until"], flags: ["json"], run: replay)
    }

    private static func replay(_ arguments: Arguments) throws -> ExitCode {
        let reader = LogReader(try openLog(arguments))
        let dossier = try arguments.value("dossier", "the id of a dossier", { DossierID($0) })
        let until = try arguments.value("until", "a moment, a day or a position", { AsOf($0) })
        let last =
            switch until {
            case .moment(let moment): try reader.position(at: moment)
            case .day(let day): try reader.position(at: Moment(endOf: day))
            case .position(let position): min(position, try reader.lastPosition())
            case nil: try reader.lastPosition()
            }
        let stream = dossier.map(StreamID.dossier)
        var records: [EventRecord] = []
        var system: [EventRecord] = []
        try reader.scan(after: .start, through: last) { row in
            // That the log was restored is part of the story of every dossier.
            guard stream == nil || row.stream == stream || row.stream == .system else { return }
            if arguments.has("json") {
                print(jsonLine(row.record))
            } else if stream != nil {
                records.append(row.record)
            } else {
                print("\(row.position) \(row.recordedAt.text) \(row.name) \(row.stream) by \(row.principal)")
                if row.stream == .system { system.append(row.record) }
            }
        }
        for record in system { print("  \(try SystemLine(record).text)") }
        if let stream, !arguments.has("json") { try tell(records, of: stream, at: last) }
        return .success
    }

    private static func jsonLine(_ record: EventRecord) -> String {
        var writer = JSONWriter()
        StoredEvent(record).write(to: &writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// Prints each event as a sentence, and under a decision its reasons with the rules and figures.
    private static func tell(_ records: [EventRecord], of stream: StreamID, at position: Position) throws {
        var decoder = EventDecoder()
        let events = try records.map { try decoder.envelope($0) }
        let own = events.filter { $0.stream == stream }
        guard !own.isEmpty else { throw UsageFault("There is nothing about this dossier in the log.") }
        let snapshot = try TimeTravel.snapshot(of: own, at: position)
        for event in events {
            if case .system(let fact) = event.event {
                print("\(event.position)  \(SystemLine(fact, event.recordedAt).text)")
                continue
            }
            let line = try TimelineEntry.page(
                snapshot, stream: stream, before: event.position.next, limit: 1
            ).first
            print("\(event.position)  \(event.recordedAt.text)  \(event.principal.text)")
            print("    \(line?.sentence ?? event.event.name.description)")
            for reason in event.event.reasons {
                let figures = reason.figures.list.map { "\($0.name.text) \($0.value)" }.joined(separator: ", ")
                print("    - \(ExplainedReason(reason).text) [\(reason.rule.text): \(figures); \(reason.source.text)]")
            }
        }
    }
}
