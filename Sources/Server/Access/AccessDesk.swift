import Events

/// Makes the lines of answers and hands them to the writer of the access log; passes an answer on when they are on the
/// disk, and a problem in its place when they are not.
final class AccessDesk: Sendable {
    let writer: AccessWriter
    private let clock: ServiceClock
    private let code: HMAC256
    private let unknownCallers: Counter
    private let unrecorded: Counter

    /// - Parameter key: of the codes for addresses; who has it can tell whether two lines came from one address.
    init(_ writer: AccessWriter, clock: ServiceClock, key: [UInt8], registry: MeterRegistry) {
        self.writer = writer
        self.clock = clock
        code = HMAC256(key: key)
        unknownCallers = registry.counter(
            "pgb_access_unknown_callers_total", "Requests that were refused because nobody was signed in.")
        unrecorded = registry.counter(
            "pgb_access_unrecorded_total", "Answers that did not leave because they could not be recorded.")
    }

    /// Opens the access log of a folder and starts its writer.
    convenience init(in folder: DataFolder, origin: String, clock: ServiceClock, registry: MeterRegistry) throws {
        let key = try AccessKey.read(folder.accessKey)
        let now = clock.now()
        let writer = try AccessWriter { try AccessStore(in: folder, .init(origin: origin, now: now)) }
        self.init(writer, clock: clock, key: key, registry: registry)
    }

    /// Counts a request without an identity: there is nobody to write a line about.
    func countUnknownCaller() { unknownCallers.add() }

    /// Whether an answer leaves lines.
    func isRecorded(_ response: Response, of asked: Asked) -> Bool { Self.outcome(response, asked) != nil }

    /// Passes an answer on when its lines are on the disk.
    func pass(_ response: Response, of asked: Asked, _ completion: Completion) {
        let finished = asked.finished(response)
        guard let outcome = Self.outcome(response, asked) else { return completion(finished) }
        let note = note(response, asked, outcome)
        record(note.line, note.subjects[...]) { [unrecorded] isThere in
            if isThere { return completion(finished) }
            unrecorded.add()
            completion(Problem.retry(.notRecorded, afterSeconds: 5).response(trace: asked.trace))
        }
    }

    /// Many persons go in parts, so that nobody else waits long: a file can be about tens of thousands.
    private func record(
        _ line: AccessLine, _ subjects: ArraySlice<AccessNote.Subject>, _ done: @escaping @Sendable (Bool) -> Void
    ) {
        let part = subjects.prefix(Self.partMost)
        let rest = subjects.dropFirst(Self.partMost)
        do throws(WriterFailure) {
            try writer.record(AccessNote(line, about: Array(part))) { [self] result in
                guard case .success = result else { return done(false) }
                if rest.isEmpty { done(true) } else { record(line, rest, done) }
            }
        } catch {
            done(false)
        }
    }

    private static let partMost = 1_000

    /// What came of a request; nil when it leaves no line.
    private static func outcome(_ response: Response, _ asked: Asked) -> AccessOutcome? {
        let isAboutPersons: Bool
        switch asked.records {
        case .nothing: isAboutPersons = false
        case .access: isAboutPersons = true
        case .command: isAboutPersons = asked.trail.found.isLook
        }
        switch response.status {
        case 403: return .denied
        // Nothing is there, or nothing that he may know of.
        case 404: return asked.recordsPersons ? .denied : nil
        // What stands in the way of an answer, or that something was erased, tells something too.
        case 200..<400, 409, 410: return isAboutPersons ? .success : nil
        case 500...: return isAboutPersons ? .failed : nil
        default: return nil
        }
    }

    private func note(_ response: Response, _ asked: Asked, _ outcome: AccessOutcome) -> AccessNote {
        let found = asked.trail.found
        let identity = asked.identity
        let dossier = asked.dossier ?? found.stream?.dossier
        let quality = found.quality ?? Self.quality(identity)
        let line = AccessLine(
            at: clock.now(), trace: asked.trace.bits, span: asked.span, parent: asked.parent, action: asked.action,
            outcome: outcome, activity: asked.activity, dossier: dossier, user: found.party, actor: identity.user,
            quality: quality, roles: found.roles.map(\.rawValue).joined(separator: " "), office: identity.office,
            onBehalfOf: found.onBehalfOf, means: identity.means, level: identity.level,
            ground: outcome == .success ? found.ground ?? Self.ground(identity) : .none, refusal: response.problem,
            point: point(asked.peer))
        return AccessNote(line, about: subjects(response, asked, outcome, found, dossier))
    }

    private func subjects(
        _ response: Response, _ asked: Asked, _ outcome: AccessOutcome, _ found: AccessTrail.Contents,
        _ dossier: DossierID?
    ) -> [AccessNote.Subject] {
        var subjects: [AccessNote.Subject] = []
        if let dossier { subjects.append(.init(dossier.holder, in: dossier)) }
        if let stream = found.stream, stream.kind == .party { subjects.append(.init(PartyID(bits: stream.bits))) }
        // Who was denied or got an error saw nobody.
        guard outcome == .success else { return subjects }
        if case .access(_, .caller) = asked.records, let party = found.party { subjects.append(.init(party)) }
        subjects += found.subjects
        // Of a list that was exported each page was looked at.
        if !asked.isExport { subjects += AnswerSubjects.of(response) }
        if subjects.count < 2 { return subjects }
        var known: Set<PartyID> = []
        return subjects.filter { known.insert($0.party).inserted }
    }

    private static func quality(_ identity: Identity) -> Principal.Kind? {
        switch identity.means {
        case .employee: .employee
        case .operator: .operator
        case .system: .system
        case .digid, .eherkenning, .vecozo: nil
        }
    }

    /// What allows a question that is not about one dossier.
    private static func ground(_ identity: Identity) -> AccessGround {
        switch identity.means {
        case .employee: .role
        case .operator, .system: .operator
        case .digid, .eherkenning, .vecozo: .oneself
        }
    }

    /// A code for an address, from which nobody without the key can find the address.
    private func point(_ peer: PeerAddress) -> AccessPoint {
        guard peer != .local else { return .local }
        var code = code
        withUnsafeBytes(of: peer.bits.bigEndian) { code.update($0) }
        return .network(code.finish().first128)
    }

    /// The dossier that a path is about, when the route has one.
    static func dossier(in request: Request, _ path: String) -> DossierID? {
        let pattern = path.split(separator: "/", omittingEmptySubsequences: false)
        guard let place = pattern.firstIndex(of: "{dossier}") else { return nil }
        let segments = request.path.split(separator: ASCII.slash, omittingEmptySubsequences: false)
        guard place < segments.count else { return nil }
        return DossierID(String(decoding: segments[place], as: UTF8.self))
    }
}

extension Asked {
    fileprivate var recordsPersons: Bool {
        if case .nothing = records { return false }
        return true
    }

    fileprivate var action: AccessAction {
        guard case .access(let action, _) = records else { return trail.found.isLook ? .read : .command }
        return isExport ? .export : action
    }
}

extension ProblemKind {
    static let notRecorded = ProblemKind(
        "not-recorded", 503, "Dit kunt u nu niet zien",
        "Wie gegevens bekijkt, wordt vastgelegd. Dat lukt nu niet, en dan laten wij niets zien. Probeer het later opnieuw."
    )
}
