package import Events

/// One budget with the money that moves on it. At every moment
/// `granted + credits = paid + scheduled + available`.
package struct BudgetState: Sendable, Equatable {
    package let id: BudgetID
    package let law: Law
    package let office: OfficeID
    package let from: Day
    package let until: Day
    package let functions: [FunctionBudget]
    package let grantedCents: Cents
    package let freeAmountCents: Cents
    /// Since when the holder has had a budget without a break, where the granter said so.
    package let unbrokenSince: Day?
    /// Money that came back: returned payments.
    package internal(set) var creditCents = Cents.zero
    package internal(set) var paidCents = Cents.zero
    package internal(set) var scheduledCents = Cents.zero
    /// What was taken of the free amount, scheduled or paid and not returned.
    package internal(set) var freeTakenCents = Cents.zero
    /// Care that was paid from it and did not come back.
    package internal(set) var carePaidCents = Cents.zero

    package var availableCents: Cents { grantedCents + creditCents - paidCents - scheduledCents }
    package var freeLeftCents: Cents { freeAmountCents - freeTakenCents }
    /// Whether care was paid from it: without that there is no free amount (Rlz 5.21(4)).
    package var carePaid: Bool { carePaidCents > .zero }

    package func covers(_ day: Day) -> Bool { from <= day && day <= until }

    /// Whether a line for this care function may be paid from it.
    package func pays(_ function: CareFunction) -> Bool {
        functions.contains { $0.function == .total || $0.function == function }
    }
}

extension DossierState {
    mutating func evolve(_ fact: BudgetFact) {
        switch fact {
        case .granted(let grant):
            budgets.append(
                BudgetState(
                    id: grant.budget, law: grant.law, office: grant.office, from: grant.from, until: grant.until,
                    functions: grant.functions, grantedCents: grant.grantedCents,
                    freeAmountCents: grant.freeAmountCents, unbrokenSince: grant.unbrokenSince))
        }
    }

    package func budget(_ id: BudgetID) -> BudgetState? { budgets.first { $0.id == id } }

    /// Books on one budget. A budget that the dossier does not hold is a bug of a decision: facts name known budgets.
    mutating func book(_ id: BudgetID, _ change: (inout BudgetState) -> Void) {
        guard let index = budgets.firstIndex(where: { $0.id == id }) else {
            preconditionFailure("A payment names a budget that was never granted in its dossier.")
        }
        change(&budgets[index])
    }
}
