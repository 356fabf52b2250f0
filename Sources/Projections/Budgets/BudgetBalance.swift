package import Events

/// What was granted in one budget, what the holder put beside it, what became of both and what is left.
package struct BudgetBalance: Described, Equatable {
    package let budget: BudgetID
    package let dossier: DossierID
    package let law: Law
    package let office: OfficeID
    package let from: Day
    package let until: Day
    package let status: BudgetStatus
    /// Why it ended before its period was over.
    package let endCause: BudgetEndCause?
    package let closedOn: Day?
    /// At what it was fixed, and what goes back to the granter.
    package let fixed: Cents?
    package let unspent: Cents?
    /// From which day of care on nothing is accepted.
    package let claimStopFrom: Day?
    package let warnings: [BudgetWarning]
    package let functions: [FunctionBalance]
    /// What of it is for extra care; nil for who may not read about somebody's health.
    package let extras: [ExtraBudget]?
    package let granted: Cents
    package let credits: Cents
    package let paid: Cents
    package let scheduled: Cents
    package let available: Cents
    /// How much more was spent than was granted (bestedingsconflict); zero for most.
    package let overspent: Cents
    /// Monthly wages still to come in the period; they are not taken off `available`.
    package let reserved: Cents
    package let freeAmount: Cents
    package let freeAmountTaken: Cents
    /// What of a free amount that was overdrawn was paid back.
    package let freeAmountRepaid: Cents
    /// What may still be taken. Below zero when more was taken than the budget allows in the end.
    package let freeAmountLeft: Cents
    /// What the holder put beside it; nil when he never did.
    package let deposit: DepositPot?
    /// What came back after it was fixed: it is the granter's.
    package let cameAfterFixing: Cents
    /// Care that was paid from it; without that there is no free amount.
    package let carePaid: Cents

    package func writeFields(to w: inout JSONWriter) {
        w.field("budget", budget)
        w.field("dossier", dossier)
        w.field("law", law)
        w.field("office", office)
        w.field("from", from)
        w.field("until", until)
        w.field("status", status)
        w.field("endCause", endCause)
        w.field("closedOn", closedOn)
        w.field("fixedCents", fixed)
        w.field("unspentCents", unspent)
        w.field("claimStopFrom", claimStopFrom)
        w.field("warnings", warnings)
        w.field("functions", rows: functions)
        w.field("extras", extras)
        w.field("grantedCents", granted)
        w.field("creditsCents", credits)
        w.field("paidCents", paid)
        w.field("scheduledCents", scheduled)
        w.field("availableCents", available)
        w.field("overspentCents", overspent)
        w.field("reservedCents", reserved)
        w.field("freeAmountCents", freeAmount)
        w.field("freeAmountTakenCents", freeAmountTaken)
        w.field("freeAmountRepaidCents", freeAmountRepaid)
        w.field("freeAmountLeftCents", freeAmountLeft)
        w.field("deposit", deposit)
        w.field("cameAfterFixingCents", cameAfterFixing)
        w.field("carePaidCents", carePaid)
    }

    /// The budgets of a dossier in the order in which they were granted.
    ///
    /// - Parameters:
    ///   - onlyOffice: leaves out those of other granters.
    ///   - withExtras: false for who may not read for which extra care they are.
    package static func list(
        _ s: Snapshot, dossier: DossierID, onlyOffice: OfficeID? = nil, withExtras: Bool = true
    ) throws(DatabaseError) -> [BudgetBalance] {
        let budgets = try rows(s, dossier)
        let wages = try s.db.all("SELECT * FROM wage WHERE dossier = ? ORDER BY number", dossier, body: WageRow.init)
        return budgets.filter { onlyOffice == nil || $0.office == onlyOffice }.map { budget in
            BudgetBalance(
                budget, reserved: reserved(on: budget, of: budgets, for: wages), withExtras: withExtras)
        }
    }

    /// One budget; nil when the dossier has none with this id, or another granter's.
    package static func one(
        _ s: Snapshot, _ budget: BudgetID, dossier: DossierID, onlyOffice: OfficeID? = nil, withExtras: Bool = true
    ) throws(DatabaseError) -> BudgetBalance? {
        try list(s, dossier: dossier, onlyOffice: onlyOffice, withExtras: withExtras).first { $0.budget == budget }
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

    /// The budgets in a dossier that an office granted.
    static func keys(_ s: Snapshot, _ dossier: DossierID, of office: OfficeID) throws(DatabaseError) -> Set<BudgetID> {
        Set(try rows(s, dossier).filter { $0.office == office }.map(\.key))
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

/// What one care function may cost inside a budget, and what was spent of it.
package struct FunctionBalance: Described, Equatable {
    package let function: CareFunction
    package let cents: Cents
    /// Its own period inside that of the budget; nil where it is the same.
    package let from: Day?
    package let until: Day?
    /// Paid and scheduled, less what came back.
    package let spent: Cents
    /// No more than what the whole budget has left.
    package let left: Cents

    package func writeFields(to w: inout JSONWriter) {
        w.field("function", function)
        w.field("cents", cents)
        w.present("from", from)
        w.present("until", until)
        w.field("spentCents", spent)
        w.field("leftCents", left)
    }

    package static var examples: [FunctionBalance] {
        [
            FunctionBalance(
                function: .total, cents: Cents(3_000_000), from: nil, until: nil, spent: Cents(170_000),
                left: Cents(2_830_000))
        ]
    }
}

extension BudgetBalance {
    private init(_ row: BudgetRow, reserved: Cents, withExtras: Bool) {
        let course = row.course
        budget = row.key
        dossier = row.dossier
        law = row.law
        office = row.office
        from = row.from
        until = row.until
        status = row.status
        endCause = course.endCause
        closedOn = course.closedOn
        fixed = course.fixedCents
        unspent = course.unspentCents
        claimStopFrom = course.claimStopFrom
        warnings = course.warnings
        functions = row.functions.map { FunctionBalance($0, of: row) }
        extras = withExtras ? course.extras : nil
        granted = row.granted
        credits = row.credits
        paid = row.paid
        scheduled = row.scheduled
        available = row.available
        overspent = max(.zero, -row.available)
        self.reserved = reserved
        freeAmount = row.free
        freeAmountTaken = row.freeTaken
        freeAmountRepaid = course.freeRepaid
        freeAmountLeft = row.free - row.freeTaken + course.freeRepaid
        deposit = course.deposit == DepositPot() ? nil : course.deposit
        cameAfterFixing = course.afterFixing
        carePaid = row.carePaid
    }
}

extension FunctionBalance {
    /// Payments name a function only where a budget has several.
    fileprivate init(_ part: FunctionBudget, of budget: BudgetRow) {
        function = part.function
        cents = part.cents
        from = part.from
        until = part.until
        if budget.functions.count == 1 {
            spent = budget.spent
            left = budget.available
        } else {
            spent = budget.spentByFunction.first { $0.function == part.function }?.cents ?? .zero
            left = min(budget.available, part.cents - spent)
        }
    }
}

extension BudgetRow {
    /// Whether a line for this care function may be paid from it.
    func pays(_ function: CareFunction) -> Bool {
        functions.contains { $0.function == .total || $0.function == function }
    }
}
