import Events

/// What the entries of a care claim come to, per budget. Time is multiplied out in whole minutes and rounded once per
/// line and budget, half away from zero, so every share is whole cents.
struct CareAmounts {
    /// What one line comes to and the budget that pays it; nil when no budget of that law covers the care days. A line
    /// stands here once for each budget its weeks are paid from.
    struct Line {
        let line: ContractLine
        /// Minutes of a line paid by the hour, else units.
        let quantity: Int64
        let budget: BudgetID?

        var cents: Cents { part(of: line.rateCents) }

        /// What so much for one unit comes to.
        func part(of rate: Cents) -> Cents { rate.scaled(by: quantity, over: line.unit == .hour ? 60 : 1) }
    }

    let lines: [Line]
    let total: Cents

    init(
        _ entries: [ClaimEntry], _ contract: ContractState, _ month: Month, _ dossier: DossierState
    ) throws(Rejection) {
        // The version of the care month: what was agreed on for those days, whatever was agreed on since.
        let terms = contract.terms(in: month)
        var lines: [Line] = []
        for entry in entries where !terms.lines.indices.contains(Int(entry.line) - 1) { throw .unknownLine }
        for (index, line) in terms.lines.enumerated() {
            var parts: [(budget: BudgetID?, quantity: Int64)] = []
            for entry in entries where entry.line == Int64(index) + 1 {
                guard line.unit != .month || terms.kind == .networkHelp else { throw .lineIsWage }
                guard let quantity = line.unit == .hour ? entry.minutes : entry.count else { throw .wrongUnit }
                let budget = dossier.budget(for: line, on: contract.careDays(of: entry, in: month))?.id
                if let known = parts.firstIndex(where: { $0.budget == budget }) {
                    parts[known].quantity += quantity
                } else {
                    parts.append((budget, quantity))
                }
            }
            for part in parts { lines.append(Line(line: line, quantity: part.quantity, budget: part.budget)) }
        }
        self.lines = lines
        total = lines.reduce(.zero) { $0 + $1.cents }
        // What cannot be stored cannot be claimed: no amount in the log is above the limit for amounts from outside.
        guard total.raw <= Cents.limit else { throw .amountTooLarge }
    }
}

extension ClaimEntry {
    /// The days of the week that lie in the month; the nearest day of the month when none does.
    func careDays(in month: Month) -> ClosedRange<Day> {
        let from = min(max(week, month.first), month.last)
        return from...max(from, min(week.adding(days: 6), month.last))
    }

    var liesInTwoMonths: Bool { !(week.month.first...week.month.last).contains(week.adding(days: 6)) }

    func touches(_ month: Month) -> Bool {
        week <= month.last && week.adding(days: 6) >= month.first
    }
}

extension ContractState {
    /// The days of an entry that the contract lasts; all of them when it lasts on none.
    func careDays(of entry: ClaimEntry, in month: Month) -> ClosedRange<Day> {
        let days = entry.careDays(in: month)
        let from = max(days.lowerBound, start)
        let until = finalDay.map { min($0, days.upperBound) } ?? days.upperBound
        return from <= until ? from...until : days
    }
}

extension DossierState {
    /// The budget that pays a line on those days: the one the contract names, else one of the same law and granter, so
    /// that a contract for indefinite time goes on under the next grant. A week in which one grant follows the other
    /// is paid from the one it begins in, because nobody says on which day of the week the care was given.
    func budget(for line: ContractLine, on days: ClosedRange<Day>) -> BudgetState? {
        guard let named = budget(line.budget) else { return nil }
        let others = budgets.filter {
            $0.id != named.id && $0.law == named.law && $0.office == named.office && $0.pays(line.function)
        }
        let fit = [named] + others
        let function = line.function
        return fit.first { $0.covers(days.lowerBound, function) && $0.covers(days.upperBound, function) }
            ?? fit.first { $0.covers(days.lowerBound, function) }
            ?? fit.first { $0.covers(days.upperBound, function) }
            ?? fit.first { days.contains($0.from) && $0.covers($0.from, function) }
    }
}

extension Rejection {
    package static let amountTooLarge = Rejection(
        "amount-too-large", "Het bedrag is te groot om te betalen. Controleer het tarief en de hoeveelheid.")
}
