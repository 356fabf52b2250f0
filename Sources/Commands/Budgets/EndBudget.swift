package import Events

/// The granter ends a budget before its period is over (Rlz 5.20). What was granted is brought back to the days that
/// remain: through the day of death, or another last day.
///
/// Contracts are not ended by it: who assesses them records that they ended (`end-by-law`), because another budget may go on
/// paying them.
package struct EndBudget: Command {
    package static let name: StaticString = "end-budget"
    package static let allowed: [Actor] = [.granter(.grants)]

    package let dossier: DossierID
    package let budget: BudgetID
    package let cause: BudgetEndCause
    /// The last day of care that may be paid.
    package let lastDay: Day

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        budget = r("budget")
        cause = r("cause")
        lastDay = r("lastDay")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("budget", budget)
        w.field("cause", cause)
        w.field("lastDay", lastDay)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let known = try world.dossier.openBudget(budget, of: stamp.principal)
        if known.endCause == cause, known.until == lastDay { return [] }
        guard known.covers(lastDay) else { throw .outsideBudget }
        // Somebody who died did so already; the rest can be decided beforehand.
        guard cause != .holderDied || lastDay <= stamp.today else { throw .dayInFuture }
        let period = known.from...known.until
        let functions = known.functions.map { Self.part($0, of: known, through: lastDay) }
        let granted = functions.reduce(Cents.zero) { $0 + $1.cents }
        let free = freeAmount(known, granted: granted, period)
        let spending = Spending(known, granted: granted, functions: functions)
        let ended = Event.budget(
            .ended(
                BudgetEnded(
                    budget: budget, cause: cause, lastDay: lastDay, grantedCents: granted, functions: functions,
                    freeAmountCents: free.cents,
                    reasons: [
                        .part(
                            of: known.grantedCents, days: PartOfPeriod.days(known.from, lastDay),
                            over: PartOfPeriod.days(known.from, known.until), comesTo: granted, granted: granted),
                        free.reason, spending.reason, FreeAmount.kept(known, right: free.cents),
                    ])))
        return [ended] + spending.conflicts + world.dossier.after([ended]).overdrawn(budget, raises: true, stamp)
    }

    /// A function for the days that remain of it; nothing, on the last day, where none do.
    private static func part(_ function: FunctionBudget, of budget: BudgetState, through last: Day) -> FunctionBudget {
        guard let days = budget.days(of: function), days.lowerBound <= last else {
            return FunctionBudget(function: function.function, cents: .zero, from: last, until: last)
        }
        return FunctionBudget(
            function: function.function, cents: PartOfPeriod.byDays(function.cents, of: days, through: last),
            from: function.from, until: function.until.map { min($0, last) })
    }

    /// The Wlz computes it anew for the part that remains; a municipality's counts by months.
    private func freeAmount(
        _ known: BudgetState, granted: Cents, _ period: ClosedRange<Day>
    ) -> (cents: Cents, reason: Reason) {
        guard known.law != .wlz else { return FreeAmount.wlz(granted: granted, from: known.from, until: lastDay) }
        let part = PartOfPeriod.byMonths(known.freeAmountCents, of: period, through: lastDay)
        return (
            part,
            Reason(
                rule: .freeAmountPart, met: true,
                figures: [
                    Figure("whole-cents", known.freeAmountCents.raw), Figure("budget-from", known.from.figure),
                    Figure("budget-until", known.until.figure), Figure("last-day", lastDay.figure),
                    Figure("free-amount-cents", part.raw),
                ], source: "toekenningsbeschikking")
        )
    }
}

extension Rejection {
    package static let outsideBudget = Rejection(
        "outside-budget", "Deze dag valt buiten de periode van het budget. Kies een dag binnen de periode.")
}
