package import Events

/// A contract that holds, or will: what the system looks ahead for.
package struct HeldContract: Sendable, Equatable {
    /// The key for the next page.
    package let number: Int64
    package let dossier: DossierID
    package let contract: ContractID

    /// The approved contracts that have not ended by that day, in the order in which they were drafted. `after` is the
    /// number of the last one of the page before.
    package static func page(
        _ s: Snapshot, on day: Day, after: Int64 = 0, limit: Int = Page.max
    ) throws(DatabaseError) -> (held: [HeldContract], next: Int64?) {
        let rows = try s.db.all(
            "SELECT * FROM contract WHERE number > ? ORDER BY number LIMIT ?", after, Page.limit(limit),
            body: ContractRow.init)
        let held = rows.filter { !$0.versions.isEmpty && ($0.finalDay.map { day <= $0 } ?? true) }
        return (
            held.map { HeldContract(number: $0.number, dossier: $0.dossier, contract: $0.key) },
            rows.count == Page.limit(limit) ? rows.last?.number : nil
        )
    }
}
