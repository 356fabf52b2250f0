import Commands
import Events
import Projections

/// `POST /v1/commands`: reads a command, hands it to the writer and answers when it is durable.
struct CommandRoute {
    let service: Service

    func run(_ call: Call, _ readers: Readers, _ completion: Completion) throws -> Reply<Readers> {
        let body = call.request.body
        let request = try Self.read(body, &readers.json)
        let caller = try Caller(call.caller, readers.vault)
        let principal = try caller.principal(request.actingAs, on: request.command.stream)
        let submission = Submission(
            request: request, digest: Self.digest(principal, body),
            stamp: Stamp(
                command: request.id, now: service.clock.now(), principal: principal, means: call.caller.means,
                level: call.caller.level, seed: readers.seed()))
        let trace = call.request.trace
        do {
            try service.writer.submit(submission) { result in
                completion(Self.response(to: result, trace))
            }
        } catch {
            return .now(Self.problem(of: error).response(trace: trace))
        }
        return .later
    }

    /// The body: any one of the commands.
    static var request: Content {
        Content("Command", .oneOf(CommandCatalogue.types.map(\.schema)))
    }

    /// The command in a body; all its faults at once.
    private static func read(_ body: [UInt8], _ reader: inout JSONReader) throws(Problem) -> CommandRequest {
        reader.load(body)
        guard reader.isDocument else { throw Problem(reader.errors) }
        guard let name = reader.peekText("type") else {
            throw Problem(
                reader.errors + [Malformed(pointer: "/type", code: .missing, detail: "Zeg welk commando u bedoelt.")])
        }
        guard let type = CommandCatalogue.type(named: name) else {
            throw Problem(
                reader.errors + [
                    Malformed(
                        pointer: "/type", code: .invalidValue,
                        detail: "Dit commando kennen wij niet. In /v1/openapi.json staat welke er zijn.")
                ])
        }
        guard let request = type.read(&reader) else { throw Problem(reader.errors) }
        return request
    }

    /// Tells a repeat from another request under the same id: who asks, and the bytes he sent.
    static func digest(_ principal: Principal, _ body: [UInt8]) -> Digest {
        var hash = SHA256()
        Array(principal.text.utf8).withUnsafeBytes { hash.update($0) }
        body.withUnsafeBytes { hash.update($0) }
        return hash.finish()
    }

    private static func response(to result: Result<Answer, WriterFailure>, _ trace: TraceID) -> Response {
        switch result {
        case .success(.accepted(let json)): .json(json)
        case .success(.rejected(let rejection)), .success(.denied(let rejection)):
            Problem(rejection).response(trace: trace)
        case .success(.otherRequest): Problem(.idTaken).response(trace: trace)
        case .failure(let failure): problem(of: failure).response(trace: trace)
        }
    }

    private static func problem(of failure: WriterFailure) -> Problem {
        switch failure {
        case .overloaded: .retry(.overloaded, afterSeconds: 1)
        case .diskFull: .retry(.diskFull, afterSeconds: 30)
        case .unknownOutcome: .retry(.outcomeUnknown, afterSeconds: 30)
        case .stopped: .retry(.unavailable, afterSeconds: 30)
        case .fault: Problem(.internalError)
        }
    }
}

extension Problem {
    /// What the domain answered when a command could not be accepted.
    init(_ rejection: Rejection) {
        let (status, title) =
            switch rejection.kind {
            case .conflict: (409, "Dat kan nu niet")
            case .unknown: (404, "Niet gevonden")
            case .forbidden: (403, "Dat mag u niet doen")
            }
        self.init(
            ProblemKind(rejection.code, status, title, rejection.detail),
            items: rejection.findings.map {
                Item(pointer: $0.pointer, code: $0.code.text, detail: $0.detail)
            })
    }
}

extension ProblemKind {
    static let idTaken = ProblemKind(
        "id-taken", 409, "Dit id is al gebruikt",
        "Onder dit id is eerder een ander verzoek gedaan. Gebruik voor een nieuw verzoek een nieuw id.")
    static let diskFull = ProblemKind(
        "disk-full", 503, "Er is geen ruimte meer",
        "Wij konden dit niet opslaan; er is niets gewijzigd. Probeer het later opnieuw met hetzelfde id.")
}
