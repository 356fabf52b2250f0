package import Events

/// One side changes the terms. Earlier signatures are void from then on.
package struct ReviseContract: Command {
    package static let name: StaticString = "revise-contract"
    package static let allowed: [Actor] = [.holderSide, .caregiver]

    package let dossier: DossierID
    package let contract: ContractID
    package let terms: TermsInput

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        contract = r("contract")
        terms = r("terms")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("contract", contract)
        w.field("terms", terms)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let known = try world.dossier.contract(contract, for: stamp.principal)
        let side: Side = stamp.principal.kind == .caregiver ? .caregiver : .holder
        switch (known.status, side) {
        case (.draft, .holder), (.returned, .holder), (.shared, _), (.signed, .holder): break
        case (.signed, .caregiver): throw .alreadySigned
        case (.underAssessment, _): throw .underAssessment
        case (.draft, _), (.returned, _), (.approved, _), (.rejected, _), (.ended, _): throw .notOpenForChange
        }
        try world.dossier.requireBudgets(of: terms)
        let other = world.dossier.contracts.contains {
            $0.id != contract && $0.caregiver == known.caregiver && $0.isOpen(on: terms.start)
        }
        guard !other else { throw .contractOpen }
        let next = terms.sealed(
            stamp, of: dossier.holder,
            formal: Formality.isProfessional(known.caregiver, on: terms.start, world.register))
        let revised = Event.contract(
            .revised(
                ContractRevised(
                    contract: contract, side: side, changed: known.terms.changes(to: next), terms: next)))
        guard known.status == .signed else { return [revised] }
        return [revised, .contract(.signatureVoided(SignatureVoided(contract: contract, side: .caregiver)))]
    }
}

extension Rejection {
    package static let alreadySigned = Rejection(
        "already-signed", "U hebt deze zorgovereenkomst al ondertekend. Vraag de budgethouder om hem te wijzigen.")
    package static let underAssessment = Rejection(
        "under-assessment", "Deze zorgovereenkomst wordt beoordeeld. Wacht op de uitkomst.")
    package static let notOpenForChange = Rejection(
        "not-open-for-change", "Deze zorgovereenkomst kunt u nu niet aanpassen. Bekijk de stand in het overzicht.")
}
