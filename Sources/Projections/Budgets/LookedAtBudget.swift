package import Events

/// A budget that the system looks at: it runs, or ended so short ago that it may still have to be closed.
package struct LookedAtBudget: Sendable, Equatable {
    /// The key for the next page.
    package let number: Int64
    package let dossier: DossierID
    package let budget: BudgetID

    /// How long after its period a budget is looked at: a granter takes up claims for a year at most, and under the Wlz
    /// until April of the next year (456 days after a budget that ended on 1 January).
    private static let daysAfter = 460

    /// The budgets that began by that day, in the order in which they were granted. `after` is the number of the last one
    /// of the page before.
    package static func page(
        _ s: Snapshot, on day: Day, after: Int64 = 0, limit: Int = Page.max
    ) throws(DatabaseError) -> (budgets: [LookedAtBudget], next: Int64?) {
        let rows = try s.db.all(
            "SELECT * FROM budget WHERE number > ? ORDER BY number LIMIT ?", after, Page.limit(limit),
            body: BudgetRow.init)
        let looked = rows.filter { $0.from <= day && day <= $0.until.adding(days: daysAfter) }
        return (
            looked.map { LookedAtBudget(number: $0.number, dossier: $0.dossier, budget: $0.key) },
            rows.count == Page.limit(limit) ? rows.last?.number : nil
        )
    }
}
