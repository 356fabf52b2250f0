package import Events

/// One booking on a budget: a share of a payment that was scheduled, paid, cancelled before it left, or returned.
///
/// Movements follow from the payments of the dossier and are not stored a second time.
package struct Movement: Described, Equatable {
    package enum Kind: String, StoredName, CaseIterable {
        case scheduled, paid
        /// The bank refused it before it was paid: it is no longer scheduled.
        case cancelled
        /// It was paid and came back.
        case returned
    }

    /// The key for the next page.
    package let number: Int64
    package let position: Position
    package let kind: Kind
    package let payment: PaymentID
    package let cents: Cents
    /// The day of the run, of the bank statement, or of the return.
    package let day: Day

    package func writeFields(to w: inout JSONWriter) {
        w.field("number", number)
        w.field("position", position.rawValue)
        w.field("kind", kind)
        w.field("payment", payment)
        w.field("amountCents", cents)
        w.field("day", day)
    }

    /// How many shares one payment has at most.
    private static let sharesMax: Int64 = 1_024

    /// The movements of a budget, newest first. `before` is the number of the last movement of the page before.
    package static func page(
        _ s: Snapshot, budget: BudgetID, before: Int64? = nil, limit: Int = Page.max
    ) throws(DatabaseError) -> [Movement] {
        guard let dossier = try BudgetRow.find(budget, in: s.db)?.dossier else { return [] }
        var found: [(number: Int64, kind: Kind, cents: Cents, payment: PaymentRow)] = []
        let newest = try s.newest(MoneyView.Lists.byKey, of: dossier.owner, list: MoneyView.Lists.ofDossier)
        try s.walk(from: newest) { (number) throws(DatabaseError) in
            guard let row = try PaymentRow.find(number: number, in: s.db) else { throw .missing(PaymentRow.table) }
            for (index, share) in row.shares.enumerated() where share.budget == budget {
                for (position, kind) in row.bookings {
                    let number = position * sharesMax + Int64(index)
                    if before.map({ number < $0 }) ?? true { found.append((number, kind, share.cents, row)) }
                }
            }
            return row.olderInDossier
        }
        found.sort { $0.number > $1.number }
        return try found.prefix(Page.limit(limit)).map { (booked) throws(DatabaseError) in
            let bank = try booked.payment.bank(s)
            let day =
                switch booked.kind {
                case .scheduled: booked.payment.runOn
                case .paid: bank.paidOn ?? booked.payment.runOn
                case .cancelled, .returned: bank.returnedOn ?? booked.payment.runOn
                }
            return Movement(
                number: booked.number, position: Position(booked.number / sharesMax), kind: booked.kind,
                payment: booked.payment.key, cents: booked.cents, day: day)
        }
    }
}

extension PaymentRow {
    /// Where and how its shares were booked.
    fileprivate var bookings: [(position: Int64, kind: Movement.Kind)] {
        var bookings: [(Int64, Movement.Kind)] = [(number, .scheduled)]
        if paid > 0 { bookings.append((paid, .paid)) }
        if returned > 0 { bookings.append((returned, paid > 0 ? .returned : .cancelled)) }
        return bookings
    }
}
