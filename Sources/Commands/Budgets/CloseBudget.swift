package import Events

/// No claims on a budget are taken up any more: the system closes it on the day after the last claim day; the granter can do
/// so before, once the period is over.
package struct CloseBudget: Command {
    package static let name: StaticString = "close-budget"
    package static let allowed: [Actor] = [.granter(.grants), .system]

    package let dossier: DossierID
    package let budget: BudgetID

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        budget = r("budget")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("budget", budget)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let known = try world.dossier.ownBudget(budget, of: stamp.principal)
        guard known.closedOn == nil, !known.isFixed else { return [] }
        guard stamp.today > known.until else { throw .budgetRuns }
        guard stamp.principal.kind != .system || stamp.today > known.lastClaimDay(world.register)
        else { throw .claimsStillOpen }
        return [.budget(.closed(BudgetClosed(budget: budget, on: stamp.today)))]
    }
}

extension Rejection {
    package static let budgetRuns = Rejection(
        "budget-runs", "De periode van dit budget is nog niet voorbij. Wacht daarop, of beëindig het budget eerst.")
    package static let claimsStillOpen = Rejection(
        "claims-still-open", "Op dit budget kan nog gedeclareerd worden. Wacht tot na de laatste dag daarvoor.")
}
