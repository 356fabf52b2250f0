internal import Glibc

/// The only thread that writes. It takes what is waiting, does it in one batch, makes the batch durable with one commit
/// and only then answers: when idle at once, and in ever larger batches the slower the disk is.
package final class Writer<Session: WriterSession>: Sendable {
    package typealias Reply = @Sendable (Result<Session.Reply, WriterFailure>) -> Void

    private let queue: JobQueue<Session.Job, Session.Reply>
    private let thread: WorkerThread

    /// How a writer works; the values are the ones for a server.
    package struct Settings: Sendable {
        /// So many jobs may wait; the next one is refused.
        package var capacity = 4_096
        /// So many jobs at most go into one batch.
        package var batchMost = 256
        /// So many bytes must be free on the disk before a full one is written again.
        package var roomNeeded: UInt64 = 16 << 20
        /// The moment by the machine's clock.
        package var clock: @Sendable () -> Moment
        /// Hears the last position after every commit, on the writer's thread; must return at once.
        package var committed: @Sendable (Position) -> Void = { _ in }

        package init(clock: @escaping @Sendable () -> Moment) { self.clock = clock }
    }

    /// Starts the thread; `open` makes the session on it. Returns when the session is there, or throws what `open` threw.
    package init(_ settings: Settings, open: @escaping @Sendable () throws -> Session) throws {
        let queue = try JobQueue<Session.Job, Session.Reply>(capacity: settings.capacity)
        let opened = try StartSignal()
        self.queue = queue
        thread = try WorkerThread("pgb writer") {
            do {
                let worker = WriterLoop(queue, try open(), settings)
                queue.state = .running
                opened.post(nil)
                worker.run()
            } catch {
                queue.state = .stopped("\(error)")
                opened.post(error)
            }
        }
        if let failure = opened.wait() {
            thread.join()
            throw failure
        }
    }

    /// Leaves a job. Its answer comes on the writer's thread, when what it says is durable; `reply` must return at once.
    package func submit(_ job: Session.Job, reply: @escaping Reply) throws(WriterFailure) {
        try queue.put(JobQueue.Entry(job: job, reply: reply))
    }

    /// How the writer is, for `/v1/health`.
    package var state: WriterState { queue.state }

    /// How many jobs are waiting.
    package var waiting: Int { queue.count }

    /// How many pages of 4 KiB wait in the write-ahead log to be moved into the file. More than some tens of thousands:
    /// somebody reads on and on and holds it up.
    package var waitingPages: Int { queue.pages }

    /// Finishes what is waiting, closes the store in order and ends the thread. Once per writer.
    package func stop() {
        queue.finish()
        thread.join()
    }
}

/// What runs on the writer's thread.
private final class WriterLoop<Session: WriterSession> {
    private typealias Entry = JobQueue<Session.Job, Session.Reply>.Entry

    private let queue: JobQueue<Session.Job, Session.Reply>
    private let session: Session
    private let settings: Writer<Session>.Settings
    /// Whether the session may have something to read ahead.
    private var readsAhead = true

    /// After so many milliseconds without a job the writer tidies up.
    private static var idleMilliseconds: Int32 { 100 }

    init(
        _ queue: JobQueue<Session.Job, Session.Reply>, _ session: Session, _ settings: Writer<Session>.Settings
    ) {
        self.queue = queue
        self.session = session
        self.settings = settings
    }

    func run() {
        var batch: [Entry] = []
        while isUsable {
            let pause = session.store.needsUpkeep || queue.state == .diskFull ? Self.idleMilliseconds : nil
            switch queue.next(into: &batch, most: settings.batchMost, waiting: readsAhead ? 0 : pause) {
            case .batch:
                process(batch)
                batch.removeAll(keepingCapacity: true)
                tidy(isIdle: false)
            case .idle where readsAhead: readAhead()
            case .idle: tidy(isIdle: true)
            case .end:
                finish()
                return
            }
        }
    }

    private var isUsable: Bool {
        switch queue.state {
        case .starting, .running, .diskFull: true
        case .finished, .stopped: false
        }
    }

    private func process(_ batch: [Entry]) {
        let replies: [Result<Session.Reply, WriterFailure>]
        do {
            guard try recover() else { return answer(batch, .diskFull) }
            try session.store.begin()
            replies = try batch.map { try handle($0.job) }
            try session.store.commit()
        } catch {
            return giveUp(batch, error)
        }
        settings.committed(session.store.log.position)
        for (entry, reply) in zip(batch, replies) { entry.reply(reply) }
    }

    private func handle(_ job: Session.Job) throws -> Result<Session.Reply, WriterFailure> {
        do {
            return .success(try session.store.log.attempt { try session.handle(job) })
        } catch let error as DatabaseError {
            throw error
        } catch {
            guard !session.store.log.isStale else { throw error }
            return .failure(.fault("\(error)"))
        }
    }

    /// After a full disk: true when there is room again and the memory tells what the files hold.
    private func recover() throws -> Bool {
        guard queue.state == .diskFull else { return true }
        guard try Files.room(at: session.store.folder.path).free >= settings.roomNeeded else { return false }
        try session.store.reload()
        try session.reload()
        readsAhead = true
        queue.state = .running
        return true
    }

    /// Undoes the batch. With no room on the disk it certainly is undone, and the writer goes on when there is room. After
    /// any other fault nobody knows: SQLite may have rolled back what the disk will show after a restart. Then nothing
    /// more is written, because what is written behind a hole is lost.
    private func giveUp(_ batch: [Entry], _ error: any Error) {
        let isShort = (error as? DatabaseError).map { $0.isDiskFull || $0.isOutOfMemory } ?? false
        do {
            try session.store.rollBack()
        } catch {
            return stop(batch, "\(error)")
        }
        guard isShort else { return stop(batch, "\(error)") }
        queue.state = .diskFull
        answer(batch, .diskFull)
    }

    private func readAhead() {
        do {
            readsAhead = try session.readAhead()
        } catch {
            readsAhead = false
        }
    }

    private func tidy(isIdle: Bool) {
        do {
            // Who keeps traffic away from a server that is red would else never see it turn green.
            guard try isIdle ? recover() : queue.state == .running else { return }
            try session.store.upkeep(isIdle: isIdle, now: settings.clock())
            queue.pages = session.store.waitingPages
        } catch {
            giveUp([], error)
        }
    }

    private func finish() {
        do {
            if queue.state == .diskFull {
                try session.store.closeWithoutRoom(at: settings.clock())
            } else {
                try session.store.close(at: settings.clock())
            }
            queue.state = .finished
        } catch {
            stop([], "\(error)")
        }
    }

    private func stop(_ batch: [Entry], _ reason: String) {
        let waiting = queue.drain(.stopped(reason))
        answer(batch, .unknownOutcome)
        answer(waiting, .stopped)
    }

    private func answer(_ batch: [Entry], _ failure: WriterFailure) {
        for entry in batch { entry.reply(.failure(failure)) }
    }
}
