package import Events

/// Where a payment is.
package enum PaymentStatus: String, StoredName, CaseIterable, Bindable {
    case scheduled, paid, returned
}

/// One payment as it is shown: what it is for, when it runs and where it is.
package struct PaymentSchedule: Shown, Equatable {
    package let payment: PaymentID
    package let dossier: DossierID
    package let position: Position
    package let source: PaymentSource
    package let claim: ClaimID?
    package let contract: ContractID?
    package let month: Month?
    package let payee: PartyID
    package let amount: Cents
    /// By which budgets it is paid; nil for who may not see budgets.
    package let shares: [BudgetShare]?
    package let runOn: Day
    package let latestOn: Day
    package let status: PaymentStatus
    package let paidOn: Day?
    package let returnedOn: Day?
    package let bankReason: String?
    package let repeats: PaymentID?
    package let repeatedBy: PaymentID?

    package func writeFields(to w: inout JSONWriter) {
        w.field("payment", payment)
        w.field("dossier", dossier)
        w.field("position", position.rawValue)
        w.field("source", source)
        w.field("claim", claim)
        w.field("contract", contract)
        w.field("month", month)
        w.field("payee", payee)
        w.field("amountCents", amount)
        w.field("shares", shares)
        w.field("runOn", runOn)
        w.field("latestOn", latestOn)
        w.field("status", status)
        w.field("paidOn", paidOn)
        w.field("returnedOn", returnedOn)
        w.field("bankReason", bankReason)
        w.field("repeats", repeats)
        w.field("repeatedBy", repeatedBy)
    }

    /// What a list of payments is limited to, besides its page.
    package struct Filter: Sendable {
        /// Only payments to this caregiver; he does not see by which budgets.
        package var onlyCaregiver: PartyID?
        /// Only payments from this office's budgets, with these shares only.
        package var onlyOffice: OfficeID?
        package var status: PaymentStatus?
        package var contract: ContractID?
        package var claim: ClaimID?

        package init(
            onlyCaregiver: PartyID? = nil, onlyOffice: OfficeID? = nil, status: PaymentStatus? = nil,
            contract: ContractID? = nil, claim: ClaimID? = nil
        ) {
            self.onlyCaregiver = onlyCaregiver
            self.onlyOffice = onlyOffice
            self.status = status
            self.contract = contract
            self.claim = claim
        }

        fileprivate func takes(_ row: PaymentRow) -> Bool {
            (onlyCaregiver == nil || row.payee == onlyCaregiver) && (status == nil || row.status == status)
                && (contract == nil || row.contract == contract) && (claim == nil || row.claim == claim)
        }
    }

    /// The payments of a dossier, newest first. `before` is the position of the last one of the page before.
    package static func page(
        _ s: Snapshot, dossier: DossierID, _ filter: Filter = Filter(), before: Position? = nil, limit: Int = Page.max
    ) throws(DatabaseError) -> [PaymentSchedule] {
        let last = try before.flatMap { (p) throws(DatabaseError) in try PaymentRow.find(number: p.rawValue, in: s.db) }
        let newest =
            if let last, last.dossier == dossier { last.olderInDossier } else {
                try s.newest(MoneyView.Lists.byKey, of: dossier.owner, list: MoneyView.Lists.ofDossier)
            }
        let own = try filter.onlyOffice.map { (office) throws(DatabaseError) in try budgets(s, dossier, of: office) }
        return try page(s, from: newest, \.olderInDossier, filter, own, limit)
    }

    /// The payments to one payee in all dossiers, newest first. `before` is as in a dossier.
    package static func page(
        _ s: Snapshot, payee: PartyID, status: PaymentStatus? = nil, before: Position? = nil, limit: Int = Page.max
    ) throws(DatabaseError) -> [PaymentSchedule] {
        let last = try before.flatMap { (p) throws(DatabaseError) in try PaymentRow.find(number: p.rawValue, in: s.db) }
        let newest =
            if let last, last.payee == payee { last.olderOfPayee } else {
                try s.newest(MoneyView.Lists.byKey, of: payee.owner, list: MoneyView.Lists.ofPayee)
            }
        return try page(
            s, from: newest, \.olderOfPayee, Filter(onlyCaregiver: payee, status: status), nil, limit)
    }

    /// One payment; nil when the dossier has none with this id that the filter lets through.
    package static func one(
        _ s: Snapshot, _ payment: PaymentID, dossier: DossierID, _ filter: Filter = Filter()
    ) throws(DatabaseError) -> PaymentSchedule? {
        guard let row = try PaymentRow.find(payment, in: s.db), row.dossier == dossier, filter.takes(row)
        else { return nil }
        let own = try filter.onlyOffice.map { (office) throws(DatabaseError) in try budgets(s, dossier, of: office) }
        return PaymentSchedule(row, filter, own)
    }

    /// The payments of all dossiers that are scheduled for a run on or before a day, in the order of their days: what a
    /// payment run takes up. `after` is the last one of the page before.
    package static func due(
        _ s: Snapshot, until day: Day, after: PaymentID? = nil, limit: Int = Page.max
    ) throws(DatabaseError) -> [PaymentSchedule] {
        let last = try after.flatMap { (id) throws(DatabaseError) in try PaymentRow.find(id, in: s.db) }
        return try s.db.all(
            """
            SELECT * FROM payment WHERE status = 'scheduled' AND run_on <= ? AND (run_on, number) > (?, ?)
            ORDER BY run_on, number LIMIT ?
            """, day, last?.runOn ?? .first, last?.number ?? 0, Page.limit(limit)
        ) { row in PaymentSchedule(PaymentRow(row), Filter(), nil) }.compactMap { $0 }
    }

    private static func page(
        _ s: Snapshot, from newest: Int64, _ older: KeyPath<PaymentRow, Int64>, _ filter: Filter,
        _ own: Set<BudgetID>?, _ limit: Int
    ) throws(DatabaseError) -> [PaymentSchedule] {
        let most = Page.limit(limit)
        var page: [PaymentSchedule] = []
        try s.walk(from: newest) { (number) throws(DatabaseError) in
            guard page.count < most else { return nil }
            guard let row = try PaymentRow.find(number: number, in: s.db) else { throw .missing(PaymentRow.table) }
            if filter.takes(row), let shown = PaymentSchedule(row, filter, own) { page.append(shown) }
            return row[keyPath: older]
        }
        return page
    }

    private static func budgets(
        _ s: Snapshot, _ dossier: DossierID, of office: OfficeID
    ) throws(DatabaseError) -> Set<BudgetID> {
        Set(try BudgetBalance.rows(s, dossier).filter { $0.office == office }.map(\.key))
    }

    /// Nil when none of the shares may be seen.
    private init?(_ row: PaymentRow, _ filter: Filter, _ own: Set<BudgetID>?) {
        let seen = row.shares.filter { own?.contains($0.budget) ?? true }
        guard own == nil || !seen.isEmpty else { return nil }
        payment = row.key
        dossier = row.dossier
        position = Position(row.number)
        source = row.source
        claim = row.claim
        contract = row.contract
        month = row.month
        payee = row.payee
        amount = own == nil ? row.amount : seen.reduce(.zero) { $0 + $1.cents }
        shares = filter.onlyCaregiver == nil ? seen : nil
        runOn = row.runOn
        latestOn = row.latestOn
        status = row.status
        paidOn = row.paidOn
        returnedOn = row.returnedOn
        bankReason = row.bankReason
        repeats = row.repeats
        repeatedBy = row.repeatedBy
    }
}
