package import Events

/// By decision nobody has to pay the rest, or a part, of a receivable any more. Who raises one makes payments; who lets it
/// go releases them: nobody has both roles. `openCents` says what stood open for who decides.
package struct WriteOffReceivable: Command {
    package static let name: StaticString = "write-off-receivable"
    package static let allowed: [Actor] = [.svb(.paymentsReleaser)]

    package let dossier: DossierID
    package let receivable: ReceivableID
    package let cents: Cents
    package let openCents: Cents
    package let ground: WriteOffGround
    package let explanation: Text

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        receivable = r("receivable")
        cents = r.positiveCents("cents")
        openCents = r("openCents")
        ground = r("ground")
        explanation = r("explanation")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("receivable", receivable)
        w.field("cents", cents)
        w.field("openCents", openCents)
        w.field("ground", ground)
        w.field("explanation", explanation)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let known = try world.dossier.openReceivable(receivable)
        guard openCents == known.openCents else { throw .receivableChanged }
        guard cents <= known.openCents else { throw .moreThanOpen }
        return [
            .receivable(
                .writtenOff(
                    ReceivableWrittenOff(
                        receivable: receivable, cents: cents, ground: ground,
                        explanation: stamp.seal(explanation, of: known.debtor, use: 1))))
        ]
    }
}
