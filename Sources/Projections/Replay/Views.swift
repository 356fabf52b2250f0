package import Events
import Synchronization

/// How the views are, for `/v1/health` and for who waits.
package struct ViewsHealth: Sendable, Equatable {
    /// The last event that the views which go on reflect.
    package var position = Position.start
    /// The last event in the log, as far as the views were told.
    package var last = Position.start
    package var standings: [ViewStanding] = []
    /// How far the rebuild is, while there is one.
    package var rebuild: Rebuild.Progress?
    /// Why no view goes on: the disk, or an event that this version cannot read. For operators.
    package var failure: String?
    /// Whether there are rows to be read at all; not before the first rebuild is done.
    package var isReadable = false

    /// How many events the views are behind the log.
    package var lag: Int64 { max(0, last.rawValue - position.rawValue) }
    package var stopped: [ViewStanding] { standings.filter { $0.fault != nil } }
    /// Everything is as it should be, however far behind.
    package var isSound: Bool { failure == nil && stopped.isEmpty && isReadable }
}

/// The views of one data folder: a thread that keeps them behind the log, and what other threads need to read them.
package final class Views: Sendable {
    /// The file to read. A rebuild makes another one with a higher number.
    struct File: Sendable, Equatable {
        let path: String
        let generation: Int64
    }

    /// What the threads share.
    struct State {
        var health = ViewsHealth()
        var file: File?
        var isRebuildWanted = false
        var isStopping = false
        fileprivate var waiting: [(position: Position, reached: @Sendable () -> Void)] = []
    }

    /// Where things are and how the views work.
    package struct Settings: Sendable {
        package let log: String
        /// The two files in which the views live by turns.
        package let files: [String]
        package var views: [any Projection.Type]

        package init(log: String, files: [String], views: [any Projection.Type] = Catalogue.views) {
            precondition(files.count == 2, "A rebuild needs a second file beside the one that is read.")
            self.log = log
            self.files = files
            self.views = views
        }
    }

    let settings: Settings
    let signal: WakeSignal
    private let state = Mutex(State())
    private let thread = Mutex<WorkerThread?>(nil)

    /// Starts the thread. Views that are missing, of another version or of another log are rebuilt before anything can
    /// be read; the log must exist.
    package init(_ settings: Settings) throws {
        self.settings = settings
        signal = try WakeSignal()
        let started = try WorkerThread("pgb views") { [self] in
            // Commands come first: when there is too much to do, views fall behind and catch up later.
            WorkerThread.giveWay()
            ProjectorLoop(self).run()
        }
        thread.withLock { $0 = started }
    }

    /// The writer has made events durable up to here. Returns at once.
    package func advance(to position: Position) {
        state.withLock { $0.health.last = max($0.health.last, position) }
        signal.post()
    }

    /// The same, seen by the thread of the views itself.
    func advance(seen position: Position) {
        state.withLock { $0.health.last = max($0.health.last, position) }
    }

    /// The last event in the log, as far as the views were told.
    var last: Position { state.withLock { $0.health.last } }

    package var health: ViewsHealth { state.withLock { $0.health } }

    /// The last event that the views which go on reflect.
    package var position: Position { state.withLock { $0.health.position } }

    /// How many events the views are behind the log.
    package var lag: Int64 { state.withLock { $0.health.lag } }

    /// Calls `reached` when the views reflect a position: at once on this thread when they do, else later on theirs,
    /// where it must return at once. It is never called when the views do not get there.
    package func whenReached(_ position: Position, _ reached: @escaping @Sendable () -> Void) {
        let isThere = state.withLock { state in
            if state.health.isReadable, state.health.position >= position { return true }
            state.waiting.append((position, reached))
            return false
        }
        if isThere { reached() }
    }

    /// Fills a new file beside the views that are being read, and puts it in their place.
    package func rebuild() {
        state.withLock { $0.isRebuildWanted = true }
        signal.post()
    }

    /// Ends the thread. What was waited for is not called any more. Once.
    package func stop() {
        state.withLock { state in
            state.isStopping = true
            state.waiting = []
        }
        signal.post()
        thread.withLock { thread in
            thread?.join()
            thread = nil
        }
    }

    var file: File? { state.withLock { $0.file } }

    /// Changes what the threads share, and calls those who waited for the position that is reached now.
    func publish(_ change: (inout State) -> Void) {
        let reached = state.withLock { state in
            change(&state)
            guard state.health.isReadable else { return [@Sendable () -> Void]() }
            let position = state.health.position
            let reached = state.waiting.filter { $0.position <= position }.map(\.reached)
            if !reached.isEmpty { state.waiting.removeAll { $0.position <= position } }
            return reached
        }
        for call in reached { call() }
    }

    var isStopping: Bool { state.withLock { $0.isStopping } }

    /// Whether a rebuild is asked for; the wish is taken.
    func takeRebuildWish() -> Bool {
        state.withLock { state in
            defer { state.isRebuildWanted = false }
            return state.isRebuildWanted
        }
    }
}

/// Reads the views on one thread of the edge: a read-only connection that follows from file to file.
package final class ViewReader {
    /// There is nothing to read yet: the views are being made.
    package struct NotReadable: Error {}

    private let views: Views
    private let limit: ReadLimit?
    private var open: (file: Views.File, db: Connection)?
    private var events: EventLookup?

    /// - Parameter limit: how long one read may take; beyond it, it throws an error that `isInterrupted`. A read that
    ///   goes on and on would hold up everybody of its loop, and the write-ahead log.
    package init(_ views: Views, limit: ReadLimit? = nil) {
        self.views = views
        self.limit = limit
    }

    /// Runs queries on one unchanging state of the views.
    package func read<Value>(_ body: (Snapshot) throws -> Value) throws -> Value {
        let db = try connection()
        let events = try lookup()
        return try db.read { try events.read { try body(try Snapshot(live: db, events)) } }
    }

    private func lookup() throws(DatabaseError) -> EventLookup {
        if let events { return events }
        let opened = EventLookup(LogReader(try Connection(.reader(views.settings.log))))
        events = opened
        return opened
    }

    /// The connection to the file to read. A file that is replaced just now cannot be opened, and then there is
    /// another.
    private func connection() throws -> Connection {
        while true {
            guard let file = views.file else { throw NotReadable() }
            if let open, open.file == file { return open.db }
            do {
                let db = try Connection(.reader(file.path))
                db.readLimit = limit
                open = (file, db)
                return db
            } catch {
                if views.file == file { throw error }
            }
        }
    }
}

extension Snapshot {
    /// The state of the live tables, within a read.
    fileprivate init(live db: Connection, _ events: EventLookup) throws(DatabaseError) {
        // Every read begins here, so what is the usual case costs one row: nothing has stopped.
        let (position, faults) =
            try db.first("SELECT coalesce(max(position), 0), count(fault) FROM view") { ($0.position(0), $0.int(1)) }
            ?? (.start, 0)
        self.init(db: db, position: position, events: events)
        if faults > 0 { stopped = try ViewStanding.list(in: db).filter { $0.fault != nil } }
    }
}
