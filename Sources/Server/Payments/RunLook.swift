import Commands
import Events
import Projections

/// Opens the runs of a banking day when something is due, and goes on with every run that is not finished.
struct RunLook: TimedLook {
    static let failure: StaticString = "runs-not-gone-on"
    static let isDaily = false

    /// From so many seconds after midnight on, the runs of the day are opened: what was decided the day before is in them,
    /// and whoever releases them finds them written in the morning.
    static let opensAfterSeconds: Int64 = 5 * 3_600

    func look(_ turn: TimedWork.Turn) throws {
        guard let debtor = turn.service.debtor else { return }
        try openRuns(turn)
        try turn.service.catchUp(turn.readers.log)
        let work = RunWork(service: turn.service, readers: turn.readers, debtor: debtor, stops: turn.stops)
        for run in try turn.readers.live(Run.unfinished) {
            do {
                try work.goOn(with: run)
            } catch {
                // One that cannot go on keeps no other from it.
                turn.service.failed("run-not-gone-on", error)
            }
        }
    }

    /// One run of each kind and day, when there is none: what a person cancelled on the same day he opens himself.
    private func openRuns(_ turn: TimedWork.Turn) throws {
        let today = turn.today
        guard BankingCalendar.isBankingDay(today),
            turn.service.clock.now() >= Moment(startOf: today).adding(seconds: Self.opensAfterSeconds)
        else { return }
        for kind in RunKind.allCases {
            let name = "run/\(kind.rawValue)/\(today.text)"
            let run = RunID(bits: SHA256.hash(Array(name.utf8)).first128)
            let isNeeded = try turn.readers.live { s in
                try Run.one(s, run) == nil && !Run.isStanding(s, kind, on: today)
                    && DuePayment.isAny(s, kind, until: today)
            }
            guard isNeeded else { continue }
            try turn.service.ask(
                asSystem: OpenRun(run: run, kind: kind, executeOn: today, format: turn.service.paymentFormat),
                named: name)
        }
    }
}
