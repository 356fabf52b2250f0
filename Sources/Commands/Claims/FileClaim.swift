package import Events

/// Somebody claims what was done in one month under one contract: weeks of care with travel costs beside them, travel
/// costs by themselves, or extra costs of care. From the holder side it is the order to pay; from the caregiver it waits
/// for the holder side's consent; an employee of the SVB enters what the holder sent on paper.
package struct FileClaim: Command {
    package static let name: StaticString = "file-claim"
    package static let allowed: [Actor] = [.holderSide, .caregiver, .svb(.paymentsMaker)]

    package let dossier: DossierID
    package let claim: ClaimID
    package let contract: ContractID
    package let month: Month
    package let content: ClaimContent
    /// The day it came in on paper; only where an employee enters it.
    package let receivedOn: Day?

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        claim = r("claim")
        contract = r("contract")
        month = r("month")
        content = ClaimContent(from: &r)
        receivedOn = r.optional("receivedOn")
    }

    /// A claim that is only looked at; see `ClaimPreview`.
    init(dossier: DossierID, claim: ClaimID, contract: ContractID, month: Month, content: ClaimContent) {
        self.dossier = dossier
        self.claim = claim
        self.contract = contract
        self.month = month
        self.content = content
        receivedOn = nil
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("claim", claim)
        w.field("contract", contract)
        w.field("month", month)
        content.writeFields(to: &w)
        w.present("receivedOn", receivedOn)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let agreed = try world.dossier.contract(contract, for: stamp.principal)
        guard !world.dossier.isKnown(claim, to: stamp.principal) else { throw .claimExists }
        let day = try stamp.receiptDay(receivedOn)
        try world.dossier.requireDocuments(content.costs, content.invoice, of: contract)
        let check = try ClaimCheck(claim, content, agreed, month, receivedOn: day, stamp, world.dossier)
        let side: Side = stamp.principal.kind == .caregiver ? .caregiver : .holder
        if side == .caregiver {
            guard world.allowsCaregiverClaims(agreed.terms(in: month), on: month.last) else {
                throw .caregiverMayNotFile
            }
        }
        // The claim of another. Said last, as the handler says it of other dossiers, so that it tells nothing more.
        guard world.dossier.claim(claim) == nil else { throw .idNotFree }
        let filed = Event.claim(.filed(check.filed(side, receivedOn: receivedOn)))
        let checked = check.checked(world)
        guard side == .caregiver else { return [filed] + ClaimOutcome.facts(checked, stamp, world.dossier) }
        // Whether there is money for it is seen when the holder side agrees: an answer now would tell the caregiver what
        // the balance is, and that he may not know.
        let told = checked.without([.balance, .deposit])
        return told.isRefused ? [filed] + ClaimOutcome.refused(told) : [filed]
    }
}

extension ClaimCheck {
    /// What is claimed, priced as agreed on for the month.
    init(
        _ claim: ClaimID, _ content: ClaimContent, _ contract: ContractState, _ month: Month, receivedOn: Day,
        _ stamp: Stamp, _ dossier: DossierState, replaces: [ClaimID] = []
    ) throws(Rejection) {
        let kilometreCents = contract.terms(in: month).work.kilometreCents
        self.init(
            claim: claim, kind: content.kind, contract: contract, month: month, entries: content.entries,
            costs: content.costs.map { $0.priced(at: kilometreCents) },
            invoice: content.invoice?.sealed(stamp, of: dossier.holder),
            amounts: try CareAmounts(content.entries, contract, month, dossier), receivedOn: receivedOn,
            replaces: replaces)
        guard totalCents.raw <= Cents.limit else { throw .amountTooLarge }
    }

    /// A claim as it was filed, to be checked anew.
    init(_ filed: ClaimFiled, _ contract: ContractState, _ month: Month, receivedOn: Day, _ dossier: DossierState)
        throws(Rejection)
    {
        self.init(
            claim: filed.claim, kind: filed.kind, contract: contract, month: month, entries: filed.entries,
            costs: filed.costs, invoice: filed.invoice,
            amounts: try CareAmounts(filed.entries, contract, month, dossier), receivedOn: receivedOn,
            replaces: filed.corrects.map(dossier.chain) ?? [])
    }

    func filed(_ side: Side, receivedOn: Day?) -> ClaimFiled {
        ClaimFiled(
            claim: claim, kind: kind, side: side, contract: contract.id, month: month, entries: entries, budget: nil,
            amountCents: totalCents, costs: costs, invoice: invoice, receivedOn: receivedOn, corrects: replaces.first)
    }
}

extension CheckedClaim {
    /// The same without some reasons: those that the asker may not know, or that do not hold for a correction.
    func without(_ rules: [Rule], shares: [BudgetShare]? = nil) -> CheckedClaim {
        let codes = rules.map(\.code)
        return CheckedClaim(
            claim: claim, contract: contract, month: month, payee: payee, receivedOn: receivedOn,
            reasons: reasons.filter { !codes.contains($0.rule) }, totalCents: totalCents,
            shares: shares ?? self.shares, source: source, corrects: corrects)
    }
}

extension Stamp {
    /// The day an order to pay came in: today, or the day on the paper that an employee enters for the holder.
    func receiptDay(_ receivedOn: Day?) throws(Rejection) -> Day {
        guard principal.kind == .employee else {
            guard receivedOn == nil else { throw .onlyOnPaper }
            return today
        }
        guard let receivedOn else { throw .paperNeedsDay }
        guard receivedOn <= today else { throw .dayInFuture }
        return receivedOn
    }
}

extension DossierState {
    /// Whether there is such a claim, as far as the person may know: a caregiver is not told of the claims of others.
    func isKnown(_ id: ClaimID, to principal: Principal) -> Bool {
        guard let claim = claim(id) else { return false }
        return principal.kind != .caregiver || claim.contract.flatMap(contract)?.caregiver == principal.party
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
    package static let paperNeedsDay = Rejection(
        "paper-needs-day", "Vul in wanneer de declaratie op papier binnenkwam.")
    package static let onlyOnPaper = Rejection(
        "only-on-paper", "De dag van binnenkomst vult alleen de SVB in, bij een declaratie op papier. Laat hem leeg.")
}
