package import Events

/// What an employee may decide about a claim that waits for him.
package enum ClaimDecision: String, StoredName, CaseIterable {
    case accept, refuse
}

/// An employee of the SVB decides about a claim that was held, and says why. What only needed a person is then settled;
/// all else is checked anew, because the dossier went on in the meantime.
package struct DecideClaim: Command {
    package static let name: StaticString = "decide-claim"
    package static let allowed: [Actor] = [.svb(.paymentsMaker)]

    package let dossier: DossierID
    package let claim: ClaimID
    package let decision: ClaimDecision
    package let explanation: Text

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        claim = r("claim")
        decision = r("decision")
        explanation = r("explanation")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("claim", claim)
        w.field("decision", decision)
        w.field("explanation", explanation)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        guard let known = world.dossier.claim(claim) else { throw .unknownClaim }
        guard known.status == .held, let receivedOn = known.receivedOn, let filed = world.filed(claim) else {
            throw .claimNotHeld
        }
        if let old = known.corrects.flatMap(world.dossier.claim), old.status != .accepted, decision == .accept {
            throw .claimNotAccepted
        }
        let checked = try checked(filed, receivedOn, world)
        let sealed = stamp.seal(explanation, of: dossier.holder, use: 0)
        switch decision {
        case .accept: return ClaimOutcome.facts(checked, stamp, world.dossier, explanation: sealed)
        case .refuse: return ClaimOutcome.refused(checked, explanation: sealed)
        }
    }

    private func checked(
        _ filed: ClaimFiled, _ receivedOn: Day, _ world: borrowing World
    ) throws(Rejection) -> CheckedClaim {
        guard let month = filed.month else { throw .claimNotHeld }
        if let contract = filed.contract.flatMap(world.dossier.contract) {
            return try ClaimCheck(filed, contract, month, receivedOn: receivedOn, world.dossier).settled(world)
        }
        guard let budget = filed.budget.flatMap(world.dossier.budget) else { throw .claimNotHeld }
        return TransportCheck(
            claim: claim, budget: budget, month: month, costs: filed.costs, receivedOn: receivedOn
        ).checked(world)
    }
}

extension Rejection {
    package static let claimNotHeld = Rejection(
        "claim-not-held", "Deze declaratie wacht niet op een beoordeling. Bekijk de stand in het overzicht.")
}
