package import Events

/// The holder side replaces an accepted claim by another one for the same contract and month; an employee of the SVB
/// enters a correction that came on paper. Once the new claim is accepted the old one no longer counts, and the
/// difference is paid or asked back. Without weeks and costs it says that there was nothing to pay after all.
package struct CorrectClaim: Command {
    package static let name: StaticString = "correct-claim"
    package static let allowed: [Actor] = [.holderSide, .svb(.paymentsMaker)]

    package let dossier: DossierID
    /// The new claim, and the one whose place it takes.
    package let claim: ClaimID
    package let corrects: ClaimID
    package let content: ClaimContent
    package let receivedOn: Day?

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        claim = r("claim")
        corrects = r("corrects")
        content = ClaimContent(from: &r, mayBeEmpty: true)
        receivedOn = r.optional("receivedOn")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("claim", claim)
        w.field("corrects", corrects)
        content.writeFields(to: &w)
        w.present("receivedOn", receivedOn)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let old = try world.dossier.correctable(corrects)
        guard let contract = old.contract.flatMap(world.dossier.contract), let month = old.month else {
            throw .notCorrectable
        }
        let isEmpty = content.entries.isEmpty && content.costs.isEmpty
        guard isEmpty || content.kind == old.kind else { throw .otherKind }
        guard world.dossier.claim(claim) == nil else { throw .claimExists }
        let day = try stamp.receiptDay(receivedOn)
        try world.dossier.requireDocuments(content.costs, content.invoice, of: contract.id)
        let check = try ClaimCheck(
            claim, content, contract, month, receivedOn: day, stamp, world.dossier,
            replaces: world.dossier.chain(of: corrects))
        return [.claim(.filed(check.filed(.holder, receivedOn: receivedOn)))]
            + ClaimOutcome.facts(check.settled(world), stamp, world.dossier)
    }
}

extension DossierState {
    /// A claim that another one may take the place of.
    func correctable(_ id: ClaimID) throws(Rejection) -> ClaimState {
        guard let claim = claim(id) else { throw .unknownClaim }
        switch claim.kind {
        case .care, .travel, .extraCosts: break
        case .freeAmount, .transport, .holidayAllowance, .oneOff: throw .notCorrectable
        }
        guard claim.status == .accepted else { throw .claimNotAccepted }
        guard !claims.contains(where: { $0.corrects == id && $0.status == .held }) else { throw .correctionPending }
        return claim
    }
}

extension Rejection {
    package static let claimNotAccepted = Rejection(
        "claim-not-accepted",
        "Deze declaratie is niet goedgekeurd, of telt niet meer. Bekijk de stand in het overzicht.")
    package static let notCorrectable = Rejection(
        "not-correctable", "Dit soort declaratie kunt u niet corrigeren. Trek hem in, of vraag de SVB wat er kan.")
    package static let otherKind = Rejection(
        "other-kind", "Een correctie is van dezelfde soort als de declaratie. Dien het andere apart in.")
    package static let correctionPending = Rejection(
        "correction-pending", "Er wacht al een correctie van deze declaratie op de SVB. Wacht tot die is beoordeeld.")
}
