import Events

/// The automatic checks of what is claimed under a contract (money 4.5). Each gives one reason, met or not, with the
/// figures it compared. They run when it is filed, again when the holder side agrees, and again when an employee decides.
struct ClaimCheck {
    let claim: ClaimID
    let kind: ClaimKind
    let contract: ContractState
    let month: Month
    let entries: [ClaimEntry]
    let costs: [ClaimCost]
    let invoice: ClaimInvoice?
    let amounts: CareAmounts
    /// The day the order to pay came in.
    let receivedOn: Day
    /// The claim it takes the place of, with those which that one replaced.
    var replaces: [ClaimID] = []

    /// What is agreed on for the month.
    var terms: ContractTerms { contract.terms(in: month) }

    /// All that was found. Money is looked for in `books`: the dossier, where nothing is undone first.
    func checked(_ world: borrowing World, books: DossierState? = nil) -> CheckedClaim {
        let dossier = world.dossier
        let paid = costs.map { paidCost($0, world) }
        let rates = rates(world)
        let draw = Draw(needs(rates, paid, dossier), books ?? dossier)
        var reasons = [contractHolds, .periodOver(month, receivedOn)]
        // A correction comes when the mistake is found.
        if replaces.isEmpty { reasons += Reason.times(month, receivedOn) }
        if kind == .care { reasons += [onePerMonth(dossier), quarterHours, weeksInMonth, budgetCovers] }
        reasons += sickness + costReasons(paid, dossier) + invoiceReasons + somethingToPay + onceAMonth
        reasons += workingWeek(dossier)
        reasons.appendOnce(rates.map(\.reason))
        reasons.append(Reason.account(of: contract.caregiver, world.register))
        for budget in budgets(paid, dossier) {
            reasons.appendOnce(budget.claimReasons(care: careSpan, today: receivedOn, world.register))
        }
        return CheckedClaim(
            claim: claim, contract: contract.id, month: month, payee: contract.caregiver, receivedOn: receivedOn,
            reasons: reasons + draw.reasons, totalCents: totalCents, shares: draw.shares, corrects: replaces.first)
    }

    /// What is claimed: the care at the agreed rates, and the costs.
    var totalCents: Cents { costs.reduce(amounts.total) { $0 + $1.cents } }

    /// What each budget has to pay. What the wage of a payroll costs on top comes in here as needs of its own.
    private func needs(_ rates: [LineRate], _ costs: [PaidCost], _ dossier: DossierState) -> [Draw.Need] {
        var needs: [Draw.Need] = []
        for (line, rate) in zip(amounts.lines, rates) {
            guard let budget = line.budget.flatMap(dossier.budget) else { continue }
            needs.append(
                Draw.Need(
                    budget: budget.id, function: budget.named(line.line.function), cents: line.cents,
                    ownCents: line.part(of: rate.excessCents)))
        }
        for cost in costs {
            guard let budget = cost.budget else { continue }
            needs.append(
                Draw.Need(
                    budget: budget.id, function: cost.line.flatMap { budget.named($0.function) },
                    cents: cost.cost.cents))
        }
        return needs
    }

    /// The budgets that would pay, each once.
    private func budgets(_ costs: [PaidCost], _ dossier: DossierState) -> [BudgetState] {
        var found: [BudgetState] = []
        for budget in amounts.lines.map({ $0.budget.flatMap(dossier.budget) }) + costs.map(\.budget) {
            if let budget, !found.contains(where: { $0.id == budget.id }) { found.append(budget) }
        }
        return found
    }

    /// The days the claim is about.
    private var careDays: [ClosedRange<Day>] { entries.map { $0.careDays(in: month) } + costs.map { $0.on...$0.on } }
    private var careSpan: ClosedRange<Day> {
        let days = careDays
        let from = days.map(\.lowerBound).min() ?? month.first
        return from...max(from, days.map(\.upperBound).max() ?? month.last)
    }

