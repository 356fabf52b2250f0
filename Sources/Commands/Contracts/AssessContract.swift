package import Events

/// An assessor judges one part of a contract or both, as far as they are his office's to judge. Where the granter wants
/// four eyes on it, an approval counts once a second assessor repeats it; one is enough to reject or return.
package struct AssessContract: Command {
    package static let name: StaticString = "assess-contract"
    package static let allowed: [Actor] = [.granter(.assessor), .svb(.assessor)]

    package let dossier: DossierID
    package let contract: ContractID
    package let parts: [AssessmentPart]
    package let outcome: AssessmentOutcome
    package let grounds: [AssessmentReason]
    package let explanation: Text?
    /// With an approval: what the parties are asked to see to.
    package let conditions: Text?

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        contract = r("contract")
        parts = r.list("parts")
        outcome = r("outcome")
        grounds = r.list("grounds")
        explanation = r.optional("explanation")
        conditions = r.optional("conditions")
        if parts.isEmpty {
            r.refuse("parts", .missing, "Kies het deel dat u beoordeelt: zorg, arbeidsrecht of allebei.")
        }
        for index in parts.repeats(of: \.self) {
            r.refuse("parts", element: index, .invalidValue, "Dit deel staat er al. Laat het één keer staan.")
        }
        for index in grounds.repeats(of: \.self) {
            r.refuse("grounds", element: index, .invalidValue, "Deze reden staat er al. Laat hem één keer staan.")
        }
        if outcome == .approve {
            if !grounds.isEmpty { r.refuse("grounds", .invalidValue, "Bij goedkeuring horen geen redenen.") }
        } else {
            if grounds.isEmpty { r.refuse("grounds", .missing, "Kies minstens één reden.") }
            if explanation == nil { r.refuse("explanation", .missing, "Leg uit wat er moet veranderen.") }
            if conditions != nil {
                r.refuse("conditions", .invalidValue, "Voorwaarden horen bij een goedkeuring. Laat dit leeg.")
            }
        }
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("contract", contract)
        w.field("parts", parts)
        w.field("outcome", outcome)
        w.field("grounds", grounds)
        w.field("explanation", explanation)
        w.present("conditions", conditions)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let known = try world.dossier.contract(contract, for: stamp.principal)
        let negotiation = try known.underAssessment()
        let mine = try parts.map { (part) throws(Rejection) in
            try negotiation.assessment(of: part, by: stamp.principal)
        }
        let waiting = try firstOfTwo(mine, negotiation, stamp, world)
        let conditions = stamp.seal(conditions, of: dossier.holder, use: parts.count)
        var events: [Event] = mine.enumerated().map { index, due in
            .contract(
                .assessed(
                    ContractAssessed(
                        contract: contract, part: due.part, office: due.office, outcome: outcome, grounds: grounds,
                        explanation: stamp.seal(explanation, of: dossier.holder, use: index),
                        awaitsSecond: waiting.contains(due),
                        assessor: waiting.contains(due) ? stamp.principal.party : nil,
                        conditions: index == 0 ? conditions : nil)))
        }
        switch outcome {
        case .approve:
            try LivingParties.require(of: known.caregiver, from: negotiation.from, world)
            guard negotiation.due.allSatisfy({ mine.contains($0) && !waiting.contains($0) }) else { break }
            events.append(
                .contract(
                    .approved(
                        ContractApproved(
                            contract: contract, from: negotiation.from, until: negotiation.terms.end,
                            reasons: Reasons(ContractChecks.figures(known, world, today: stamp.today)),
                            contractVersion: negotiation.number,
                            conditions: negotiation.conditions + (conditions.map { [$0] } ?? [])))))
        case .reject: events.append(.contract(.rejected(ContractRejected(contract: contract, grounds: grounds))))
        case .returnForCorrection:
            events.append(.contract(.returned(ContractReturned(contract: contract, grounds: grounds))))
        }
        return try WageCourse.after(events, of: [contract], stamp, world)
    }

    /// The parts that now have a first approval and need another one; none where two are not wanted.
    private func firstOfTwo(
        _ mine: [AssessmentDue], _ negotiation: ContractState.Negotiation, _ stamp: Stamp, _ world: borrowing World
    ) throws(Rejection) -> [AssessmentDue] {
        guard outcome == .approve, let office = stamp.principal.office,
            world.register.offices[office]?.policy(on: stamp.today)?.contracts.fourEyes ?? false
        else { return [] }
        var waiting: [AssessmentDue] = []
        for due in mine {
            guard let first = negotiation.approvedOnce.first(where: { $0.due == due }) else {
                waiting.append(due)
                continue
            }
            guard first.assessor != stamp.principal.party else { throw .secondAssessor }
        }
        return waiting
    }
}

extension ContractState {
    /// What is being agreed on, when assessors have it.
    func underAssessment() throws(Rejection) -> Negotiation {
        guard let negotiation, negotiation.status == .underAssessment else { throw .nothingToAssess }
        return negotiation
    }
}

extension ContractState.Negotiation {
    /// The assessment of a part that the employee's office has still to make.
    func assessment(of part: AssessmentPart, by employee: Principal) throws(Rejection) -> AssessmentDue {
        guard let office = employee.office else { throw .notAllowed }
        let due = AssessmentDue(part: part, office: office)
        guard self.due.contains(due) else { throw .partNotYours }
        return due
    }
}

extension Rejection {
    package static let nothingToAssess = Rejection(
        "nothing-to-assess", "Deze zorgovereenkomst wacht niet op een beoordeling. Bekijk de stand in het overzicht.")
    package static let partNotYours = Rejection(
        "part-not-yours", "Dit deel is al beoordeeld of hoort bij een andere organisatie. Kies een deel dat open staat."
    )
    package static let secondAssessor = Rejection(
        "second-assessor", "U hebt dit deel al goedgekeurd. Een collega moet het ook beoordelen.")
}
