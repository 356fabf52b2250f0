internal import Synchronization

/// The only thread that writes the access log. While one commit runs, the next batch gathers; who waits for an answer
/// hears only when the lines about it are on the disk.
package final class AccessWriter: Sendable {
    /// Hears when the lines are on the disk, or why they are not; on the writer's thread, and must return at once.
    package typealias Reply = @Sendable (Result<Int64, WriterFailure>) -> Void

    private enum Job: Sendable {
        case note(AccessNote)
        case newest(AccessChain)
        case cut(@Sendable (Moment) -> Bool, Moment, isVouchedFor: Bool)
    }

    private let queue: JobQueue<Job, Int64>
    private let thread: Mutex<WorkerThread?>

    /// How a writer works; the values are the ones for a server.
    package struct Settings: Sendable {
        /// So many requests may wait for their lines; the next one is refused.
        package var capacity = 8_192
        /// The lines of so many requests at most go into one batch.
        package var batchMost = 512
        /// So many bytes must be free on the disk before a full one is written again.
        package var roomNeeded: UInt64 = 16 << 20
        /// Hears that all replies of a batch were given and its notes let go of, on the writer's thread; must return at once.
        package var replied: @Sendable () -> Void = {}

        package init() {}
    }

    /// Starts the thread; `open` makes the store on it. Returns when that is there, or throws what `open` threw.
    package init(_ settings: Settings = Settings(), open: @escaping @Sendable () throws -> AccessStore) throws {
        let queue = try JobQueue<Job, Int64>(capacity: settings.capacity)
        let opened = try StartSignal()
        self.queue = queue
        let thread = try WorkerThread("pgb access log") {
            do {
                let worker = Loop(queue, try open(), settings)
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
        self.thread = Mutex(thread)
    }

    /// Leaves what one request showed. The reply gives the number of its last line.
    package func record(_ note: AccessNote, reply: @escaping Reply) throws(WriterFailure) {
        try queue.put(.init(job: .note(note), reply: reply))
    }

    /// Asks for the newest line of a chain that is on the disk; 0 when there is none.
    package func newest(_ chain: AccessChain, reply: @escaping Reply) throws(WriterFailure) {
        try queue.put(.init(job: .newest(chain), reply: reply))
    }

    /// Removes the lines whose term is over; the reply gives how many, or `fault` when nothing shows that the clock is right
    /// and nobody vouches for it (`AccessClockDoubt`). `isOver` is asked on the writer's thread.
    package func cut(
        at now: Moment, isVouchedFor: Bool = false, _ isOver: @escaping @Sendable (Moment) -> Bool,
        reply: @escaping Reply
    ) throws(WriterFailure) {
        try queue.put(.init(job: .cut(isOver, now, isVouchedFor: isVouchedFor), reply: reply))
    }

    /// How the writer is, for `/v1/health`.
    package var state: WriterState { queue.state }

    /// How many requests wait for their lines.
    package var waiting: Int { queue.count }

    /// How many pages of 4 KiB wait in the write-ahead log to be moved into the file.
    package var waitingPages: Int { queue.pages }

    /// Finishes what is waiting, closes the file in order and ends the thread.
    package func stop() {
        queue.finish()
        thread.withLock { $0.take() }?.join()
    }

    /// What runs on the thread.
    private final class Loop {
        private typealias Entry = JobQueue<Job, Int64>.Entry

        private let queue: JobQueue<Job, Int64>
        private let store: AccessStore
        private let settings: Settings

        /// After so many milliseconds without a line the writer tidies up.
        private static let idleMilliseconds: Int32 = 100

        /// How many requests the next commit waits for, a millisecond at most: as many as there were at the end of the one
        /// before, its own and those that had come meanwhile. Who asks alone never waits, and of many who ask at the same
        /// time few are answered before the rest is asked.
        private var wanted = 1

        /// In place of how many lines a cut removed: none, for the clock may be wrong.
        private static let doubted: Int64 = -1

        init(_ queue: JobQueue<Job, Int64>, _ store: AccessStore, _ settings: Settings) {
            self.queue = queue
            self.store = store
            self.settings = settings
        }

        func run() {
            var batch: [Entry] = []
            while isUsable {
                let pause = store.needsUpkeep || queue.state == .diskFull ? Self.idleMilliseconds : nil
                switch queue.next(into: &batch, most: settings.batchMost, waiting: pause, gathering: wanted) {
                case .batch:
                    process(batch)
                    // Who waited lets go of what he gave last, and frees it on the thread that made it: that costs half.
                    batch.removeAll(keepingCapacity: true)
                    settings.replied()
                    tidy(isIdle: false)
                case .idle:
                    wanted = 1
                    tidy(isIdle: true)
                case .end: return finish()
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
            var numbers: [Int64] = []
            numbers.reserveCapacity(batch.count)
            do {
                guard try recover() else { return answer(batch, .diskFull) }
                try store.begin()
                for entry in batch {
                    switch entry.job {
                    case .note(let note): try store.append(note)
                    case .newest: break
                    case .cut(let isOver, let now, let isVouchedFor):
                        do {
                            numbers.append(try store.cut(isOver, at: now, isVouchedFor: isVouchedFor) ?? 0)
                        } catch is AccessClockDoubt {
                            // Nothing of it was written; the others of this batch have nothing to do with it.
                            numbers.append(Self.doubted)
                        }
                        continue
                    }
                    numbers.append(store.sequence)
                }
                try store.commit()
            } catch {
                return giveUp(batch, error)
            }
            wanted = batch.count + queue.count
            for (entry, number) in zip(batch, numbers) {
                switch entry.job {
                case .cut where number == Self.doubted: entry.reply(.failure(.fault("\(AccessClockDoubt())")))
                case .note, .cut: entry.reply(.success(number))
                case .newest(let chain): entry.reply(.success(store.newest(chain)))
                }
            }
        }

        /// After a full disk: true when there is room again and the memory tells what the file holds.
        private func recover() throws -> Bool {
            guard queue.state == .diskFull else { return true }
            guard try Files.room(at: store.folder.path).free >= settings.roomNeeded else { return false }
            try store.reload()
            queue.state = .running
            return true
        }

        /// Undoes the batch. With no room on the disk the writer goes on when there is room; after any other fault nobody
        /// knows what the disk holds, and nothing more is written behind a hole. Reads are refused either way.
        private func giveUp(_ batch: [Entry], _ error: any Error) {
            let isShort = (error as? DatabaseError).map { $0.isDiskFull || $0.isOutOfMemory } ?? false
            do {
                try store.rollBack()
            } catch {
                return stop(batch, "\(error)")
            }
            guard isShort else { return stop(batch, "\(error)") }
            queue.state = .diskFull
            answer(batch, .diskFull)
        }

        private func tidy(isIdle: Bool) {
            do {
                guard try isIdle ? recover() : queue.state == .running else { return }
                try store.upkeep(isIdle: isIdle)
                queue.pages = store.waitingPages
            } catch {
                giveUp([], error)
            }
        }

        private func finish() {
            do {
                try store.close()
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
}

extension AccessWriter {
    /// The newest line of a chain, for who may wait.
    package func newest(_ chain: AccessChain) throws -> Int64 { try wait { try newest(chain, reply: $0) } }

    /// Removes the lines whose term is over, for who may wait; gives how many.
    package func cut(
        at now: Moment, isVouchedFor: Bool = false, _ isOver: @escaping @Sendable (Moment) -> Bool
    ) throws -> Int64 {
        try wait { try cut(at: now, isVouchedFor: isVouchedFor, isOver, reply: $0) }
    }

    private func wait(_ ask: (@escaping Reply) throws -> Void) throws -> Int64 {
        let found = Found()
        let done = try WakeSignal()
        try ask { result in
            found.result.withLock { $0 = result }
            done.post()
        }
        while true {
            if let result = found.result.withLock({ $0 }) { return try result.get() }
            done.wait(milliseconds: nil)
        }
    }

    /// Where an answer is left by one thread for another.
    private final class Found: Sendable {
        let result = Mutex<Result<Int64, WriterFailure>?>(nil)
    }
}
