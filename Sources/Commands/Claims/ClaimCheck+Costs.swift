import Events

/// A cost with the line and the budget that would pay it.
struct PaidCost {
    let cost: ClaimCost
    let line: ContractLine?
    /// Nil when no budget of the contract covers the day.
    let budget: BudgetState?
    /// Whether law or granter pays such a cost from that budget.
    let isAllowed: Bool
}

extension DossierState {
    /// The budget of a cost: that of the first line that was claimed, else of the first one there is, which covers the day
    /// and pays such costs; where none pays them, one that covers the day.
    ///
    /// - Parameters:
    ///   - claimed: the numbers of the lines that the claim has care of.
    ///   - policy: what a granter decides about money for a day.
    func paidCost(
        _ cost: ClaimCost, of terms: ContractTerms, claimed: Set<Int64>, _ policy: (OfficeID, Day) -> MoneyPolicy
    ) -> PaidCost {
        let numbered = terms.lines.enumerated().map { (line: $1, isClaimed: claimed.contains(Int64($0) + 1)) }
        var fallback: PaidCost?
        for line in (numbered.filter(\.isClaimed) + numbered.filter { !$0.isClaimed }).map(\.line) {
            guard let budget = budget(for: line, on: cost.on...cost.on) else { continue }
            let isAllowed =
                budget.law == .wlz || (!cost.cost.isExtra && policy(budget.office, cost.on).travelCosts)
            let found = PaidCost(cost: cost, line: line, budget: budget, isAllowed: isAllowed)
            if isAllowed { return found }
            fallback = fallback ?? found
        }
        return fallback ?? PaidCost(cost: cost, line: nil, budget: nil, isAllowed: false)
    }
}

extension ClaimCheck {
    /// The budget of a cost of this claim.
    func paidCost(_ cost: ClaimCost, _ world: borrowing World) -> PaidCost {
        let register = world.register
        return world.dossier.paidCost(cost, of: terms, claimed: Set(entries.map(\.line))) {
            register.money(of: $0, on: $1)
        }
    }

    /// The checks of costs, none where there are none.
    func costReasons(_ paid: [PaidCost], _ dossier: DossierState) -> [Reason] {
        guard !costs.isEmpty else { return [] }
        let outside = costs.count { !month.contains($0.on) }
        var reasons = [
            Reason(
                rule: .costsInMonth, met: outside == 0, figures: [Figure("costs-outside", Int64(outside))],
                source: "mijnpgb.nl declaraties")
        ]
        if kind != .care {
            let without = paid.count { $0.budget == nil }
            reasons.append(
                Reason(
                    rule: .budgetCovers, met: without == 0, figures: [Figure("days-without-budget", Int64(without))],
                    source: "Rlz 5.23(1)"))
        }
        let isExtra = costs.contains { $0.cost.isExtra }
        return reasons + [ClaimCost.receipts(costs)] + (isExtra ? extraCosts(paid) : travel(paid))
    }

    /// Travel costs of the caregiver: outside the rate, by law or as the granter allows, at the agreed rate (money 8).
    private func travel(_ paid: [PaidCost]) -> [Reason] {
        let unpaid = paid.count { $0.budget != nil && !$0.isAllowed }
        let isInside = terms.kind == .institution
        var reasons = [
            Reason(
                rule: .travelApart, met: !isInside, figures: [Figure("costs", Int64(costs.count))],
                source: "SVB reiskosten"),
            Reason(
                rule: .travelPaid, met: unpaid == 0, figures: [Figure("costs-not-paid", Int64(unpaid))],
                source: "SVB reiskosten, beleid verstrekker"),
        ]
        let driven = costs.filter { $0.cost == .kilometres }
        if !driven.isEmpty { reasons.append(kilometreRate(driven)) }
        return reasons
    }

    /// The agreed rate, and what of it the caregiver pays tax on.
    private func kilometreRate(_ driven: [ClaimCost]) -> Reason {
        let rate = terms.work.kilometreCents ?? .zero
        var taxed = Cents.zero
        for cost in driven {
            let untaxed = TravelCosts.untaxedKilometre.row(on: cost.on)?.value ?? rate
            taxed += max(.zero, rate - untaxed).scaled(by: cost.kilometres ?? 0, over: 1)
        }
        let row = TravelCosts.untaxedKilometre.row(on: month.first)
        let figures = [
            Figure("kilometres", driven.reduce(0) { $0 + ($1.kilometres ?? 0) }), Figure("rate-cents", rate.raw),
            Figure("untaxed-cents", (row?.value ?? .zero).raw), Figure("taxed-cents", taxed.raw),
        ]
        return Reason(
            rule: .kilometreRate, met: rate > .zero,
            figures: Figures(figures + (row?.isInferred == true ? [.inferred] : [])),
            source: row?.source ?? "SVB reiskosten")
    }

    /// Rlz 5.17(1)(h): only the Wlz pays these, and eating along or going along not of who is of the household.
    private func extraCosts(_ paid: [PaidCost]) -> [Reason] {
        let unpaid = paid.count { $0.budget != nil && !$0.isAllowed }
        let ofHousehold = terms.work.household ? costs.count { $0.cost != .course } : 0
        let eaten = costs.count { $0.cost == .consumption }
        var reasons = [
            Reason(
                rule: .extraCostsWlz, met: unpaid == 0, figures: [Figure("costs-not-paid", Int64(unpaid))],
                source: "Rlz 5.17(1)(h)"),
            Reason(
                rule: .extraCostsHousehold, met: ofHousehold == 0,
                figures: [Figure("costs-of-household", Int64(ofHousehold))], source: "Rlz 5.17(1)(h)"),
        ]
        if eaten > 0 {
            reasons.append(
                Reason(
                    rule: .consumptionEmployed, met: terms.kind == .employment,
                    figures: [Figure("consumptions", Int64(eaten))], source: "Rlz 5.17(1)(h)"))
        }
        return reasons
    }
}

extension ClaimCost {
    /// Whether what is not paid by the kilometre is proven.
    static func receipts(_ costs: [ClaimCost]) -> Reason {
        let without = costs.count { $0.cost != .kilometres && $0.receipt == nil }
        return Reason(
            rule: .receipts, met: without == 0, figures: [Figure("costs-without-receipt", Int64(without))],
            source: "SVB reiskosten, Rlz 5.23(2)")
    }
}

extension Month {
    func contains(_ day: Day) -> Bool { first <= day && day <= last }
}
