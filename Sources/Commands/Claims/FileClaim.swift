package import Events

/// Somebody claims the care of one month under one contract. From the holder side it is the order to pay; from the
/// caregiver it waits for the holder side's consent.
package struct FileClaim: Command {
    package static let name: StaticString = "file-claim"
    package static let allowed: [Actor] = [.holderSide, .caregiver]

    package let dossier: DossierID
    package let claim: ClaimID
    package let contract: ContractID
    package let month: Month
    package let entries: [ClaimEntry]

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        claim = r("claim")
        contract = r("contract")
        month = r("month")
        entries = r.list("entries")
        if entries.isEmpty { r.refuse("entries", .missing, "Vul minstens één week in.") }
        if entries.count > 300 { r.refuse("entries", .outOfRange, "Een declaratie heeft hoogstens 300 regels.") }
        for (index, entry) in entries.enumerated() {
            if let fault = entry.fault {
                r.refuse("entries", element: index, .invalidValue, fault)
            } else if entries[..<index].contains(where: { $0.week == entry.week && $0.line == entry.line }) {
                r.refuse(
                    "entries", element: index, .invalidValue,
                    "Deze week staat er twee keer voor dezelfde regel. Tel ze bij elkaar op.")
            }
        }
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("claim", claim)
        w.field("contract", contract)
        w.field("month", month)
        w.field("entries", entries)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let agreed = try world.dossier.contract(contract, for: stamp.principal)
        guard !world.dossier.isKnown(claim, to: stamp.principal) else { throw .claimExists }
        let amounts = try CareAmounts(entries, agreed, month, world.dossier)
        let side: Side = stamp.principal.kind == .caregiver ? .caregiver : .holder
        if side == .caregiver {
            guard world.allowsCaregiverClaims(agreed.terms(in: month), on: month.last) else {
                throw .caregiverMayNotFile
            }
        }
        // The claim of another. Said last, as the handler says it of other dossiers, so that it tells nothing more.
        guard world.dossier.claim(claim) == nil else { throw .idNotFree }
        let filed = Event.claim(
            .filed(
                ClaimFiled(
                    claim: claim, kind: .care, side: side, contract: contract, month: month, entries: entries,
                    budget: nil, amountCents: amounts.total)))
        let check = ClaimCheck(
            claim: claim, contract: agreed, month: month, entries: entries, amounts: amounts, today: stamp.today)
        var reasons = check.reasons(world)
        if side == .caregiver {
            // Whether the balance allows it is seen when the holder side agrees: an answer now would tell the caregiver
            // what the balance is, and that he may not know.
            reasons.removeAll { $0.rule == Rule.balance.code }
            if reasons.allSatisfy(\.met) { return [filed] }
        }
        return [filed] + ClaimOutcome.care(check, reasons, stamp, world.dossier)
    }
}

extension DossierState {
    /// Whether there is such a claim, as far as the person may know: a caregiver is not told of the claims of others.
    fileprivate func isKnown(_ id: ClaimID, to principal: Principal) -> Bool {
        guard let claim = claim(id) else { return false }
        return principal.kind != .caregiver || claim.contract.flatMap(contract)?.caregiver == principal.party
    }
}

extension ClaimEntry {
    /// What is wrong with the entry by itself, as a Dutch sentence; nil when nothing is.
    var fault: String? {
        if week.weekday != 1 { return "Een week begint op maandag. Vul de datum van de maandag in." }
        if line < 1 { return "Kies een regel van de zorgovereenkomst." }
        switch (minutes, count) {
        case (let minutes?, nil):
            return (1...10_080).contains(minutes) ? nil : "Een week heeft 1 tot en met 10.080 minuten."
        case (nil, let count?):
            return (1...1_000).contains(count) ? nil : "Vul een aantal van 1 tot en met 1.000 in."
        default: return "Vul de minuten in, of het aantal. Niet allebei."
        }
    }
}

extension World {
    /// Whether the granters of the contract's budgets let a caregiver file; a granter without a policy does.
    func allowsCaregiverClaims(_ terms: ContractTerms, on day: Day) -> Bool {
        terms.lines.allSatisfy { line in
            guard let office = dossier.budget(line.budget)?.office else { return false }
            return register.offices[office]?.policy(on: day)?.caregiverClaims ?? true
        }
    }
}

extension Rejection {
    package static let claimExists = Rejection(
        "claim-exists", "Er is al een declaratie met dit nummer. Gebruik een nieuw nummer.")
    package static let caregiverMayNotFile = Rejection(
        "caregiver-may-not-file", .forbidden,
        "Bij dit budget dient de budgethouder de declaratie in. Geef uw uren aan de budgethouder.")
    package static let unknownLine = Rejection(
        "unknown-line", "Een regel staat niet in de zorgovereenkomst. Kies een bestaande regel.")
    package static let lineIsWage = Rejection(
        "line-is-wage", "Een vast maandloon wordt vanzelf betaald. Daarvoor is geen declaratie nodig.")
    package static let wrongUnit = Rejection(
        "wrong-unit", "Vul de hoeveelheid in zoals in de zorgovereenkomst is afgesproken: minuten of een aantal.")
}
