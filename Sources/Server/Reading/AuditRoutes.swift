import Events
import Projections

/// What an auditor can ask: the head of the log, and the events themselves as they are stored.
extension Site {
    var auditRoutes: [Route<Readers>] { [head, events] }

    private var head: Route<Readers> {
        let service = service
        return Route(
            .get, "/v1/log/head", needs: .employee,
            summary: "De nieuwste bewaarde stand van het logboek, om elders te bewaren.",
            response: .row(LogHead.self), records: .nothing("cijfers over het logboek zelf")
        ) { call, readers, _ in
            try service.look(call, readers) { caller, readers, s, _ in
                try Self.requireAuditor(caller, s)
                guard let checkpoint = try readers.log.checkpoints().last else { throw Problem(.notFound) }
                return .json(Site.json { LogHead(checkpoint: checkpoint).write(to: &$0) })
            }
        }
    }

    private var events: Route<Readers> {
        let service = service
        return Route(
            .get, "/v1/log/events", needs: .employee,
            summary: "De feiten zoals ze zijn opgeslagen, zonder persoonsgegevens.",
            query: [
                QueryParameter("after", .integer(0 ... .max), "De feiten na deze positie: de volgende bladzijde."),
                QueryParameter("limit", .integer(1...200), "Hoeveel feiten ten hoogste."),
            ], response: .page(StoredEvent.self), records: .access(.read, about: .named)
        ) { call, readers, _ in
            let after = Position(Int64(try call.query("after", in: 0...Int.max) ?? 0))
            let limit = try call.query("limit", in: 1...200) ?? 50
            return try service.look(call, readers) { caller, readers, s, reflection in
                try Self.requireAuditor(caller, s)
                let records = try readers.log.batch(after: after, limit: limit)
                return .page(records.map(StoredEvent.init), limit: limit, reflection) { $0.position.rawValue }
            }
        }
    }

    private static func requireAuditor(_ caller: Caller, _ s: Snapshot) throws {
        guard let party = caller.party, let (office, roles) = try Viewing.employment(party, caller.identity.office, s),
            office.kind == .svb, roles.contains(.auditor)
        else { throw Problem(.notAllowed) }
    }
}

/// The newest checkpoint of the log, field by field and as the text to keep elsewhere.
struct LogHead: Described {
    let checkpoint: Checkpoint

    func writeFields(to w: inout JSONWriter) {
        w.field("origin", checkpoint.origin)
        w.field("size", checkpoint.size.rawValue)
        w.field("root", checkpoint.root)
        w.field("sequence", checkpoint.sequence)
        w.field("head", checkpoint.head)
        w.field("at", checkpoint.at)
        w.field("text", checkpoint.text)
    }

    static var examples: [LogHead] {
        [
            LogHead(
                checkpoint: Checkpoint(
                    origin: "pgb-example", size: Position(42), root: Sample.digest, sequence: 40, head: Sample.digest,
                    at: Sample.moment))
        ]
    }
}

/// One event as it stands in the log.
struct StoredEvent: Described {
    let position: Position
    /// The id of the dossier, party or office.
    let stream: PartyID
    let revision: Revision
    let recordedAt: Moment
    let validOn: Day?
    let type: String
    let schema: Int
    let principal: String
    let command: CommandID
    let hash: Digest
    let body: [UInt8]

    func writeFields(to w: inout JSONWriter) {
        w.field("position", position.rawValue)
        w.field("stream", stream)
        w.field("revision", revision.rawValue)
        w.field("recordedAt", recordedAt)
        w.field("validOn", validOn)
        w.field("type", type)
        w.field("schema", schema)
        w.field("principal", principal)
        w.field("command", command)
        w.field("hash", hash)
        w.field("body", json: body)
    }

    static var examples: [StoredEvent] {
        [
            StoredEvent(
                position: Position(41), stream: Sample.id(1), revision: Revision(9), recordedAt: Sample.moment,
                validOn: nil, type: "claim-agreed", schema: 1, principal: Sample.holder.text, command: Sample.id(8),
                hash: Sample.digest, body: Array(#"{"claim":"a1b2c3d4-0000-4000-8000-000000000006"}"#.utf8))
        ]
    }
}

extension StoredEvent {
    init(_ record: EventRecord) {
        self.init(
            position: record.position, stream: PartyID(bits: record.stream.bits), revision: record.revision,
            recordedAt: record.recordedAt, validOn: record.validOn, type: record.name, schema: record.schema,
            principal: record.principal, command: record.command, hash: record.hash, body: record.body)
    }
}
