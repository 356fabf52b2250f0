import Commands
import Events
import Projections
import Synchronization

/// The system's own timed work: schedules the monthly wages, and tries again what was withheld.
///
/// It asks with commands like everybody else, under ids that follow from the wage and the day, so that a restart or a
/// second look on the same day asks nothing twice.
final class WageClock: Sendable {
    private let service: Service
    private let wakeup: WakeSignal
    private let stops = Mutex(false)
    private let thread = Mutex<WorkerThread?>(nil)

    /// From this day of the month on the wage of the month is scheduled: nine days before it is paid, so that the holder
    /// sees it coming.
    static let firstDay = 15
    /// Between two looks.
    private static let pause: Int32 = 60_000

    init(_ service: Service) throws {
        self.service = service
        wakeup = try WakeSignal()
    }

    func start() throws {
        let started = try WorkerThread("pgb wages") { self.run() }
        thread.withLock { $0 = started }
    }

    func stop() {
        stops.withLock { $0 = true }
        wakeup.post()
        thread.withLock { $0.take() }?.join()
    }

    private func run() {
        while !stops.withLock({ $0 }) {
            do {
                try look(Readers(service))
            } catch {
                // The next look tries again.
                service.failed("wages-not-scheduled", error)
            }
            wakeup.wait(milliseconds: Self.pause)
        }
    }

    /// Schedules what is due today. Also asked by tests, with a clock of their own.
    func look(_ readers: Readers) throws {
        let today = service.clock.now().day
        var months = [today.month.adding(months: -1)]
        if today.day >= Self.firstDay { months.append(today.month) }
        for month in months {
            var after: Int64? = 0
            while let from = after {
                let page = try readers.live { try DueWage.page($0, month: month, after: from) }
                for due in page.due { try ask(due.dossier, due.contract, month, today) }
                after = page.next
            }
        }
        let withheld = try readers.live { try WorkItem.page($0, for: .svb, kind: .wageWithheld) }
        for item in withheld {
            if let month = item.month { try ask(item.dossier, ContractID(bits: item.subject.bits), month, today) }
        }
    }

    private func ask(_ dossier: DossierID, _ contract: ContractID, _ month: Month, _ today: Day) throws {
        try service.ask(
            asSystem: ScheduleWage(dossier: dossier, contract: contract, month: month),
            named: "wage/\(contract.text)/\(month.text)/\(today.text)")
    }
}
