import Commands
import Events
import Projections

/// Schedules the monthly wages, and tries again what was withheld.
struct WageLook: TimedLook {
    static let failure: StaticString = "wages-not-scheduled"
    static let isDaily = false

    /// From this day of the month on the wage of the month is scheduled: nine days before it is paid, so that the holder
    /// sees it coming.
    static let firstDay = 15

    func look(_ turn: TimedWork.Turn) throws {
        let asks = try PipelinedAsks(turn.service)
        var months = [turn.today.month.adding(months: -1)]
        if turn.today.day >= Self.firstDay { months.append(turn.today.month) }
        for month in months {
            try turn.each { snapshot, after in
                let page = try DueWage.page(snapshot, month: month, after: after)
                return (page.due, page.next)
            } _: { due in
                try asks.ask(ask(due.dossier, due.contract, month, turn))
            }
        }
        let withheld = try turn.readers.live { try WorkItem.page($0, for: .svb, kind: .wageWithheld) }
        for item in withheld {
            if let dossier = item.dossier, let month = item.month {
                try asks.ask(ask(dossier, ContractID(bits: item.subject.bits), month, turn))
            }
        }
        try asks.finish()
    }

    private func ask(
        _ dossier: DossierID, _ contract: ContractID, _ month: Month, _ turn: TimedWork.Turn
    ) -> NamedAsk {
        NamedAsk(
            command: ScheduleWage(dossier: dossier, contract: contract, month: month),
            name: "wage/\(contract.text)/\(month.text)/\(turn.today.text)")
    }
}
