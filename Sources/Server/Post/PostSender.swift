import Events
import Synchronization

/// Sends messages, on a thread of its own: only in a process that serves, and only what is newer than when sending was
/// switched on first. Playing journeys, replaying, rebuilding views and looking at the past send nothing: none of them has
/// one of these.
final class PostSender: Sendable {
    private let service: Service
    private let settings: PostSettings
    private let wakeup: WakeSignal
    private let isStopping = Mutex(false)
    private let thread = Mutex<WorkerThread?>(nil)

    /// Milliseconds between two rounds.
    private static let pause: Int32 = 1_000
    /// The longest wait after rounds that failed.
    private static let longestPause: Int32 = 60_000

    init(_ service: Service, _ settings: PostSettings) throws {
        self.service = service
        self.settings = settings
        wakeup = try WakeSignal()
    }

    /// Starts to send. Without a way to send, and when nothing was ever sent, there is nothing to do; but what was sent
    /// before still has to be erased and removed in time.
    func start() throws {
        guard settings.isOn || Files.exists(service.folder.post) else { return }
        let started = try WorkerThread("pgb post") { self.run() }
        thread.withLock { $0 = started }
    }

    func stop() {
        isStopping.withLock { $0 = true }
        wakeup.post()
        thread.withLock { $0.take() }?.join()
    }

    private var stops: Bool { isStopping.withLock { $0 } }

    private func run() {
        var round: PostRound?
        var pause = Self.pause
        while !stops {
            do {
                let present = try round ?? first()
                round = present
                try present.run()
                pause = Self.pause
            } catch {
                service.failed("messages-not-sent", error)
                pause = min(2 * pause, Self.longestPause)
            }
            wakeup.wait(milliseconds: pause)
        }
    }

    /// The round of a process that has just started.
    func first() throws -> PostRound {
        let readers = try Readers(service)
        let since = try settings.sendFrom ?? readers.log.lastPosition()
        let round = PostRound(
            service: service, readers: readers, ledger: try PostLedger(service.folder.post, since: since),
            settings: settings, origin: try readers.log.origin(), stops: { self.stops })
        try round.begin()
        return round
    }
}
