package import Events

/// The holder side ends a contract after a last day. Only the holder side can (BH-14).
package struct EndContract: Command {
    package static let name: StaticString = "end-contract"
    package static let allowed: [Actor] = [.holderSide]

    package let dossier: DossierID
    package let contract: ContractID
    package let lastDay: Day
    package let reason: EndReason

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        contract = r("contract")
        lastDay = r("lastDay")
        reason = r("reason")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("contract", contract)
        w.field("lastDay", lastDay)
        w.field("reason", reason)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let known = try world.dossier.contract(contract, for: stamp.principal)
        switch known.status {
        case .approved: break
        case .ended:
            guard known.lastDay == lastDay else { throw .alreadyEnded }
            return []
        case .draft, .shared, .signed, .underAssessment, .returned, .rejected: throw .notApproved
        }
        guard lastDay >= known.terms.start else { throw .endsBeforeStart }
        if let end = known.terms.end, lastDay > end { throw .endsAfterTerm }
        if world.dossier.wasPaid(contract, after: lastDay) { throw .paidAfterLastDay }
        return [.contract(.ended(ContractEnded(contract: contract, lastDay: lastDay, reason: reason)))]
    }
}

extension Rejection {
    package static let alreadyEnded = Rejection(
        "already-ended",
        "Deze zorgovereenkomst is al beëindigd op een andere dag. Bekijk de laatste dag in het overzicht.")
    package static let notApproved = Rejection(
        "not-approved",
        "Deze zorgovereenkomst is niet goedgekeurd. Alleen een goedgekeurde overeenkomst kunt u beëindigen.")
    package static let endsBeforeStart = Rejection(
        "ends-before-start", "De laatste dag ligt voor de begindatum. Kies een latere dag.")
    package static let endsAfterTerm = Rejection(
        "ends-after-term", "De overeenkomst eindigt al eerder. Kies een dag voor de einddatum.")
    package static let paidAfterLastDay = Rejection(
        "paid-after-last-day", "Er is al zorg betaald van na deze dag. Kies een latere laatste dag.")
}
