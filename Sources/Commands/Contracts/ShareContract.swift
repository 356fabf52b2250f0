package import Events

/// The holder side shares a draft with the caregiver. Every fault the checks find is shown at once, before that.
package struct ShareContract: Command {
    package static let name: StaticString = "share-contract"
    package static let allowed: [Actor] = [.holderSide]

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
        switch known.stage {
        case .draft: break
        case .shared, .signed: return []
        case .returned: throw .reviseFirst
        case .underAssessment: throw .underAssessment
        case .approved, .rejected, .ended: throw .notOpenForChange
        }
        let findings = ContractChecks.findings(known, world, today: stamp.today)
        guard !findings.contains(where: { $0.weight == .block }) else { throw .contractFaults.with(findings) }
        return [.contract(.shared(ContractShared(contract: contract, reasons: Reasons(findings.map(\.reason)))))]
    }
}

extension Rejection {
    package static let contractFaults = Rejection(
        "contract-faults", "Er staan fouten in de zorgovereenkomst. Verbeter wat hieronder staat en deel hem opnieuw.")
    package static let reviseFirst = Rejection(
        "revise-first", "De beoordelaar heeft gevraagd om een verbetering. Pas de zorgovereenkomst eerst aan.")
}
