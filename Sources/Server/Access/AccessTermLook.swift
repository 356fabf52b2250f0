import Commands
import Events
import Synchronization

/// Lets the lines of the access log go whose term is over. While nothing shows that the clock is right, they stay, and the
/// operator is told each day.
struct AccessTermLook: TimedLook {
    static let failure: StaticString = "access-lines-not-removed"
    static let isDaily = true

    /// The operator says that the clock is right.
    var isClockVouchedFor = false

    func look(_ turn: TimedWork.Turn) throws {
        guard let desk = turn.service.accessDesk else { return }
        let (now, today) = (turn.service.clock.now(), turn.today)
        do {
            let lines = try desk.writer.cut(at: now, isVouchedFor: isClockVouchedFor) {
                Retention.isAccessOver($0, on: today)
            }
            desk.isClockDoubted.withLock { $0 = false }
            if lines > 0 { turn.service.log?.line("access-lines-removed", .number("lines", Int(lines))) }
        } catch WriterFailure.fault {
            desk.isClockDoubted.withLock { $0 = true }
            turn.service.log?.line("access-lines-kept-clock-in-doubt", .number("now", Int(now.microseconds)))
        }
    }
}
