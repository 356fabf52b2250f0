import Events

/// What the entries of a care claim come to, per budget. Time is multiplied out in whole minutes and rounded once per
/// line, half away from zero, so every share is whole cents.
struct CareAmounts {
    /// One line with its total and the budget that pays it; nil when no budget of that law covers the care days.
    struct Line {
        let line: ContractLine
        let cents: Cents
        let budget: BudgetID?
    }

    let lines: [Line]
    let total: Cents

    init(
        _ entries: [ClaimEntry], _ contract: ContractState, _ month: Month, _ dossier: DossierState
    ) throws(Rejection) {
        var quantities = [Int64](repeating: 0, count: contract.terms.lines.count)
        var first = [Day?](repeating: nil, count: quantities.count)
        var last = [Day?](repeating: nil, count: quantities.count)
        for entry in entries {
            let index = Int(entry.line) - 1
            guard contract.terms.lines.indices.contains(index) else { throw .unknownLine }
            let line = contract.terms.lines[index]
            guard line.unit != .month else { throw .lineIsWage }
            guard let quantity = line.unit == .hour ? entry.minutes : entry.count else { throw .wrongUnit }
            quantities[index] += quantity
            let days = entry.careDays(in: month)
            first[index] = first[index].map { min($0, days.lowerBound) } ?? days.lowerBound
            last[index] = last[index].map { max($0, days.upperBound) } ?? days.upperBound
        }
        var lines: [Line] = []
        for (index, quantity) in quantities.enumerated() {
            guard quantity > 0, let from = first[index], let until = last[index] else { continue }
            let line = contract.terms.lines[index]
            lines.append(
                Line(
                    line: line, cents: line.rateCents.scaled(by: quantity, over: line.unit == .hour ? 60 : 1),
                    budget: dossier.budget(for: line, from: from, until: until)?.id))
        }
        self.lines = lines
        total = lines.reduce(.zero) { $0 + $1.cents }
    }

    /// What each budget pays, in the order of the lines.
    var shares: [BudgetShare] {
        var shares: [BudgetShare] = []
        for line in lines {
            guard let budget = line.budget else { continue }
            if let index = shares.firstIndex(where: { $0.budget == budget }) {
                shares[index] = BudgetShare(budget: budget, cents: shares[index].cents + line.cents)
            } else {
                shares.append(BudgetShare(budget: budget, cents: line.cents))
            }
        }
        return shares
    }
}

extension ClaimEntry {
    /// The days of the week that lie in the month; the nearest day of the month when none does.
    func careDays(in month: Month) -> ClosedRange<Day> {
        let from = min(max(week, month.first), month.last)
        return from...max(from, min(week.adding(days: 6), month.last))
    }

    func touches(_ month: Month) -> Bool {
        week <= month.last && week.adding(days: 6) >= month.first
    }
}

extension DossierState {
    /// The budget that pays a line on those days: the one the contract names, else one of the same law and granter that
    /// covers them, so that a contract for indefinite time goes on under the next year's grant.
    func budget(for line: ContractLine, from: Day, until: Day) -> BudgetState? {
        guard let named = budget(line.budget) else { return nil }
        if named.covers(from), named.covers(until) { return named }
        return budgets.first {
            $0.law == named.law && $0.office == named.office && $0.covers(from) && $0.covers(until)
                && $0.pays(line.function)
        }
    }
}
