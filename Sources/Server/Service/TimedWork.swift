import Events
import Projections
import Synchronization

/// One kind of work that the system does by itself because time passes, such as scheduling the wages of a month.
///
/// It asks with commands like everybody else (`Service.ask(asSystem:named:)`), under ids that follow from what is asked
/// and the day, so that a restart or a second look on the same day asks nothing twice.
protocol TimedLook: Sendable {
    /// What the log says when a look failed. The next one tries again.
    static var failure: StaticString { get }
    /// Whether one look a day is enough; else there is one each minute.
    static var isDaily: Bool { get }

    /// Asks for what is due.
    func look(_ turn: TimedWork.Turn) throws
}

/// The system's own clock: lets every kind of timed work look whether something is due, one after the other on one thread.
final class TimedWork: Sendable {
    /// Everything that is looked at. More of it is one file with a `TimedLook`, and one line here.
    static let all: [any TimedLook] = [
        FileLook(), WageLook(), RecheckLook(), BudgetLook(), RunLook(), DeathLook(), EarlierDeathLook(),
        RetentionLook(), BankFileLook(), AccessTermLook(),
    ]

    /// One look: when, and what it can ask with.
    struct Turn {
        let service: Service
        let readers: Readers
        let today: Day
        /// The server stops: a look leaves the rest for the next start.
        let stops: () -> Bool

        /// Goes through all rows of a list whose pages begin behind a number, until the end or until the server stops.
        func each<Row>(
            _ page: (Snapshot, _ after: Int64) throws -> (rows: [Row], next: Int64?), _ ask: (Row) throws -> Void
        ) throws {
            var after: Int64? = 0
            while let from = after {
                let (rows, next) = try readers.live { try page($0, from) }
                for row in rows {
                    if stops() { return }
                    try ask(row)
                }
                after = next
            }
        }
    }

    private let service: Service
    private let looks: [any TimedLook]
    private let wakeup: WakeSignal
    private let isStopping = Mutex(false)
    private let thread = Mutex<WorkerThread?>(nil)
    /// On which day each look was had last; only of those that came to their end.
    private let looked: Mutex<[Day?]>

    /// Milliseconds between two looks whether something is due.
    private static let pause: Int32 = 60_000

    init(_ service: Service, _ looks: [any TimedLook] = TimedWork.all) throws {
        self.service = service
        self.looks = looks
        looked = Mutex(Array(repeating: nil, count: looks.count))
        wakeup = try WakeSignal()
    }

    func start() throws {
        let started = try WorkerThread("pgb timed work") { self.run() }
        thread.withLock { $0 = started }
    }

    func stop() {
        isStopping.withLock { $0 = true }
        wakeup.post()
        thread.withLock { $0.take() }?.join()
    }

    private var stops: Bool { isStopping.withLock { $0 } }

    private func run() {
        var readers: Readers?
        while !stops {
            do {
                let own = try readers ?? Readers(service)
                readers = own
                for index in looks.indices {
                    do {
                        try look(index, own)
                    } catch {
                        // One that fails keeps no other from its work.
                        service.failed(type(of: looks[index]).failure, error)
                    }
                }
            } catch {
                service.failed("timed-work-without-readers", error)
            }
            wakeup.wait(milliseconds: Self.pause)
        }
    }

    /// Every look once, as the clock has them. Also asked by tests, with a clock of their own.
    func look(_ readers: Readers) throws {
        for index in looks.indices { try look(index, readers) }
    }

    private func look(_ index: Int, _ readers: Readers) throws {
        let today = service.clock.now().day
        let look = looks[index]
        if type(of: look).isDaily, looked.withLock({ $0[index] }) == today { return }
        try look.look(Turn(service: service, readers: readers, today: today, stops: { self.stops }))
        if !stops { looked.withLock { $0[index] = today } }
    }
}
