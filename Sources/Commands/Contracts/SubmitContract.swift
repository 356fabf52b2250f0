package import Events

/// The holder side signs last and submits the contract for assessment. A change that needs no signature of the caregiver
/// need not have been shared; one that needs no approval holds by this.
package struct SubmitContract: Command {
    package static let name: StaticString = "submit-contract"
    package static let allowed: [Actor] = [.holderSide]
    package static let asksFreshSignIn = true

    package let dossier: DossierID
    package let contract: ContractID
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
        let needs = known.negotiation?.needs ?? ChangeNeed.allCases
        switch known.stage {
        case .signed, .underAssessment: break
        case .draft where !needs.contains(.caregiverSignature), .shared where !needs.contains(.caregiverSignature):
            break
        case .returned where !needs.contains(.caregiverSignature): throw .reviseFirst
        case .draft, .shared, .returned: throw .caregiverSignsFirst
        case .approved, .rejected, .ended: throw .notOpenForChange
        }
        guard let signer = stamp.principal.party else { throw .notAllowed }
        guard let offer = known.negotiation, offer.terms.digest == termsDigest else { throw .termsChanged }
        if offer.status == .underAssessment { return [] }
        guard signer != known.caregiver || world.dossier.mayRepresentAndCare(signer, on: stamp.today)
        else { throw .sameSigner }
        // Of a change the day of receipt counts: it may have been written in an earlier month (contracts 7.4).
        let findings = ContractChecks.findings(known, world, today: stamp.today)
        guard !findings.contains(where: { $0.weight == .block }) else { throw .contractFaults.with(findings) }
        let signed = ContractFact.signed(
            ContractSigned(
                contract: contract, side: .holder, signer: signer, means: stamp.means, level: stamp.level,
                termsDigest: termsDigest))
        guard needs.contains(.approval) else {
            let changed = ContractFact.changed(
                ContractChanged(
                    contract: contract, contractVersion: offer.number, from: offer.from,
                    changed: known.terms.changes(to: offer.terms), terms: offer.terms))
            return try WageCourse.after([.contract(signed), .contract(changed)], of: [contract], stamp, world)
        }
        return [
            .contract(signed),
            .contract(
                .submitted(
                    ContractSubmitted(
                        contract: contract, assessments: try world.assessments(of: offer.terms)))),
        ]
    }
}

extension World {
    /// Wlz: the care office assesses care and labour (Rlz 5.16(7)). Wmo and Jeugdwet: the municipality assesses care
    /// and the SVB labour. A contract under several laws needs every part of each.
    func assessments(of terms: ContractTerms) throws(Rejection) -> [AssessmentDue] {
        var due: [AssessmentDue] = []
        for line in terms.lines {
            guard let budget = dossier.budget(line.budget) else { throw .unknownBudget }
            var parts = [AssessmentDue(part: .care, office: budget.office)]
            if budget.law == .wlz {
                parts.append(AssessmentDue(part: .labour, office: budget.office))
            } else {
                guard let svb = register.svb else { throw .noSvb }
                parts.append(AssessmentDue(part: .labour, office: svb))
            }
            for part in parts where !due.contains(part) { due.append(part) }
        }
        return due
    }
}

extension DossierState {
    /// A parent who represents the holder may also be the caregiver and sign for both sides: care offices allow it
    /// without further conditions (contracts 4.9, ZK2 a). Nobody else may.
    func mayRepresentAndCare(_ party: PartyID, on day: Day) -> Bool {
        representatives.contains { $0.representative == party && $0.ground == .parent && $0.holds(on: day) }
    }
}

extension Rejection {
    package static let caregiverSignsFirst = Rejection(
        "caregiver-signs-first", "De zorgverlener moet eerst ondertekenen. Daarna kunt u indienen.")
    package static let sameSigner = Rejection(
        "same-signer", "U bent ook de zorgverlener. Iemand anders moet voor de budgethouder ondertekenen.")
    package static let noSvb = Rejection(
        "no-svb", "De SVB is nog niet aangesloten. Neem contact op met de beheerder.")
}
