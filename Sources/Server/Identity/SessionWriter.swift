import Events
import Synchronization

/// The one thread that writes `sessions.db`: it takes what is waiting in one transaction and answers when that is
/// durable.
final class SessionWriter: Sendable {
    /// How a job went.
    enum Outcome: Sendable {
        case done
        /// The assertion of the job was used before; nothing was changed.
        case used
        /// There was no room for it; nothing was changed.
        case noRoom
        /// The disk failed: nobody knows what was changed, and nothing more is written until a restart.
        case failed
    }

    struct Job: Sendable {
        let work: @Sendable (SessionFile) throws -> Outcome
        /// Called once, on the writer's thread.
        let reply: @Sendable (Outcome) -> Void
    }

    private struct Queue {
        var jobs: [Job] = []
        var stops = false
        var isBroken = false
    }

    /// What the thread and everybody else share.
    private final class Line: Sendable {
        let queue = Mutex(Queue())
        let signal: WakeSignal

        init() throws { signal = try WakeSignal() }
    }

    private let line: Line
    private let thread: WorkerThread

    /// So many jobs may wait.
    private static let most = 4_096
    /// How often sessions that are over are cleared away, in seconds.
    private static let sweepSeconds: Int64 = 60

    /// - Parameters:
    ///   - clock: seconds since 1970.
    ///   - expired: takes the sessions that are over by now out of memory and names them.
    init(
        _ path: String, clock: @escaping @Sendable () -> Int64, expired: @escaping @Sendable (Int64) -> [Digest]
    ) throws {
        let line = try Line()
        let report = StartReport()
        self.line = line
        thread = try WorkerThread("pgb sessions") {
            guard let file = report.record({ try SessionFile(path, now: clock()) }) else { return }
            Self.run(line, file, clock, expired)
        }
        if let failure = report.wait(for: 1) {
            thread.join()
            throw failure
        }
    }

    /// Leaves a job; one too many is answered at once.
    func submit(_ job: Job) {
        let isTaken = line.queue.withLock { queue in
            guard !queue.stops, !queue.isBroken, queue.jobs.count < Self.most else { return false }
            queue.jobs.append(job)
            return true
        }
        if isTaken { line.signal.post() } else { job.reply(isBroken ? .failed : .noRoom) }
    }

    /// The disk failed, and nothing is written any more.
    var isBroken: Bool { line.queue.withLock { $0.isBroken } }

    /// Finishes what is waiting, closes the file in order and ends the thread. Once.
    func stop() {
        line.queue.withLock { $0.stops = true }
        line.signal.post()
        thread.join()
    }

    private static func run(
        _ line: Line, _ file: SessionFile, _ clock: @Sendable () -> Int64, _ expired: @Sendable (Int64) -> [Digest]
    ) {
        var sweptAt = clock()
        while true {
            let (jobs, stops) = line.queue.withLock { queue in
                defer { queue.jobs = [] }
                return (queue.jobs, queue.stops)
            }
            if !jobs.isEmpty {
                process(jobs, line, file)
                continue
            }
            let now = clock()
            // A clock that was put back must not stop this.
            if now - sweptAt >= sweepSeconds || now < sweptAt || stops {
                sweptAt = now
                let over = expired(now)
                attempt(line) {
                    try file.transaction {
                        try file.remove(over)
                        try file.forgetAssertions(before: now)
                    }
                }
            }
            if file.needsUpkeep { attempt(line) { try file.settle() } }
            if stops { return }
            line.signal.wait(milliseconds: Int32(sweepSeconds * 1_000))
        }
    }

    private static func process(_ jobs: [Job], _ line: Line, _ file: SessionFile) {
        var outcomes: [Outcome] = []
        let failure = attempt(line) {
            try file.transaction { for job in jobs { outcomes.append(try job.work(file)) } }
        }
        for (index, job) in jobs.enumerated() { job.reply(failure ?? outcomes[index]) }
    }

    /// Runs what writes. Without room nothing of it happened; after any other failure nobody knows, and what would be
    /// written behind it could be lost with it.
    @discardableResult
    private static func attempt(_ line: Line, _ body: () throws -> Void) -> Outcome? {
        guard !line.queue.withLock({ $0.isBroken }) else { return .failed }
        do {
            try body()
            return nil
        } catch {
            let isShort = (error as? DatabaseError).map { $0.isDiskFull || $0.isOutOfMemory } ?? false
            guard !isShort else { return .noRoom }
            line.queue.withLock { $0.isBroken = true }
            return .failed
        }
    }
}
