import Events

/// Whether what was spent of a budget still fits in what is granted now (bestedingsconflict, iPgb OP504).
struct Spending {
    private let budget: BudgetState
    private let granted: Cents
    private let functions: [FunctionBudget]

    init(_ budget: BudgetState, granted: Cents, functions: [FunctionBudget]) {
        self.budget = budget
        self.granted = granted
        self.functions = functions
    }

    var reason: Reason {
        let spent = budget.spentCents
        return Reason(
            rule: .withinGrant, met: conflicts.isEmpty,
            figures: [
                Figure("granted-cents", granted.raw), Figure("spent-cents", spent.raw),
                Figure("short-cents", max(.zero, spent - granted).raw), Figure("conflicts", Int64(conflicts.count)),
            ], source: "iPgb OP504")
    }

    /// One for the whole and one for each function with an amount of its own, where more was spent than is granted.
    var conflicts: [Event] {
        var found: [Event] = []
        if budget.spentCents > granted {
            found.append(
                .budget(
                    .conflictFound(
                        SpendingConflictFound(
                            budget: budget.id, grantedCents: granted, spentCents: budget.spentCents))))
        }
        for spent in budget.spentByFunction {
            let most = functions.first { $0.function == spent.function }?.cents ?? .zero
            guard spent.cents > most else { continue }
            found.append(
                .budget(
                    .conflictFound(
                        SpendingConflictFound(
                            budget: budget.id, grantedCents: most, spentCents: spent.cents, function: spent.function))))
        }
        return found
    }
}
