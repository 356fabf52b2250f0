package import Events

// What of the free amount was taken beyond the right to it: after a lower grant, or an early end.

extension FreeAmount {
    /// Whether what was taken is still within the right.
    static func kept(_ budget: BudgetState, right: Cents) -> Reason {
        Reason(
            rule: .freeAmountKept, met: budget.freeKeptCents <= right,
            figures: [
                Figure("taken-cents", budget.freeKeptCents.raw), Figure("free-amount-cents", right.raw),
                Figure("overdrawn-cents", max(.zero, budget.freeKeptCents - right).raw),
            ], source: "Rlz 5.17(1)(c)")
    }
}

extension BudgetState {
    /// What was taken beyond the right.
    package var freeOverdrawnCents: Cents { max(.zero, freeKeptCents - freeAmountCents) }
}

extension DossierState {
    /// What of an overdrawn free amount was asked back already and has not come in; a receivable that should not have
    /// been raised does not count, one that was written off for another reason does.
    func askedBackCents(of budget: BudgetID) -> Cents {
        overdrawnReceivables(of: budget).reduce(.zero) { $0 + $1.outstandingCents }
    }

    /// The facts that make what is asked back the same as what is overdrawn.
    ///
    /// A lower grant alone asks nothing back, because a later raise can make it good; that is done when the budget ends or is
    /// fixed. After a raise what was asked too much is let go of at once, so that nobody pays it.
    ///
    /// - Parameter raises: whether the budget ends or is fixed.
    func overdrawn(_ id: BudgetID, raises: Bool, _ stamp: Stamp) -> [Event] {
        guard let budget = budget(id) else { return [] }
        let more = budget.freeOverdrawnCents - askedBackCents(of: id)
        if more > .zero, raises {
            return [
                receivable(
                    budget, more, .freeAmountOverdrawn, FreeAmount.kept(budget, right: budget.freeAmountCents), stamp)
            ]
        }
        return more < .zero ? letGo(-more, of: id, stamp) : []
    }

    /// The holder owes what was paid to him from a budget.
    func receivable(
        _ budget: BudgetState, _ cents: Cents, _ cause: ReceivableCause, _ reason: Reason, _ stamp: Stamp
    ) -> Event {
        .receivable(
            .raised(
                ReceivableRaised(
                    receivable: stamp.id(0), debtor: holder, amountCents: cents,
                    shares: [BudgetShare(budget: budget.id, cents: cents)], cause: cause, reasons: [reason])))
    }

    private func letGo(_ cents: Cents, of budget: BudgetID, _ stamp: Stamp) -> [Event] {
        var left = cents
        var events: [Event] = []
        for receivable in overdrawnReceivables(of: budget).reversed() {
            let part = min(left, receivable.openCents)
            guard part > .zero, let why = Text("Het vrije bedrag is weer hoger.") else { continue }
            left -= part
            events.append(
                .receivable(
                    .writtenOff(
                        ReceivableWrittenOff(
                            receivable: receivable.id, cents: part, ground: .mistaken,
                            explanation: stamp.seal(why, of: holder, use: 10 + events.count)))))
        }
        return events
    }

    private func overdrawnReceivables(of budget: BudgetID) -> [ReceivableState] {
        receivables.filter { receivable in
            receivable.cause == .freeAmountOverdrawn && receivable.shares.contains { $0.budget == budget }
        }
    }
}
