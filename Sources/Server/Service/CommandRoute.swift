import Commands
import Events
import Projections

/// `POST /v1/commands`: reads a command, hands it to the writer and answers when it is durable.
struct CommandRoute {
    let service: Service
    let signIn: SignIn

    /// Whether a command is only to be decided.
    static let dryRun = QueryParameter(
        "dryRun", .names(["true", "false"]), "Zeg alleen wat er zou gebeuren. Er wordt niets bewaard, ook het id niet.")

    func run(_ call: Call, _ readers: Readers, _ completion: Completion) throws -> Reply<Readers> {
        let isDryRun = try call.query("dryRun", Bool.init) ?? false
        // A file takes its time to read, so it keeps no loop from its other connections.
        guard call.request.body.count <= HTTPLimits.ordinaryBody else {
            return .slow { readers in runLong(call, readers, isDryRun: isDryRun) }
        }
        let (submission, signing) = try submission(call, readers, isDryRun: isDryRun)
        let trace = call.request.trace
        let leaving = try Self.subjects(leavingWith: submission, readers.vault)
        let removed = try Self.users(removedWith: submission, readers.vault)
        let sessions = signIn.sessions
        let (rights, views) = (service.endedRights, service.views)
        do {
            try service.writer.submit(submission) { result in
                signing.settle(result)
                if case .success(.accepted) = result {
                    sessions?.forget(subjects: leaving)
                    sessions?.forget(removed)
                    rights.note(submission.request.command, views)
                }
                completion(Self.response(to: result, trace))
            }
        } catch {
            signing.settle(.failure(error))
            return .now(Self.problem(of: error).response(trace: trace))
        }
        return .later
    }

    /// By what somebody signs in who is to be erased: afterwards nobody knows it any more, and the file of the sessions
    /// must not either.
    private static func subjects(leavingWith submission: Submission, _ vault: Vault) throws -> Set<String> {
        guard submission.purpose == .keep, let erasure = submission.request.command as? ErasePerson else { return [] }
        let numbers = try vault.identities(of: erasure.party).map { "\($0.scheme.rawValue):\($0.value)" }
        return Set(numbers + [erasure.party.text])
    }

    /// As whom somebody has signed in who is taken off the list of an organisation.
    private static func users(removedWith submission: Submission, _ vault: Vault) throws -> RemovedMember? {
        guard submission.purpose == .keep, let removal = submission.request.command as? RemoveMember else { return nil }
        let numbers = try vault.identities(of: removal.party).map { "\($0.scheme.rawValue):\($0.value)" }
        return RemovedMember(
            subjects: Set(numbers + [removal.party.text]),
            users: Set(try vault.users(of: removal.member, at: removal.party)))
    }

    /// A request that is longer than any without a file may be.
    private func runLong(_ call: Call, _ readers: Readers, isDryRun: Bool) -> Response {
        let trace = call.request.trace
        // What it was read into is as large as the file, and would be kept.
        defer { readers.json = JSONReader() }
        do {
            guard Self.isFewValues(call.request.body) else { throw Problem(.of(.bodyTooLarge)) }
            let (submission, _) = try submission(call, readers, isDryRun: isDryRun)
            guard submission.request.command is AttachDocument else { throw Problem(.of(.bodyTooLarge)) }
            return Self.response(to: .success(try service.submit(submission)), trace)
        } catch let problem as Problem {
            return problem.response(trace: trace)
        } catch let failure as WriterFailure {
            return Self.problem(of: failure).response(trace: trace)
        } catch {
            service.failed("command-failed", error)
            return Problem(.internalError).response(trace: trace)
        }
    }

    /// Whether there are so few values in it that it can be one with a file: millions of small ones take many times
    /// their length to read.
    private static func isFewValues(_ body: [UInt8]) -> Bool {
        var opening = 0
        for byte in body {
            switch byte {
            case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "{"): opening += 1
            default: break
            }
        }
        return opening <= 1_000
    }

    private func submission(
        _ call: Call, _ readers: Readers, isDryRun: Bool
    ) throws -> (submission: Submission, signing: Signing) {
        let body = call.request.body
        let request = try Self.read(body, &readers.json)
        let type = type(of: request.command)
        let caller = try Caller(orNewcomer: call.caller, readers.vault)
        call.trail.note {
            $0.stream = request.command.stream
            $0.command = request.id
            $0.isLook = isDryRun
        }
        call.trail.saw(caller)
        guard !caller.isNewcomer || type.allowed.contains(.newcomer) else { throw Problem(.notRegistered) }
        let principal = try caller.principal(request.actingAs, on: request.command.stream)
        call.trail.saw(principal)
        let signing = Signing(call, type, signIn.sessions, isDryRun: isDryRun)
        guard signing.level >= signIn.levels.level(of: type) else {
            signing.giveBack()
            throw Problem(.levelTooLow)
        }
        // The clock of the domain may be another than the one by which tokens are made.
        let now = service.clock.now()
        let stamp = Stamp(
            command: request.id, now: now, principal: principal, means: call.caller.means, level: signing.level,
            seed: readers.seed(), signedInAt: now.adding(seconds: signing.signedInAt - call.now),
            bsn: caller.identity.bsn, isNewcomer: caller.isNewcomer, user: caller.identity.user)
        let submission = Submission(
            request: request, digest: Self.digest(principal, body), stamp: stamp,
            purpose: isDryRun ? .dryRun : .keep)
        return (submission, signing)
    }

    /// The body: any one of the commands.
    static var request: Content {
        Content(
            "Command", .oneOf(CommandCatalogue.types.map(\.schema)),
            examples: zip(CommandCatalogue.types, CommandExamples.bodies).map { type, body in
                (type.name.description, body.utf8.filter { $0 != UInt8(ascii: "\n") })
            })
    }

    /// What is answered: what happened, or what would.
    static var answer: Content {
        Content(
            "CommandAnswer", .oneOf([AnswerPlace.schema, DryRunAnswer.schema]),
            example: AnswerPlace.example.map { example in Site.json { example.write(to: &$0) } })
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

    static func response(to result: Result<Answer, WriterFailure>, _ trace: TraceID) -> Response {
        switch result {
        case .success(.accepted(let json)): .json(json)
        case .success(.rejected(let rejection)), .success(.denied(let rejection)):
            Problem(rejection).response(trace: trace)
        case .success(.tried(let dryRun)): .json(Site.json { DryRunAnswer(dryRun).write(to: &$0) })
        case .success(.looked(let preview)): .json(Site.json { preview.write(to: &$0) })
        case .success(.otherRequest): Problem(.idTaken).response(trace: trace)
        case .failure(let failure): problem(of: failure).response(trace: trace)
        }
    }

    static func problem(of failure: WriterFailure) -> Problem {
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
