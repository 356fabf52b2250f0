package import Events

/// The holder side reports that the caregiver of a contract fell ill, wholly or for a part, or that he can work more or less
/// since a later day. While he is ill, notice needs his consent (contracts 8.8), and another caregiver may replace him.
package struct ReportSickness: Command {
    package static let name: StaticString = "report-sickness"
    package static let allowed: [Actor] = [.holderSide]

    package let dossier: DossierID
    package let contract: ContractID
    /// The first day not fully worked.
    package let from: Day
    /// How much he can still work, from 1 to 99 percent; nil when he does not work.
    package let fitPercent: Int64?
    /// Whether he has reached state pension age (AOW): his wage then goes on for a shorter time (money 9.2).
    package let pensionAge: Bool

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        contract = r("contract")
        from = r("from")
        fitPercent = r.optional("fitPercent")
        pensionAge = r.flag("pensionAge")
        if let fitPercent, !(1...99).contains(fitPercent) {
            r.refuse("fitPercent", .outOfRange, "Vul in hoeveel procent hij kan werken, van 1 tot en met 99.")
        }
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("contract", contract)
        w.field("from", from)
        w.present("fitPercent", fitPercent)
        w.present("pensionAge", pensionAge)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let known = try world.dossier.contract(contract, for: stamp.principal)
        guard !known.versions.isEmpty else { throw .notYetApproved }
        guard from <= stamp.today else { throw .dayInFuture }
        guard known.holds(on: from) else { throw .outsideTerm }
        if let last = known.sickness.last {
            let isSame = last.fitPercent == fitPercent ?? 0 && last.pensionAge == pensionAge
            if let until = last.until {
                guard from > until else { throw .sickThen }
            } else if isSame, from == last.from {
                return []
            } else if isSame || from <= last.from {
                throw .alreadySick
            }
        }
        let reported = ContractFact.sicknessReported(
            SicknessReported(
                contract: contract, from: from, reportedOn: from == stamp.today ? nil : stamp.today,
                fitPercent: fitPercent, pensionAge: pensionAge))
        return try WageCourse.after([.contract(reported)], of: [contract], stamp, world)
    }
}

/// The holder side reports that the caregiver works again. Contracts that replace him end with the day before
/// (contracts 8.2).
package struct ReportRecovery: Command {
    package static let name: StaticString = "report-recovery"
    package static let allowed: [Actor] = [.holderSide]

    package let dossier: DossierID
    package let contract: ContractID
    /// The first day on which he works again.
    package let on: Day

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        contract = r("contract")
        on = r("on")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("contract", contract)
        w.field("on", on)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let known = try world.dossier.contract(contract, for: stamp.principal)
        guard let since = known.sickSince else { throw .notSick }
        guard on <= stamp.today else { throw .dayInFuture }
        guard on > since else { throw .recoversBeforeSick }
        let lastDay = on.adding(days: -1)
        let replacements = world.dossier.contracts.filter { other in
            other.terms.work.replaces == contract && !other.versions.isEmpty
                && (other.finalDay.map { $0 > lastDay } ?? true)
        }
        let recovered: [Event] =
            [.contract(.recoveryReported(RecoveryReported(contract: contract, on: on)))]
            + replacements.map { other in
                .contract(
                    .ended(ContractEnded(contract: other.id, lastDay: lastDay, reason: .replacementOver)))
            }
        return try WageCourse.after(recovered, of: [contract] + replacements.map(\.id), stamp, world)
    }
}

extension Rejection {
    package static let alreadySick = Rejection(
        "already-sick",
        "Er is al een ziekmelding. Meld vanaf een latere dag dat hij meer of minder werkt, of meld hem beter.")
    package static let sickThen = Rejection(
        "sick-then", "Voor die dag is al een ziekmelding gedaan. Kies een dag na de laatste ziektedag.")
    package static let notSick = Rejection(
        "not-sick", "Er is geen ziekmelding voor deze overeenkomst. Controleer de overeenkomst.")
    package static let recoversBeforeSick = Rejection(
        "recovers-before-sick", "De zorgverlener werkt pas na de eerste ziektedag weer. Kies een latere dag.")
}
