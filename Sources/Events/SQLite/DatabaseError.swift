internal import CSQLite

/// What SQLite could not do: its code, its own words and the SQL, never a value that was bound.
package struct DatabaseError: Error, Hashable, Sendable {
    /// SQLite's extended result code, for example 1034 for a failed fsync.
    package let extendedCode: Int32
    /// What SQLite says about it, in English and for operators only.
    package let message: String
    /// The statement that failed, without its values.
    package let sql: String

    package init(extendedCode: Int32, message: String, sql: String) {
        self.extendedCode = extendedCode
        self.message = message
        self.sql = sql
    }

    /// SQLite's primary result code.
    package var code: Int32 { extendedCode & 0xff }

    /// There was no room on the disk; nothing of the transaction is stored.
    package var isDiskFull: Bool { code == SQLITE_FULL }

    /// SQLite got no memory; nothing of the transaction is stored.
    package var isOutOfMemory: Bool { code == SQLITE_NOMEM }

    /// Another connection held the lock for longer than the time-out.
    package var isBusy: Bool { code == SQLITE_BUSY }

    /// A constraint or an append-only trigger said no.
    package var isConstraint: Bool { code == SQLITE_CONSTRAINT }

    /// The read took longer than its limit and was stopped.
    package var isInterrupted: Bool { code == SQLITE_INTERRUPT }

    /// The file is not a sound database.
    package var isCorrupt: Bool { code == SQLITE_CORRUPT || code == SQLITE_NOTADB }

    /// The latest failure of a connection.
    static func latest(of database: OpaquePointer?, sql: String) -> DatabaseError {
        guard let database else {
            return DatabaseError(extendedCode: SQLITE_NOMEM, message: "no memory to open a database", sql: sql)
        }
        let message = sqlite3_errmsg(database).map { String(cString: $0) } ?? ""
        return DatabaseError(extendedCode: sqlite3_extended_errcode(database), message: message, sql: sql)
    }
}

extension DatabaseError: CustomStringConvertible {
    package var description: String { "SQLite \(extendedCode): \(message) [\(sql)]" }
}
