package import Events

/// An employee of the helpdesk looks along with a holder who asks for help: for half an hour he sees the dossier as the
/// holder sees it. He says why, the holder is told, and every look is in the access log under this ground. It is a look
/// and nothing else: no command is ever asked in the name of somebody who is looked along with (decisions 8).
package struct LookAlong: Command {
    package static let name: StaticString = "look-along"
    package static let allowed: [Actor] = [.svb(.helpdesk), .granter(.helpdesk)]

    package let dossier: DossierID
    /// Why; the holder reads it.
    package let explanation: Text

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        explanation = r("explanation")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("explanation", explanation)
    }

    package var stream: StreamID { .dossier(dossier) }

    /// How many seconds it lasts: long enough for one talk on the phone.
    package static let seconds: Int64 = 30 * 60

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        guard world.dossier.exists else { throw .unknownDossier }
        guard let employee = stamp.principal.party, let office = stamp.principal.office else { throw .notAllowed }
        return [
            .circumstance(
                .lookedAlong(
                    LookedAlong(
                        office: office, employee: employee, until: stamp.now.adding(seconds: Self.seconds),
                        explanation: stamp.seal(explanation, of: world.dossier.holder, use: 0))))
        ]
    }
}
