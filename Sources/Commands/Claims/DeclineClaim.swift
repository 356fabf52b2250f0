package import Events

/// The holder side declines a claim of the caregiver and says why.
package struct DeclineClaim: Command {
    package static let name: StaticString = "decline-claim"
    package static let allowed: [Actor] = [.holderSide]

    package let dossier: DossierID
    package let claim: ClaimID
    package let explanation: Text

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        claim = r("claim")
        explanation = r("explanation")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("claim", claim)
        w.field("explanation", explanation)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        _ = try world.dossier.waiting(claim)
        return [
            .claim(
                .declined(
                    ClaimDeclined(claim: claim, explanation: stamp.seal(explanation, of: dossier.holder, use: 0))))
        ]
    }
}
