import Events
import Glibc
import Synchronization

/// A command for the tests of the writer: so many events for one stream, the first with a value in the vault.
struct SampleJob: Sendable {
    let number: Int
    let stream: Int
    let events: Int
    let throwsAfterwards: Bool

    init(_ number: Int, stream: Int = 1, events: Int = 1, throwsAfterwards: Bool = false) {
        self.number = number
        self.stream = stream
        self.events = events
        self.throwsAfterwards = throwsAfterwards
    }

    static func id(_ number: Int) -> CommandID { CommandID(bits: UInt128(number) << 64 | 42) }

    var subject: PartyID { PartyID(bits: UInt128(stream)) }

    /// What its first event says about a person.
    private var person: Personal<Text> {
        guard let text = Text("geheim-\(number)-van-\(stream)") else { preconditionFailure("the sample text is sound") }
        return Personal.seal(text, of: subject, salt: UInt128(number) << 64 | 7)
    }

    private func body(_ index: Int) -> JSONWriter {
        var writer = JSONWriter()
        writer.object { writer in
            writer.field("number", Int64(number))
            writer.field("index", Int64(index))
            writer.field("person", index == 0 ? person : nil)
        }
        return writer
    }

    /// The value that its first event commits to.
    var value: SealedValue { body(0).sealed[0] }

    var facts: [PendingEvent] {
        (0..<events).map { PendingEvent(name: "claim-filed", schema: 1, validOn: nil, body: body($0).bytes) }
    }

    func stamp(now: Moment) -> CommandStamp {
        CommandStamp(
            id: Self.id(number), name: "file-claim", stream: StreamID(kind: .dossier, bits: UInt128(stream)),
            request: SHA256.hash(Array("\(number)".utf8)), principal: "system", now: now)
    }
}

/// Does sample jobs: repeats get the first answer, values go to the vault, facts to the log.
struct SampleSession: WriterSession {
    struct Mishap: Error {}

    let store: Store
    let hold: Gate?
    /// A wrong session: it does not look whether a command was decided before.
    var forgetsRepeats = false
    /// Hears of a job before it is durable: a wrong session answers then.
    var done: @Sendable (SampleJob) -> Void = { _ in }

    init(in path: String, vfs: String? = nil, hold: Gate? = nil, ballastBytes: UInt64 = 0) throws {
        let now = Moment(microseconds: 1_800_000_000_000_000)
        var opening = Store.Opening(origin: "sample", now: now, vfs: vfs)
        opening.ballastBytes = ballastBytes
        store = try Store(in: DataFolder(path), opening)
        self.hold = hold
    }

    func handle(_ job: SampleJob) throws -> Int64 {
        hold?.pass()
        if !forgetsRepeats, let known = try store.log.command(SampleJob.id(job.number)) { return known.sequence }
        let stamp = job.stamp(now: Moment(microseconds: 1_800_000_000_000_000))
        if job.events > 0 {
            try store.vault.seal([job.value], at: store.log.position.next)
            _ = store.log.append(job.facts, to: StreamID(kind: .dossier, bits: UInt128(job.stream)), of: stamp)
        }
        let sequence = try store.log.accept(stamp, answer: []).sequence
        if job.throwsAfterwards, job.number.isMultiple(of: 2) { throw Mishap() }
        if job.throwsAfterwards { throw LogFault(.event(Position(1)), "this version of the program cannot read it") }
        done(job)
        return sequence
    }

    func reload() throws {}
}

/// Holds the writer up until it is opened.
final class Gate: Sendable {
    private let isOpen = Atomic(false)

    func open() { isOpen.store(true, ordering: .releasing) }

    func pass() { while !isOpen.load(ordering: .acquiring) { usleep(100) } }
}

/// Collects the answers of a writer.
final class Outcomes: Sendable {
    typealias Outcome = Result<Int64, WriterFailure>

    private let outcomes = Mutex<[Outcome]>([])

    func add(_ outcome: Outcome) { outcomes.withLock { $0.append(outcome) } }

    /// Waits until there are `count`, and gives them in the order in which they came.
    func wait(_ count: Int) -> [Outcome] {
        while true {
            let present = outcomes.withLock { $0 }
            if present.count >= count { return present }
            usleep(100)
        }
    }
}

extension Writer where Session == SampleSession {
    func submit(_ job: SampleJob, _ outcomes: Outcomes) throws(WriterFailure) {
        try submit(job) { outcomes.add($0) }
    }

    /// Submits a job and waits for its answer.
    func wait(for job: SampleJob) throws(WriterFailure) -> Outcomes.Outcome {
        let outcomes = Outcomes()
        try submit(job, outcomes)
        return outcomes.wait(1)[0]
    }
}
