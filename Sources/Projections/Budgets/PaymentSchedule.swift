package import Events

/// Where a payment is.
package enum PaymentStatus: String, StoredName, CaseIterable {
    case scheduled, paid, returned
}

/// One payment as it is shown: what it is for, when it runs and where it is.
package struct PaymentSchedule: Described, Equatable {
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
        package var source: PaymentSource?
        package var contract: ContractID?
        package var claim: ClaimID?
        /// To whom it is paid. Unlike `onlyCaregiver` this hides nothing.
        package var payee: PartyID?
        /// The month that is paid for; for a payment of no month, the one in which it runs.
        package var months = Months()

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

        /// What a row alone can tell.
        fileprivate func takes(_ row: PaymentRow) -> Bool {
            (onlyCaregiver == nil || row.payee == onlyCaregiver) && (status == nil || row.status == status)
                && (payee == nil || row.payee == payee)
        }

        fileprivate func takes(_ payment: PaymentScheduled) -> Bool {
            (source == nil || payment.source == source) && (contract == nil || payment.contract == contract)
                && (claim == nil || payment.claim == claim) && months.has(payment.month ?? payment.runOn.month)
        }
    }

    /// The payments of a dossier, newest first. `before` is the position of the last one of the page before.
    package static func page(
        _ s: Snapshot, dossier: DossierID, _ filter: Filter = Filter(), before: Position? = nil, limit: Int = Page.max
    ) throws(DatabaseError) -> [PaymentSchedule] {
        let newest = try start(
            s, before, \.olderInDossier, of: dossier.owner, list: MoneyView.Lists.ofDossier
        ) { (row) throws(DatabaseError) in
            try s.event(row.number).stream == .dossier(dossier)
        }
        let own = try filter.onlyOffice.map { (office) throws(DatabaseError) in try budgets(s, dossier, of: office) }
        return try page(s, from: newest, \.olderInDossier, filter, own, limit)
    }

    /// The payments to one payee in all dossiers, newest first. `before` is as in a dossier.
    package static func page(
        _ s: Snapshot, payee: PartyID, status: PaymentStatus? = nil, before: Position? = nil, limit: Int = Page.max
    ) throws(DatabaseError) -> [PaymentSchedule] {
        let newest = try start(
            s, before, \.olderOfPayee, of: payee.owner, list: MoneyView.Lists.ofPayee
        ) { $0.payee == payee }
        return try page(
            s, from: newest, \.olderOfPayee, Filter(onlyCaregiver: payee, status: status), nil, limit)
    }

    /// One payment; nil when the dossier has none with this id that the filter lets through.
    package static func one(
        _ s: Snapshot, _ payment: PaymentID, dossier: DossierID, _ filter: Filter = Filter()
    ) throws(DatabaseError) -> PaymentSchedule? {
        guard let row = try PaymentRow.find(payment, in: s.db), filter.takes(row) else { return nil }
        let scheduled = try s.event(row.number)
        guard scheduled.stream == .dossier(dossier) else { return nil }
        let own = try filter.onlyOffice.map { (office) throws(DatabaseError) in try budgets(s, dossier, of: office) }
        return try PaymentSchedule(row, scheduled, filter, own, s)
    }

    /// The payments of all dossiers that are scheduled for a run on or before a day, in the order of their days: what a
    /// payment run takes up. `after` is the last one of the page before.
    package static func due(
        _ s: Snapshot, until day: Day, after: PaymentID? = nil, limit: Int = Page.max
    ) throws(DatabaseError) -> [PaymentSchedule] {
        let last = try after.flatMap { (id) throws(DatabaseError) in try PaymentRow.find(id, in: s.db) }
        let rows = try s.db.all(
            """
            SELECT * FROM payment WHERE paid = 0 AND returned = 0 AND run_on <= ? AND (run_on, number) > (?, ?)
            ORDER BY run_on, number LIMIT ?
            """, day, last?.runOn ?? .first, last?.number ?? 0, Page.limit(limit), body: PaymentRow.init)
        var due: [PaymentSchedule] = []
        for row in rows {
            if let shown = try PaymentSchedule(row, try s.event(row.number), Filter(), nil, s) { due.append(shown) }
        }
        return due
    }

    /// Where a page begins: behind the last row of the page before, if that is of this list, else at the newest.
    private static func start(
        _ s: Snapshot, _ before: Position?, _ older: KeyPath<PaymentRow, Int64>, of owner: OwnerID, list: Int64,
        _ isOfList: (PaymentRow) throws(DatabaseError) -> Bool
    ) throws(DatabaseError) -> Int64 {
        if let before, let last = try PaymentRow.find(number: before.rawValue, in: s.db), try isOfList(last) {
            return last[keyPath: older]
        }
        return try s.newest(MoneyView.Lists.byKey, of: owner, list: list)
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
            if filter.takes(row), let shown = try PaymentSchedule(row, try s.event(number), filter, own, s) {
                page.append(shown)
            }
            return row[keyPath: older]
        }
        return page
    }

    private static func budgets(
        _ s: Snapshot, _ dossier: DossierID, of office: OfficeID
    ) throws(DatabaseError) -> Set<BudgetID> {
        Set(try BudgetBalance.rows(s, dossier).filter { $0.office == office }.map(\.key))
    }
}

extension PaymentSchedule {
    /// Nil when the filter does not let it through, or none of its shares may be seen.
    private init?(
        _ row: PaymentRow, _ envelope: EventEnvelope, _ filter: Filter, _ own: Set<BudgetID>?, _ s: Snapshot
    ) throws(DatabaseError) {
        let scheduled = try PaymentRow.scheduled(envelope)
        let seen = row.shares.filter { own?.contains($0.budget) ?? true }
        guard let dossier = envelope.stream.dossier, filter.takes(scheduled), own == nil || !seen.isEmpty
        else { return nil }
        let bank = try row.bank(s)
        payment = row.key
        self.dossier = dossier
        position = envelope.position
        source = scheduled.source
        claim = scheduled.claim
        contract = scheduled.contract
        month = scheduled.month
        payee = row.payee
        amount = own == nil ? scheduled.amountCents : seen.reduce(.zero) { $0 + $1.cents }
        shares = filter.onlyCaregiver == nil ? seen : nil
        runOn = row.runOn
        latestOn = scheduled.latestOn
        status = row.status
        paidOn = bank.paidOn
        returnedOn = bank.returnedOn
        bankReason = bank.reason?.text
        repeats = scheduled.repeats
        repeatedBy = row.repeated == 0 ? nil : try PaymentRow.scheduled(s.event(row.repeated)).payment
    }
}
