package import Events

/// A contract that was rejected is assessed again, because an objection was upheld or a court ruled so (contracts 7.1.6).
/// Every part is assessed anew, on the terms that both sides signed.
package struct ReopenContract: Command {
    package static let name: StaticString = "reopen-contract"
    package static let allowed: [Actor] = [.granter(.assessor), .svb(.assessor)]

    package let dossier: DossierID
    package let contract: ContractID
    package let ground: ReopenGround
    package let explanation: Text

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        contract = r("contract")
        ground = r("ground")
        explanation = r("explanation")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("contract", contract)
        w.field("ground", ground)
        w.field("explanation", explanation)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let known = try world.dossier.contract(contract, for: stamp.principal)
        guard let office = stamp.principal.office else { throw .notAllowed }
        guard let negotiation = known.negotiation, known.stage == .rejected else { throw .notRejected }
        let assessments = try world.assessments(of: negotiation.terms)
        guard assessments.contains(where: { $0.office == office }) else { throw .partNotYours }
        // Since then the parties may have agreed on another contract (ZO-03).
        let other = world.dossier.contracts.contains {
            $0.id != contract && $0.caregiver == known.caregiver && $0.isOpen(on: negotiation.from)
        }
        guard !other else { throw .contractOpen }
        return [
            .contract(
                .reopened(
                    ContractReopened(
                        contract: contract, ground: ground, office: office,
                        explanation: stamp.seal(explanation, of: dossier.holder, use: 0), assessments: assessments)))
        ]
    }
}

extension Rejection {
    package static let notRejected = Rejection(
        "not-rejected", "Deze zorgovereenkomst is niet afgekeurd. Alleen een afgekeurde overeenkomst kan opnieuw open.")
}
