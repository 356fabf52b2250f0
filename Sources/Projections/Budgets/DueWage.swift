package import Events

/// A month of a monthly wage that is still to be scheduled.
package struct DueWage: Sendable, Equatable {
    /// The key for the next page.
    package let number: Int64
    package let dossier: DossierID
    package let contract: ContractID
    package let month: Month

    /// The contracts whose wage over a month was neither scheduled nor withheld, in the order in which they were
    /// drafted. `after` is the number of the last one of the page before.
    package static func page(
        _ s: Snapshot, month: Month, after: Int64 = 0, limit: Int = Page.max
    ) throws(DatabaseError) -> (due: [DueWage], next: Int64?) {
        let rows = try s.db.all(
            "SELECT * FROM wage WHERE number > ? ORDER BY number LIMIT ?", after, Page.limit(limit), body: WageRow.init)
        let due = rows.filter { $0.isDue(in: month) }.map {
            DueWage(number: $0.number, dossier: $0.dossier, contract: $0.key, month: month)
        }
        return (due, rows.count == Page.limit(limit) ? rows.last?.number : nil)
    }
}

extension WageRow {
    /// Whether the wage over the month is still to come.
    fileprivate func isDue(in month: Month) -> Bool {
        days(in: month) != nil && !lines(in: month).isEmpty && !months.contains(month)
    }
}
