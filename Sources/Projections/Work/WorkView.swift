package import Events

/// What waits, for whom, since when: nothing that waits is ever nobody's. Queries: `WorkItem`.
///
/// A row holds from its first to its last position, so a list across dossiers can be asked as it was.
package struct WorkView: Projection {
    package static let name = "work-7"

    package static let tables: [StaticString] = [
        """
        CREATE TABLE work (
            number INTEGER PRIMARY KEY, subject BLOB NOT NULL, part INTEGER NOT NULL, waiter TEXT NOT NULL,
            who BLOB NOT NULL, kind TEXT NOT NULL, dossier BLOB, recorded_at INTEGER NOT NULL,
            ends INTEGER NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE work_contract (
            number INTEGER PRIMARY KEY, id BLOB NOT NULL, caregiver BLOB NOT NULL, step TEXT, due TEXT NOT NULL,
            is_change INTEGER NOT NULL, needs_caregiver INTEGER NOT NULL, offices TEXT NOT NULL, warned TEXT NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE work_hand (
            number INTEGER PRIMARY KEY, subject BLOB NOT NULL, part INTEGER NOT NULL, who BLOB NOT NULL,
            hand TEXT NOT NULL, employee BLOB NOT NULL, ends INTEGER NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE work_due (
            number INTEGER PRIMARY KEY, subject BLOB NOT NULL, kind TEXT NOT NULL, day INTEGER NOT NULL,
            ends INTEGER NOT NULL
        ) STRICT
        """,
        "CREATE TABLE work_budget (number INTEGER PRIMARY KEY, id BLOB NOT NULL, office BLOB NOT NULL) STRICT",
        """
        CREATE TABLE work_receivable (
            number INTEGER PRIMARY KEY, id BLOB NOT NULL, open INTEGER NOT NULL, instalments TEXT NOT NULL
        ) STRICT
        """,
        "CREATE TABLE work_payment (number INTEGER PRIMARY KEY, id BLOB NOT NULL, recoveries TEXT NOT NULL) STRICT",
        "CREATE TABLE work_account (number INTEGER PRIMARY KEY, id BLOB NOT NULL) STRICT",
        "CREATE TABLE work_case (number INTEGER PRIMARY KEY, id BLOB NOT NULL, office BLOB NOT NULL) STRICT",
        "CREATE TABLE work_bond (number INTEGER PRIMARY KEY, id BLOB NOT NULL, ties TEXT NOT NULL) STRICT",
        "CREATE TABLE work_rights (number INTEGER PRIMARY KEY, id BLOB NOT NULL, entries TEXT NOT NULL) STRICT",
    ]

    package static let indexes: [StaticString] = [
        "CREATE INDEX work_waiter ON work (who, waiter, ends)",
        "CREATE INDEX work_dossier ON work (dossier, ends)",
        "CREATE UNIQUE INDEX work_contract_id ON work_contract (id)",
        "CREATE INDEX work_hand_subject ON work_hand (subject, part, who, hand, ends)",
        "CREATE INDEX work_due_subject ON work_due (subject, kind, ends)",
        "CREATE UNIQUE INDEX work_budget_id ON work_budget (id)",
        "CREATE UNIQUE INDEX work_receivable_id ON work_receivable (id)",
        "CREATE UNIQUE INDEX work_payment_id ON work_payment (id)",
        "CREATE UNIQUE INDEX work_account_id ON work_account (id)",
        "CREATE UNIQUE INDEX work_case_id ON work_case (id)",
        "CREATE UNIQUE INDEX work_bond_id ON work_bond (id)",
        "CREATE UNIQUE INDEX work_rights_id ON work_rights (id)",
    ]

    var items: Kept<WorkRow>
    var contracts: Kept<WorkContract>
    var hands: Kept<WorkHand>
    var dues: Kept<WorkDue>
    var budgets: Kept<WorkBudget>
    var receivables: Kept<WorkReceivable>
    var payments: Kept<WorkPayment>
    var accounts: Kept<WorkAccount>
    var cases: Kept<WorkCase>
    var bonds: Kept<WorkBond>
    var rights: Kept<WorkRights>

    package init(_ filling: Filling) {
        items = Kept(filling)
        contracts = Kept(filling)
        hands = Kept(filling)
        dues = Kept(filling)
        budgets = Kept(filling)
        receivables = Kept(filling)
        payments = Kept(filling)
        accounts = Kept(filling)
        cases = Kept(filling)
        bonds = Kept(filling)
        rights = Kept(filling)
    }

    package mutating func apply(_ envelope: EventEnvelope, to db: Connection) throws(DatabaseError) {
        guard let dossier = envelope.stream.dossier else {
            switch envelope.event {
            case .run(let fact): try apply(fact, envelope, to: db)
            case .bank(let fact): try apply(fact, envelope, to: db)
            case .party(let fact):
                try apply(fact, envelope, to: db)
                try takeAddress(fact, envelope, in: db)
            case .dispatch(let fact): try apply(fact, envelope, to: db)
            case .rights(let fact): try apply(fact, envelope, to: db)
            default: return
            }
            return
        }
        switch envelope.event {
        case .budget(let fact):
            try apply(fact, envelope, dossier, to: db)
            try follow(fact, envelope, dossier, in: db)
        case .contract(let fact): try apply(fact, envelope, dossier, to: db)
        case .claim(let fact): try apply(fact, envelope, dossier, to: db)
        case .payment(let fact): try apply(fact, envelope, dossier, to: db)
        case .receivable(let fact): try apply(fact, envelope, dossier, to: db)
        case .application(let fact):
            try apply(fact, envelope, dossier, to: db)
            try follow(fact, envelope, dossier, in: db)
        case .circumstance(let fact): try apply(fact, envelope, dossier, to: db)
        case .representation(let fact): try apply(fact, envelope, dossier, to: db)
        case .run, .bank, .inbox, .party, .office, .document, .rights, .dispatch, .system: return
        }
    }

    package mutating func flush(to db: Connection) throws(DatabaseError) {
        try items.flush(to: db)
        try contracts.flush(to: db)
        try hands.flush(to: db)
        try dues.flush(to: db)
        try budgets.flush(to: db)
        try receivables.flush(to: db)
        try payments.flush(to: db)
        try accounts.flush(to: db)
        try cases.flush(to: db)
        try bonds.flush(to: db)
        try rights.flush(to: db)
    }

    package mutating func finish(to db: Connection) throws(DatabaseError) {
        try items.finish(to: db)
        try contracts.finish(to: db)
        try hands.finish(to: db)
        try dues.finish(to: db)
        try budgets.finish(to: db)
        try receivables.finish(to: db)
        try payments.finish(to: db)
        try accounts.finish(to: db)
        try cases.finish(to: db)
        try bonds.finish(to: db)
        try rights.finish(to: db)
    }

    package mutating func forget() {
        items.forget()
        contracts.forget()
        hands.forget()
        dues.forget()
        budgets.forget()
        receivables.forget()
        payments.forget()
        accounts.forget()
        cases.forget()
        bonds.forget()
        rights.forget()
    }

    mutating func wait(
        _ kind: WorkItem.Kind, _ key: WorkRow.Key, _ envelope: EventEnvelope, index: Int = 0, in db: Connection
    ) throws(DatabaseError) {
        guard try items.find(key, in: db) == nil else { return }
        try items.insert(WorkRow(kind, key, envelope, index: index), in: db)
    }

    /// It no longer waits, if it did.
    mutating func done(
        _ key: WorkRow.Key, _ envelope: EventEnvelope, in db: Connection
    ) throws(DatabaseError) {
        _ = try items.release(key, in: db) { $0.ends = envelope.position }
    }

    static func key(
        _ subject: OwnerID, _ waiter: WorkItem.Waiter, _ dossier: DossierID?, part: Int64 = 0
    ) -> WorkRow.Key {
        WorkRow.Key(dossier: dossier, subject: subject, part: part, waiter: waiter)
    }
}
