package import Events

/// Whether a budget lasts to the end of its period: the SVB's own sum (money 12). Beside what is left stands, per contract,
/// what is still to pay, and what is left of the free amount.
///
/// - Monthly wages: each month that was not scheduled, by its days, exactly.
/// - Other lines: what was agreed by the week or year times the days still to claim; where nothing was agreed, the average
///   of the last three months that were claimed. Months whose claim waits count as claimed, with what of it this budget
///   would pay: a claim that the terms of now have no place for comes to nothing and is waited for again.
/// - Charges of an employer are added to both.
package struct BudgetForecast: Sendable, Equatable {
    /// What one contract is expected to cost still.
    package struct Part: Sendable, Equatable {
        package let contract: ContractID
        package fileprivate(set) var wageCents = Cents.zero
        /// By what was agreed.
        package fileprivate(set) var agreedCents = Cents.zero
        /// By what was claimed before.
        package fileprivate(set) var averageCents = Cents.zero
        /// Claimed, and not yet decided on.
        package fileprivate(set) var waitingCents = Cents.zero

        package var cents: Cents { wageCents + agreedCents + averageCents + waitingCents }
    }

    package let budget: BudgetID
    /// What is left of the grant, and of the holder's own deposit.
    package let leftCents: Cents
    package let depositCents: Cents
    /// What is left of the free amount: it is counted as if the holder will ask for all of it.
    package let freeCents: Cents
    package let parts: [Part]

    /// - Parameter policy: what a granter decides about money for a day.
    package init(
        _ budget: BudgetState, _ dossier: DossierState, today: Day, _ policy: @escaping (OfficeID, Day) -> MoneyPolicy
    ) {
        self.budget = budget.id
        leftCents = budget.spendableCents
        depositCents = budget.deposit.availableCents
        freeCents = max(.zero, budget.freeOpenCents)
        parts = dossier.contracts.compactMap { contract in
            let part = ForecastOfContract(contract, budget, dossier, today, policy).part
            return part.cents > .zero ? part : nil
        }
    }

    package var neededCents: Cents { parts.reduce(freeCents) { $0 + $1.cents } }
    package var shortCents: Cents { max(.zero, neededCents - leftCents - depositCents) }

    /// Whether it lasts, with what it was worked out from.
    package var reason: Reason {
        Reason(
            rule: .forecast, met: shortCents == .zero,
            figures: [
                Figure("needed-cents", neededCents.raw), Figure("left-cents", (leftCents + depositCents).raw),
                Figure("short-cents", shortCents.raw), Figure("wage-cents", sum(\.wageCents)),
                Figure("agreed-cents", sum(\.agreedCents)), Figure("average-cents", sum(\.averageCents)),
                Figure("waiting-cents", sum(\.waitingCents)), Figure("free-cents", freeCents.raw),
            ], source: "SVB controleer uw budget")
    }

    /// Whether there is a shortage for a deposit to fill, before it is booked.
    var needsDeposit: Reason {
        Reason(
            rule: .depositNeeded, met: shortCents > .zero,
            figures: [
                Figure("needed-cents", neededCents.raw), Figure("left-cents", (leftCents + depositCents).raw),
                Figure("short-cents", shortCents.raw),
            ], source: "SVB budget tekort")
    }

    private func sum(_ cents: KeyPath<Part, Cents>) -> Int64 {
        parts.reduce(Cents.zero) { $0 + $1[keyPath: cents] }.raw
    }
}

/// What one contract still takes from one budget.
private struct ForecastOfContract {
    private let contract: ContractState
    private let budget: BudgetState
    private let dossier: DossierState
    private let today: Day
    private let policy: (OfficeID, Day) -> MoneyPolicy

    init(
        _ contract: ContractState, _ budget: BudgetState, _ dossier: DossierState, _ today: Day,
        _ policy: @escaping (OfficeID, Day) -> MoneyPolicy
    ) {
        self.contract = contract
        self.budget = budget
        self.dossier = dossier
        self.today = today
        self.policy = policy
    }

    var part: BudgetForecast.Part {
        var part = BudgetForecast.Part(contract: contract.id)
        guard !contract.versions.isEmpty else { return part }
        var month = budget.from.month
        while month <= budget.until.month {
            if let days = contract.days(in: month) { take(month, days, into: &part) }
            let next = month.adding(months: 1)
            if next == month { break }
            month = next
        }
        return part
    }

