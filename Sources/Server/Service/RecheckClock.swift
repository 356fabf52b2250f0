import Commands
import Events
import Projections
import Synchronization

/// The system's look ahead: asks once a day of every contract that holds whether it will break a rule. A look that finds
/// nothing leaves nothing in the log.
final class RecheckClock: Sendable {
    private let service: Service
    private let wakeup: WakeSignal
    private let stops = Mutex(false)
    private let looked = Mutex<Day?>(nil)
    private let thread = Mutex<WorkerThread?>(nil)

    /// Between two looks whether it is another day.
    private static let pause: Int32 = 60_000

    init(_ service: Service) throws {
        self.service = service
        wakeup = try WakeSignal()
    }

    func start() throws {
        let started = try WorkerThread("pgb rechecks") { self.run() }
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
                service.failed("contracts-not-rechecked", error)
            }
            wakeup.wait(milliseconds: Self.pause)
        }
    }

    /// Asks of every contract that holds, unless that was done today. Also asked by tests, with a clock of their own.
    func look(_ readers: Readers) throws {
        let today = service.clock.now().day
        guard looked.withLock({ $0 != today }) else { return }
        var after: Int64? = 0
        while let from = after, !stops.withLock({ $0 }) {
            let page = try readers.live { try HeldContract.page($0, on: today, after: from) }
            for held in page.held {
                if stops.withLock({ $0 }) { return }
                try service.ask(
                    asSystem: RecheckContract(dossier: held.dossier, contract: held.contract),
                    named: "recheck/\(held.contract.text)/\(today.text)")
            }
            after = page.next
        }
        looked.withLock { $0 = today }
    }
}
