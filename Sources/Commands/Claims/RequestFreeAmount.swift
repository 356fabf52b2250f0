package import Events

/// The holder side takes the free amount of a budget, whole or in parts. It is paid to the holder.
package struct RequestFreeAmount: Command {
    package static let name: StaticString = "request-free-amount"
    package static let allowed: [Actor] = [.holderSide]

    package let dossier: DossierID
    package let claim: ClaimID
    package let budget: BudgetID
    package let amountCents: Cents

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        claim = r("claim")
        budget = r("budget")
        amountCents = r.positiveCents("amountCents")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("claim", claim)
        w.field("budget", budget)
        w.field("amountCents", amountCents)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        guard let known = world.dossier.budget(budget) else { throw .unknownBudget }
        guard world.dossier.claim(claim) == nil else { throw .claimExists }
        let filed = Event.claim(
            .filed(
                ClaimFiled(
                    claim: claim, kind: .freeAmount, side: .holder, contract: nil, month: nil, entries: [],
                    budget: budget, amountCents: amountCents)))
        let reasons =
            [
                FreeAmount.left(of: known, asked: amountCents), carePaid(known), inPeriod(known, stamp.today),
                .account(of: dossier.holder, world.register),
            ] + known.claimReasons(care: stamp.today...stamp.today, today: stamp.today, world.register)
            + [Balance.reason(known, needs: amountCents)]
        let checked = CheckedClaim(
            claim: claim, contract: nil, month: nil, payee: dossier.holder, receivedOn: stamp.today, reasons: reasons,
            totalCents: amountCents, shares: [BudgetShare(budget: budget, cents: amountCents)], source: .freeAmount)
        return [filed] + ClaimOutcome.facts(checked, stamp, world.dossier)
    }

    /// No care paid at all: the subsidy is fixed at nil, so there is no right to a free amount.
    private func carePaid(_ budget: BudgetState) -> Reason {
        Reason(
            rule: .carePaidFirst, met: budget.carePaid, figures: [Figure("care-paid", budget.carePaid ? 1 : 0)],
            source: "Rlz 5.21(4)")
    }

    /// Asked in the budget year itself.
    private func inPeriod(_ budget: BudgetState, _ today: Day) -> Reason {
        Reason(
            rule: .withinBudgetPeriod, met: budget.covers(today),
            figures: [
                Figure("asked-on", today.figure), Figure("budget-from", budget.from.figure),
                Figure("budget-until", budget.until.figure),
            ], source: "zorgkantoor vrij bedrag")
    }
}
