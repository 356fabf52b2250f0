package import Events

/// One side changes the terms that are being agreed on, of a first version or a next one. Earlier signatures are void
/// from then on, and what a next version needs is looked at anew.
package struct ReviseContract: Command {
    package static let name: StaticString = "revise-contract"
    package static let allowed: [Actor] = [.holderSide, .caregiver]

    package let dossier: DossierID
    package let contract: ContractID
    package let terms: TermsInput
    /// Another first day of a next version; nil when that stays as it was.
    package let from: Day?

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        contract = r("contract")
        terms = r("terms")
        from = r.optional("from")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("contract", contract)
        w.field("terms", terms)
        w.present("from", from)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let known = try world.dossier.contract(contract, for: stamp.principal)
        let side: Side = stamp.principal.kind == .caregiver ? .caregiver : .holder
        switch (known.stage, side) {
        case (.draft, .holder), (.returned, .holder), (.shared, _), (.signed, .holder): break
        case (.signed, .caregiver): throw .alreadySigned
        case (.underAssessment, _): throw .underAssessment
        case (.draft, _), (.returned, _), (.approved, _), (.rejected, _), (.ended, _): throw .notOpenForChange
        }
        let revised = Event.contract(
            .revised(
                known.versions.isEmpty
                    ? try first(of: known, side, stamp, world) : try next(of: known, side, stamp, world)))
        guard known.stage == .signed else { return [revised] }
        return [revised, .contract(.signatureVoided(SignatureVoided(contract: contract, side: .caregiver)))]
    }

    private func first(
        of known: ContractState, _ side: Side, _ stamp: Stamp, _ world: borrowing World
    ) throws(Rejection) -> ContractRevised {
        guard from == nil else { throw .firstVersionStarts }
        try world.dossier.requireBudgets(of: terms)
        let other = world.dossier.contracts.contains {
            $0.id != contract && $0.caregiver == known.caregiver && $0.isOpen(on: terms.start)
        }
        guard !other else { throw .contractOpen }
        let next = try terms.sealed(
            stamp, of: dossier.holder,
            formal: Formality.isProfessional(known.caregiver, on: terms.start, world.register), keeping: known.offered)
        return ContractRevised(
            contract: contract, side: side, changed: known.offered.changes(to: next), terms: next)
    }

    private func next(
        of known: ContractState, _ side: Side, _ stamp: Stamp, _ world: borrowing World
    ) throws(Rejection) -> ContractRevised {
        guard let day = from ?? known.negotiation?.from else { throw .notOpenForChange }
        let next = try known.next(terms, from: day, stamp, world)
        return ContractRevised(
            contract: contract, side: side, changed: known.offered.changes(to: next), terms: next, from: day,
            needs: ChangeNeeds.together(ChangeNeeds.of(known.terms, next)))
    }
}

extension Rejection {
    package static let alreadySigned = Rejection(
        "already-signed", "U hebt deze zorgovereenkomst al ondertekend. Vraag de budgethouder om hem te wijzigen.")
    package static let underAssessment = Rejection(
        "under-assessment", "Deze zorgovereenkomst wordt beoordeeld. Wacht op de uitkomst.")
    package static let notOpenForChange = Rejection(
        "not-open-for-change", "Deze zorgovereenkomst kunt u nu niet aanpassen. Bekijk de stand in het overzicht.")
    package static let firstVersionStarts = Rejection(
        "first-version-starts", "Deze overeenkomst gaat in op haar begindatum. Laat de ingangsdatum weg.")
}
