package import Events

/// One side changes a contract that holds, from a day on. What the change needs follows from what changes and in whose
/// favour, see `ChangeNeeds`: what needs nothing holds at once when the holder side asks it; everything else is a
/// proposal that runs the same way as a first version. The old version holds until then, and for the days before.
package struct ChangeContract: Command {
    package static let name: StaticString = "change-contract"
    package static let allowed: [Actor] = [.holderSide, .caregiver]

    package let dossier: DossierID
    package let contract: ContractID
    /// The first day of the new version.
    package let from: Day
    package let terms: TermsInput

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        contract = r("contract")
        from = r("from")
        terms = r("terms")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("contract", contract)
        w.field("from", from)
        w.field("terms", terms)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let known = try world.dossier.contract(contract, for: stamp.principal)
        let side: Side = stamp.principal.kind == .caregiver ? .caregiver : .holder
        try known.requireApproved()
        guard known.negotiation == nil else { throw .changePending }
        let next = try known.next(terms, from: from, stamp, world)
        let current = known.terms
        let changed = current.changes(to: next)
        guard !changed.isEmpty else { return [] }
        let needs = ChangeNeeds.together(ChangeNeeds.of(current, next))
        guard side == .holder, needs.isEmpty else {
            return [
                .contract(
                    .changeProposed(
                        ChangeProposed(
                            contract: contract, contractVersion: known.lastNumber + 1, side: side, from: from,
                            changed: changed, needs: needs, terms: next)))
            ]
        }
        if changed == ["end"] {
            let extended = try Extension(known, until: next.end).event(stamp.today, world)
            return try WageCourse.after([extended], of: [contract], stamp, world)
        }
        let findings = ContractChecks.findings(
            CheckedContract(next, changing: known, from: from, today: stamp.today), world)
        guard !findings.contains(where: { $0.weight == .block }) else { throw .contractFaults.with(findings) }
        let version = ContractFact.changed(
            ContractChanged(
                contract: contract, contractVersion: known.lastNumber + 1, from: from, changed: changed, terms: next))
        return try WageCourse.after([.contract(version)], of: [contract], stamp, world)
    }
}

extension ContractState {
    /// Only a contract that was approved and has not ended can be changed, extended or spoken of.
    func requireApproved() throws(Rejection) {
        switch status {
        case .approved: return
        case .ended: throw .contractOver
        case .draft, .shared, .signed, .underAssessment, .returned, .rejected: throw .notYetApproved
        }
    }

    /// The terms of a next version from a day on, sealed, once it is certain that day and budgets can be. What is kept is
    /// kept from what is being agreed on, or else from the newest version.
    func next(
        _ input: TermsInput, from day: Day, _ stamp: Stamp, _ world: borrowing World
    ) throws(Rejection) -> ContractTerms {
        // Service, chain and compensation count from there (contracts 6.2 and 8.1).
        guard input.start == start else { throw .startStays }
        try world.dossier.requireBudgets(of: input)
        let next = try input.sealed(
            stamp, of: world.dossier.holder, formal: Formality.isProfessional(caregiver, on: day, world.register),
            keeping: offered)
        let findings = ChangeDay.findings(self, to: next, from: day, sentOn: stamp.today, world)
        guard findings.isEmpty else { throw .changeDay.with(findings) }
        return next
    }
}

extension Rejection {
    package static let contractOver = Rejection(
        "contract-over", "Deze zorgovereenkomst is beëindigd. Maak een nieuwe overeenkomst.")
    package static let notYetApproved = Rejection(
        "not-yet-approved", "Deze zorgovereenkomst geldt nog niet. Pas het concept aan.")
    package static let changePending = Rejection(
        "change-pending", "Er loopt al een wijziging. Rond die af, of trek die eerst in.")
    package static let startStays = Rejection(
        "start-stays", "De begindatum van de overeenkomst blijft dezelfde. Vul die ongewijzigd in.")
}
