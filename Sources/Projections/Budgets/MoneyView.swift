package import Events

/// The money of a dossier: budgets, the payments that draw on them, and the monthly wages to come.
///
/// Queries: `BudgetBalance`, `Movement`, `PaymentSchedule`.
package struct MoneyView: Projection {
    package static let name = "money-3"

    package static let tables: [StaticString] = [
        """
        CREATE TABLE budget (
            number INTEGER PRIMARY KEY, id BLOB NOT NULL, dossier BLOB NOT NULL, law TEXT NOT NULL, office BLOB NOT NULL,
            from_day INTEGER NOT NULL, until_day INTEGER NOT NULL, functions TEXT NOT NULL, granted INTEGER NOT NULL,
            free INTEGER NOT NULL, free_taken INTEGER NOT NULL, credits INTEGER NOT NULL, paid INTEGER NOT NULL,
            scheduled INTEGER NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE payment (
            number INTEGER PRIMARY KEY, id BLOB NOT NULL, payee BLOB NOT NULL, free_amount INTEGER NOT NULL,
            budget BLOB NOT NULL, cents INTEGER NOT NULL, more_shares TEXT, run_on INTEGER NOT NULL,
            older_in_dossier INTEGER NOT NULL, older_of_payee INTEGER NOT NULL, paid INTEGER NOT NULL,
            returned INTEGER NOT NULL, repeated INTEGER NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE payment_list (
            number INTEGER PRIMARY KEY, owner BLOB NOT NULL, list INTEGER NOT NULL, head INTEGER NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE wage (
            number INTEGER PRIMARY KEY, id BLOB NOT NULL, dossier BLOB NOT NULL, lines TEXT NOT NULL,
            start INTEGER NOT NULL, ends INTEGER, approved INTEGER NOT NULL, last_day INTEGER, months TEXT NOT NULL
        ) STRICT
        """,
    ]

    package static let indexes: [StaticString] = [
        "CREATE UNIQUE INDEX budget_id ON budget (id)",
        "CREATE INDEX budget_dossier ON budget (dossier)",
        "CREATE INDEX budget_office ON budget (office)",
        "CREATE UNIQUE INDEX payment_id ON payment (id)",
        "CREATE INDEX payment_due ON payment (run_on, number) WHERE paid = 0 AND returned = 0",
        "CREATE UNIQUE INDEX payment_list_owner ON payment_list (owner, list)",
        "CREATE UNIQUE INDEX wage_id ON wage (id)",
        "CREATE INDEX wage_dossier ON wage (dossier)",
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

    private var budgets: Kept<BudgetRow>
    private var payments: Kept<PaymentRow>
    private var lists: Kept<ChainHead<Lists>>
    private var wages: Kept<WageRow>

    package init(_ filling: Filling) {
        budgets = Kept(filling)
        payments = Kept(filling)
        lists = Kept(filling)
        wages = Kept(filling)
    }

    package mutating func apply(_ envelope: EventEnvelope, to db: Connection) throws(DatabaseError) {
        guard let dossier = envelope.stream.dossier else { return }
        let number = envelope.position.rawValue
        switch envelope.event {
        case .budget(.granted(let grant)): try budgets.insert(BudgetRow(grant, dossier, number: number), in: db)
        case .payment(let fact): try apply(fact, dossier, number, to: db)
        case .contract(let fact): try apply(fact, dossier, number, to: db)
        case .party, .office, .representation, .claim, .inbox, .document, .system: return
        }
    }

    package mutating func flush(to db: Connection) throws(DatabaseError) {
        try budgets.flush(to: db)
        try payments.flush(to: db)
        try lists.flush(to: db)
        try wages.flush(to: db)
    }

    package mutating func finish(to db: Connection) throws(DatabaseError) {
        try budgets.finish(to: db)
        try payments.finish(to: db)
        try lists.finish(to: db)
        try wages.finish(to: db)
    }

    package mutating func forget() {
        budgets.forget()
        payments.forget()
        lists.forget()
        wages.forget()
    }

    private mutating func apply(
        _ fact: PaymentFact, _ dossier: DossierID, _ number: Int64, to db: Connection
    ) throws(DatabaseError) {
        switch fact {
        case .scheduled(let payment): try schedule(payment, dossier, number, in: db)
        case .paid(let paid):
            try settle(paid.payment, in: db) { payment in
                payment.paid = number
                return .paid
            }
        case .returned(let returned):
            try settle(returned.payment, in: db) { payment in
                payment.returned = number
                return payment.paid > 0 ? .returned : .cancelled
            }
        case .wageWithheld(let withheld): try take(withheld.month, of: withheld.contract, in: db)
        }
    }

    /// Only contracts with a monthly wage matter here; the others have no row.
    private mutating func apply(
        _ fact: ContractFact, _ dossier: DossierID, _ number: Int64, to db: Connection
    ) throws(DatabaseError) {
        switch fact {
        case .drafted(let draft): try agree(draft.contract, draft.terms, dossier, number, in: db)
        case .revised(let revision): try agree(revision.contract, revision.terms, dossier, number, in: db)
        case .approved(let approval):
            _ = try wages.change(approval.contract, in: db) { wage in
                wage.isApproved = true
                wage.start = approval.from
                wage.end = approval.until
            }
        case .ended(let end): _ = try wages.change(end.contract, in: db) { $0.lastDay = end.lastDay }
        default: return
        }
    }

    private mutating func schedule(
        _ payment: PaymentScheduled, _ dossier: DossierID, _ number: Int64, in db: Connection
    ) throws(DatabaseError) {
        let row = PaymentRow(
            payment, number: number,
            olderInDossier: try lists.push(number, of: dossier.owner, list: Lists.ofDossier, in: db),
            olderOfPayee: try lists.push(number, of: payment.payee.owner, list: Lists.ofPayee, in: db))
        try payments.insert(row, in: db)
        try book(.scheduled, row.shares, isFreeAmount: row.isFreeAmount, in: db)
        if let before = payment.repeats {
            let known: Void? = try payments.change(before, in: db) { $0.repeated = number }
            guard known != nil else { throw .missing(PaymentRow.table) }
        }
        if payment.source == .wage, let contract = payment.contract, let month = payment.month {
            try take(month, of: contract, in: db)
        }
    }

    /// Moves a payment on and books what follows from it.
    private mutating func settle(
        _ id: PaymentID, in db: Connection, _ change: (inout PaymentRow) -> Movement.Kind
    ) throws(DatabaseError) {
        let changed = try payments.change(id, in: db) { payment in
            (change(&payment), payment.shares, payment.isFreeAmount)
        }
        guard let (kind, shares, isFreeAmount) = changed else { throw .missing(PaymentRow.table) }
        try book(kind, shares, isFreeAmount: isFreeAmount, in: db)
    }

    /// Books each share on its budget.
    private mutating func book(
        _ kind: Movement.Kind, _ shares: [BudgetShare], isFreeAmount: Bool, in db: Connection
    ) throws(DatabaseError) {
        for share in shares {
            let known: Void? = try budgets.change(share.budget, in: db) { budget in
                budget.book(kind, share.cents, isFreeAmount: isFreeAmount)
            }
            guard known != nil else { throw .missing(BudgetRow.table) }
        }
    }

    /// Takes over the wage lines of new terms.
    private mutating func agree(
        _ contract: ContractID, _ terms: ContractTerms, _ dossier: DossierID, _ number: Int64, in db: Connection
    ) throws(DatabaseError) {
        let next = WageRow(contract, terms, dossier, number: number)
        let known: Void? = try wages.change(contract, in: db) { wage in
            wage.lines = next.lines
            wage.start = next.start
            wage.end = next.end
        }
        if known == nil, !next.lines.isEmpty { try wages.insert(next, in: db) }
    }

    /// The month of a wage is scheduled or withheld, so it is no longer to come.
    private mutating func take(_ month: Month, of contract: ContractID, in db: Connection) throws(DatabaseError) {
        _ = try wages.change(contract, in: db) { wage in
            if !wage.months.contains(month) { wage.months.append(month) }
        }
    }
}
