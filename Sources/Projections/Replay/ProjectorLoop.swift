import Events

/// What runs on the thread of the views: takes up what the log has, lets a rebuild run beside it and puts it in place.
final class ProjectorLoop {
    /// One file whose views are kept up.
    private struct Live {
        let file: Views.File
        let db: Connection
        let set: ViewSet
    }

    /// A rebuild with the thread it runs on.
    private struct Running {
        let rebuild: Rebuild
        let path: String
        let thread: WorkerThread
    }

    private let views: Views
    private let settings: Views.Settings
    private var live: Live?
    private var running: Running?
    private var source: EventSource?

    /// So often, in milliseconds, it looks how far a rebuild is.
    private static let pause: Int32 = 100
    /// So many events are taken up in one transaction when they wait. A page of a table is written once for all that
    /// changes in it: such a batch writes a quarter of the pages that batches of a thousand do.
    private static let batchMost: Int64 = 8_192
    /// After so many milliseconds it tries again what failed.
    private static let pauseAfterFailure: Int32 = 1_000

    init(_ views: Views) {
        self.views = views
        settings = views.settings
    }

    func run() {
        var isFirst = true
        while true {
            if views.isStopping { break }
            var isFailing = false
            do {
                if isFirst {
                    try openBest()
                    isFirst = false
                }
                try lookAtEnd()
                if views.takeRebuildWish() || (live == nil && running == nil) { try startRebuild() }
                try adoptRebuild()
                try catchUp(live)
                views.publish { $0.health.failure = nil }
            } catch {
                isFailing = true
                views.publish { $0.health.failure = "\(error)" }
                if (error as? DatabaseError)?.isCorrupt ?? false { giveUpLive() }
            }
            publish()
            views.signal.wait(milliseconds: isFailing ? Self.pauseAfterFailure : running != nil ? Self.pause : nil)
        }
        running?.rebuild.cancel()
        running?.thread.join()
    }

    /// Takes the newest whole file whose views are those of this log.
    private func openBest() throws {
        source = try EventSource(settings.log)
        let found = settings.files.compactMap { path in open(path) }
        live = found.max { $0.file.generation < $1.file.generation }
        publish()
    }

    /// A file that is whole, has all views, and is of this log; nil when it is not. What is wrong with it does not
    /// matter: a rebuild replaces it.
    private func open(_ path: String) -> Live? {
        guard Files.exists(path), let source else { return nil }
        do {
            let db = try Connection(.views(path))
            let generation = try db.first("SELECT number FROM generation") { $0.int64(0) } ?? 0
            guard generation > 0 else { return nil }
            let set = try ViewSet(db, settings.views, filling: .live)
            for standing in set.standings where try !source.holds(standing) { return nil }
            return Live(file: Views.File(path: path, generation: generation), db: db, set: set)
        } catch {
            return nil
        }
    }

    /// The file is damaged: nobody reads it any more, and the next round makes another one.
    private func giveUpLive() {
        live = nil
        views.publish { state in
            state.file = nil
            state.health.isReadable = false
        }
    }

    private func startRebuild() throws {
        guard running == nil else { return }
        let path = settings.files.first { $0 != live?.file.path } ?? settings.files[0]
        let rebuild = Rebuild(log: settings.log, into: path, settings.views)
        let signal = views.signal
        let thread = try WorkerThread("pgb rebuild") {
            // The outcome is kept in the rebuild, where this thread looks for it.
            _ = Result { try rebuild.run() }
            signal.post()
        }
        running = Running(rebuild: rebuild, path: path, thread: thread)
    }

    /// When the rebuild is done: brings the new file to where the old one is, marks it as the one to read, and removes
    /// the old one. Who still reads that keeps it until he is done.
    private func adoptRebuild() throws {
        guard let ready = running, let outcome = ready.rebuild.outcome else { return }
        running = nil
        ready.thread.join()
        _ = try outcome.get()
        let db = try Connection(.views(ready.path))
        let set = try ViewSet(db, settings.views, filling: .live)
        let file = Views.File(path: ready.path, generation: (live?.file.generation ?? 0) + 1)
        let new = Live(file: file, db: db, set: set)
        try catchUp(new)
        try db.run("UPDATE generation SET number = ?", file.generation)
        live = new
        publish()
        for path in settings.files where path != file.path {
            for suffix in ["", "-wal", "-shm"] { try Files.remove(path + suffix) }
        }
    }

    /// Takes up all that the log has and a file has not: at once what is there, much or little.
    private func catchUp(_ live: Live?) throws {
        guard let live else { return }
        while !live.set.isStopped, !views.isStopping {
            let waiting = views.last.rawValue - live.set.position.rawValue
            guard waiting > 0 else { return }
            let batch = try source?.batch(after: live.set.position, limit: Int(min(waiting, Self.batchMost))) ?? []
            if batch.isEmpty { return }
            try live.set.take(batch)
            if live.file == self.live?.file { publish() }
        }
    }

    /// How long the log is: nobody tells of what stood there at the start. What the views still have to take up is told
    /// apart from why they do not, so this comes before anything that can fail.
    private func lookAtEnd() throws {
        if let source { views.advance(seen: try source.log.lastPosition()) }
    }

    private func publish() {
        views.publish { state in
            state.health.rebuild = running?.rebuild.progress
            guard let live else { return }
            state.file = live.file
            state.health.isReadable = true
            state.health.position = live.set.position
            state.health.standings = live.set.standings
        }
    }
}
