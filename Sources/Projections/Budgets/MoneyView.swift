package import Events

/// The money of a dossier: budgets, the payments that draw on them, and the monthly wages to come.
///
/// Queries: `BudgetBalance`, `Movement`, `PaymentSchedule`.
package struct MoneyView: Projection {
    package static let name = "money-4"

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
            number INTEGER PRIMARY KEY, id BLOB NOT NULL, dossier BLOB NOT NULL, versions TEXT NOT NULL, next TEXT,
            last_day INTEGER, months TEXT NOT NULL
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
        case .budget, .receivable, .run, .bank, .party, .office, .representation, .claim, .inbox, .document, .system:
            return
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
        case .suspended, .resumed, .withdrawn, .filed, .unfiled, .offset, .payrollSettled, .differenceSettled: return
        }
    }

    /// Only contracts with a monthly wage matter here; the others have no row.
    private mutating func apply(
        _ fact: ContractFact, _ dossier: DossierID, _ number: Int64, to db: Connection
    ) throws(DatabaseError) {
        switch fact {
        case .drafted(let draft):
            let next = WageVersion(1, from: draft.terms.start, draft.terms)
            try agree(draft.contract, next, dossier, number, in: db) { $0.next = next }
        case .revised(let revision):
            let next = WageVersion(1, from: revision.from ?? revision.terms.start, revision.terms)
            try agree(revision.contract, next, dossier, number, in: db) {
                guard let before = $0.next, before.number > 1 else {
                    $0.next = next
                    return
                }
                $0.next = WageVersion(before.number, from: revision.from ?? before.from, revision.terms)
            }
        case .changeProposed(let proposal):
            let next = WageVersion(proposal.contractVersion, from: proposal.from, proposal.terms)
            try agree(proposal.contract, next, dossier, number, in: db) { $0.next = next }
        case .changed(let change):
            let version = WageVersion(change.contractVersion, from: change.from, change.terms)
            try agree(change.contract, version, dossier, number, in: db) {
                $0.versions.append(version)
                $0.next = nil
            }
        case .approved(let approval):
            _ = try wages.change(approval.contract, in: db) { wage in
                if let next = wage.next { wage.versions.append(next) }
                wage.next = nil
            }
        case .extended(let extended):
            _ = try wages.change(extended.contract, in: db) { wage in
                if let before = wage.versions.last { wage.versions.append(WageVersion(extended, before)) }
            }
        case .changeWithdrawn(let withdrawal): _ = try wages.change(withdrawal.contract, in: db) { $0.next = nil }
        case .ended(let end):
            _ = try wages.change(end.contract, in: db) {
                $0.lastDay = end.lastDay
                $0.next = nil
            }
        // What was rejected may be reopened, with the wage it has.
        case .rejected, .shared, .signed, .signatureVoided, .submitted, .assessed, .returned, .assigned, .reopened,
            .exceptionGranted, .warned, .renewalNotified, .sicknessReported, .recoveryReported:
            return
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

    /// Takes over the wage of new terms; a contract without a row has one from its first monthly wage on.
    private mutating func agree(
        _ contract: ContractID, _ version: WageVersion, _ dossier: DossierID, _ number: Int64, in db: Connection,
        _ body: (inout WageRow) -> Void
    ) throws(DatabaseError) {
        let known: Void? = try wages.change(contract, in: db, body)
        guard known == nil, !version.lines.isEmpty else { return }
        var row = WageRow(contract, dossier, number: number)
        body(&row)
        try wages.insert(row, in: db)
    }

    /// The month of a wage is scheduled or withheld, so it is no longer to come.
    private mutating func take(_ month: Month, of contract: ContractID, in db: Connection) throws(DatabaseError) {
        _ = try wages.change(contract, in: db) { wage in
            if !wage.months.contains(month) { wage.months.append(month) }
        }
    }
}
