import Events

/// The automatic checks of a care claim (money 4.5). Each gives one reason, met or not, with the figures it compared;
/// the claim is accepted when all are met. They run when it is filed and again when the holder side agrees.
struct ClaimCheck {
    let claim: ClaimID
    let contract: ContractState
    let month: Month
    let entries: [ClaimEntry]
    let amounts: CareAmounts
    let today: Day

    func reasons(_ world: borrowing World) -> [Reason] {
        [
            contractHolds, periodOver, onePerMonth(world.dossier), quarterHours, weeksInMonth, budgetCovers,
        ] + somethingToPay + onceAMonth + workingWeek(world.dossier) + rates(world) + balances(world.dossier)
    }

    /// Whether it came within the usual terms. Late is a flag, not a ground for refusal.
    var isLate: Bool { today > month.last.adding(days: PaymentTerms.claimTermDays) }

    /// Check 1: an approved contract on every care day. Rlz 5.23(1).
    private var contractHolds: Reason {
        let days = entries.map { $0.careDays(in: month) }
        let first = days.map(\.lowerBound).min() ?? month.first
        let last = days.map(\.upperBound).max() ?? month.last
        // A week that a contract begins or ends in counts for the days it holds.
        let met = days.allSatisfy { range in
            contract.holds(on: range.lowerBound) || contract.holds(on: range.upperBound)
                || (range.contains(contract.start) && contract.holds(on: contract.start))
        }
        return Reason(
            rule: .contractApproved, met: met,
            figures: [
                Figure("care-from", first.figure), Figure("care-until", last.figure),
                Figure("contract-from", contract.start.figure),
                Figure("contract-until", contract.finalDay?.figure ?? 0),
            ], source: "Rlz 5.23(1)")
    }

    /// Check 4: no claims in advance. The month has ended.
    private var periodOver: Reason {
        Reason(
            rule: .periodOver, met: today > month.last,
            figures: [Figure("month-ends-on", month.last.figure), Figure("filed-on", today.figure)],
            source: "SVB correct declareren")
    }

    /// Check 11: one claim per contract and month.
    private func onePerMonth(_ dossier: DossierState) -> Reason {
        let others = dossier.claims.count {
            $0.id != claim && $0.contract == contract.id && $0.month == month && $0.occupies
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

    /// A bank refuses a payment of nothing, and with it the whole file it is in.
    private var somethingToPay: [Reason] { amounts.total > .zero ? [] : [.nothingToPay] }

    /// Check 10: at most 40 hours in one week from a Wlz budget, for whom the working-time decree does not bind.
    /// A week that lies in two months counts with what was accepted of it in the other one.
    private func workingWeek(_ dossier: DossierState) -> [Reason] {
        var weeks: [(week: Day, here: Int64, before: Int64)] = []
        for entry in entries {
            guard let minutes = dossier.boundedMinutes(of: entry, under: contract.terms(in: month)) else { continue }
            if let known = weeks.firstIndex(where: { $0.week == entry.week }) {
                weeks[known].here += minutes
            } else {
                weeks.append((entry.week, minutes, dossier.acceptedMinutes(in: entry.week, by: contract.caregiver)))
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
        guard contract.terms(in: month).kind == .networkHelp else { return [] }
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

    /// Checks 2 and 3: the agreed rate, not above the maximum of the care month.
    private func rates(_ world: borrowing World) -> [Reason] {
        var reasons: [Reason] = []
        for line in amounts.lines {
            guard let budget = world.dossier.budget(line.line.budget) else { continue }
            let reason = RateLimit.reason(
                contract.terms(in: month), of: contract.caregiver, line.line, budget, world,
                on: max(month.first, contract.start))
            // A line that two budgets pay is looked at once.
            if !reasons.contains(reason) { reasons.append(reason) }
        }
        return reasons
    }

    /// Check 6: enough balance; too little refuses the whole and names the shortage.
    private func balances(_ dossier: DossierState) -> [Reason] {
        amounts.shares.compactMap { share in
            dossier.budget(share.budget).map { Balance.reason($0, needs: share.cents) }
        }
    }
}

extension DossierState {
    /// The minutes of an entry that the limit of 40 hours is about; nil when it is not about them.
    fileprivate func boundedMinutes(of entry: ClaimEntry, under terms: ContractTerms) -> Int64? {
        guard terms.kind == .family || terms.kind == .assignment, terms.lines.indices.contains(Int(entry.line) - 1)
        else { return nil }
        let line = terms.lines[Int(entry.line) - 1]
        guard budget(line.budget)?.law == .wlz else { return nil }
        return entry.minutes ?? (line.unit.hours ?? 0) * 60 * (entry.count ?? 0)
    }

    /// How much the caregiver of the contract may work in a week: forty hours, or what the care office allowed (ZO-13).
    fileprivate func weeklyMinutesMost(of contract: ContractState, on day: Day) -> Int64 {
        contract.terms(on: day).lines.reduce(into: WorkingTime.weeklyMinutesMost) { most, line in
            guard let budget = budget(line.budget), budget.law == .wlz else { return }
            most = max(most, exception("zo-13", for: contract.caregiver, by: budget.office, on: day)?.most ?? most)
        }
    }

    /// What was accepted of a week that lies in two months, under all contracts with the caregiver: the limit is his
    /// for one budget holder.
    fileprivate func acceptedMinutes(in week: Day, by caregiver: PartyID) -> Int64 {
        var minutes: Int64 = 0
        for claim in claims where claim.status == .accepted {
            guard let contract = claim.contract.flatMap(contract), contract.caregiver == caregiver,
                let month = claim.month
            else { continue }
            for entry in claim.entries where entry.week == week {
                minutes += boundedMinutes(of: entry, under: contract.terms(in: month)) ?? 0
            }
        }
        return minutes
    }
}

extension Reason {
    /// Not met: the amount is nothing.
    static let nothingToPay = Reason(
        rule: .amountAboveZero, met: false, figures: [Figure("amount-cents", 0)], source: "controle betaling")
}
