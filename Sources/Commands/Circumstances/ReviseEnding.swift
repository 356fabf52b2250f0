package import Events

/// A granter takes its decision that the pgb under a law ends back, after an objection, an appeal, or because it saw itself
/// that it was wrong (Awb 7:11). From then on the pgb is as if that decision had not been; what ended because of it, budgets
/// and contracts, begins again by `change-budget`, `reopen-contract` and new grants, each with its own rules.
package struct ReviseEnding: Command {
    package static let name: StaticString = "revise-ending"
    package static let allowed: [Actor] = [.granter(.grants)]
    package static let goesOnWhenRestricted = true

    package let dossier: DossierID
    package let law: Law
    package let reason: EndingRevisionReason
    /// A decision says why (Awb 3:46); the holder reads it.
    package let explanation: Text

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        law = r("law")
        reason = r("reason")
        explanation = r("explanation")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("law", law)
        w.field("reason", reason)
        w.field("explanation", explanation)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        guard let office = stamp.principal.office else { throw .notAllowed }
        guard let known = world.dossier.isEnded(law, by: office) else { throw .nothingEnded }
        return [
            .circumstance(
                .endingRevised(
                    PgbEndingRevised(
                        office: office, law: law, lastDay: known.lastDay, reason: reason,
                        explanation: stamp.seal(explanation, of: world.dossier.holder, use: 0))))
        ]
    }
}

extension Rejection {
    package static let nothingEnded = Rejection(
        "nothing-ended", "Uw organisatie heeft dit pgb niet gestopt, of gaf daarna een nieuw budget. Controleer de wet."
    )
}
