import Events

/// The rate of a line beside its maximum on a day, and what one unit is above it. That part is only paid from what the holder
/// put in himself (Rlz 5.23(7)), whether the line is claimed or paid each month.
struct LineRate {
    let reason: Reason
    let excessCents: Cents

    init(
        of line: ContractLine, _ terms: ContractTerms, _ contract: ContractState, _ world: borrowing World, on day: Day
    ) {
        guard let budget = world.dossier.budget(line.budget) else {
            preconditionFailure("A contract names a budget that was never granted in its dossier.")
        }
        reason = RateLimit.reason(terms, of: contract.caregiver, line, budget, world, on: day)
        let most = reason.figures.list.first { $0.name == "most-cents" }
        excessCents = reason.met ? .zero : line.rateCents - Cents(most?.value ?? line.rateCents.raw)
    }
}
