package import Events

/// The screen "Overzicht budget" of one budget in one answer: what was granted with what is left of it and of the free
/// amount, what was paid or set off, and what is planned (money 12).
package struct BudgetOverview: Described, Equatable {
    package let balance: BudgetBalance
    /// The newest payments that were paid, set off or came back.
    package let settled: [OverviewPayment]
    /// Every payment still to be made, the soonest first.
    package let planned: [OverviewPayment]

    package func writeFields(to w: inout JSONWriter) {
        w.field("balance", row: balance)
        w.field("settled", rows: settled)
        w.field("planned", rows: planned)
    }

    private static let settledMax = 20

    /// That of every budget of a dossier, in the order in which they were granted.
    ///
    /// - Parameter day: decides whether a suspension of a payment still holds.
    package static func list(
        _ s: Snapshot, dossier: DossierID, on day: Day, onlyOffice: OfficeID? = nil, withExtras: Bool = true
    ) throws(DatabaseError) -> [BudgetOverview] {
        let balances = try BudgetBalance.list(s, dossier: dossier, onlyOffice: onlyOffice, withExtras: withExtras)
        var settled: [BudgetID: [OverviewPayment]] = [:]
        var planned: [BudgetID: [OverviewPayment]] = [:]
        let isForGranter = onlyOffice != nil
        func shown(
            _ row: PaymentRow, _ shares: [BudgetShare], _ status: PaymentStatus
        ) throws(DatabaseError) -> OverviewPayment {
            try OverviewPayment(row, shares, status, paidOn: row.paidOn(forGranter: isForGranter, s), s)
        }
        let newest = try s.newest(MoneyView.Lists.byKey, of: dossier.owner, list: MoneyView.Lists.ofDossier)
        try s.walk(from: newest) { (number) throws(DatabaseError) in
            guard let row = try PaymentRow.find(number: number, in: s.db) else { throw .missing(PaymentRow.table) }
            let status = row.status(on: day, forGranter: isForGranter)
            for balance in balances {
                let shares = row.shares.filter { $0.budget == balance.budget }
                guard !shares.isEmpty else { continue }
                switch status {
                case .scheduled, .suspended, .inFile:
                    planned[balance.budget, default: []].append(try shown(row, shares, status))
                case .paid, .offset, .returned:
                    guard settled[balance.budget, default: []].count < settledMax else { continue }
                    settled[balance.budget, default: []].append(try shown(row, shares, status))
                case .withdrawn: continue
                }
            }
            return row.olderInDossier
        }
        return balances.map { balance in
            BudgetOverview(
                balance: balance, settled: settled[balance.budget] ?? [],
                planned: (planned[balance.budget] ?? []).reversed().sorted { $0.runOn < $1.runOn })
        }
    }

    package static var examples: [BudgetOverview] {
        [
            BudgetOverview(
                balance: BudgetBalance.examples[0], settled: [],
                planned: OverviewPayment.examples)
        ]
    }
}

/// A payment as the overview of one budget shows it.
package struct OverviewPayment: Described, Equatable {
    package let payment: PaymentID
    package let source: PaymentSource
    package let claim: ClaimID?
    package let contract: ContractID?
    package let month: Month?
    package let status: PaymentStatus
    /// What this budget pays: of what was granted, and of the holder's deposit.
    package let cents: Cents
    package let depositCents: Cents
    package let runOn: Day
    package let paidOn: Day?

    package func writeFields(to w: inout JSONWriter) {
        w.field("payment", payment)
        w.field("source", source)
        w.field("claim", claim)
        w.field("contract", contract)
        w.field("month", month)
        w.field("status", status)
        w.field("amountCents", cents)
        w.field("depositCents", depositCents)
        w.field("runOn", runOn)
        w.field("paidOn", paidOn)
    }

    fileprivate init(
        _ row: PaymentRow, _ shares: [BudgetShare], _ status: PaymentStatus, paidOn: Day?, _ s: Snapshot
    ) throws(DatabaseError) {
        let what = try row.scheduled(s)
        payment = row.key
        source = row.source
        claim = what.claim
        contract = what.contract
        month = what.month
        self.status = status
        cents = shares.reduce(.zero) { $1.pot == .grant ? $0 + $1.cents : $0 }
        depositCents = shares.reduce(.zero) { $1.pot == .deposit ? $0 + $1.cents : $0 }
        runOn = row.runOn
        self.paidOn = paidOn
    }

    private init(_ payment: PaymentID, cents: Cents) {
        self.payment = payment
        source = .claim
        claim = Sample.id(6)
        contract = Sample.id(5)
        month = Sample.month
        status = .scheduled
        self.cents = cents
        depositCents = .zero
        runOn = Sample.day
        paidOn = nil
    }

    package static var examples: [OverviewPayment] { [OverviewPayment(Sample.id(7), cents: Cents(50_000))] }
}
