import Events

extension DossierState {
    mutating func evolve(_ fact: ContractFact) {
        switch fact {
        case .drafted(let draft):
            var contract = ContractState(id: draft.contract, caregiver: draft.caregiver)
            contract.negotiation = ContractState.Negotiation(
                number: 1, side: .holder, from: draft.terms.start, terms: draft.terms, status: .draft,
                needs: ChangeNeed.allCases)
            contracts.append(contract)
        case .revised(let revision):
            negotiate(revision.contract) {
                $0.terms = revision.terms
                if $0.number == 1 { $0.from = revision.terms.start }
                if let from = revision.from { $0.from = from }
                if let needs = revision.needs { $0.needs = needs }
                if $0.status == .returned { $0.status = .draft }
            }
        case .shared(let share):
            let now = revision
            change(share.contract) {
                $0.negotiation?.status = .shared
                $0.sharedAt = $0.sharedAt ?? now
                if let last = $0.proposals.indices.last, $0.proposals[last].sharedAt == nil {
                    $0.proposals[last].sharedAt = now
                }
            }
        case .signed(let signature):
            if signature.side == .caregiver { negotiate(signature.contract) { $0.status = .signed } }
        case .signatureVoided(let void):
            negotiate(void.contract) { if $0.status == .signed { $0.status = .shared } }
        case .submitted(let submission):
            negotiate(submission.contract) {
                $0.status = .underAssessment
                $0.due = submission.assessments
                $0.approvedOnce = []
                $0.conditions = []
            }
        case .assigned(let assignment):
            let due = AssessmentDue(part: assignment.part, office: assignment.office)
            negotiate(assignment.contract) {
                $0.assigned.removeAll { $0.due == due }
                if let employee = assignment.employee {
                    $0.assigned.append(ContractState.Assigned(due: due, employee: employee))
                }
            }
        case .assessed, .approved, .rejected, .returned, .reopened, .exceptionGranted, .warned:
            evolve(assessment: fact)
        case .changeProposed, .changeWithdrawn, .changed, .extended, .ended, .renewalNotified, .sicknessReported,
            .recoveryReported:
            evolve(change: fact)
        }
    }

    private mutating func evolve(assessment fact: ContractFact) {
        switch fact {
        case .assessed(let assessment):
            let due = AssessmentDue(part: assessment.part, office: assessment.office)
            negotiate(assessment.contract) {
                if let conditions = assessment.conditions { $0.conditions.append(conditions) }
                // It was given to who has done his part: the second approval is anybody's again.
                $0.assigned.removeAll { $0.due == due }
                if assessment.awaitsSecond, let assessor = assessment.assessor {
                    $0.approvedOnce.append(ContractState.FirstApproval(due: due, assessor: assessor))
                } else {
                    $0.due.removeAll { $0 == due }
                }
            }
        case .approved(let approval):
            change(approval.contract) { contract in
                guard let agreed = contract.negotiation else { return }
                contract.versions.append(
                    ContractState.Version(number: agreed.number, from: agreed.from, terms: agreed.terms))
                contract.negotiation = nil
            }
        case .rejected(let rejection):
            change(rejection.contract) { contract in
                contract.negotiation?.status = .rejected
                contract.negotiation?.due = []
                // A change that was rejected leaves what held as it was.
                if !contract.versions.isEmpty { contract.negotiation = nil }
            }
        case .returned(let back):
            negotiate(back.contract) {
                $0.status = .returned
                $0.due = []
            }
        case .reopened(let reopening):
            negotiate(reopening.contract) {
                $0.status = .underAssessment
                $0.due = reopening.assessments
                $0.approvedOnce = []
                $0.conditions = []
            }
        case .exceptionGranted(let exception): exceptions.append(exception)
        case .warned(let warning): change(warning.contract) { $0.warnings.append(warning) }
        default: break
        }
    }

    private mutating func evolve(change fact: ContractFact) {
        switch fact {
        case .changeProposed(let proposal):
            let now = revision
            change(proposal.contract) {
                $0.lastNumber = proposal.contractVersion
                $0.proposals.append(
                    ContractState.Proposal(
                        number: proposal.contractVersion, madeAt: now,
                        sharedAt: proposal.side == .caregiver ? now : nil))
                $0.negotiation = ContractState.Negotiation(
                    number: proposal.contractVersion, side: proposal.side, from: proposal.from, terms: proposal.terms,
                    status: proposal.side == .holder ? .draft : .shared, needs: proposal.needs)
            }
        case .changeWithdrawn(let withdrawal): change(withdrawal.contract) { $0.negotiation = nil }
        case .changed(let next):
            change(next.contract) {
                $0.lastNumber = max($0.lastNumber, next.contractVersion)
                $0.negotiation = nil
                $0.versions.append(
                    ContractState.Version(number: next.contractVersion, from: next.from, terms: next.terms))
            }
        case .extended(let extended):
            change(extended.contract) { contract in
                guard let terms = contract.versions.last?.terms.lasting(until: extended.until) else { return }
                contract.lastNumber = extended.contractVersion
                contract.versions.append(
                    ContractState.Version(number: extended.contractVersion, from: extended.from, terms: terms))
            }
        case .ended(let end):
            change(end.contract) {
                $0.lastDay = end.lastDay
                // Employment that was rejected ends by notice, and has no other terms than those.
                if !$0.versions.isEmpty { $0.negotiation = nil }
            }
        case .renewalNotified(let notice): change(notice.contract) { $0.renewalTold = notice }
        case .sicknessReported(let report):
            change(report.contract) {
                // Who is ill already can work more or less from that day.
                if let last = $0.sickness.indices.last, $0.sickness[last].until == nil {
                    $0.sickness[last].until = report.from.adding(days: -1)
                }
                $0.sickness.append(
                    ContractState.Sickness(
                        from: report.from, reportedOn: report.reportedOn ?? report.from,
                        fitPercent: report.fitPercent ?? 0, pensionAge: report.pensionAge))
            }
        case .recoveryReported(let report):
            change(report.contract) {
                guard let last = $0.sickness.indices.last else { return }
                // Who works again on the first day was not ill.
                guard $0.sickness[last].from < report.on else {
                    $0.sickness.removeLast()
                    return
                }
                $0.sickness[last].until = report.on.adding(days: -1)
            }
        default: break
        }
    }

    private mutating func change(_ id: ContractID, _ body: (inout ContractState) -> Void) {
        guard let index = contracts.firstIndex(where: { $0.id == id }) else {
            preconditionFailure("A contract changes that was never drafted in its dossier.")
        }
        body(&contracts[index])
    }

    /// Changes what is being agreed on.
    private mutating func negotiate(_ id: ContractID, _ body: (inout ContractState.Negotiation) -> Void) {
        change(id) { contract in
            guard var negotiation = contract.negotiation else {
                preconditionFailure("A contract is agreed on while nothing is.")
            }
            body(&negotiation)
            contract.negotiation = negotiation
        }
    }
}
