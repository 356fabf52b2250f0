package import Events

/// One claim as decisions see it.
package struct ClaimState: Sendable, Equatable {
    package enum Status: Sendable, Equatable {
        /// Filed by the caregiver; the holder side has not answered yet.
        case waiting
        case declined, accepted, refused
        /// It waits for an employee of the SVB.
        case held
        case withdrawn
        /// Another claim has taken its place.
        case corrected
    }

    package let id: ClaimID
    package let kind: ClaimKind
    package let contract: ContractID?
    package let month: Month?
    package let budget: BudgetID?
    /// What was claimed; what is due for it, once that was worked out anew.
    package internal(set) var amountCents: Cents
    /// What of it is for costs besides care.
    package let costCents: Cents
    /// The day the order to pay came in, where that is not the day of the decision: on paper, or held.
    package internal(set) var receivedOn: Day?
    /// The claim that this one takes the place of.
    package let corrects: ClaimID?
    /// All while the claim waits, because agreement checks them again; once it is accepted those of weeks that lie in two
    /// months, because the claim for the other month is checked beside them.
    package internal(set) var entries: [ClaimEntry]
    /// What it asks besides care, while it waits.
    package internal(set) var costs: [ClaimCost]
    package internal(set) var status: Status

    /// Whether it takes the place of another claim for the same contract and month.
    var occupies: Bool { status == .waiting || status == .held || status == .accepted }
}

extension DossierState {
    mutating func evolve(_ fact: ClaimFact) {
        switch fact {
        case .filed(let filed):
            claims.append(
                ClaimState(
                    id: filed.claim, kind: filed.kind, contract: filed.contract, month: filed.month,
                    budget: filed.budget, amountCents: filed.amountCents,
                    costCents: filed.costs.reduce(.zero) { $0 + $1.cents }, receivedOn: filed.receivedOn,
                    corrects: filed.corrects, entries: filed.entries, costs: filed.costs, status: .waiting))
        case .agreed: break
        case .declined(let declined): settle(declined.claim, as: .declined)
        case .accepted(let accepted): settle(accepted.claim, as: .accepted)
        case .refused(let refused): settle(refused.claim, as: .refused)
        case .held(let held):
            change(held.claim) {
                $0.status = .held
                $0.receivedOn = held.receivedOn
            }
        case .withdrawn(let withdrawn): settle(withdrawn.claim, as: .withdrawn)
        case .corrected(let corrected): settle(corrected.claim, as: .corrected)
        }
    }

    package func claim(_ id: ClaimID) -> ClaimState? { claims.last { $0.id == id } }

    private mutating func settle(_ id: ClaimID, as status: ClaimState.Status) {
        change(id) {
            $0.status = status
            $0.entries = status == .accepted ? $0.entries.filter(\.liesInTwoMonths) : []
            $0.costs = []
        }
    }

    mutating func change(_ id: ClaimID, _ body: (inout ClaimState) -> Void) {
        guard let index = claims.lastIndex(where: { $0.id == id }) else {
            preconditionFailure("A claim is decided that was never filed in its dossier.")
        }
        body(&claims[index])
    }
}