    /// Check 1: an approved contract on every care day. Rlz 5.23(1).
    private var contractHolds: Reason {
        let days = careDays
        let span = careSpan
        // A week that a contract begins or ends in counts for the days it holds.
        let met = days.allSatisfy { range in
            contract.holds(on: range.lowerBound) || contract.holds(on: range.upperBound)
                || (range.contains(contract.start) && contract.holds(on: contract.start))
        }
        return Reason(
            rule: .contractApproved, met: met,
            figures: [
                Figure("care-from", span.lowerBound.figure), Figure("care-until", span.upperBound.figure),
                Figure("contract-from", contract.start.figure),
                Figure("contract-until", contract.finalDay?.figure ?? 0),
            ], source: "Rlz 5.23(1)")
    }

    /// Check 11: one care claim per contract and month.
    private func onePerMonth(_ dossier: DossierState) -> Reason {
        let others = dossier.claims.count {
            $0.id != claim && !replaces.contains($0.id) && $0.kind == .care && $0.contract == contract.id
                && $0.month == month && $0.occupies
        }
        return Reason(
            rule: .onePerMonth, met: others == 0, figures: [Figure("other-claims", Int64(others))],
            source: "mijnpgb.nl declaraties")
    }

    /// Hours are entered in quarters.
    private var quarterHours: Reason {
        let odd = entries.count { ($0.minutes ?? 0) % 15 != 0 }
        return Reason(
            rule: .quarterHours, met: odd == 0, figures: [Figure("odd-entries", Int64(odd))],
            source: "SVB model 40.007NT")
    }

    /// A correction may say that it was nothing after all.
    private var somethingToPay: [Reason] { totalCents > .zero || !replaces.isEmpty ? [] : [.nothingToPay] }

    /// Check 10: at most 40 hours in one week from a Wlz budget, for whom the working-time decree does not bind.
    /// A week that lies in two months counts with what was accepted of it in the other one.
    private func workingWeek(_ dossier: DossierState) -> [Reason] {
        var weeks: [(week: Day, here: Int64, before: Int64)] = []
        for entry in entries {
            guard let minutes = dossier.boundedMinutes(of: entry, under: terms) else { continue }
            if let known = weeks.firstIndex(where: { $0.week == entry.week }) {
                weeks[known].here += minutes
            } else {
                let before = dossier.acceptedMinutes(in: entry.week, by: contract.caregiver, except: replaces)
                weeks.append((entry.week, minutes, before))
            }
        }
        guard let most = weeks.max(by: { $0.here + $0.before < $1.here + $1.before }) else { return [] }
        let minutes = most.here + most.before
        let bound = dossier.weeklyMinutesMost(of: contract, on: max(most.week, contract.start))
        var figures: [Figure] = [Figure("weekly-minutes", minutes), Figure("most-minutes", bound)]
        if most.before > 0 { figures.append(Figure("claimed-before-minutes", most.before)) }
        return [
            Reason(
                rule: .fortyHours, met: minutes <= bound, figures: Figures(figures),
                source: "Rlz 5.18(1)(d), 5.22(5)")
        ]
    }

    /// Help from the social network: one amount a month (contracts 2.7).
    private var onceAMonth: [Reason] {
        guard terms.kind == .networkHelp, !entries.isEmpty else { return [] }
        let count = entries.reduce(0) { $0 + ($1.count ?? 0) }
        return [
            Reason(
                rule: .onceAMonth, met: count <= 1, figures: [Figure("count", count), Figure("most-count", 1)],
                source: "SVB hulp uit sociaal netwerk")
        ]
    }

    private var weeksInMonth: Reason {
        let outside = entries.count { !$0.touches(month) }
        return Reason(
            rule: .weeksInMonth, met: outside == 0, figures: [Figure("entries-outside", Int64(outside))],
            source: "mijnpgb.nl declaraties")
    }

    /// Check 5 and decisions 3: money comes from the budget whose law, function and period fit the care day.
    private var budgetCovers: Reason {
        let without = amounts.lines.count { $0.budget == nil }
        return Reason(
            rule: .budgetCovers, met: without == 0, figures: [Figure("lines-without-budget", Int64(without))],
            source: "Rlz 5.23(1)")
    }
}

extension ClaimCheck {
    /// Checks 2 and 3: the agreed rate, and what of it is above the maximum of the care month. One for each line.
    private func rates(_ world: borrowing World) -> [LineRate] {
        var rates: [LineRate] = []
        for line in amounts.lines {
            rates.append(LineRate(of: line.line, terms, contract, world, on: max(month.first, contract.start)))
        }
        return rates
    }
}
