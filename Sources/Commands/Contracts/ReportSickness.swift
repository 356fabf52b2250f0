package import Events

/// The holder side reports that the caregiver of a contract fell ill. While he is, notice needs his consent
/// (contracts 8.8), and another caregiver may replace him.
package struct ReportSickness: Command {
    package static let name: StaticString = "report-sickness"
    package static let allowed: [Actor] = [.holderSide]

    package let dossier: DossierID
    package let contract: ContractID
    /// The first day not fully worked.
    package let from: Day

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        contract = r("contract")
        from = r("from")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("contract", contract)
        w.field("from", from)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let known = try world.dossier.contract(contract, for: stamp.principal)
        guard !known.versions.isEmpty else { throw .notYetApproved }
        guard from <= stamp.today else { throw .dayInFuture }
        guard known.holds(on: from) else { throw .outsideTerm }
        if let since = known.sickSince {
            guard since == from else { throw .alreadySick }
            return []
        }
        if let last = known.sickness.last?.until, from <= last { throw .sickThen }
        let reported = ContractFact.sicknessReported(
            SicknessReported(
                contract: contract, from: from, reportedOn: from == stamp.today ? nil : stamp.today))
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
        "already-sick", "Er is al een ziekmelding vanaf een andere dag. Meld de zorgverlener eerst beter.")
    package static let sickThen = Rejection(
        "sick-then", "Voor die dag is al een ziekmelding gedaan. Kies een dag na de laatste ziektedag.")
    package static let notSick = Rejection(
        "not-sick", "Er is geen ziekmelding voor deze overeenkomst. Controleer de overeenkomst.")
    package static let recoversBeforeSick = Rejection(
        "recovers-before-sick", "De zorgverlener werkt pas na de eerste ziektedag weer. Kies een latere dag.")
}
