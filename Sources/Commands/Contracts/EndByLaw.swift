package import Events

/// An assessor records that a contract ended by operation of law (contracts 8.3): nobody gives notice, and it ends on the
/// day on which it happened. A contract that was to end later ends on that day.
package struct EndByLaw: Command {
    package static let name: StaticString = "end-by-law"
    package static let allowed: [Actor] = [.granter(.assessor), .svb(.assessor)]

    package let dossier: DossierID
    package let contract: ContractID
    package let reason: EndReason
    /// The day on which it happened: of death, of rejection, of leaving the register, the last day of the right.
    package let on: Day

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        contract = r("contract")
        reason = r("reason")
        on = r("on")
        let byLaw: [EndReason] = [
            .holderDied, .caregiverDied, .budgetStopped, .deregistered, .insolvent, .rejected,
        ]
        if !byLaw.contains(reason) {
            r.refuse(
                "reason", .invalidValue, "Op deze grond eindigt een overeenkomst niet van rechtswege. Kies een andere.")
        }
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("contract", contract)
        w.field("reason", reason)
        w.field("on", on)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let known = try world.dossier.contract(contract, for: stamp.principal)
        guard !known.versions.isEmpty else { throw .notYetApproved }
        if let final = known.finalDay, final <= on {
            guard known.lastDay == on else { throw .alreadyOver }
            return []
        }
        // That a right will stop is decided beforehand; the rest has happened.
        guard on <= stamp.today || reason == .budgetStopped else { throw .dayInFuture }
        try requireGround(known, world)
        let ended = ContractFact.ended(ContractEnded(contract: contract, lastDay: on, reason: reason))
        return try WageCourse.after([.contract(ended)], of: [contract], stamp, world)
    }

    private func requireGround(_ known: ContractState, _ world: borrowing World) throws(Rejection) {
        let registration = world.register.parties[known.caregiver]?.registration
        switch reason {
        case .rejected where known.terms.kind == .employment: throw .employmentNeedsNotice
        case .caregiverDied where world.register.parties[known.caregiver]?.kind == .organisation:
            throw .onlyPersonsDie
        case .deregistered, .insolvent:
            guard known.terms.kind == .institution else { throw .onlyInstitutions }
            let recorded = reason == .deregistered ? registration?.deregisteredOn : registration?.insolventOn
            guard recorded == on else { throw .notInRegister }
        default: break
        }
    }
}

extension Rejection {
    package static let alreadyOver = Rejection(
        "already-over", "Deze zorgovereenkomst was toen al afgelopen. Bekijk de laatste dag in het overzicht.")
    package static let employmentNeedsNotice = Rejection(
        "employment-needs-notice",
        "Een afkeuring beëindigt een arbeidsovereenkomst niet. De budgethouder moet haar opzeggen.")
    package static let onlyPersonsDie = Rejection(
        "only-persons-die", "Deze zorgverlener is een organisatie. Kies een andere reden.")
    package static let onlyInstitutions = Rejection(
        "only-institutions", "Dit geldt alleen voor een overeenkomst met een zorginstelling. Kies een andere reden.")
    package static let notInRegister = Rejection(
        "not-in-register", "In het register staat dit niet, of op een andere dag. Laat het eerst vastleggen.")
}
