package import Events

/// The system looks at a budget: it closes it on the day after the last claim day, and warns while it runs when little is left
/// or it will not last. Each is told once, until something about the budget changes. A look that finds nothing leaves
/// nothing.
package struct LookAtBudget: Command {
    package static let name: StaticString = "look-at-budget"
    package static let allowed: [Actor] = [.system]

    package let dossier: DossierID
    package let budget: BudgetID

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        budget = r("budget")
    }

    package init(dossier: DossierID, budget: BudgetID) {
        self.dossier = dossier
        self.budget = budget
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("budget", budget)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let known = try world.dossier.ownBudget(budget, of: stamp.principal)
        guard known.closedOn == nil, !known.isFixed else { return [] }
        if stamp.today > known.lastClaimDay(world.register) {
            return [.budget(.closed(BudgetClosed(budget: budget, on: stamp.today)))]
        }
        guard known.covers(stamp.today) else { return [] }
        let forecast = BudgetForecast(known, world.dossier, today: stamp.today) { [register = world.register] in
            register.money(of: $0, on: $1)
        }.reason
        let low = known.enoughLeft(world.register.money(of: known.office, on: stamp.today))
        var events: [Event] = []
        for (warning, isMet) in [(BudgetWarning.low, low.met), (.short, forecast.met)]
        where !isMet && !known.warnings.contains(warning) {
            events.append(
                .budget(.warned(BudgetWarned(budget: budget, warning: warning, reasons: [low, forecast]))))
        }
        return events
    }
}

extension BudgetState {
    /// Whether not too little is left, by what the granter calls little.
    fileprivate func enoughLeft(_ policy: MoneyPolicy) -> Reason {
        let least = grantedCents.scaled(by: policy.warnBelowBasisPoints, over: 10_000)
        return Reason(
            rule: .enoughLeft, met: availableCents >= least,
            figures: [
                Figure("left-cents", availableCents.raw), Figure("least-cents", least.raw),
                Figure("granted-cents", grantedCents.raw),
            ], source: "beleid verstrekker")
    }
}
