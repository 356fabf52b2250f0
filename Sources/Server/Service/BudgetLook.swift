import Commands
import Events
import Projections

/// Asks of every budget that runs or lately ended whether it has to be closed, or its holder warned. A look that finds nothing
/// leaves nothing in the log.
struct BudgetLook: TimedLook {
    static let failure: StaticString = "budgets-not-looked-at"
    static let isDaily = true

    func look(_ turn: TimedWork.Turn) throws {
        try turn.each { snapshot, after in
            let page = try LookedAtBudget.page(snapshot, on: turn.today, after: after)
            return (page.budgets, page.next)
        } _: { looked in
            try turn.service.ask(
                asSystem: LookAtBudget(dossier: looked.dossier, budget: looked.budget),
                named: "budget/\(looked.budget.text)/\(turn.today.text)")
        }
    }
}