    private func take(_ month: Month, _ days: ClosedRange<Day>, into part: inout BudgetForecast.Part) {
        let terms = contract.terms(in: month)
        let points = EmployerCharges.basisPoints(terms, on: month.first)?.points ?? 0
        let isScheduled = dossier.wageScheduled(contract.id, month)
        let claim = dossier.claims.first {
            $0.kind == .care && $0.contract == contract.id && $0.month == month && $0.occupies
        }
        let waits = claim.flatMap { $0.status == .accepted ? nil : waiting($0, terms, month) }
        part.waitingCents += waits ?? .zero
        let isClaimed = claim?.status == .accepted || waits != nil
        var isByAverage = false
        for line in terms.lines {
            guard let paid = paidDays(of: line, days) else { continue }
            let count = PartOfPeriod.days(paid.lowerBound, paid.upperBound)
            if line.unit == .month, terms.kind != .networkHelp {
                guard !isScheduled else { continue }
                let wage = line.rateCents.scaled(by: count, over: Int64(month.days))
                part.wageCents += wage + wage.scaled(by: points, over: 10_000)
            } else if !isClaimed, isStillClaimed(month) {
                if let agreed = agreed(line, days: count, in: month) {
                    part.agreedCents += agreed + agreed.scaled(by: points, over: 10_000)
                } else if !isByAverage {
                    isByAverage = true
                    part.averageCents += average.scaled(by: count, over: Int64(month.days))
                }
            }
        }
    }

    /// What of a claim that waits this budget would pay; nil when the terms of now have no place for it.
    private func waiting(_ claim: ClaimState, _ terms: ContractTerms, _ month: Month) -> Cents? {
        let amounts: CareAmounts
        do {
            amounts = try CareAmounts(claim.entries, contract, month, dossier)
        } catch {
            return nil
        }
        let care = amounts.lines.filter { $0.budget == budget.id }.reduce(Cents.zero) { $0 + $1.cents }
        let claimed = Set(claim.entries.map(\.line))
        return claim.costs.reduce(care) { sum, cost in
            let paid = dossier.paidCost(cost, of: terms, claimed: claimed, policy)
            return paid.isAllowed && paid.budget?.id == budget.id ? sum + cost.cents : sum
        }
    }

    /// A month that is over and was not claimed in time is not expected to be claimed any more.
    private func isStillClaimed(_ month: Month) -> Bool {
        today <= month.last.adding(days: PaymentTerms.claimTermDays)
    }

    /// The days of the month on which this budget pays the line; nil when there are none.
    private func paidDays(of line: ContractLine, _ days: ClosedRange<Day>) -> ClosedRange<Day>? {
        for function in budget.functions where function.function == .total || function.function == line.function {
            guard let own = budget.days(of: function), own.overlaps(days) else { continue }
            let paid = own.clamped(to: days)
            if dossier.budget(for: line, on: paid.lowerBound...paid.lowerBound)?.id == budget.id { return paid }
        }
        return nil
    }

    /// What a line comes to by what was agreed; nil when no quantity was.
    private func agreed(_ line: ContractLine, days: Int64, in month: Month) -> Cents? {
        if let count = line.detail.yearlyCount {
            return line.rateCents.scaled(by: count * days, over: Int64(month.first.daysInYear))
        }
        if line.unit == .month { return line.rateCents.scaled(by: days, over: Int64(month.days)) }
        guard let minutes = line.weeklyMinutes, let time = line.unitTime else { return nil }
        return line.rateCents.scaled(by: minutes * time.per * days, over: time.minutes * 7)
    }

    /// What the last three months that were claimed took, on average: from this budget and from those it goes on from.
    private var average: Cents {
        var byMonth: [Month: Cents] = [:]
        for payment in dossier.payments where payment.contract == contract.id && payment.stands {
            guard payment.source == .claim, let month = payment.month else { continue }
            let taken = payment.shares.filter { isAlike($0.budget) }.reduce(Cents.zero) { $0 + $1.cents }
            guard taken > .zero else { continue }
            byMonth[month, default: .zero] += taken
        }
        let last = byMonth.sorted { $0.key > $1.key }.prefix(3)
        guard !last.isEmpty else { return .zero }
        return last.reduce(Cents.zero) { $0 + $1.value }.scaled(by: 1, over: Int64(last.count))
    }

    /// This budget, or one of the same law and granter for days before.
    private func isAlike(_ id: BudgetID) -> Bool {
        guard id != budget.id, let other = dossier.budget(id) else { return id == budget.id }
        return other.law == budget.law && other.office == budget.office && other.until < budget.from
    }
}
