package import Events

/// The system schedules the fixed monthly wage of one month, without a claim. Asked again, it does nothing more; after
/// a wage was withheld it tries anew.
package struct ScheduleWage: Command {
    package static let name: StaticString = "schedule-wage"
    package static let allowed: [Actor] = [.system, .svb(.paymentsMaker)]

    package let dossier: DossierID
    package let contract: ContractID
    package let month: Month

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        contract = r("contract")
        month = r("month")
    }

    package init(dossier: DossierID, contract: ContractID, month: Month) {
        self.dossier = dossier
        self.contract = contract
        self.month = month
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("contract", contract)
        w.field("month", month)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let agreed = try world.dossier.contract(contract, for: stamp.principal)
        let wages = agreed.terms(in: month).wageLines
        guard !wages.isEmpty else { throw .noMonthlyWage }
        // What was paid during sickness may still have to be made good.
        guard !world.dossier.wageScheduled(contract, month) else {
            return SickCompensation.events(of: agreed, world.dossier)
        }
        guard stamp.today >= month.first else { throw .monthNotBegun }
        let due = WageDue(agreed, month, world.dossier, world)
        guard due.days != nil else { throw .contractNotActive }
        let events = try WageCourse.schedule(due, stamp, world.dossier)
        var dossier = world.dossier
        for event in events { dossier.evolve(event) }
        return events + SickCompensation.events(of: agreed, dossier)
    }
}

extension Rejection {
    package static let noMonthlyWage = Rejection(
        "no-monthly-wage", "In deze zorgovereenkomst is geen vast maandloon afgesproken. Dien een declaratie in.")
    package static let monthNotBegun = Rejection(
        "month-not-begun", "Deze maand is nog niet begonnen. Wacht tot de eerste dag van de maand.")
    package static let contractNotActive = Rejection(
        "contract-not-active", "De zorgovereenkomst geldt niet in deze maand. Controleer de maand.")
}
