package import Events

/// One view: tables that are folded from the log and can be thrown away at any time.
///
/// `apply` is a pure function of the event and of the view's own tables: no clock, no randomness, no floating point, no
/// order of a dictionary, no row of another dossier. So live, rebuilt and as-of give the same rows. Its changes may
/// stay in memory until `flush`, which runs at the end of each batch.
package protocol Projection: SendableMetatype {
    /// The name with its version: a changed meaning or table is a new name, and a rebuild.
    static var name: String { get }
    /// The tables, one statement each.
    static var tables: [StaticString] { get }
    /// What finds rows by something else than their number. A rebuild makes these when all rows are there.
    static var indexes: [StaticString] { get }

    init(_ filling: Filling)

    /// Takes up one event. A throw means that this view cannot go on; the events of other families cost it nothing.
    mutating func apply(_ envelope: EventEnvelope, to db: Connection) throws(DatabaseError)
    /// Writes what changed in this batch; in a rebuild only what no longer fits in memory.
    mutating func flush(to db: Connection) throws(DatabaseError)
    /// Writes everything that is in memory: the end of a rebuild.
    mutating func finish(to db: Connection) throws(DatabaseError)
    /// Drops what is in memory: the batch was rolled back.
    mutating func forget()
}

/// How the tables of a view are being filled.
package struct Filling: Sendable {
    /// On a database with its indexes: every batch is written, rows are found by their key. Otherwise on a new database
    /// that nobody reads yet: rows stay in memory as long as they fit, and indexes come later.
    let isLive: Bool
    /// So many rows of one table stay in memory, or twice as many.
    let rowsMax: Int

    /// The same with another number of rows.
    func keeping(_ rowsMax: Int) -> Filling { Filling(isLive: isLive, rowsMax: min(self.rowsMax, rowsMax)) }

    package static let live = Filling(isLive: true, rowsMax: 16_384)
    package static let rebuild = Filling(isLive: false, rowsMax: 65_536)
}

extension DatabaseError {
    /// An event names a row that the view does not have: the view cannot take the event up.
    static func missing(_ table: StaticString) -> DatabaseError {
        // SQLITE_NOTFOUND
        DatabaseError(extendedCode: 12, message: "an event names a row that is not there", sql: "\(table)")
    }

    /// An event makes a row that the view has already.
    static func double(_ table: StaticString) -> DatabaseError {
        // SQLITE_CONSTRAINT_UNIQUE
        DatabaseError(extendedCode: 2067, message: "an event makes a row that is there already", sql: "\(table)")
    }

    /// Whether the disk, the memory or a lock was at fault and not the event: another try may succeed.
    var isOfStorage: Bool {
        // SQLITE_IOERR 10, SQLITE_READONLY 8, SQLITE_CANTOPEN 14, SQLITE_LOCKED 6
        isDiskFull || isOutOfMemory || isBusy || isCorrupt || isInterrupted || [6, 8, 10, 14].contains(code)
    }
}
