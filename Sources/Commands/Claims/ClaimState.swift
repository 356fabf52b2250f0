package import Events

/// One claim as decisions see it.
package struct ClaimState: Sendable, Equatable {
    package enum Status: Sendable, Equatable {
        /// Filed by the caregiver; the holder side has not answered yet.
        case waiting
        case declined, accepted, refused
    }

    package let id: ClaimID
    package let kind: ClaimKind
    package let contract: ContractID?
    package let month: Month?
    package let budget: BudgetID?
    package let amountCents: Cents
    /// All while the claim waits, because agreement checks them again; once it is accepted those of weeks that lie in two
    /// months, because the claim for the other month is checked beside them.
    package internal(set) var entries: [ClaimEntry]
    package internal(set) var status: Status

    /// Whether it takes the place of another claim for the same contract and month.
    var occupies: Bool { status == .waiting || status == .accepted }
}

extension DossierState {
    mutating func evolve(_ fact: ClaimFact) {
        switch fact {
        case .filed(let filed):
            claims.append(
                ClaimState(
                    id: filed.claim, kind: filed.kind, contract: filed.contract, month: filed.month,
                    budget: filed.budget, amountCents: filed.amountCents, entries: filed.entries, status: .waiting))
        case .agreed: break
        case .declined(let declined): settle(declined.claim, as: .declined)
        case .accepted(let accepted): settle(accepted.claim, as: .accepted)
        case .refused(let refused): settle(refused.claim, as: .refused)
        }
    }

    package func claim(_ id: ClaimID) -> ClaimState? { claims.last { $0.id == id } }

    private mutating func settle(_ id: ClaimID, as status: ClaimState.Status) {
        guard let index = claims.lastIndex(where: { $0.id == id }) else {
            preconditionFailure("A claim is decided that was never filed in its dossier.")
        }
        claims[index].status = status
        claims[index].entries = status == .accepted ? claims[index].entries.filter(\.liesInTwoMonths) : []
    }
}
