import Events

extension DossierState {
    /// The minutes of an entry that the limit of 40 hours is about; nil when it is not about them.
    func boundedMinutes(of entry: ClaimEntry, under terms: ContractTerms) -> Int64? {
        guard terms.kind == .family || terms.kind == .assignment, terms.lines.indices.contains(Int(entry.line) - 1)
        else { return nil }
        let line = terms.lines[Int(entry.line) - 1]
        guard budget(line.budget)?.law == .wlz else { return nil }
        return entry.minutes ?? (line.unit.hours ?? 0) * 60 * (entry.count ?? 0)
    }

    /// How much the caregiver of the contract may work in a week: forty hours, or what the care office allowed (ZO-13).
    func weeklyMinutesMost(of contract: ContractState, on day: Day) -> Int64 {
        contract.terms(on: day).lines.reduce(into: WorkingTime.weeklyMinutesMost) { most, line in
            guard let budget = budget(line.budget), budget.law == .wlz else { return }
            most = max(most, exception("zo-13", for: contract.caregiver, by: budget.office, on: day)?.most ?? most)
        }
    }

    /// What was accepted of a week that lies in two months, under all contracts with the caregiver: the limit is his
    /// for one budget holder.
    ///
    /// - Parameter claims: those that another claim now takes the place of.
    func acceptedMinutes(in week: Day, by caregiver: PartyID, except replaced: [ClaimID]) -> Int64 {
        var minutes: Int64 = 0
        for claim in claims where claim.status == .accepted && !replaced.contains(claim.id) {
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
