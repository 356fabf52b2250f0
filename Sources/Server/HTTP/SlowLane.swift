import Synchronization

/// A few threads for work that takes long: audit exports, large questions about the past. Each has a context of its
/// own, and the number of jobs that may wait is bounded.
final class SlowLane<Context>: Sendable {
    typealias Job = @Sendable (Context) -> Void

    private struct Queue {
        var jobs: [Job] = []
        var stops = false
    }

    private let queue = Mutex(Queue())
    private let wakeup: Wakeup
    private let most: Int

    init(most: Int) throws(EdgeFailure) {
        self.most = most
        wakeup = try Wakeup(counts: true)
    }

    /// Puts a job in the queue; false when the queue is full or the lane has stopped.
    func add(_ job: @escaping Job) -> Bool {
        let isTaken = queue.withLock { queue in
            guard !queue.stops, queue.jobs.count < most else { return false }
            queue.jobs.append(job)
            return true
        }
        if isTaken { wakeup.post() }
        return isTaken
    }

    /// Works until the lane is stopped; the body of a worker's thread.
    func work(_ context: Context) {
        while true {
            wakeup.wait()
            let (job, stops) = queue.withLock { queue -> (Job?, Bool) in
                guard !queue.jobs.isEmpty else { return (nil, queue.stops) }
                return (queue.jobs.removeFirst(), false)
            }
            job?(context)
            if stops { return }
        }
    }

    /// Ends the workers once the queue is empty.
    func stop(workers: Int) {
        queue.withLock { $0.stops = true }
        for _ in 0..<workers { wakeup.post() }
    }
}
