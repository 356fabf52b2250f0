package import Events

/// The holder claims what his own transport to and from care cost him, where there is no contract for it (Rlz 5.18(1)(e)).
/// It is paid to the holder.
package struct ClaimTransport: Command {
    package static let name: StaticString = "claim-transport"
    package static let allowed: [Actor] = [.holderSide, .svb(.paymentsMaker)]

    package let dossier: DossierID
    package let claim: ClaimID
    package let budget: BudgetID
    package let month: Month
    package let costs: [CostInput]
    package let receivedOn: Day?

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        claim = r("claim")
        budget = r("budget")
        month = r("month")
        costs = r.list("costs")
        receivedOn = r.optional("receivedOn")
        if costs.isEmpty { r.refuse("costs", .missing, "Vul minstens één rit in.") }
        if costs.count > 300 { r.refuse("costs", .outOfRange, "Een declaratie heeft hoogstens 300 ritten.") }
        for (index, cost) in costs.enumerated() where cost.cost.isExtra {
            r.refuse("costs", element: index, .invalidValue, "Dit is geen vervoer. Kies kilometers of een kaartje.")
        }
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("claim", claim)
        w.field("budget", budget)
        w.field("month", month)
        w.field("costs", costs)
        w.present("receivedOn", receivedOn)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        guard let known = world.dossier.budget(budget) else { throw .unknownBudget }
        guard world.dossier.claim(claim) == nil else { throw .claimExists }
        let day = try stamp.receiptDay(receivedOn)
        try world.dossier.requireDocuments(costs, nil, of: nil)
        // Nobody agreed on a rate: a kilometre is paid as far as it is free of tax.
        let priced = costs.map { $0.priced(at: TravelCosts.untaxedKilometre.row(on: $0.on)?.value) }
        let check = TransportCheck(claim: claim, budget: known, month: month, costs: priced, receivedOn: day)
        guard check.totalCents.raw <= Cents.limit else { throw .amountTooLarge }
        let filed = ClaimFiled(
            claim: claim, kind: .transport, side: .holder, contract: nil, month: month, entries: [], budget: budget,
            amountCents: check.totalCents, costs: priced, receivedOn: receivedOn)
        return [.claim(.filed(filed))] + ClaimOutcome.facts(check.checked(world), stamp, world.dossier)
    }
}

/// The checks of transport without a contract.
struct TransportCheck {
    let claim: ClaimID
    let budget: BudgetState
    let month: Month
    let costs: [ClaimCost]
    let receivedOn: Day

    var totalCents: Cents { costs.reduce(.zero) { $0 + $1.cents } }

    func checked(_ world: borrowing World) -> CheckedClaim {
        let functions = costs.map { function(on: $0.on) }
        let needs = zip(costs, functions).map { cost, function in
            Draw.Need(budget: budget.id, function: function.flatMap(budget.named), cents: cost.cents)
        }
        let draw = Draw(needs, world.dossier)
        let outside = costs.count { !month.contains($0.on) }
        let without = functions.count { $0 == nil }
        let holder = world.dossier.holder
        var reasons = [.periodOver(month, receivedOn)] + Reason.times(month, receivedOn)
        reasons += [
            Reason(
                rule: .costsInMonth, met: outside == 0, figures: [Figure("costs-outside", Int64(outside))],
                source: "mijnpgb.nl declaraties"),
            Reason(
                rule: .budgetCovers, met: without == 0, figures: [Figure("days-without-budget", Int64(without))],
                source: "Rlz 5.18(1)(e)"),
            paid(world.register), ClaimCost.receipts(costs), inOneMonth(world.dossier),
        ]
        if totalCents == .zero { reasons.append(.nothingToPay) }
        reasons.append(.account(of: holder, world.register))
        let last = costs.map(\.on).max() ?? month.last
        reasons += budget.claimReasons(care: min(month.first, last)...last, today: receivedOn, world.register)
        return CheckedClaim(
            claim: claim, contract: nil, month: month, payee: holder, receivedOn: receivedOn,
            reasons: reasons + draw.reasons, totalCents: totalCents, shares: draw.shares)
    }

    /// Which function pays on a day: transport, else the support it brings the holder to (money 8).
    private func function(on day: Day) -> CareFunction? {
        [.transport, .individualSupport, .groupSupport].first { budget.covers(day, $0) }
    }

    /// Wlz always; Wmo and Jeugdwet where the granter allows it.
    private func paid(_ register: Register) -> Reason {
        let isAllowed =
            budget.law == .wlz || register.money(of: budget.office, on: month.last).transport
        return Reason(
            rule: .transportPaid, met: isAllowed, figures: [Figure("rides", Int64(costs.count))],
            source: "Rlz 5.18(1)(e), toekenningsbeschikking")
    }

    /// With what was claimed before for the month.
    private func inOneMonth(_ dossier: DossierState) -> Reason {
        let before = dossier.claims.filter {
            $0.id != claim && $0.kind == .transport && $0.month == month && $0.status == .accepted
        }
        let cents = before.reduce(totalCents) { $0 + $1.amountCents }
        return Reason(
            rule: .transportMonth, met: cents <= ClaimLimits.transportMonth,
            figures: [
                Figure("claimed-cents", cents.raw), Figure("most-cents", ClaimLimits.transportMonth.raw),
            ], source: "eigen keuze bij Rlz 5.23(3)")
    }
}
