package import Events

/// The granter raises, lowers, lengthens, shortens or withdraws a budget. The change repeats the full state (iPgb OP501).
///
/// Lowering it under what was spent is accepted and flagged (OP504); the granter decides what follows, such as a stop of
/// claims. What of the free amount was taken too much is shown, and is asked back when the budget ends or is fixed.
package struct ChangeBudget: Command {
    package static let name: StaticString = "change-budget"
    package static let allowed: [Actor] = [.granter(.grants)]

    package let dossier: DossierID
    package let budget: BudgetID
    package let cause: BudgetChange
    let terms: GrantTerms

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        budget = r("budget")
        cause = r("cause")
        terms = GrantTerms(from: &r, withdraws: true)
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("budget", budget)
        w.field("cause", cause)
        terms.writeFields(to: &w)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let known = try world.dossier.openBudget(budget, of: stamp.principal)
        let free = terms.freeAmount(known.law)
        if isSame(as: known, world.indication(of: known), free.cents) { return [] }
        let missing = FullState.findings(terms, known)
        guard missing.isEmpty else { throw Rejection.notFullState.with(missing) }
        try terms.check(known.law)
        guard !terms.overlap(known.law, world.dossier, except: budget) else { throw .budgetOverlaps }
        let spending = Spending(known, granted: terms.grantedCents, functions: terms.functions)
        let changed = Event.budget(
            .changed(
                BudgetChanged(
                    budget: budget, cause: cause, from: terms.from, until: terms.until,
                    grantedCents: terms.grantedCents, functions: terms.functions, freeAmountCents: free.cents,
                    extras: terms.extras, indication: stamp.seal(terms.indication, of: dossier.holder, use: 0),
                    reasons: Reasons(
                        [FullState.reason(terms), free.reason] + (terms.partOfYear.map { [$0] } ?? [])
                            + [spending.reason, FreeAmount.kept(known, right: free.cents)]))))
        return [changed] + spending.conflicts + world.dossier.after([changed]).overdrawn(budget, raises: false, stamp)
    }

    private func isSame(as known: BudgetState, _ indication: Indication?, _ free: Cents) -> Bool {
        known.from == terms.from && known.until == terms.until && known.grantedCents == terms.grantedCents
            && known.functions == terms.functions && known.extras == terms.extras && indication == terms.indication
            && known.freeAmountCents == free && known.endCause == nil
            && (known.law != .wlz || terms.freeAmountCents == nil)
    }
}

extension DossierState {
    /// A budget of the office, or of any office for others than granters, on which may still be booked.
    func openBudget(_ id: BudgetID, of principal: Principal) throws(Rejection) -> BudgetState {
        let budget = try ownBudget(id, of: principal)
        guard !budget.isFixed else { throw .budgetIsFixed }
        return budget
    }

    /// A budget of the office of the principal; to a granter the budget of another does not exist.
    func ownBudget(_ id: BudgetID, of principal: Principal) throws(Rejection) -> BudgetState {
        guard let budget = budget(id) else { throw .unknownBudget }
        if let office = principal.office, office != budget.office, granters.contains(office) { throw .unknownBudget }
        return budget
    }

    /// The dossier once these facts hold.
    func after(_ events: [Event]) -> DossierState {
        var next = self
        for event in events { next.evolve(event) }
        return next
    }
}

extension Rejection {
    package static let budgetIsFixed = Rejection(
        "budget-fixed", "Dit budget is vastgesteld. Er kan niets meer op geboekt of aan gewijzigd worden.")
    package static let notFullState = Rejection(
        "not-full-state", "In deze wijziging ontbreekt iets. Stuur alles mee wat geldt, ook wat gelijk blijft.")
}
