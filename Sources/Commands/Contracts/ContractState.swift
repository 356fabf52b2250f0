package import Events

/// One contract as decisions see it.
package struct ContractState: Sendable, Equatable {
    package enum Status: Sendable, Equatable {
        case draft, shared, signed, underAssessment, returned, approved, rejected, ended
    }

    package let id: ContractID
    package let caregiver: PartyID
    package internal(set) var terms: ContractTerms
    package internal(set) var status: Status
    /// Assessments that are still to come.
    package internal(set) var due: [AssessmentDue] = []
    /// The last day once it was ended.
    package internal(set) var lastDay: Day?

    /// The last day it can hold: where it was ended, else where its term ends; nil when it is open.
    package var finalDay: Day? {
        guard let lastDay else { return terms.end }
        return terms.end.map { min($0, lastDay) } ?? lastDay
    }

    /// Whether payments may follow from it for care on that day.
    package func holds(on day: Day) -> Bool {
        (status == .approved || status == .ended) && terms.start <= day && (finalDay.map { day <= $0 } ?? true)
    }

    /// Whether it stands in the way of another contract that starts on that day (ZO-03).
    package func isOpen(on day: Day) -> Bool {
        switch status {
        case .draft, .shared, .signed, .underAssessment, .returned: true
        case .approved, .ended: finalDay.map { day <= $0 } ?? true
        case .rejected: false
        }
    }

    /// Whether the caregiver may know of it: from the first time it was shared with him.
    package var isKnownToCaregiver: Bool { sharedAt != nil }
    /// The dossier's revision with which it was first shared.
    package internal(set) var sharedAt: Revision?
}

extension DossierState {
    mutating func evolve(_ fact: ContractFact) {
        switch fact {
        case .drafted(let draft):
            contracts.append(
                ContractState(id: draft.contract, caregiver: draft.caregiver, terms: draft.terms, status: .draft))
        case .revised(let revision):
            change(revision.contract) {
                $0.terms = revision.terms
                if $0.status == .returned { $0.status = .draft }
            }
        case .shared(let share):
            let now = revision
            change(share.contract) {
                $0.status = .shared
                $0.sharedAt = $0.sharedAt ?? now
            }
        case .signed(let signature):
            if signature.side == .caregiver { change(signature.contract) { $0.status = .signed } }
        case .signatureVoided(let void):
            change(void.contract) { if $0.status == .signed { $0.status = .shared } }
        case .submitted(let submission):
            change(submission.contract) {
                $0.status = .underAssessment
                $0.due = submission.assessments
            }
        case .assessed(let assessment):
            change(assessment.contract) {
                $0.due.removeAll { $0.part == assessment.part && $0.office == assessment.office }
            }
        case .approved(let approval):
            change(approval.contract) { $0.status = .approved }
        case .rejected(let rejection):
            change(rejection.contract) {
                $0.status = .rejected
                $0.due = []
            }
        case .returned(let back):
            change(back.contract) {
                $0.status = .returned
                $0.due = []
            }
        case .ended(let end):
            change(end.contract) {
                $0.status = .ended
                $0.lastDay = end.lastDay
            }
        }
    }

    package func contract(_ id: ContractID) -> ContractState? { contracts.first { $0.id == id } }

    /// Whether the party is the caregiver of a contract he may know of.
    package func isCaregiver(_ party: PartyID) -> Bool {
        contracts.contains { $0.caregiver == party && $0.isKnownToCaregiver }
    }

    /// The contract, when this principal may know of it: a caregiver knows only his own, once shared; a granter those
    /// that one of its budgets pays.
    func contract(_ id: ContractID, for principal: Principal) throws(Rejection) -> ContractState {
        guard let contract = contract(id) else { throw .unknownContract }
        switch principal.kind {
        case .caregiver:
            guard contract.caregiver == principal.party, contract.isKnownToCaregiver else { throw .unknownContract }
        case .employee:
            guard let office = principal.office, granters.contains(office) else { break }
            guard contract.terms.lines.contains(where: { budget($0.budget)?.office == office })
            else { throw .unknownContract }
        case .holder, .representative, .operator, .system: break
        }
        return contract
    }

    private mutating func change(_ id: ContractID, _ body: (inout ContractState) -> Void) {
        guard let index = contracts.firstIndex(where: { $0.id == id }) else {
            preconditionFailure("A contract changes that was never drafted in its dossier.")
        }
        body(&contracts[index])
    }
}
