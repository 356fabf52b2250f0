import Events

/// The service without its edge: the writer and the views of one data folder, and the clock of the domain.
final class Service: Sendable {
    let folder: DataFolder
    let clock: ServiceClock
    let writer: Writer<CommandSession>
    /// The counters of everything that runs here.
    let registry = MeterRegistry()

    /// Opens the folder, mends what an interrupted run left, and starts the writer.
    /// - Parameters:
    ///   - path: the data folder; made when it is not there.
    ///   - origin: the name a new log gets.
    ///   - kept: a head that was kept elsewhere: the log must contain it.
    init(_ path: String, origin: String, clock: ServiceClock, kept: Checkpoint? = nil) throws {
        let folder = try DataFolder(path)
        let opening = Store.Opening(origin: origin, now: clock.now(), kept: kept)
        self.folder = folder
        self.clock = clock
        writer = try Writer(Writer.Settings(clock: { clock.now() })) {
            try CommandSession(try Store(in: folder, opening))
        }
    }

    /// How the service is: 200 while everything works, 503 when something does not.
    func health() -> Response {
        let state = writer.state
        let body = Site.json { w in
            w.object { w in
                w.field("status", state == .running ? "ok" : "failing")
                w.field("writer", state.word)
                w.field("waiting", writer.waiting)
                w.field("version", Product.version)
            }
        }
        return .json(body, status: state == .running ? 200 : 503)
    }

    /// Finishes what is waiting and closes the files in order.
    func stop() { writer.stop() }
}

extension WriterState {
    /// The state as one word; what went wrong is for the operator's log, not for who asks.
    var word: String {
        switch self {
        case .starting: "starting"
        case .running: "running"
        case .diskFull: "disk-full"
        case .finished: "finished"
        case .stopped: "stopped"
        }
    }
}
