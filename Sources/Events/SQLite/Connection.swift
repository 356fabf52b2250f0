internal import CSQLite

/// One SQLite connection. Not Sendable on purpose: the thread that opens it owns it.
///
/// SQL is given as a literal; its statement is prepared once and kept under the address of that literal.
package final class Connection {
    /// How a database is opened. Of each file exactly one connection writes and checkpoints: the SQLite of Debian 12 can
    /// lose committed rows when two do so at the same moment.
    package enum Mode: Sendable {
        /// The only writing connection of a file that must survive power loss: WAL, `synchronous=FULL`, own checkpoints.
        case writer(String)
        /// The only writing connection of a file that can be rebuilt: WAL, `synchronous=NORMAL`.
        case views(String)
        /// A new file that is filled in one go and swapped in when it is whole: journal in memory, no sync until `Files.sync`.
        case bulk(String)
        /// Reads a file; cannot write it.
        case reader(String)
        /// A database in memory: as-of views, tests.
        case memory
    }

    let handle: OpaquePointer
    private var statements: [UnsafePointer<UInt8>: Statement] = [:]
    private let deadline = Deadline()
    let wal = WalCounter()
    /// The longest a `read` may take; nil is without end.
    package var readLimit: ReadLimit?

    /// Opens the database and makes all its settings; throws when one of them does not hold.
    /// - Parameter vfs: the name of a registered SQLite VFS; nil is the default one. Tests use it to make disks fail.
    package init(_ mode: Mode, vfs: String? = nil) throws(DatabaseError) {
        Self.prepareLibrary
        let (path, flags) = mode.target
        var opened: OpaquePointer?
        let result = sqlite3_open_v2(path, &opened, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, vfs)
        guard result == SQLITE_OK, let opened else {
            let failure = DatabaseError.latest(of: opened, sql: "open \(path)")
            sqlite3_close(opened)
            throw failure
        }
        handle = opened
        deadline.attach(to: opened)
        if flags & SQLITE_OPEN_READWRITE != 0, sqlite3_db_readonly(opened, "main") != 0 {
            // SQLite opens a file that may not be written for reading instead, and says so only at the first commit.
            throw DatabaseError(extendedCode: SQLITE_READONLY, message: "it may not be written", sql: "open \(path)")
        }
        try configure(mode)
        if case .writer = mode { wal.attach(to: opened) }
    }

    /// Makes SQLite ready for this process, once. Opening a connection does; who calls SQLite itself does so before.
    package static let prepareLibrary: Void = {
        let isInstalled = SQLiteMemory.install()
        precondition(isInstalled, "SQLite was in use before its first connection was opened")
    }()

    deinit {
        statements.removeAll()
        sqlite3_close_v2(handle)
    }

    /// Runs a script of statements without values, such as a schema.
    package func execute(_ script: String) throws(DatabaseError) {
        guard sqlite3_exec(handle, script, nil, nil, nil) == SQLITE_OK else {
            throw DatabaseError.latest(of: handle, sql: script)
        }
    }

    /// The statement of this literal, prepared at its first use.
    package func statement(_ sql: StaticString) throws(DatabaseError) -> Statement {
        precondition(sql.hasPointerRepresentation, "SQL is a literal of more than one character")
        if let known = statements[sql.utf8Start] { return known }
        var prepared: OpaquePointer?
        let text = UnsafeRawPointer(sql.utf8Start).assumingMemoryBound(to: CChar.self)
        let result = sqlite3_prepare_v3(
            handle, text, Int32(sql.utf8CodeUnitCount), UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
        guard result == SQLITE_OK, let prepared else { throw DatabaseError.latest(of: handle, sql: "\(sql)") }
        let statement = Statement(prepared)
        statements[sql.utf8Start] = statement
        return statement
    }

    /// Runs a statement that changes rows.
    package func run<each Value: Bindable>(_ sql: StaticString, _ values: repeat each Value) throws(DatabaseError) {
        let statement = try statement(sql)
        statement.bind(all: repeat each values)
        try statement.run()
    }

    /// Hands each row to `body`.
    package func query<each Value: Bindable>(
        _ sql: StaticString, _ values: repeat each Value, body: (Row) throws(DatabaseError) -> Void
    ) throws(DatabaseError) {
        let statement = try statement(sql)
        statement.bind(all: repeat each values)
        defer { statement.reset() }
        while try statement.step() { try body(Row(statement)) }
    }

    /// What `body` makes of each row, in the order of the rows.
    package func all<Element, each Value: Bindable>(
        _ sql: StaticString, _ values: repeat each Value, body: (Row) throws(DatabaseError) -> Element
    ) throws(DatabaseError) -> [Element] {
        let statement = try statement(sql)
        statement.bind(all: repeat each values)
        defer { statement.reset() }
        var elements: [Element] = []
        while try statement.step() { elements.append(try body(Row(statement))) }
        return elements
    }

    /// What `body` makes of the first row, or nil when there is none.
    package func first<Element, each Value: Bindable>(
        _ sql: StaticString, _ values: repeat each Value, body: (Row) throws(DatabaseError) -> Element
    ) throws(DatabaseError) -> Element? {
        let statement = try statement(sql)
        statement.bind(all: repeat each values)
        defer { statement.reset() }
        guard try statement.step() else { return nil }
        let element = try body(Row(statement))
        try statement.throwMismatch()
        return element
    }

    /// How many rows the latest statement changed.
    package var changes: Int { Int(sqlite3_changes(handle)) }

    /// Whether a transaction is open.
    package var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    /// Runs `body` in a transaction that has the write lock from its start; a throw undoes all of it.
    package func transaction<Value>(_ body: () throws -> Value) throws -> Value {
        try run("BEGIN IMMEDIATE")
        return try finish(body)
    }

    /// Runs `body` on one unchanging state of the database; one read transaction also makes point queries four times
    /// cheaper than separate ones. A read over its `readLimit` throws an error that `isInterrupted`.
    package func read<Value>(_ body: () throws -> Value) throws -> Value {
        if SQLiteMemory.isShort { sqlite3_db_release_memory(handle) }
        if let readLimit { deadline.begin(readLimit) }
        defer { deadline.clear() }
        try run("BEGIN")
        return try finish(body)
    }

    /// Undoes the open transaction, if there still is one.
    package func rollBack() throws(DatabaseError) {
        for statement in statements.values where statement.isRunning { statement.reset() }
        if isInTransaction { try run("ROLLBACK") }
    }

    private func finish<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            let value = try body()
            try run("COMMIT")
            return value
        } catch {
            try rollBack()
            throw error
        }
    }
}
