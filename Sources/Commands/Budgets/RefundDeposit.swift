package import Events

/// The SVB pays back to the holder what is left of his deposit (Rlz 5.23(7)).
package struct RefundDeposit: Command {
    package static let name: StaticString = "refund-deposit"
    package static let allowed: [Actor] = [.svb(.paymentsMaker)]

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
        // Also after the budget was fixed: this is the holder's own money.
        let deposit = try world.dossier.ownBudget(budget, of: stamp.principal).deposit
        let left = deposit.availableCents
        guard left > .zero else { return [] }
        guard world.register.parties[dossier.holder]?.hasBankAccount ?? false else { throw .bankAccountMissing }
        let latest = PaymentTerms.claimLatest(receivedOn: stamp.today)
        let run = PaymentTerms.claimRun(decidedOn: stamp.today)
        return NewPayment(
            source: .depositRefund, payee: dossier.holder, amountCents: left,
            shares: [BudgetShare(budget: budget, cents: left, pot: .deposit)], runOn: run, latestOn: latest,
            reasons: [
                Reason(
                    rule: .depositLeft, met: true,
                    figures: [
                        Figure("received-cents", deposit.receivedCents.raw),
                        Figure("used-cents", (deposit.receivedCents - left).raw), Figure("left-cents", left.raw),
                    ], source: "Rlz 5.23(7)")
            ]
        ).facts(stamp, world.dossier)
    }
}
