package import Events

/// The holder side drafts a contract with a caregiver. A draft may still have faults; sharing shows them all.
package struct DraftContract: Command {
    package static let name: StaticString = "draft-contract"
    package static let allowed: [Actor] = [.holderSide]

    package let dossier: DossierID
    package let contract: ContractID
    package let caregiver: PartyID
    package let terms: TermsInput

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        contract = r("contract")
        caregiver = r("caregiver")
        terms = r("terms")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("contract", contract)
        w.field("caregiver", caregiver)
        w.field("terms", terms)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        guard world.dossier.contract(contract) == nil else { throw .contractExists }
        guard world.register.parties[caregiver] != nil else { throw .unknownCaregiver }
        guard caregiver != dossier.holder else { throw .ownCaregiver }
        try LivingParties.require(of: caregiver, from: terms.start, world)
        try world.dossier.requireBudgets(of: terms)
        guard !world.dossier.contracts.contains(where: { $0.caregiver == caregiver && $0.isOpen(on: terms.start) })
        else { throw .contractOpen }
        return [
            .contract(
                .drafted(
                    ContractDrafted(
                        contract: contract, caregiver: caregiver,
                        terms: try terms.sealed(
                            stamp, of: dossier.holder,
                            formal: Formality.isProfessional(caregiver, on: terms.start, world.register),
                            keeping: nil))))
        ]
    }
}

extension DossierState {
    /// Every line must name a budget of this dossier; without a grant there is nothing to agree on.
    func requireBudgets(of terms: TermsInput) throws(Rejection) {
        for line in terms.lines where budget(line.budget) == nil { throw .unknownBudget }
    }
}

extension Rejection {
    package static let contractExists = Rejection(
        "contract-exists", "Er is al een zorgovereenkomst met dit nummer. Gebruik een nieuw nummer.")
    package static let unknownCaregiver = Rejection(
        "unknown-caregiver", .unknown, "Deze zorgverlener is niet geregistreerd. Controleer de gegevens.")
    package static let ownCaregiver = Rejection(
        "own-caregiver", "U kunt niet uw eigen zorgverlener zijn. Kies iemand anders.")
    package static let unknownBudget = Rejection(
        "unknown-budget", .unknown, "Dit budget is er niet. Kies een toegekend budget.")
    package static let contractOpen = Rejection(
        "contract-open",
        "Er is al een zorgovereenkomst met deze zorgverlener. Wijzig die, of beëindig die eerst.")
    package static let unknownContract = Rejection(
        "unknown-contract", .unknown, "Deze zorgovereenkomst is er niet. Controleer het nummer.")
}
