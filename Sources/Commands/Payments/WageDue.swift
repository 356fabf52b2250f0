import Events

/// What the fixed monthly wage of one month comes to under what is agreed on and known now. It knows nothing of what was
/// paid before.
///
/// Each line is paid for the days it holds: calendar days over days in the month (decisions 2). Who is not in employment is
/// not paid for days of sickness; who is, as long and as high as `SickPay` says. Where one grant follows another within the
/// month, each pays its own days; together they pay what the whole comes to, rounded once. What a line is above the maximum
/// rate only the holder's own money may pay, with the charges on it, as for a claim.
struct WageDue {
    /// What one budget pays for one function: gross and charges together.
    struct Part {
        let budget: BudgetID
        let function: CareFunction?
        /// Without charges.
        var gross = Cents.zero
        /// What of it is for days of sickness that are compensated.
        var sick = Cents.zero
        var charges = Cents.zero
        /// What of the gross wage is above the maximum rate.
        var own = Cents.zero
    }

    let contract: ContractState
    let month: Month
    let terms: ContractTerms
    /// The days of the month on which the contract holds; nil when there are none.
    let days: ClosedRange<Day>?
    private(set) var parts: [Part] = []
    /// Days, one for each line, on which no budget pays.
    private(set) var uncovered: Int64 = 0
    /// What is due for all days, whether or not there is a budget for them.
    private(set) var total = Cents.zero
    private(set) var charges = Cents.zero
    private(set) var sickDays: Int64 = 0
    /// How many of them go with the whole wage or a part of it.
    private(set) var paidSickDays: Int64 = 0
    /// On how many he worked for a part.
    private(set) var partlyFitDays: Int64 = 0
    private(set) var chargesReason: Reason?
    /// The rates that are above their maximum.
    private(set) var aboveMaximum: [Reason] = []

    /// - Parameter world: tells the highest rates, whatever a decision changes in the dossier.
    init(_ contract: ContractState, _ month: Month, _ dossier: DossierState, _ world: borrowing World) {
        let terms = contract.terms(in: month)
        var rates: [LineRate] = []
        for line in terms.wageLines {
            rates.append(LineRate(of: line, terms, contract, world, on: max(month.first, contract.start)))
        }
        self.init(contract, month, dossier, rates: rates)
    }

    /// - Parameter rates: of the lines that are paid each month; without them nothing is held against a maximum.
    /// - Parameter last: days after it are not counted.
    /// - Parameter sickPay: how long the wage of who is ill goes on, by care day.
    init(
        _ contract: ContractState, _ month: Month, _ dossier: DossierState, rates: [LineRate] = [],
        through last: Day = .last, sickPay: DatedTable<SickPay.Length> = SickPay.table()
    ) {
        self.contract = contract
        self.month = month
        terms = contract.terms(in: month)
        days = contract.days(in: month).flatMap { days in
            days.lowerBound <= last ? days.lowerBound...min(days.upperBound, last) : nil
        }
        guard let days else { return }
        let weights = (0...(days.upperBound - days.lowerBound)).map { offset in
            weight(of: days.lowerBound.adding(days: offset), sickPay)
        }
        sickDays = Int64(weights.count { $0.isSick })
        paidSickDays = Int64(weights.count { $0.sickPoints > 0 })
        partlyFitDays = Int64(weights.count(where: \.isPartlyFit))
        for (index, line) in terms.wageLines.enumerated() {
            let excess = rates.indices.contains(index) ? rates[index].excessCents : .zero
            if excess > .zero { aboveMaximum.appendOnce([rates[index].reason]) }
            add(line, excess, days, weights, dossier)
        }
        if let (cents, reason) = EmployerCharges.on(covered, terms, on: month.first) {
            charges = cents
            chargesReason = reason
            divideCharges()
        }
    }

    /// What budgets pay of it, without charges.
    var covered: Cents { parts.reduce(.zero) { $0 + $1.gross } }

    var isPayroll: Bool { terms.general.payroll }

    /// What each budget has to pay.
    var needs: [Draw.Need] {
        parts.map {
            Draw.Need(
                budget: $0.budget, function: $0.function, cents: $0.gross + $0.charges,
                ownCents: $0.own + $0.charges.scaled(by: $0.own.raw, over: max(1, $0.gross.raw)))
        }
    }

    private struct Weight {
        var isSick = false
        /// Whether he worked for a part that day.
        var isPartlyFit = false
        /// What is paid of the wage of the day, and what of it goes on for what he could not work.
        var basisPoints = SickPay.wholeBasisPoints
        var sickPoints: Int64 = 0
        var isCompensated = false
    }

