import Events

/// From which money amounts are paid: what was granted as far as it reaches, and what the holder put beside it for the
/// rest (Rlz 5.23(7), money 11).
struct Draw {
    /// What a budget has to pay for one function.
    struct Need {
        let budget: BudgetID
        /// Named where the budget has several functions, each with an amount of its own.
        let function: CareFunction?
        let cents: Cents
        /// What of it public money may never pay: the part above the maximum rate.
        var ownCents = Cents.zero
    }

    /// What is taken; all that is needed, also where there is too little.
    let shares: [BudgetShare]
    /// Per budget whether there is enough, with the shortage.
    let reasons: [Reason]

    init(_ needs: [Need], _ dossier: DossierState) {
        var shares: [BudgetShare] = []
        var reasons: [Reason] = []
        var budgets: [BudgetID] = []
        for need in needs where !budgets.contains(need.budget) { budgets.append(need.budget) }
        for id in budgets {
            guard let budget = dossier.budget(id) else { continue }
            let mine = needs.filter { $0.budget == id }
            var left = max(.zero, budget.spendableCents)
            var ownLeft = max(.zero, budget.deposit.availableCents)
            for need in mine {
                // A function that was lowered under what was spent has nothing left: its shortage is no need of this one.
                let publicMost = max(.zero, min(left, budget.leftCents(of: need.function)))
                let granted = need.cents - need.ownCents
                // What the grant does not reach, the deposit pays if it can, else it is short.
                let own = need.ownCents + min(max(.zero, granted - publicMost), max(.zero, ownLeft - need.ownCents))
                let open = need.cents - own
                left -= min(left, open)
                ownLeft -= min(ownLeft, own)
                if open > .zero {
                    shares.append(BudgetShare(budget: id, cents: open, function: need.function))
                }
                if own > .zero { shares.append(BudgetShare(budget: id, cents: own, pot: .deposit)) }
            }
            reasons += Self.reasons(budget, mine, shares.filter { $0.budget == id })
        }
        self.shares = BudgetShare.merged(shares)
        self.reasons = reasons
    }

    private static func reasons(_ budget: BudgetState, _ needs: [Need], _ shares: [BudgetShare]) -> [Reason] {
        let publicCents = shares.filter { $0.pot == .grant }.reduce(Cents.zero) { $0 + $1.cents }
        let ownCents = shares.filter { $0.pot == .deposit }.reduce(Cents.zero) { $0 + $1.cents }
        // The function that is shortest, where functions have amounts of their own.
        let functions = Set(shares.compactMap(\.function)).sorted { $0.rawValue < $1.rawValue }
        let shortest = functions.map { function in
            let asked = shares.filter { $0.function == function && $0.pot == .grant }
                .reduce(Cents.zero) { $0 + $1.cents }
            return (needed: asked, left: budget.leftCents(of: function))
        }.max { $0.needed - $0.left < $1.needed - $1.left }
        var left = budget.spendableCents
        var needed = publicCents
        if let shortest, shortest.needed - shortest.left > needed - left { (needed, left) = shortest }
        var reasons = [Balance.reason(needs: needed, left: left)]
        if ownCents > .zero { reasons.append(Balance.deposit(needs: ownCents, left: budget.deposit.availableCents)) }
        return reasons
    }
}

extension BudgetState {
    /// What one function has left of its own amount; without functions of its own, what the budget has left.
    func leftCents(of function: CareFunction?) -> Cents {
        guard let function, let granted = functions.first(where: { $0.function == function }) else {
            return spendableCents
        }
        let spent = spentByFunction.first { $0.function == function }?.cents ?? .zero
        return min(spendableCents, granted.cents - spent)
    }

    /// How a share on this budget names a function: only where there are several (Wmo and Jeugdwet).
    func named(_ function: CareFunction) -> CareFunction? {
        functions.count > 1 && functions.contains { $0.function == function } ? function : nil
    }
}

/// Compares what a payment needs with what is left.
enum Balance {
    static func reason(_ budget: BudgetState, needs cents: Cents) -> Reason {
        reason(needs: cents, left: budget.spendableCents)
    }

    static func reason(needs cents: Cents, left: Cents) -> Reason {
        Reason(rule: .balance, met: cents <= left, figures: figures(cents, left), source: "Rlz 5.23(4)(d)")
    }

    /// Whether the holder's own deposit reaches for what public money may not pay.
    static func deposit(needs cents: Cents, left: Cents) -> Reason {
        Reason(rule: .deposit, met: cents <= left, figures: figures(cents, left), source: "Rlz 5.23(7)")
    }

    private static func figures(_ cents: Cents, _ left: Cents) -> Figures {
        [
            Figure("needed-cents", cents.raw), Figure("left-cents", left.raw),
            Figure("short-cents", max(.zero, cents - left).raw),
        ]
    }
}
