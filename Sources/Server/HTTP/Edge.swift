import CLinux
import Events
import Glibc
import Synchronization

/// What all loops share.
struct EdgeShared<Application: EdgeApplication>: Sendable {
    let application: Application
    let settings: EdgeSettings
    let listener: Listener
    let peers: PeerCounts
    let bodies: BodyMemory
    /// Files of the bank never take the room of the others.
    let bankFiles: BodyMemory
    let slowLane: SlowLane<Application.Context>
    let registry: MeterRegistry
    let log: TextLog?
}

/// The running edge: its loops, its slow lane and its listening socket.
struct Edge<Application: EdgeApplication>: Sendable {
    private let shared: EdgeShared<Application>
    private let mailboxes: [LoopMailbox]
    private let loops: [WorkerThread]
    private let workers: [WorkerThread]

    /// The TCP port that is listened on; 0 for a Unix socket.
    var port: UInt16 { shared.listener.port }

    /// Open connections at this moment.
    var connections: Int { shared.peers.total }

    /// Binds, makes every thread's context and starts to serve; or throws what stood in the way, with nothing left
    /// running.
    /// - Parameters:
    ///   - registry: where the edge's counters go.
    ///   - log: where a line per request goes, when the settings ask for it.
    static func start(
        _ application: Application, _ settings: EdgeSettings, registry: MeterRegistry = MeterRegistry(),
        log: TextLog? = nil
    ) throws -> Edge {
        precondition(settings.limits.headBytes < 65_536, "ranges in a head have sixteen bits")
        signal(SIGPIPE, SIG_IGN)
        raiseDescriptorLimit(to: settings.maxConnections + 256)
        let shared = EdgeShared(
            application: application, settings: settings, listener: try Listener(settings.address),
            peers: PeerCounts(most: settings.maxConnections, mostPerPeer: settings.maxConnectionsPerPeer),
            bodies: BodyMemory(settings.bodyMemory), bankFiles: BodyMemory(settings.bankFileMemory),
            slowLane: try SlowLane<Application.Context>(most: settings.slowQueue), registry: registry, log: log)
        let peers = shared.peers
        registry.gauge("pgb_http_connections", "Open connections.") { peers.total }
        let start = StartReport()
        var edge = Edge(shared: shared, mailboxes: [], loops: [], workers: [])
        do {
            edge = try edge.launch(start)
        } catch {
            shared.listener.close()
            throw error
        }
        if let failure = start.wait(for: edge.loops.count + edge.workers.count) {
            edge.stop()
            throw failure
        }
        return edge
    }

    private func launch(_ report: StartReport) throws -> Edge {
        let cores = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        let shared = shared
        var mailboxes: [LoopMailbox] = []
        var loops: [WorkerThread] = []
        for _ in 0..<(shared.settings.loops ?? cores) {
            let mailbox = try LoopMailbox()
            mailboxes.append(mailbox)
            loops.append(
                try WorkerThread("pgb edge") {
                    guard let loop = report.record({ try EdgeLoop(shared, mailbox: mailbox) }) else { return }
                    loop.run()
                })
        }
        var workers: [WorkerThread] = []
        for _ in 0..<shared.settings.slowWorkers {
            workers.append(
                try WorkerThread("pgb slow lane") {
                    guard let context = report.record({ try shared.application.makeContext() }) else { return }
                    shared.slowLane.work(context)
                })
        }
        return Edge(shared: shared, mailboxes: mailboxes, loops: loops, workers: workers)
    }

    /// Takes no new connections, finishes what is in flight within `stopSeconds`, and returns when every thread ended.
    /// To be called once.
    func stop() {
        for mailbox in mailboxes { mailbox.stop() }
        shared.listener.refuse()
        for loop in loops { loop.join() }
        shared.slowLane.stop(workers: workers.count)
        for worker in workers { worker.join() }
        shared.listener.close()
    }

    /// A descriptor per connection, as far as the system allows.
    private static func raiseDescriptorLimit(to wanted: Int) {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        guard limit.rlim_cur < rlim_t(wanted) else { return }
        limit.rlim_cur = min(rlim_t(wanted), limit.rlim_max)
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}

/// Collects what the threads say about their start.
final class StartReport: Sendable {
    private let failure = Mutex<(any Error)?>(nil)
    private let reports: Wakeup

    init() {
        do {
            reports = try Wakeup(counts: true)
        } catch {
            preconditionFailure("no eventfd: \(error)")
        }
    }

    /// Makes something on a thread and reports how that went.
    func record<Made>(_ make: () throws -> Made) -> Made? {
        defer { reports.post() }
        do {
            return try make()
        } catch {
            failure.withLock { $0 = $0 ?? error }
            return nil
        }
    }

    /// Waits until that many threads have reported; the first failure, if there was one.
    func wait(for count: Int) -> (any Error)? {
        for _ in 0..<count { reports.wait() }
        return failure.withLock { $0 }
    }
}
