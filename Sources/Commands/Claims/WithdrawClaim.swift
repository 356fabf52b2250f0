package import Events

/// Who filed a claim takes it back: the caregiver while it waits for the holder side, the holder side until its payment
/// is in a file. The payment goes with it, and its money is free again.
package struct WithdrawClaim: Command {
    package static let name: StaticString = "withdraw-claim"
    package static let allowed: [Actor] = [.holderSide, .caregiver, .svb(.paymentsMaker)]

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
        guard world.dossier.isKnown(claim, to: stamp.principal), let known = world.dossier.claim(claim) else {
            throw .unknownClaim
        }
        let isCaregiver = stamp.principal.kind == .caregiver
        switch known.status {
        case .withdrawn: return []
        case .waiting:
            guard isCaregiver else { throw .declineInstead }
        case .held:
            guard !isCaregiver else { throw .claimNotOpen }
        case .accepted:
            guard !isCaregiver else { throw .claimNotOpen }
            // What took the place of another claim cannot go without leaving that one half undone.
            guard known.corrects == nil else { throw .correctInstead }
        case .declined, .refused, .corrected: throw .claimNotOpen
        }
        var payments: [Event] = []
        for payment in world.dossier.payments where payment.claim == claim && payment.stands {
            guard payment.status == .scheduled else { throw .correctInstead }
            payments.append(
                .payment(.withdrawn(PaymentWithdrawn(payment: payment.id, cause: .claimWithdrawn))))
        }
        return [.claim(.withdrawn(ClaimWithdrawn(claim: claim)))] + payments
    }
}

extension Rejection {
    package static let declineInstead = Rejection(
        "decline-instead", "Deze declaratie is van uw zorgverlener. Wijs hem af als hij niet klopt.")
    package static let claimNotOpen = Rejection(
        "claim-not-open", "Deze declaratie kunt u niet meer intrekken. Bekijk de stand in het overzicht.")
    package static let correctInstead = Rejection(
        "correct-instead", "De betaling is al onderweg of gedaan. Dien een correctie in.")
}
