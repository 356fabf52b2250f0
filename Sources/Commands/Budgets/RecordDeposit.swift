package import Events

/// The SVB books what the holder put beside a budget (vrijwillige storting, Rlz 5.23(7)).
///
/// Money that came in is booked. Where there is no shortage and none is to come, the fact says so: a deposit is only for that
/// (money 11), and it can be refunded.
package struct RecordDeposit: Command {
    package static let name: StaticString = "record-deposit"
    package static let allowed: [Actor] = [.svb(.paymentsMaker)]

    package let dossier: DossierID
    package let deposit: DepositID
    package let budget: BudgetID
    package let cents: Cents
    /// The day of the bank statement.
    package let on: Day
    /// Where the bank told it.
    package let entry: BankEntry?

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        deposit = r("deposit")
        budget = r("budget")
        cents = r.positiveCents("cents")
        on = r("on")
        entry = r.optional("entry")
        if let entry, entry.number < 1 {
            r.refuse("entry", .outOfRange, "De regels van een bestand worden geteld vanaf 1.")
        }
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("deposit", deposit)
        w.field("budget", budget)
        w.field("cents", cents)
        w.field("on", on)
        w.present("entry", entry)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let known = try world.dossier.ownBudget(budget, of: stamp.principal)
        let others = world.dossier.budgets.flatMap(\.deposit.booked)
        if let booked = others.first(where: { $0.deposit == deposit }) {
            guard booked.budget == budget, booked.cents == cents, booked.on == on, booked.entry == entry
            else { throw .depositExists }
            return []
        }
        // One entry of the bank is one deposit.
        guard entry == nil || !others.contains(where: { $0.entry == entry }) else { throw .depositExists }
        if let entry { _ = try world.register.credit(entry, of: cents) }
        guard !known.isFixed else { throw .budgetIsFixed }
        guard on <= stamp.today else { throw .dayInFuture }
        let forecast = BudgetForecast(known, world.dossier, today: stamp.today) { [register = world.register] in
            register.money(of: $0, on: $1)
        }
        return [
            .budget(
                .depositReceived(
                    DepositReceived(
                        deposit: deposit, budget: budget, cents: cents, on: on, entry: entry,
                        reasons: [forecast.needsDeposit])))
        ]
    }
}

extension Rejection {
    package static let depositExists = Rejection(
        "deposit-exists", "Deze storting is al geboekt, met andere gegevens. Controleer het bankafschrift.")
}
