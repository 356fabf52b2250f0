package import Events

/// One booking on a budget: a share of a payment that was scheduled, paid, cancelled before it left, or returned.
package struct Movement: Shown, Equatable {
    package enum Kind: String, StoredName, CaseIterable, Bindable {
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

    static func number(of position: Int64, share: Int) -> Int64 { position * sharesMax + Int64(share) }

    /// The movements of a budget, newest first. `before` is the number of the last movement of the page before.
    package static func page(
        _ s: Snapshot, budget: BudgetID, before: Int64? = nil, limit: Int = Page.max
    ) throws(DatabaseError) -> [Movement] {
        guard let row = try BudgetRow.find(budget, in: s.db) else { return [] }
        let most = Page.limit(limit)
        var page: [Movement] = []
        try s.walk(from: row.newest) { (number) throws(DatabaseError) in
            guard page.count < most else { return nil }
            let found = try s.db.first("SELECT * FROM movement WHERE number = ?", number) { row in
                (older: row.int64(1), movement: Movement(row))
            }
            guard let found else { throw .missing("movement") }
            if before.map({ number < $0 }) ?? true { page.append(found.movement) }
            return found.older
        }
        return page
    }

    private init(_ row: Row) {
        number = row.int64(0)
        position = Position(number / Self.sharesMax)
        kind = row.name(2)
        payment = row.id(3)
        cents = row.cents(4)
        day = row.day(5)
    }
}