    private func weight(of day: Day, _ sickPay: DatedTable<SickPay.Length>) -> Weight {
        // What an institution does about its ill is its own matter (money 9.2).
        guard terms.kind != .institution, let index = contract.sickness.lastIndex(where: { $0.covers(day) })
        else { return Weight() }
        let sickness = contract.sickness[index]
        let pension = contract.sickDays(before: day, of: index, where: \.pensionAge)
        let points = SickPay.basisPoints(
            terms, sickDays: contract.sickDays(before: day, of: index),
            pensionDays: sickness.pensionAge ? pension : nil, on: day, sickPay)
        // For what he works he is paid as always.
        let sick = points * (100 - sickness.fitPercent) / 100
        return Weight(
            isSick: true, isPartlyFit: sickness.fitPercent > 0,
            basisPoints: sickness.fitPercent * SickPay.wholeBasisPoints / 100 + sick, sickPoints: sick,
            isCompensated: sick > 0 && day >= sickness.reportedOn)
    }

    private mutating func add(
        _ line: ContractLine, _ excess: Cents, _ days: ClosedRange<Day>, _ weights: [Weight], _ dossier: DossierState
    ) {
        let whole = Int64(month.days) * SickPay.wholeBasisPoints
        var counted: Int64 = 0
        var before = Cents.zero
        // On days on which he worked for a part.
        var partly: Int64 = 0
        var due: Int64 = 0
        for (offset, weight) in weights.enumerated() {
            due += weight.basisPoints
            let day = days.lowerBound.adding(days: offset)
            guard let budget = dossier.budget(for: line, on: day...day) else {
                uncovered += 1
                continue
            }
            counted += weight.basisPoints
            let after = line.rateCents.scaled(by: counted, over: whole)
            let index = part(budget, line.function)
            parts[index].gross += after - before
            parts[index].own +=
                after.scaled(by: excess.raw, over: line.rateCents.raw)
                - before.scaled(by: excess.raw, over: line.rateCents.raw)
            if weight.isCompensated {
                if weight.sickPoints == weight.basisPoints {
                    parts[index].sick += after - before
                } else {
                    let earlier = line.rateCents.scaled(by: partly, over: whole)
                    partly += weight.sickPoints
                    parts[index].sick += line.rateCents.scaled(by: partly, over: whole) - earlier
                }
            }
            before = after
        }
        total += line.rateCents.scaled(by: due, over: whole)
    }

    private mutating func part(_ budget: BudgetState, _ function: CareFunction) -> Int {
        let named = budget.named(function)
        if let index = parts.firstIndex(where: { $0.budget == budget.id && $0.function == named }) { return index }
        parts.append(Part(budget: budget.id, function: named))
        return parts.count - 1
    }

    /// Each part gets its share of the charges; together exactly all.
    private mutating func divideCharges() {
        let gross = covered.raw
        guard gross > 0 else { return }
        var sum: Int64 = 0
        var before = Cents.zero
        for index in parts.indices {
            sum += parts[index].gross.raw
            let after = charges.scaled(by: sum, over: gross)
            parts[index].charges = after - before
            before = after
        }
    }

    /// Whether there is a budget for every day.
    var coverage: Reason {
        Reason(
            rule: .budgetCovers, met: uncovered == 0, figures: [Figure("days-without-budget", uncovered)],
            source: "Rlz 5.23(1)")
    }

    /// How the days were counted, for the reasons of a decision.
    var reasons: [Reason] {
        var reasons: [Reason] = []
        if let days {
            reasons.append(
                Reason(
                    rule: .wageDays, met: true,
                    figures: [
                        Figure("days", Int64(days.upperBound - days.lowerBound) + 1),
                        Figure("month-days", Int64(month.days)),
                    ], source: "Rlz 5.23(1)(b)"))
        }
        if sickDays > 0 {
            reasons.append(
                Reason(
                    rule: .sickDays, met: true,
                    figures: Figures(
                        [Figure("sick-days", sickDays), Figure("paid-days", paidSickDays)]
                            + (partlyFitDays > 0 ? [Figure("partly-fit-days", partlyFitDays)] : [])),
                    source: "SVB loon tijdens ziekte"))
        }
        return reasons
    }
}

extension ContractTerms {
    /// The lines that are paid each month without a claim. The allowance of a volunteer is claimed (contracts 2.7).
    var wageLines: [ContractLine] { kind == .networkHelp ? [] : lines.filter { $0.unit == .month } }
}

extension ContractState {
    /// The days of the month on which it holds; nil when there are none.
    func days(in month: Month) -> ClosedRange<Day>? {
        guard status == .approved || status == .ended else { return nil }
        let from = max(month.first, start)
        let until = finalDay.map { min($0, month.last) } ?? month.last
        return from <= until ? from...until : nil
    }
}

extension BudgetShare {
    /// One share for each money that is drawn on, in order of first mention.
    static func merged(_ shares: [BudgetShare]) -> [BudgetShare] {
        var merged: [BudgetShare] = []
        for share in shares {
            if let index = merged.firstIndex(where: share.draws(like:)) {
                merged[index] = share.with(merged[index].cents + share.cents)
            } else {
                merged.append(share)
            }
        }
        return merged
    }
}
