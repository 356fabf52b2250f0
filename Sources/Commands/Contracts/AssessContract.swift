package import Events

/// An assessor judges one part of a contract or both, as far as they are his office's to judge.
package struct AssessContract: Command {
    package static let name: StaticString = "assess-contract"
    package static let allowed: [Actor] = [.granter(.assessor), .svb(.assessor)]

    package let dossier: DossierID
    package let contract: ContractID
    package let parts: [AssessmentPart]
    package let outcome: AssessmentOutcome
    package let grounds: [AssessmentReason]
    package let explanation: Text?

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        contract = r("contract")
        parts = r.list("parts")
        outcome = r("outcome")
        grounds = r.list("grounds")
        explanation = r.optional("explanation")
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
        }
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("contract", contract)
        w.field("parts", parts)
        w.field("outcome", outcome)
        w.field("grounds", grounds)
        w.field("explanation", explanation)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let known = try world.dossier.contract(contract, for: stamp.principal)
        guard let office = stamp.principal.office else { throw .notAllowed }
        guard let negotiation = known.negotiation, negotiation.status == .underAssessment else {
            throw .nothingToAssess
        }
        let mine = parts.map { AssessmentDue(part: $0, office: office) }
        guard mine.allSatisfy(negotiation.due.contains) else { throw .partNotYours }
        var events: [Event] = mine.enumerated().map { index, due in
            .contract(
                .assessed(
                    ContractAssessed(
                        contract: contract, part: due.part, office: office, outcome: outcome, grounds: grounds,
                        explanation: stamp.seal(explanation, of: dossier.holder, use: index))))
        }
        switch outcome {
        case .approve:
            if negotiation.due.allSatisfy(mine.contains) {
                events.append(
                    .contract(
                        .approved(
                            ContractApproved(
                                contract: contract, from: known.terms.start, until: known.terms.end,
                                reasons: Reasons(ContractChecks.figures(known, world, today: stamp.today))))))
            }
        case .reject: events.append(.contract(.rejected(ContractRejected(contract: contract, grounds: grounds))))
        case .returnForCorrection:
            events.append(.contract(.returned(ContractReturned(contract: contract, grounds: grounds))))
        }
        return events
    }
}

extension Rejection {
    package static let nothingToAssess = Rejection(
        "nothing-to-assess", "Deze zorgovereenkomst wacht niet op een beoordeling. Bekijk de stand in het overzicht.")
    package static let partNotYours = Rejection(
        "part-not-yours", "Dit deel is al beoordeeld of hoort bij een andere organisatie. Kies een deel dat open staat."
    )
}
