import Events
import Synchronization

/// Makes the lines of answers and hands them to the writer of the access log; passes an answer on when they are on the
/// disk, and a problem in its place when they are not.
final class AccessDesk: Sendable {
    let writer: AccessWriter
    /// Whether lines whose term seems to be over are kept, because nothing shows that the clock is right.
    let isClockDoubted = Mutex(false)
    private let clock: ServiceClock
    private let points: PointCodes
    /// Who is answered by one commit.
    private let round: WakeRound
    private let unknownCallers: Counter
    private let unrecorded: Counter

    /// Opens the access log of a folder and starts its writer.
    /// - Parameter kept: a head that was kept elsewhere: the access log must contain it.
    init(
        in folder: DataFolder, origin: String, clock: ServiceClock, kept: AccessCheckpoint? = nil,
        registry: MeterRegistry
    ) throws {
        points = PointCodes(key: try AccessKey.read(folder.accessKey))
        self.clock = clock
        let (now, round) = (clock.now(), WakeRound())
        self.round = round
        var settings = AccessWriter.Settings()
        settings.replied = { round.wake() }
        writer = try AccessWriter(settings) { try AccessStore(in: folder, .init(origin: origin, now: now, kept: kept)) }
        unknownCallers = registry.counter(
            "pgb_access_unknown_callers_total", "Requests that were refused because nobody was signed in.")
        unrecorded = registry.counter(
            "pgb_access_unrecorded_total", "Answers that did not leave because they could not be recorded.")
    }

    /// Counts a request without an identity: there is nobody to write a line about.
    func countUnknownCaller() { unknownCallers.add() }

    /// Whether an answer leaves lines.
    func isRecorded(_ response: Response, of asked: Asked) -> Bool { Self.outcome(response, asked) != nil }

    /// Passes an answer on when its lines are on the disk.
    func pass(_ response: Response, of asked: Asked, _ completion: Completion) {
        let finished = asked.finished(response)
        guard let outcome = Self.outcome(response, asked) else { return completion(finished) }
        record(WaitingAnswer(finished, note(response, asked, outcome), asked.trace, completion, self))
    }

    /// An answer that waits until its lines are on the disk. It captures itself alone, so that handing it on costs nothing,
    /// and is freed on the thread that made it.
    private final class WaitingAnswer: Sendable {
        private let response: Response
        let note: AccessNote
        private let trace: TraceID
        private let completion: Completion
        private let desk: AccessDesk

        init(
            _ response: Response, _ note: AccessNote, _ trace: TraceID, _ completion: Completion, _ desk: AccessDesk
        ) {
            self.response = response
            self.note = note
            self.trace = trace
            self.completion = completion
            self.desk = desk
        }

        func leave(_ result: Result<Int64, WriterFailure>) {
            guard case .success = result else { return fail() }
            completion(response, in: desk.round, keeping: self)
        }

        func fail() {
            desk.unrecorded.add()
            completion(Problem.retry(.notRecorded, afterSeconds: 5).response(trace: trace))
        }
    }

    /// Many persons go in parts, so that nobody else waits long: a file can be about tens of thousands.
    private func record(_ answer: WaitingAnswer, from first: Int = 0) {
        let subjects = answer.note.subjects
        do throws(WriterFailure) {
            if subjects.count <= Self.partMost {
                return try writer.record(answer.note) { answer.leave($0) }
            }
            let end = min(first + Self.partMost, subjects.count)
            let part = AccessNote(answer.note.line, about: Array(subjects[first..<end]))
            try writer.record(part) { [self] result in
                guard case .success = result, end < subjects.count else { return answer.leave(result) }
                record(answer, from: end)
            }
        } catch {
            answer.fail()
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
            quality: quality, roles: Self.words(found.roles), office: identity.office,
            onBehalfOf: found.onBehalfOf, means: identity.means, level: identity.level,
            ground: outcome == .success ? found.ground ?? Self.ground(identity) : .none, refusal: response.problem,
            point: points.of(asked.peer))
        return AccessNote(line, about: subjects(response, asked, outcome, found, dossier))
    }

    private static func words(_ roles: [Role]) -> String {
        roles.count < 2 ? roles.first?.rawValue ?? "" : roles.map(\.rawValue).joined(separator: " ")
    }

    private func subjects(
        _ response: Response, _ asked: Asked, _ outcome: AccessOutcome, _ found: AccessTrail.Contents,
        _ dossier: DossierID?
    ) -> [AccessNote.Subject] {
        var once = SubjectList()
        if let dossier { once.add(.init(dossier.holder, in: dossier)) }
        if let stream = found.stream, stream.kind == .party { once.add(.init(PartyID(bits: stream.bits))) }
        // Who was denied or got an error saw nobody.
        guard outcome == .success else { return once.all }
        if case .access(_, .caller) = asked.records, let party = found.party { once.add(.init(party)) }
        for subject in found.subjects { once.add(subject) }
        // Of a list that was exported each page was looked at.
        if !asked.isExport { AnswerSubjects.add(of: response, to: &once) }
        return once.all
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
