package import Events

/// Where a payment is.
package enum PaymentStatus: String, StoredName, CaseIterable {
    case scheduled
    /// It may not go out yet.
    case suspended
    case inFile = "in-file"
    case paid, returned
    /// It is not made: it was taken back before it was in a file.
    case withdrawn
    /// It was set off wholly, so the bank had nothing to pay.
    case offset
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
    /// Employer charges that come on top of it; nil for who may not see budgets, or only a part of them.
    package let charges: Cents?
    /// What is kept from it to settle receivables; for a granter what of it comes back to its own budgets.
    package let recovered: Cents
    package let recoveries: [Recovery]?
    /// Whether the amount is gross; then what it comes to net, once the salary engine said so.
    package let isPayroll: Bool
    package let net: Cents?
    package let withheld: Cents?
    /// What the bank pays; nil while it waits for the net wage, and for a granter, whom it would tell what is kept for others.
    package let bank: Cents?
    /// By which budgets it is paid; nil for who may not see budgets.
    package let shares: [BudgetShare]?
    package let runOn: Day
    package let latestOn: Day
    package let status: PaymentStatus
    /// The last day of its suspension.
    package let suspendedUntil: Day?
    /// Why it is not made.
    package let withdrawal: WithdrawalCause?
    /// The run in whose file it is; nil for a granter.
    package let run: RunID?
    package let paidOn: Day?
    package let returnedOn: Day?
    package let bankReason: String?
    package let repeats: PaymentID?
    package let repeatedBy: PaymentID?
    /// The payment of which it pays the difference, and those that pay a difference on this one.
    package let corrects: PaymentID?
    package let correctedBy: [PaymentID]

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
        w.field("chargesCents", charges)
        w.field("recoveredCents", recovered)
        w.field("recoveries", recoveries)
        w.field("payroll", isPayroll)
        w.field("netCents", net)
        w.field("withheldCents", withheld)
        w.field("bankCents", bank)
        w.field("shares", shares)
        w.field("runOn", runOn)
        w.field("latestOn", latestOn)
        w.field("status", status)
        w.field("suspendedUntil", suspendedUntil)
        w.field("withdrawalCause", withdrawal)
        w.field("run", run)
        w.field("paidOn", paidOn)
        w.field("returnedOn", returnedOn)
        w.field("bankReason", bankReason)
        w.field("repeats", repeats)
        w.field("repeatedBy", repeatedBy)
        w.field("corrects", corrects)
        w.field("correctedBy", correctedBy)
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
        /// The day that decides whether a suspension still holds; the first there is when that does not matter.
        package var day: Day

        package init(
            onlyCaregiver: PartyID? = nil, onlyOffice: OfficeID? = nil, status: PaymentStatus? = nil,
            contract: ContractID? = nil, claim: ClaimID? = nil, source: PaymentSource? = nil, on day: Day = .first
        ) {
            self.onlyCaregiver = onlyCaregiver
            self.onlyOffice = onlyOffice
            self.status = status
            self.contract = contract
            self.claim = claim
            self.source = source
            self.day = day
        }

        fileprivate func status(of row: PaymentRow) -> PaymentStatus {
            row.status(on: day, forGranter: onlyOffice != nil)
        }

        /// What a row alone can tell.
        fileprivate func takes(_ row: PaymentRow) -> Bool {
            (onlyCaregiver == nil || row.payee == onlyCaregiver) && (status == nil || status(of: row) == status)
                && (payee == nil || row.payee == payee) && (source == nil || row.source == source)
        }

        fileprivate func takes(_ payment: PaymentScheduled) -> Bool {
            (contract == nil || payment.contract == contract) && (claim == nil || payment.claim == claim)
                && months.has(payment.month ?? payment.runOn.month)
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
        let own = try filter.onlyOffice.map { (office) throws(DatabaseError) in
            try BudgetBalance.keys(s, dossier, of: office)
        }
        return try page(s, from: newest, before, \.olderInDossier, filter, own, limit)
    }

    /// The payments to one payee in all dossiers, newest first. `before` is as in a dossier.
    package static func page(
        _ s: Snapshot, payee: PartyID, status: PaymentStatus? = nil, on day: Day = .first, before: Position? = nil,
        limit: Int = Page.max
    ) throws(DatabaseError) -> [PaymentSchedule] {
        let newest = try start(
            s, before, \.olderOfPayee, of: payee.owner, list: MoneyView.Lists.ofPayee
        ) { $0.payee == payee }
        return try page(
            s, from: newest, before, \.olderOfPayee, Filter(onlyCaregiver: payee, status: status, on: day), nil, limit)
    }

    /// One payment; nil when the dossier has none with this id that the filter lets through.
    package static func one(
        _ s: Snapshot, _ payment: PaymentID, dossier: DossierID, _ filter: Filter = Filter()
    ) throws(DatabaseError) -> PaymentSchedule? {
        guard let row = try PaymentRow.find(payment, in: s.db), filter.takes(row) else { return nil }
        let scheduled = try s.event(row.number)
        guard scheduled.stream == .dossier(dossier) else { return nil }
        let own = try filter.onlyOffice.map { (office) throws(DatabaseError) in
            try BudgetBalance.keys(s, dossier, of: office)
        }
        return try PaymentSchedule(row, scheduled, filter, own, s)
    }

    /// The payments of all dossiers that are scheduled for a run on or before a day and not suspended on it, in the order
    /// of their days: what a payment run takes up. `after` is the last one of the page before.
    package static func due(
        _ s: Snapshot, until day: Day, after: PaymentID? = nil, limit: Int = Page.max
    ) throws(DatabaseError) -> [PaymentSchedule] {
        let most = Page.limit(limit)
        var last = try after.flatMap { (id) throws(DatabaseError) in try PaymentRow.find(id, in: s.db) }
        let filter = Filter(status: .scheduled, on: day)
        var due: [PaymentSchedule] = []
        while true {
            let rows = try s.db.all(
                """
                SELECT * FROM payment
                WHERE paid = 0 AND returned = 0 AND withdrawn = 0 AND filed = 0 AND run_on <= ?
                    AND (run_on, number) > (?, ?)
                ORDER BY run_on, number LIMIT ?
                """, day, last?.runOn ?? .first, last?.number ?? 0, most - due.count, body: PaymentRow.init)
            for row in rows where filter.takes(row) {
                if let shown = try PaymentSchedule(row, try s.event(row.number), filter, nil, s) { due.append(shown) }
            }
            guard !rows.isEmpty, due.count < most else { return due }
            last = rows.last
        }
    }

    /// The payments in the file of a run, in the order in which they were scheduled. `after` is the position of the last
    /// one of the page before.
    package static func page(
        _ s: Snapshot, run: RunID, after: Position = .start, limit: Int = Page.max
    ) throws(DatabaseError) -> [PaymentSchedule] {
        let rows = try s.db.all(
            "SELECT * FROM payment WHERE run = ? AND number > ? ORDER BY number LIMIT ?", run, after,
            Page.limit(limit), body: PaymentRow.init)
        var page: [PaymentSchedule] = []
        for row in rows {
            if let shown = try PaymentSchedule(row, try s.event(row.number), Filter(), nil, s) { page.append(shown) }
        }
        return page
    }

    /// Where to begin to look for a page: behind the last row of the page before, if that is of this list. Else at the newest,
    /// and what is not behind it is passed over: whether there is a row, perhaps a hidden one, makes no difference.
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
        _ s: Snapshot, from newest: Int64, _ before: Position?, _ older: KeyPath<PaymentRow, Int64>, _ filter: Filter,
        _ own: Set<BudgetID>?, _ limit: Int
    ) throws(DatabaseError) -> [PaymentSchedule] {
        let most = Page.limit(limit)
        var page: [PaymentSchedule] = []
        try s.walk(from: newest) { (number) throws(DatabaseError) in
            guard page.count < most else { return nil }
            guard let row = try PaymentRow.find(number: number, in: s.db) else { throw .missing(PaymentRow.table) }
            if before.map({ number < $0.rawValue }) ?? true, filter.takes(row),
                let shown = try PaymentSchedule(row, try s.event(number), filter, own, s)
            {
                page.append(shown)
            }
            return row[keyPath: older]
        }
        return page
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
        let word = try row.bank(s)
        let seesBudgets = filter.onlyCaregiver == nil
        // Who sees a part of the budgets sees that part of the amount, and not what became of the whole.
        let isWhole = seen.count == row.shares.count
        payment = row.key
        self.dossier = dossier
        position = envelope.position
        source = scheduled.source
        claim = scheduled.claim
        contract = scheduled.contract
        month = scheduled.month
        payee = row.payee
        let recovered = scheduled.recoveries.reduce(Cents.zero) { $0 + $1.cents }
        amount = isWhole ? scheduled.amountCents : seen.reduce(.zero) { $0 + $1.cents }
        charges = seesBudgets && isWhole ? scheduled.chargesCents ?? .zero : nil
        // What is kept of it may go to the budget of another granter: one sees what comes back to its own.
        func isOwn(_ kept: Recovery) -> Bool { kept.shares.allSatisfy { own?.contains($0.budget) ?? true } }
        let ownKept = scheduled.recoveries.flatMap(\.shares).filter { own?.contains($0.budget) ?? true }
        self.recovered = own == nil ? recovered : ownKept.reduce(.zero) { $0 + $1.cents }
        recoveries = seesBudgets ? scheduled.recoveries.filter(isOwn) : nil
        isPayroll = scheduled.payroll
        net = isWhole ? word.netCents : nil
        withheld = isWhole ? word.withheldCents : nil
        let due = scheduled.payroll ? word.netCents : scheduled.amountCents
        bank = own == nil ? word.bankCents ?? due.map { $0 - recovered } : nil
        shares = seesBudgets ? seen : nil
        runOn = row.runOn
        latestOn = scheduled.latestOn
        status = filter.status(of: row)
        suspendedUntil = status == .suspended ? row.course.suspendedUntil : nil
        withdrawal = word.withdrawal
        // Which run it is in is no granter's affair, nor that it is in none.
        run = seesBudgets && own == nil ? row.run : nil
        paidOn = try row.paidOn(forGranter: own != nil, s)
        returnedOn = word.returnedOn
        bankReason = word.reason?.text
        repeats = scheduled.repeats
        repeatedBy = row.repeated == 0 ? nil : try PaymentRow.scheduled(s.event(row.repeated)).payment
        // What only another granter pays besides is not for this one.
        func isSeen(_ row: PaymentRow?) -> Bool {
            own.map { own in row?.shares.contains { own.contains($0.budget) } ?? false } ?? true
        }
        let corrected = try scheduled.corrects.flatMap { (id) throws(DatabaseError) in
            try PaymentRow.find(id, in: s.db)
        }
        corrects = isSeen(corrected) ? scheduled.corrects : nil
        var corrections: [PaymentID] = []
        for number in row.course.corrections {
            if let next = try PaymentRow.find(number: number, in: s.db), isSeen(next) { corrections.append(next.key) }
        }
        correctedBy = corrections
    }
}
