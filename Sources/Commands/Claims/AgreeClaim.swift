package import Events

/// The holder side agrees with a claim of the caregiver. That is the order to pay; the checks run again.
package struct AgreeClaim: Command {
    package static let name: StaticString = "agree-claim"
    package static let allowed: [Actor] = [.holderSide]

    package let dossier: DossierID
    package let claim: ClaimID

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        claim = r("claim")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("claim", claim)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let (contract, month) = try world.dossier.waiting(claim)
        guard let filed = world.filed(claim) else { throw .unknownClaim }
        let check = try ClaimCheck(filed, contract, month, receivedOn: stamp.today, world.dossier)
        return [.claim(.agreed(ClaimAgreed(claim: claim)))]
            + ClaimOutcome.facts(check.checked(world), stamp, world.dossier)
    }
}

extension DossierState {
    /// The contract and month of a claim that waits for the holder side.
    func waiting(_ id: ClaimID) throws(Rejection) -> (ContractState, Month) {
        guard let claim = claim(id) else { throw .unknownClaim }
        guard claim.status == .waiting, let month = claim.month, let contract = claim.contract.flatMap(contract)
        else { throw .claimNotWaiting }
        return (contract, month)
    }
}

extension Rejection {
    package static let unknownClaim = Rejection(
        "unknown-claim", .unknown, "Deze declaratie is er niet. Controleer het nummer.")
    package static let claimNotWaiting = Rejection(
        "claim-not-waiting", "Deze declaratie wacht niet op uw akkoord. Bekijk de stand in het overzicht.")
}
