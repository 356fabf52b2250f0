package import Events
import Synchronization

/// Fills a new file with all views from the whole log, beside the views that are being read: one thread reads and
/// decodes, this one applies and writes, and the indexes come when all rows are there.
package final class Rebuild: Sendable {
    /// How far it is: the events taken up, and those there were when it began.
    package struct Progress: Sendable, Equatable {
        package var done = Position.start
        package var last = Position.start
    }

    private struct State {
        var progress = Progress()
        var outcome: Result<Position, any Error>?
        var isCancelled = false
    }

    private let state = Mutex(State())
    private let logPath: String
    private let path: String
    private let views: [any Projection.Type]

    package init(log: String, into path: String, _ views: [any Projection.Type] = Catalogue.views) {
        logPath = log
        self.path = path
        self.views = views
    }

    package var progress: Progress { state.withLock { $0.progress } }

    /// What came of it; nil while it runs.
    var outcome: Result<Position, any Error>? { state.withLock { $0.outcome } }

    /// Gives it up; it ends soon after.
    package func cancel() { state.withLock { $0.isCancelled = true } }

    /// Does it, on the thread that calls, and returns the position that the file reflects. The file is whole and
    /// durable then, and not yet marked as the one to read.
    @discardableResult
    package func run() throws -> Position {
        do {
            let position = try attempts()
            state.withLock { $0.outcome = .success(position) }
            return position
        } catch {
            state.withLock { $0.outcome = .failure(error) }
            throw error
        }
    }

    /// A view that stops has spoilt the file, which has no journal; the next attempt stops it in front of that event.
    private func attempts() throws -> Position {
        var stops: [ViewSet.Stopped] = []
        while true {
            do {
                return try attempt(stops)
            } catch let stopped as ViewSet.Stopped {
                precondition(stops.count < views.count, "Each attempt stops one more view.")
                stops.append(stopped)
            }
        }
    }

    private func attempt(_ stops: [ViewSet.Stopped]) throws -> Position {
        for suffix in ["", "-wal", "-shm"] { try Files.remove(path + suffix) }
        var position = Position.start
        do {
            let db = try Connection(.bulk(path))
            try ViewSet.create(in: db, views)
            let set = try ViewSet(db, views, filling: .rebuild)
            for stopped in stops { set.stop(stopped.member, before: stopped.before, because: stopped.because) }
            // One transaction, and none of the kind that is rolled back: there is no journal. A file that did not get
            // to the end is thrown away.
            try db.run("BEGIN")
            try fill(set)
            try set.finish()
            try db.run("COMMIT")
            try ViewSet.makeIndexes(in: db, views)
            position = set.position
        }
        // The connection is closed: now the file may be opened by its path.
        try Files.sync(path)
        return position
    }

    /// So many batches at most wait between the two threads: that bounds the memory.
    private static let ahead = 8

    private func fill(_ set: ViewSet) throws {
        let channel = try Channel<Result<[EventEnvelope], any Error>>(capacity: Self.ahead)
        let last = try EventSource(logPath).log.lastPosition()
        state.withLock { $0.progress = Progress(done: .start, last: last) }
        let logPath = logPath
        let reading = try WorkerThread("pgb rebuild") { Self.read(logPath, through: last, into: channel) }
        defer {
            channel.cancel()
            reading.join()
        }
        while let batch = channel.take() {
            let events = try batch.get()
            try set.fill(events)
            let isCancelled = state.withLock { state in
                if let last = events.last { state.progress.done = last.position }
                return state.isCancelled
            }
            if isCancelled { throw Cancelled() }
        }
    }

    private static func read(
        _ path: String, through last: Position, into channel: Channel<Result<[EventEnvelope], any Error>>
    ) {
        defer { channel.finish() }
        do {
            var source = try EventSource(path)
            var position = Position.start
            while position < last {
                let limit = min(EventSource.batchMost, Int(last.rawValue - position.rawValue))
                let events = try source.batch(after: position, limit: limit)
                guard let end = events.last else { throw LogFault(.event(position.next), "it is missing") }
                position = end.position
                guard channel.give(.success(events)) else { return }
            }
        } catch {
            _ = channel.give(.failure(error))
        }
    }

    /// Somebody gave the rebuild up.
    package struct Cancelled: Error {}
}
