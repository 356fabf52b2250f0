package import Events

/// A proposed change is given up before it is submitted; the version that holds goes on. The holder side may give up
/// any, the caregiver what he proposed himself.
package struct WithdrawChange: Command {
    package static let name: StaticString = "withdraw-change"
    package static let allowed: [Actor] = [.holderSide, .caregiver]

    package let dossier: DossierID
    package let contract: ContractID

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        contract = r("contract")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("contract", contract)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let known = try world.dossier.contract(contract, for: stamp.principal)
        let side: Side = stamp.principal.kind == .caregiver ? .caregiver : .holder
        guard !known.versions.isEmpty, let change = known.negotiation, side == .holder || change.side == .caregiver
        else { throw .noChange }
        guard change.status != .underAssessment else { throw .underAssessment }
        return [
            .contract(
                .changeWithdrawn(
                    ChangeWithdrawn(contract: contract, contractVersion: change.number, side: side)))
        ]
    }
}

extension Rejection {
    package static let noChange = Rejection(
        "no-change", "Er is geen wijziging die u kunt intrekken. Bekijk de stand in het overzicht.")
}
