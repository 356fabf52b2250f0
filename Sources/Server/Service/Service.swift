import Commands
import Events
import Glibc
import Projections
import Synchronization

/// The service without its edge: the writer and the views of one data folder, and the clock of the domain.
final class Service: Sendable {
    let folder: DataFolder
    let clock: ServiceClock
    let writer: Writer<CommandSession>
    let views: Views
    /// The counters of everything that runs here.
    let registry: MeterRegistry
    /// For operators; nil in tests and on the command line.
    let log: TextLog?
    /// The account that payments are made from; without one no run goes to a bank.
    let debtor: Debtor?
    /// The version of the message that runs are written in, where nobody says otherwise.
    let paymentFormat: PaymentFormat
    /// The files for and of the bank.
    let bankFiles: BankFileStore
    /// Records who saw what; nil only while its cost is measured, and for work that nobody sees.
    let accessDesk: AccessDesk?
    /// How the sending of messages stands.
    let post: PostBoard
    /// What the views must reflect before they let anybody in.
    let endedRights: EndedRights
    /// Reads that the database refused.
    private let failedReads: Counter

    /// Opens the folder, mends what an interrupted run left, and starts the writer.
    /// - Parameters:
    ///   - path: the data folder; made when it is not there.
    ///   - origin: the name a new log gets.
    ///   - kept: a head that was kept elsewhere: the log must contain it.
    ///   - keptAccess: the same of the access log.
    ///   - recordsAccess: whether reads are recorded; only a measurement of what that costs says no.
    init(
        _ path: String, origin: String, clock: ServiceClock, kept: Checkpoint? = nil,
        keptAccess: AccessCheckpoint? = nil, log: TextLog? = nil,
        debtor: Debtor? = nil, paymentFormat: PaymentFormat = .pain001v09, recordsAccess: Bool = true
    ) throws {
        let folder = try DataFolder(path)
        var opening = Store.Opening(origin: origin, now: clock.now(), kept: kept)
        opening.ballastBytes = Self.ballastBytes
        let registry = MeterRegistry()
        self.folder = folder
        bankFiles = BankFileStore(folder)
        self.registry = registry
        self.log = log
        self.debtor = debtor
        self.paymentFormat = paymentFormat
        post = PostBoard(registry)
        failedReads = registry.counter("pgb_reads_failed_total", "Reads that the database refused.")
        self.clock = clock
        // The writer makes a new log before the views look for it; until they do, commits have nobody to tell.
        let told = Told()
        var settings = Writer<CommandSession>.Settings(clock: { clock.now() })
        settings.committed = { position in told.views.withLock { $0 }?.advance(to: position) }
        writer = try Writer(settings) { [opening] in
            try CommandSession(try Store(in: folder, opening), now: opening.now) { mended in
                log?.line(
                    "erasures-mended", .number("redone", mended.redone), .number("noted", mended.noted))
            }
        }
        do {
            accessDesk =
                recordsAccess
                ? try AccessDesk(in: folder, origin: origin, clock: clock, kept: keptAccess, registry: registry) : nil
            views = try Views(Views.Settings(log: folder.log, files: folder.views))
            endedRights = EndedRights(
                from: try LogReader(try Connection(.reader(folder.log))).lastPosition())
        } catch {
            writer.stop()
            throw error
        }
        told.views.withLock { [views] in $0 = views }
        registerGauges()
    }

    /// Held back on the disk, so that a full one leaves room to end in order: more than both write-ahead logs grow to.
    private static let ballastBytes: UInt64 = 32 << 20

    /// Who is told of commits.
    private final class Told: Sendable {
        let views = Mutex<Views?>(nil)
    }

    private func registerGauges() {
        let (writer, views) = (writer, views)
        registry.gauge("pgb_commands_waiting", "Commands that wait for the writer.") { writer.waiting }
        registry.gauge("pgb_views_lag_events", "Events that the views are behind the log.") { Int(views.health.lag) }
        registry.gauge("pgb_views_stopped", "Views that stopped at an event they cannot take up.") {
            views.health.stopped.count
        }
        let disk = disk
        registry.gauge("pgb_disk_free_bytes", "Room on the disk of the data folder.") { Int(disk.room?.free ?? 0) }
        registry.gauge("pgb_disk_bytes", "Size of the disk of the data folder.") { Int(disk.room?.total ?? 0) }
        let bankFiles = bankFiles
        registry.gauge("pgb_bank_files_damaged", "Files for and of the bank that are lost or altered.") {
            bankFiles.lacking
        }
        registry.gauge("pgb_sqlite_memory_bytes", "What SQLite holds.") { SQLiteMemory.bytes }
        if let desk = accessDesk {
            registry.gauge("pgb_access_waiting", "Answers that wait until they are recorded.") { desk.writer.waiting }
            registry.gauge("pgb_access_writer_running", "Whether reads are recorded.") {
                desk.writer.state == .running ? 1 : 0
            }
            registry.gauge("pgb_access_clock_doubted", "Whether lines are kept because the clock may be wrong.") {
                desk.isClockDoubted.withLock { $0 } ? 1 : 0
            }
        }
        registry.gauge("pgb_writer_running", "Whether commands are decided.") { writer.state == .running ? 1 : 0 }
    }

    /// Waits until the views can be read, two seconds at the most: longer is a rebuild, during which commands are taken
    /// already.
    func waitForReadableViews() {
        for _ in 0..<200 where !views.health.isReadable { usleep(10_000) }
    }

    /// Counts and tells the operator of a read or a timed work that failed. The values of it are in neither.
    func failed(_ event: StaticString, _ error: any Error) {
        failedReads.add()
        log?.line(event, .number("code", Int((error as? DatabaseError)?.extendedCode ?? 0)))
    }

    /// The disk the data folder is on.
    var disk: DiskRoom { DiskRoom(path: folder.path) }

    /// How the service is: 200 while everything works, 503 when something does not.
    func health() -> Response {
        let state = writer.state
        let views = views.health
        let access = accessDesk?.writer.state ?? .running
        let isWell = state == .running && views.isSound && access == .running
        let health = Health(
            isWell: isWell, writer: state.word, waiting: writer.waiting,
            views: views.isSound ? "ok" : views.isReadable ? "stopped" : "building",
            stoppedViews: views.stopped.map(\.name), position: views.position, lag: views.lag,
            isRebuilding: views.rebuild != nil, disk: disk.word, files: bankFiles.word,
            access: access.word)
        return .json(Site.json { health.write(to: &$0) }, status: isWell ? 200 : 503)
    }

    /// What only who runs this server may know.
    func details() -> Response {
        let room = disk.room
        let details = HealthDetails(
            disk: DiskRoom.word(room), freeBytes: room?.free ?? 0, totalBytes: room?.total ?? 0,
            isBallastHeld: folder.ballast(bytes: Self.ballastBytes).isHeld, memoryBytes: SQLiteMemory.bytes,
            waitingPages: writer.waitingPages, post: post.present)
        return .json(Site.json { details.write(to: &$0) })
    }

    /// Finishes what is waiting and closes the files in order.
    func stop() {
        accessDesk?.writer.stop()
        writer.stop()
        views.stop()
    }
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
