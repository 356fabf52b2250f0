package import Events

/// The caregiver signs what was shared with him, the digest of which he states.
package struct SignContract: Command {
    package static let name: StaticString = "sign-contract"
    package static let allowed: [Actor] = [.caregiver]
    package static let asksFreshSignIn = true

    package let dossier: DossierID
    package let contract: ContractID
    /// The digest of the terms the signer read.
    package let termsDigest: Digest

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        contract = r("contract")
        termsDigest = r("termsDigest")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("contract", contract)
        w.field("termsDigest", termsDigest)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let known = try world.dossier.contract(contract, for: stamp.principal)
        switch known.stage {
        case .shared, .signed: break
        case .underAssessment: throw .underAssessment
        case .draft, .returned: throw .notShared
        case .approved, .rejected, .ended: throw .notOpenForChange
        }
        guard known.offered.digest == termsDigest else { throw .termsChanged }
        if known.stage == .signed { return [] }
        try LivingParties.require(of: known.caregiver, from: known.negotiation?.from ?? known.start, world)
        guard world.register.parties[known.caregiver]?.hasBankAccount ?? false else { throw .bankAccountMissing }
        return [
            .contract(
                .signed(
                    ContractSigned(
                        contract: contract, side: .caregiver, signer: known.caregiver, means: stamp.means,
                        level: stamp.level, termsDigest: termsDigest)))
        ]
    }
}

extension Rejection {
    package static let notShared = Rejection(
        "not-shared", "De budgethouder past deze zorgovereenkomst nog aan. Wacht tot hij is gedeeld.")
    package static let termsChanged = Rejection(
        "terms-changed", "De afspraken zijn veranderd sinds u ze las. Lees ze opnieuw en onderteken daarna.")
    package static let bankAccountMissing = Rejection(
        "bank-account-missing", "Uw rekeningnummer ontbreekt. Vul het in bij uw profiel en onderteken daarna.")
}
