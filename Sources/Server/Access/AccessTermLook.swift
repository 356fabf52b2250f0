import Commands
import Events

/// Lets the lines of the access log go whose term is over.
struct AccessTermLook: TimedLook {
    static let failure: StaticString = "access-lines-not-removed"
    static let isDaily = true

    func look(_ turn: TimedWork.Turn) throws {
        guard let desk = turn.service.accessDesk else { return }
        let (now, today) = (turn.service.clock.now(), turn.today)
        let lines = try desk.writer.cut(at: now) { Retention.isAccessOver($0, on: today) }
        if lines > 0 { turn.service.log?.line("access-lines-removed", .number("lines", Int(lines))) }
    }
}
