package import Events

/// The SVB records that money came in on a receivable. It goes back to the budgets it was paid from.
///
/// An entry of the bank is booked once. Without one, `openCents` says what stood open for who asks: another amount means
/// that something happened since, so that the same money is never booked twice.
package struct RecordRepayment: Command {
    package static let name: StaticString = "record-repayment"
    package static let allowed: [Actor] = [.system, .svb(.paymentsMaker)]

    package let dossier: DossierID
    package let receivable: ReceivableID
    package let cents: Cents
    package let on: Day
    package let openCents: Cents?
    package let entry: BankEntry?

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        receivable = r("receivable")
        cents = r.positiveCents("cents")
        on = r("on")
        openCents = r.optional("openCents")
        entry = r.optional("entry")
        if openCents == nil, entry == nil {
            r.refuse("openCents", .missing, "Vul in wat er openstaat, of welke regel van de bank het is.")
        }
    }

    package init(
        dossier: DossierID, receivable: ReceivableID, cents: Cents, on: Day, entry: BankEntry
    ) {
        self.dossier = dossier
        self.receivable = receivable
        self.cents = cents
        self.on = on
        openCents = nil
        self.entry = entry
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("receivable", receivable)
        w.field("cents", cents)
        w.field("on", on)
        w.present("openCents", openCents)
        w.present("entry", entry)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        if let entry, world.dossier.receivable(receivable)?.entries.contains(entry) == true { return [] }
        let known = try world.dossier.openReceivable(receivable)
        guard openCents.map({ $0 == known.openCents }) ?? true else { throw .receivableChanged }
        guard cents <= known.openCents else { throw .moreThanOpen }
        guard on <= stamp.today else { throw .dayNotCome }
        if let entry { _ = try world.register.credit(entry, of: cents) }
        return [
            .receivable(
                .paid(
                    ReceivablePaid(
                        receivable: receivable, cents: cents, shares: known.shares(of: cents), on: on, entry: entry)))
        ]
    }
}

extension Rejection {
    package static let receivableChanged = Rejection(
        "receivable-changed", "Er staat intussen een ander bedrag open. Bekijk de vordering opnieuw.")
    package static let moreThanOpen = Rejection(
        "more-than-open", "Dit is meer dan er openstaat. Vul hoogstens dat bedrag in.")
}
