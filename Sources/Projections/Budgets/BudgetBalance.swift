package import Events

/// What was granted in one budget, what became of it and what is left.
package struct BudgetBalance: Described, Equatable {
    package let budget: BudgetID
    package let dossier: DossierID
    package let law: Law
    package let office: OfficeID
    package let from: Day
    package let until: Day
    package let functions: [FunctionBudget]
    package let granted: Cents
    package let credits: Cents
    package let paid: Cents
    package let scheduled: Cents
    package let available: Cents
    /// Monthly wages still to come in the period; they are not taken off `available`.
    package let reserved: Cents
    package let freeAmount: Cents
    package let freeAmountTaken: Cents
    package let freeAmountLeft: Cents

    package func writeFields(to w: inout JSONWriter) {
        w.field("budget", budget)
        w.field("dossier", dossier)
        w.field("law", law)
        w.field("office", office)
        w.field("from", from)
        w.field("until", until)
        w.field("functions", functions)
        w.field("grantedCents", granted)
        w.field("creditsCents", credits)
        w.field("paidCents", paid)
        w.field("scheduledCents", scheduled)
        w.field("availableCents", available)
        w.field("reservedCents", reserved)
        w.field("freeAmountCents", freeAmount)
        w.field("freeAmountTakenCents", freeAmountTaken)
        w.field("freeAmountLeftCents", freeAmountLeft)
    }

    /// The budgets of a dossier in the order in which they were granted. `onlyOffice` leaves out those of other
    /// granters.
    package static func list(
        _ s: Snapshot, dossier: DossierID, onlyOffice: OfficeID? = nil
    ) throws(DatabaseError) -> [BudgetBalance] {
        let budgets = try rows(s, dossier)
        let wages = try s.db.all("SELECT * FROM wage WHERE dossier = ? ORDER BY number", dossier, body: WageRow.init)
        return budgets.filter { onlyOffice == nil || $0.office == onlyOffice }.map { budget in
            BudgetBalance(budget, reserved: reserved(on: budget, of: budgets, for: wages))
        }
    }

    /// One budget; nil when the dossier has none with this id, or another granter's.
    package static func one(
        _ s: Snapshot, _ budget: BudgetID, dossier: DossierID, onlyOffice: OfficeID? = nil
    ) throws(DatabaseError) -> BudgetBalance? {
        try list(s, dossier: dossier, onlyOffice: onlyOffice).first { $0.budget == budget }
    }

    /// The budgets that an office granted, in all dossiers, in the order in which they were granted. `after` is the
    /// last budget of the page before.
    package static func page(
        _ s: Snapshot, office: OfficeID, after: BudgetID? = nil, limit: Int = Page.max
    ) throws(DatabaseError) -> [BudgetBalance] {
        var start: Int64 = 0
        if let after { start = try BudgetRow.find(after, in: s.db)?.number ?? 0 }
        let budgets = try s.db.all(
            "SELECT * FROM budget WHERE office = ? AND number > ? ORDER BY number LIMIT ?", office, start,
            Page.limit(limit), body: BudgetRow.init)
        var page: [BudgetBalance] = []
        for budget in budgets {
            if let balance = try one(s, budget.key, dossier: budget.dossier) { page.append(balance) }
        }
        return page
    }

    static func rows(_ s: Snapshot, _ dossier: DossierID) throws(DatabaseError) -> [BudgetRow] {
        try s.db.all("SELECT * FROM budget WHERE dossier = ? ORDER BY number", dossier, body: BudgetRow.init)
    }

    /// A wage draws on the budget that its line names, and in another year on the one of the same law and granter that
    /// pays for its function.
    private static func reserved(on budget: BudgetRow, of budgets: [BudgetRow], for wages: [WageRow]) -> Cents {
        wages.reduce(.zero) { sum, wage in
            sum
                + wage.reserved(on: budget) { line in
                    guard let named = budgets.first(where: { $0.key == line.budget }) else { return false }
                    return named.key == budget.key
                        || (named.law == budget.law && named.office == budget.office && budget.pays(line.function))
                }
        }
    }
}

extension BudgetBalance {
    private init(_ row: BudgetRow, reserved: Cents) {
        budget = row.key
        dossier = row.dossier
        law = row.law
        office = row.office
        from = row.from
        until = row.until
        functions = row.functions
        granted = row.granted
        credits = row.credits
        paid = row.paid
        scheduled = row.scheduled
        available = row.available
        self.reserved = reserved
        freeAmount = row.free
        freeAmountTaken = row.freeTaken
        freeAmountLeft = row.free - row.freeTaken
    }
}

extension BudgetRow {
    /// Whether a line for this care function may be paid from it.
    func pays(_ function: CareFunction) -> Bool {
        functions.contains { $0.function == .total || $0.function == function }
    }
}
