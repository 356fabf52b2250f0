package import Events

/// What goes to the bank and what comes from it: payments that wait for a run, the runs, the files of the bank and their
/// entries that wait for a person.
///
/// Queries: `DuePayment`, `PaymentRun`, `OpenBankEntry`.
package struct RunView: Projection {
    package static let name = "runs-1"

    package static let tables: [StaticString] = [
        """
        CREATE TABLE due_payment (
            number INTEGER PRIMARY KEY, id BLOB NOT NULL, dossier BLOB NOT NULL, kind TEXT NOT NULL,
            run_on INTEGER NOT NULL, filed INTEGER NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE run (
            number INTEGER PRIMARY KEY, id BLOB NOT NULL, kind TEXT NOT NULL, execute_on INTEGER NOT NULL,
            format TEXT NOT NULL, maker BLOB, status TEXT NOT NULL, taken INTEGER NOT NULL, payments INTEGER NOT NULL,
            cents INTEGER NOT NULL, bytes INTEGER NOT NULL, digest TEXT, collected INTEGER NOT NULL,
            written INTEGER NOT NULL, closed INTEGER NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE bank_file (
            number INTEGER PRIMARY KEY, id BLOB NOT NULL, kind TEXT NOT NULL, digest BLOB NOT NULL,
            entries INTEGER NOT NULL, matched INTEGER NOT NULL, open INTEGER NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE bank_entry (
            number INTEGER PRIMARY KEY, file BLOB NOT NULL, place INTEGER NOT NULL, cents INTEGER NOT NULL,
            credit INTEGER NOT NULL, on_day INTEGER NOT NULL, why TEXT NOT NULL, dossier BLOB
        ) STRICT
        """,
    ]

    package static let indexes: [StaticString] = [
        "CREATE UNIQUE INDEX due_payment_id ON due_payment (id)",
        "CREATE INDEX due_payment_run ON due_payment (kind, run_on, number) WHERE filed = 0",
        "CREATE UNIQUE INDEX run_id ON run (id)",
        """
        CREATE INDEX run_unfinished ON run (number)
        WHERE status IN ('open', 'collected') OR taken > 0 AND status = 'cancelled'
        """,
        "CREATE UNIQUE INDEX bank_file_id ON bank_file (id)",
        "CREATE UNIQUE INDEX bank_entry_place ON bank_entry (file, place)",
    ]

    private var due: Kept<DuePaymentRow>
    private var runs: Kept<RunRow>
    private var files: Kept<BankFileRow>
    private var entries: Kept<BankEntryRow>

    package init(_ filling: Filling) {
        due = Kept(filling)
        runs = Kept(filling)
        files = Kept(filling)
        entries = Kept(filling)
    }

    package mutating func apply(_ envelope: EventEnvelope, to db: Connection) throws(DatabaseError) {
        let number = envelope.position.rawValue
        switch envelope.event {
        case .payment(let fact):
            guard let dossier = envelope.stream.dossier else { return }
            try apply(fact, dossier, number, to: db)
        case .run(let fact): try apply(fact, number, to: db)
        case .bank(let fact): try apply(fact, number, to: db)
        case .budget(.depositReceived(let deposit)):
            if let entry = deposit.entry { try settle(entry, in: db) }
        case .receivable(.paid(let paid)):
            if let entry = paid.entry { try settle(entry, in: db) }
        case .budget, .receivable, .party, .office, .representation, .contract, .claim, .inbox, .document, .system:
            return
        }
    }

    package mutating func flush(to db: Connection) throws(DatabaseError) {
        try due.flush(to: db)
        try runs.flush(to: db)
        try files.flush(to: db)
        try entries.flush(to: db)
    }

    package mutating func finish(to db: Connection) throws(DatabaseError) {
        try due.finish(to: db)
        try runs.finish(to: db)
        try files.finish(to: db)
        try entries.finish(to: db)
    }

    package mutating func forget() {
        due.forget()
        runs.forget()
        files.forget()
        entries.forget()
    }

    private mutating func apply(
        _ fact: PaymentFact, _ dossier: DossierID, _ number: Int64, to db: Connection
    ) throws(DatabaseError) {
        switch fact {
        case .scheduled(let payment): try due.insert(DuePaymentRow(payment, dossier, number: number), in: db)
        case .filed(let filed):
            _ = try due.change(filed.payment, in: db) { $0.isFiled = true }
            _ = try runs.change(filed.run, in: db) { $0.taken += 1 }
        case .unfiled(let unfiled):
            _ = try due.change(unfiled.payment, in: db) { $0.isFiled = false }
            _ = try runs.change(unfiled.run, in: db) { $0.taken -= 1 }
        case .paid(let paid): _ = try due.remove(paid.payment, in: db)
        // What comes back before it was paid is not due either; after that there is no row any more.
        case .returned(let returned): _ = try due.remove(returned.payment, in: db)
        case .withdrawn(let withdrawn): _ = try due.remove(withdrawn.payment, in: db)
        case .offset(let offset): _ = try due.remove(offset.payment, in: db)
        case .wageWithheld, .suspended, .resumed, .payrollSettled, .differenceSettled: return
        }
    }

    private mutating func apply(_ fact: RunFact, _ number: Int64, to db: Connection) throws(DatabaseError) {
        switch fact {
        case .opened(let opened): try runs.insert(RunRow(opened, number: number), in: db)
        case .collected(let collected):
            _ = try runs.change(collected.run, in: db) {
                $0.status = .collected
                $0.payments = collected.payments
                $0.cents = collected.cents
                $0.collected = number
            }
        case .written(let written):
            _ = try runs.change(written.run, in: db) {
                $0.status = .written
                $0.byteCount = written.byteCount
                $0.digest = written.digest
                $0.written = number
            }
        case .released(let released):
            _ = try runs.change(released.run, in: db) {
                $0.status = .released
                $0.closed = number
            }
        case .cancelled(let cancelled):
            _ = try runs.change(cancelled.run, in: db) {
                $0.status = .cancelled
                $0.closed = number
            }
        }
    }

    private mutating func apply(_ fact: BankFact, _ number: Int64, to db: Connection) throws(DatabaseError) {
        switch fact {
        case .read(let read): try files.insert(BankFileRow(read, number: number), in: db)
        case .entryOpen(let open):
            try entries.insert(BankEntryRow(open, number: number), in: db)
            _ = try files.change(open.entry.file, in: db) { $0.open += 1 }
        case .entrySettled(let settled): try settle(settled.entry, in: db)
        }
    }

    /// An entry that was booked waits no more. A dossier alone, as of an earlier moment, has no entries.
    private mutating func settle(_ entry: BankEntry, in db: Connection) throws(DatabaseError) {
        guard try entries.remove(BankEntryRow.Key(entry), in: db) != nil else { return }
        _ = try files.change(entry.file, in: db) { $0.open -= 1 }
    }
}
