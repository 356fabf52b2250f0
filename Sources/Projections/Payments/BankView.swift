package import Events

/// The traffic with the bank: runs with their files, files of the bank, and the entries that wait for a person.
///
/// Queries: `Run`, `BankFile`, `OpenEntry`.
package struct BankView: Projection {
    package static let name = "bank-1"

    package static let tables: [StaticString] = [
        """
        CREATE TABLE run (
            number INTEGER PRIMARY KEY, id BLOB NOT NULL, collected INTEGER NOT NULL, written INTEGER NOT NULL,
            released INTEGER NOT NULL, cancelled INTEGER NOT NULL
        ) STRICT
        """,
        "CREATE TABLE bank_file (number INTEGER PRIMARY KEY, id BLOB NOT NULL) STRICT",
        """
        CREATE TABLE bank_entry (
            number INTEGER PRIMARY KEY, file BLOB NOT NULL, entry INTEGER NOT NULL, settled INTEGER NOT NULL
        ) STRICT
        """,
    ]

    package static let indexes: [StaticString] = [
        "CREATE UNIQUE INDEX run_id ON run (id)",
        "CREATE UNIQUE INDEX bank_file_id ON bank_file (id)",
        "CREATE UNIQUE INDEX bank_entry_key ON bank_entry (file, entry)",
        "CREATE INDEX bank_entry_open ON bank_entry (number) WHERE settled = 0",
    ]

    private var runs: Kept<RunRow>
    private var files: Kept<BankFileRow>
    private var entries: Kept<BankEntryRow>

    package init(_ filling: Filling) {
        runs = Kept(filling)
        files = Kept(filling)
        entries = Kept(filling)
    }

    package mutating func apply(_ envelope: EventEnvelope, to db: Connection) throws(DatabaseError) {
        let number = envelope.position.rawValue
        switch envelope.event {
        case .run(.opened(let opened)): try runs.insert(RunRow(opened.run, number: number), in: db)
        case .run(.collected(let fact)): try change(fact.run, in: db) { $0.collected = number }
        case .run(.written(let fact)): try change(fact.run, in: db) { $0.written = number }
        case .run(.released(let fact)): try change(fact.run, in: db) { $0.released = number }
        case .run(.cancelled(let fact)): try change(fact.run, in: db) { $0.cancelled = number }
        case .bank(.read(let read)): try files.insert(BankFileRow(read.file, number: number), in: db)
        case .bank(.entryOpen(let open)):
            try entries.insert(BankEntryRow(open.entry, number: number), in: db)
        case .bank(.entrySettled(let settled)):
            try settle(settled.entry, number, in: db)
        case .budget(.depositReceived(let deposit)): try settle(deposit.entry, number, in: db)
        case .receivable(.paid(let paid)): try settle(paid.entry, number, in: db)
        case .budget, .payment, .receivable, .contract, .party, .office, .representation, .claim, .inbox, .document,
            .application, .circumstance, .rights, .dispatch,
            .system:
            return
        }
    }

    package mutating func flush(to db: Connection) throws(DatabaseError) {
        try runs.flush(to: db)
        try files.flush(to: db)
        try entries.flush(to: db)
    }

    package mutating func finish(to db: Connection) throws(DatabaseError) {
        try runs.finish(to: db)
        try files.finish(to: db)
        try entries.finish(to: db)
    }

    package mutating func forget() {
        runs.forget()
        files.forget()
        entries.forget()
    }

    /// What was booked, in a dossier or elsewhere, no longer waits; most of it never did.
    private mutating func settle(_ entry: BankEntry?, _ number: Int64, in db: Connection) throws(DatabaseError) {
        guard let entry else { return }
        _ = try entries.change(BankEntryRow.Key(entry), in: db) { $0.settled = number }
    }

    private mutating func change(
        _ run: RunID, in db: Connection, _ body: (inout RunRow) -> Void
    ) throws(DatabaseError) {
        let known: Void? = try runs.change(run, in: db, body)
        guard known != nil else { throw .missing(RunRow.table) }
    }
}
