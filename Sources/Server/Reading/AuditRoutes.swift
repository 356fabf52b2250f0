import Events
import Projections

/// What an auditor can ask: the head of the log, and the events themselves as they are stored.
extension Site {
    var auditRoutes: [Route<Readers>] { [head, events] }

    private var head: Route<Readers> {
        let service = service
        return Route(
            .get, "/v1/log/head", needs: .employee,
            summary: "De nieuwste bewaarde stand van het logboek, om elders te bewaren."
        ) { call, readers, _ in
            service.look(call, readers) { caller, s, _ in
                try Self.requireAuditor(caller, s)
                guard let checkpoint = try readers.log.checkpoints().last else { throw Problem(.notFound) }
                return .json(
                    Site.json { w in
                        w.object { w in
                            w.field("origin", checkpoint.origin)
                            w.field("size", checkpoint.size.rawValue)
                            w.field("root", checkpoint.root)
                            w.field("sequence", checkpoint.sequence)
                            w.field("head", checkpoint.head)
                            w.field("at", checkpoint.at)
                            w.field("text", checkpoint.text)
                        }
                    })
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
            ]
        ) { call, readers, _ in
            let after = Position(Int64(try call.query("after", in: 0...Int.max) ?? 0))
            let limit = try call.query("limit", in: 1...200) ?? 50
            return service.look(call, readers) { caller, s, reflection in
                try Self.requireAuditor(caller, s)
                let records = try readers.log.batch(after: after, limit: limit)
                return .json(
                    Site.json { w in
                        w.page(records.map(StoredEvent.init), limit: limit, reflection) { $0.record.position.rawValue }
                    })
            }
        }
    }

    private static func requireAuditor(_ caller: Caller, _ s: Snapshot) throws {
        guard let party = caller.party, let (office, roles) = try Viewing.employment(party, caller.identity.office, s),
            office.kind == .svb, roles.contains(.auditor)
        else { throw Problem(.notAllowed) }
    }
}

/// One event as it stands in the log.
struct StoredEvent: Shown {
    let record: EventRecord

    func writeFields(to w: inout JSONWriter) {
        w.field("position", record.position.rawValue)
        w.field("stream", PartyID(bits: record.stream.bits))
        w.field("revision", record.revision.rawValue)
        w.field("recordedAt", record.recordedAt)
        w.field("validOn", record.validOn)
        w.field("type", record.name)
        w.field("schema", record.schema)
        w.field("principal", record.principal)
        w.field("command", record.command)
        w.field("hash", record.hash)
        w.key("body")
        record.body.withUnsafeBytes { w.value(json: $0) }
    }
}
