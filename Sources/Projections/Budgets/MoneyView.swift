package import Events

/// The money of a dossier: budgets, the payments that draw on them, what has to be paid back, and the monthly wages to
/// come; and the sums of it over all dossiers, per granter.
///
/// Queries: `BudgetBalance`, `Movement`, `PaymentSchedule`, `PayrollLine`, `Receivable`, `DueWage`, `MoneyTally`.
package struct MoneyView: Projection {
    package static let name = "money-9"

    package static let tables: [StaticString] = [
        """
        CREATE TABLE budget (
            number INTEGER PRIMARY KEY, id BLOB NOT NULL, dossier BLOB NOT NULL, law TEXT NOT NULL, office BLOB NOT NULL,
            from_day INTEGER NOT NULL, until_day INTEGER NOT NULL, functions TEXT NOT NULL, granted INTEGER NOT NULL,
            free INTEGER NOT NULL, free_taken INTEGER NOT NULL, credits INTEGER NOT NULL, paid INTEGER NOT NULL,
            scheduled INTEGER NOT NULL, care_paid INTEGER NOT NULL, spent TEXT, course TEXT
        ) STRICT
        """,
        """
        CREATE TABLE payment (
            number INTEGER PRIMARY KEY, id BLOB NOT NULL, payee BLOB NOT NULL, source TEXT NOT NULL, budget BLOB,
            cents INTEGER, more_shares TEXT, run_on INTEGER NOT NULL, older_in_dossier INTEGER NOT NULL,
            older_of_payee INTEGER NOT NULL, paid INTEGER NOT NULL, returned INTEGER NOT NULL, repeated INTEGER NOT NULL,
            withdrawn INTEGER NOT NULL, filed INTEGER NOT NULL, run BLOB, contract BLOB, month INTEGER, course TEXT,
            payroll_month INTEGER
        ) STRICT
        """,
        """
        CREATE TABLE payment_list (
            number INTEGER PRIMARY KEY, owner BLOB NOT NULL, list INTEGER NOT NULL, head INTEGER NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE receivable (
            number INTEGER PRIMARY KEY, id BLOB NOT NULL, dossier BLOB NOT NULL, debtor BLOB NOT NULL,
            cause TEXT NOT NULL, amount INTEGER NOT NULL, open INTEGER NOT NULL, shares TEXT NOT NULL, instalments TEXT, entries TEXT
        ) STRICT
        """,
        """
        CREATE TABLE wage (
            number INTEGER PRIMARY KEY, id BLOB NOT NULL, dossier BLOB NOT NULL, versions TEXT NOT NULL, next TEXT,
            last_day INTEGER, months TEXT NOT NULL, withheld TEXT
        ) STRICT
        """,
        """
        CREATE TABLE money_tally (
            number INTEGER PRIMARY KEY, office BLOB NOT NULL, what TEXT NOT NULL, law TEXT, function TEXT, month INTEGER,
            kind TEXT, times INTEGER NOT NULL, cents INTEGER NOT NULL
        ) STRICT
        """,
    ]

    package static let indexes: [StaticString] = [
        "CREATE UNIQUE INDEX budget_id ON budget (id)",
        "CREATE INDEX budget_dossier ON budget (dossier)",
        "CREATE INDEX budget_office ON budget (office)",
        "CREATE UNIQUE INDEX payment_id ON payment (id)",
        """
        CREATE INDEX payment_due ON payment (run_on, number)
        WHERE paid = 0 AND returned = 0 AND withdrawn = 0 AND filed = 0
        """,
        "CREATE INDEX payment_run ON payment (run, number) WHERE run IS NOT NULL",
        "CREATE INDEX payment_payroll ON payment (payroll_month, number) WHERE payroll_month IS NOT NULL",
        "CREATE UNIQUE INDEX payment_list_owner ON payment_list (owner, list)",
        "CREATE UNIQUE INDEX receivable_id ON receivable (id)",
        "CREATE INDEX receivable_dossier ON receivable (dossier)",
        "CREATE INDEX receivable_debtor ON receivable (debtor)",
        "CREATE INDEX receivable_open ON receivable (number) WHERE open > 0",
        "CREATE UNIQUE INDEX wage_id ON wage (id)",
        "CREATE INDEX wage_dossier ON wage (dossier)",
        "CREATE INDEX money_tally_office ON money_tally (office, what)",
    ]

    /// The lists of payments: those of a dossier and those of a payee.
    enum Lists: ChainTable {
        static let table: StaticString = "payment_list"
        static let byKey: StaticString = "SELECT * FROM payment_list WHERE owner = ? AND list = ?"
        static let byNumber: StaticString = "SELECT * FROM payment_list WHERE number = ?"
        static let replace: StaticString = "REPLACE INTO payment_list VALUES (?, ?, ?, ?)"
        static let ofDossier: Int64 = 0
        static let ofPayee: Int64 = 1
    }

    var budgets: Kept<BudgetRow>
    var payments: Kept<PaymentRow>
    var lists: Kept<ChainHead<Lists>>
    var receivables: Kept<ReceivableRow>
    var wages: Kept<WageRow>
    var tallies: MoneyTallies

    package init(_ filling: Filling) {
        budgets = Kept(filling)
        payments = Kept(filling)
        lists = Kept(filling)
        receivables = Kept(filling)
        wages = Kept(filling)
        tallies = MoneyTallies(filling)
    }

    package mutating func apply(_ envelope: EventEnvelope, to db: Connection) throws(DatabaseError) {
        guard let dossier = envelope.stream.dossier else { return }
        let number = envelope.position.rawValue
        switch envelope.event {
        case .budget(.granted(let grant)):
            let row = BudgetRow(grant, dossier, number: number)
            try budgets.insert(row, in: db)
            tallies.begin(number)
            try tallies.count(budget: BudgetMark(row), 1, in: db)
        case .budget(let fact): try apply(fact, number, to: db)
        case .payment(let fact): try apply(fact, dossier, number, to: db)
        case .receivable(let fact): try apply(fact, dossier, number, to: db)
        case .contract(let fact): try apply(fact, dossier, number, to: db)
        case .run, .bank, .party, .office, .representation, .claim, .inbox, .document, .application, .circumstance,
            .rights, .dispatch, .system:
            return
        }
    }

    package mutating func flush(to db: Connection) throws(DatabaseError) {
        try budgets.flush(to: db)
        try payments.flush(to: db)
        try lists.flush(to: db)
        try receivables.flush(to: db)
        try wages.flush(to: db)
        try tallies.rows.flush(to: db)
    }

    package mutating func finish(to db: Connection) throws(DatabaseError) {
        try budgets.finish(to: db)
        try payments.finish(to: db)
        try lists.finish(to: db)
        try receivables.finish(to: db)
        try wages.finish(to: db)
        try tallies.rows.finish(to: db)
    }

    package mutating func forget() {
        budgets.forget()
        payments.forget()
        lists.forget()
        receivables.forget()
        wages.forget()
        tallies.rows.forget()
    }

    private mutating func apply(_ fact: BudgetFact, _ number: Int64, to db: Connection) throws(DatabaseError) {
        tallies.begin(number)
        try change(fact.budget, in: db) { $0.take(fact, number: number) }
        if case .openingLoaded(let opening) = fact {
            let booking = Booking(.opening, BudgetShare(budget: opening.budget, cents: opening.paidCents))
            try tally(booking, opening.on.month, in: db)
        }
    }

    /// Books what shares do, each on its budget, and counts it in the sums of the granter.
    ///
    /// - Parameter month: in which it counts as spent.
    mutating func book(
        _ kind: Movement.Kind, _ shares: [BudgetShare], of source: PaymentSource? = nil, month: Month,
        in db: Connection
    ) throws(DatabaseError) {
        for share in shares {
            let booking = Booking(kind, share, of: source)
            try change(share.budget, in: db) { $0.book(booking) }
            try tally(booking, month, in: db)
        }
    }

    /// Changes a budget, and what is counted of it when it changes in kind.
    private mutating func change(
        _ budget: BudgetID, in db: Connection, _ body: (inout BudgetRow) -> Void
    ) throws(DatabaseError) {
        let changed = try budgets.change(budget, in: db) { budget in
            let before = BudgetMark(budget)
            body(&budget)
            return (before, BudgetMark(budget))
        }
        guard let (before, after) = changed else { throw .missing(BudgetRow.table) }
        guard before != after else { return }
        try tallies.count(budget: before, -1, in: db)
        try tallies.count(budget: after, 1, in: db)
    }

    private mutating func tally(_ booking: Booking, _ month: Month, in db: Connection) throws(DatabaseError) {
        guard booking.share.pot == .grant else { return }
        let effect = booking.effect(isFixed: false)
        let spent = effect.paid - effect.credits
        guard spent != .zero, let budget = try budgets.find(booking.share.budget, in: db) else { return }
        try tallies.spend(spent, of: budget, on: booking.share.function, month, in: db)
    }
}
