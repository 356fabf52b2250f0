package import Events

/// An employee of the granter decides on a request, with grounds and an explanation; late is a flag.
package struct DecideRequest: Command {
    package static let name: StaticString = "decide-request"
    package static let allowed: [Actor] = [.granter(.grants)]

    package let dossier: DossierID
    package let request: RequestID
    let decision: DecisionInput

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        request = r("request")
        decision = DecisionInput(from: &r)
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("request", request)
        decision.writeFields(to: &w)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let known = try world.dossier.request(request, for: stamp.principal)
        guard known.isOpen else { throw .requestClosed }
        let filed = known.filed
        let term = DecisionTerm.reason(
            receivedOn: filed.filedOn, decideBy: filed.decideBy, on: stamp.today,
            DecisionTerm.request(filedOn: filed.filedOn))
        return [
            .circumstance(
                .requestDecided(
                    RequestDecided(
                        request: request, office: filed.office, outcome: decision.outcome, grounds: decision.grounds,
                        explanation: stamp.seal(decision.explanation, of: dossier.holder, use: 0), reasons: [term])))
        ]
    }
}
