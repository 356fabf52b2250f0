internal import Synchronization

/// The bounded queue in front of the writer, and what others may know about it.
final class JobQueue<Job: Sendable, Reply: Sendable>: Sendable {
    /// A job and where its answer goes.
    struct Entry: Sendable {
        let job: Job
        let reply: @Sendable (Result<Reply, WriterFailure>) -> Void
    }

    private struct Contents {
        var entries: [Entry] = []
        var state = WriterState.starting
        var pages = 0
        var isSleeping = false
        /// The sleeper is woken when so many jobs are waiting.
        var wanted = 1
        var isFinishing = false
    }

    private let contents = Mutex(Contents())
    private let signal: WakeSignal
    private let capacity: Int

    init(capacity: Int) throws(FileError) {
        precondition(capacity > 0, "a queue has room for a job")
        self.capacity = capacity
        signal = try WakeSignal()
    }

    var state: WriterState {
        get { contents.withLock { $0.state } }
        set { contents.withLock { $0.state = newValue } }
    }

    /// How many pages stand in the log's write-ahead log.
    var pages: Int {
        get { contents.withLock { $0.pages } }
        set { contents.withLock { $0.pages = newValue } }
    }

    /// How many jobs are waiting.
    var count: Int { contents.withLock { $0.entries.count } }

    func put(_ entry: Entry) throws(WriterFailure) {
        let (failure, wakes) = contents.withLock { contents -> (WriterFailure?, Bool) in
            switch contents.state {
            case .stopped, .finished: return (.stopped, false)
            case .starting, .running, .diskFull: break
            }
            if contents.isFinishing { return (.stopped, false) }
            if contents.entries.count >= capacity { return (.overloaded, false) }
            contents.entries.append(entry)
            guard contents.isSleeping, contents.entries.count >= contents.wanted else { return (nil, false) }
            contents.isSleeping = false
            return (nil, true)
        }
        if let failure { throw failure }
        if wakes { signal.post() }
    }

    /// Lets the writer finish what is waiting and then end.
    func finish() {
        contents.withLock { $0.isFinishing = true }
        signal.post()
    }

    /// What the writer has to do next.
    enum Next {
        case batch
        /// Nothing came for the time that it was asked to wait.
        case idle
        case end
    }

    /// Takes up to `most` jobs; sleeps for one up to `milliseconds`, or as long as it takes.
    /// - Parameters:
    ///   - batch: where the jobs go. It is empty; its memory is used again.
    ///   - wanted: before that it sleeps a millisecond at most, or two for a crowd, until so many are waiting, for whom one
    ///     wake-up for many is worth more than an answer at once.
    func next(
        into batch: inout [Entry], most: Int, waiting milliseconds: Int32?, gathering wanted: Int = 1
    ) -> Next {
        if wanted > 1 { gather(min(wanted, most)) }
        if let next = take(into: &batch, most, willSleep: true) { return next }
        signal.wait(milliseconds: milliseconds)
        return take(into: &batch, most, willSleep: false) ?? .idle
    }

    private static var crowd: Int { 16 }

    private func gather(_ wanted: Int) {
        let sleeps = contents.withLock { contents in
            guard contents.entries.count < wanted, !contents.isFinishing else { return false }
            contents.wanted = wanted
            contents.isSleeping = true
            return true
        }
        guard sleeps else { return }
        let wasWoken = signal.wait(milliseconds: wanted < Self.crowd ? 1 : 2)
        let isSignalDue = contents.withLock { contents in
            defer { contents.isSleeping = false }
            contents.wanted = 1
            return !contents.isSleeping
        }
        // Who woke us when the time was just over signals all the same: left there it would end the next sleep.
        if isSignalDue, !wasWoken { signal.wait(milliseconds: nil) }
    }

    private func take(into batch: inout [Entry], _ most: Int, willSleep: Bool) -> Next? {
        contents.withLock { contents in
            if contents.entries.isEmpty {
                if contents.isFinishing { return .end }
                contents.isSleeping = willSleep
                return nil
            }
            contents.isSleeping = false
            if contents.entries.count <= most {
                swap(&batch, &contents.entries)
            } else {
                batch += contents.entries[..<most]
                contents.entries.removeSubrange(..<most)
            }
            return .batch
        }
    }

    /// Takes everything out that will not be done any more.
    func drain(_ state: WriterState) -> [Entry] {
        contents.withLock { contents in
            contents.state = state
            defer { contents.entries = [] }
            return contents.entries
        }
    }
}
