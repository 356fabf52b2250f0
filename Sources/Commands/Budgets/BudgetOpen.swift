package import Events

// Whether a budget still takes claims, and where is booked what comes too late for it.

extension Register {
    /// What a granter decides about money for a day; what holds for all when it has said nothing.
    package func money(of office: OfficeID, on day: Day) -> MoneyPolicy {
        offices[office]?.policy(on: day)?.money ?? MoneyPolicy()
    }
}

extension BudgetState {
    /// The last day on which claims on it are taken up: under the Wlz 31 March of the next year (money 13), else as many days
    /// after the period as the granter decided.
    package func lastClaimDay(_ register: Register) -> Day {
        if law == .wlz, let day = Day(year: until.year + 1, month: 3, day: 31) { return day }
        return until.adding(days: Int(register.money(of: office, on: until).claimDays))
    }

    /// Whether a claim about this care may be taken up today. Nothing is said of a budget that runs and has no stop.
    func claimReasons(care: ClosedRange<Day>, today: Day, _ register: Register) -> [Reason] {
        var reasons: [Reason] = []
        if let claimStopFrom {
            reasons.append(
                Reason(
                    rule: .claimStop, met: care.upperBound < claimStopFrom,
                    figures: [
                        Figure("care-until", care.upperBound.figure), Figure("stop-from", claimStopFrom.figure),
                    ], source: "iPgb OP504"))
        }
        let last = lastClaimDay(register)
        if today > until || closedOn != nil {
            reasons.append(
                Reason(
                    rule: .budgetOpen, met: closedOn == nil && !isFixed && today <= last,
                    figures: [
                        Figure("filed-on", today.figure), Figure("last-claim-day", last.figure),
                        Figure("closed-on", closedOn?.figure ?? 0),
                    ], source: "Rlz 5.21"))
        }
        return reasons
    }
}

extension DossierState {
    /// The budget that takes what is about this one: itself until it is fixed, then the one of the same law and granter that
    /// runs today or went on from it; nil when there is none.
    package func bookingBudget(for id: BudgetID, on today: Day) -> BudgetState? {
        guard let budget = budget(id), budget.isFixed else { return budget(id) }
        let others = budgets.filter {
            $0.law == budget.law && $0.office == budget.office && !$0.isFixed && $0.from > budget.from
        }
        return others.first { $0.covers(today) } ?? others.first { $0.follows == id }
    }

    /// The claims that wait for somebody and would be paid from a budget.
    func openClaims(on budget: BudgetState) -> Int {
        claims.count { claim in
            guard claim.status == .waiting || claim.status == .held else { return false }
            if claim.budget == budget.id { return true }
            guard let month = claim.month, let contract = claim.contract.flatMap(contract) else { return false }
            return contract.terms(in: month).lines.contains { line in
                let days = max(month.first, contract.start)...max(month.last, contract.start)
                return self.budget(for: line, on: days)?.id == budget.id
            }
        }
    }
}
