package import Events

/// The holder side extends a fixed term, until a later day or for indefinite time. That needs no signature of the
/// caregiver and no approval (contracts 7.3 and 7.5). What the chain rule and the notification term say about it stands
/// in the reasons: they warn, and do not stop it.
package struct ExtendContract: Command {
    package static let name: StaticString = "extend-contract"
    package static let allowed: [Actor] = [.holderSide]

    package let dossier: DossierID
    package let contract: ContractID
    /// The new last day; nil for indefinite time.
    package let until: Day?

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        contract = r("contract")
        until = r.optional("until")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("contract", contract)
        w.field("until", until)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let known = try world.dossier.contract(contract, for: stamp.principal)
        try known.requireApproved()
        guard known.negotiation == nil else { throw .changePending }
        if let end = known.terms.end, stamp.today > end { throw .contractOver }
        // The term is what was asked for already.
        if known.terms.end == until { return [] }
        let extended = try Extension(known, until: until).event(stamp.today, world)
        return try WageCourse.after([extended], of: [contract], stamp, world)
    }
}

/// A longer term for a contract that has one.
struct Extension {
    let contract: ContractState
    let until: Day?
    private let end: Day

    /// Refused when there is no fixed term, or the new one is not longer.
    init(_ contract: ContractState, until: Day?) throws(Rejection) {
        guard let end = contract.terms.end else { throw .noFixedTerm }
        if let until, until <= end { throw .termNotLonger }
        self.contract = contract
        self.until = until
        self.end = end
    }

    func event(_ today: Day, _ world: borrowing World) -> Event {
        .contract(
            .extended(
                ContractExtended(
                    contract: contract.id, contractVersion: contract.lastNumber + 1, from: end.adding(days: 1),
                    until: until, reasons: Reasons(reasons(today, world)))))
    }

    private func reasons(_ today: Day, _ world: borrowing World) -> [Reason] {
        guard contract.terms.kind == .employment else { return [] }
        var reasons: [Reason] = []
        let from = end.adding(days: 1)
        if let until, !world.isYoungAndFew(contract.terms, of: contract.caregiver, on: from) {
            let next = ChainRule.Term(from: from, until: until)
            reasons.append(EmploymentChain(contract, world.dossier).reason(adding: next))
        }
        // That it would end may have been agreed from the start: then there was nothing to tell.
        if let renewal = RenewalTerm(contract), !contract.terms.work.notRenewed {
            // Who was not told before is told by the extension.
            let told = contract.renewalTold.map(\.toldOn).flatMap { $0 >= renewal.term.from ? $0 : nil }
            reasons.append(renewal.reason(toldOn: told ?? today))
        }
        return reasons
    }
}

extension Rejection {
    package static let noFixedTerm = Rejection(
        "no-fixed-term", "Deze zorgovereenkomst heeft geen einddatum. Verlengen is niet nodig.")
    package static let termNotLonger = Rejection(
        "term-not-longer", "De nieuwe einddatum is niet later dan de oude. Kies een latere dag.")
}
