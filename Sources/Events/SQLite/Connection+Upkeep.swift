internal import CSQLite

extension Connection {
    /// What a checkpoint found and did, in pages of the write-ahead log.
    package struct Checkpointed: Hashable, Sendable {
        /// Pages in the write-ahead log.
        package let logged: Int
        /// Pages of it that are in the database file now.
        package let moved: Int
        /// A reader stood in the way of the rest; the next checkpoint gets it.
        package let wasBlocked: Bool
    }

    /// How many pages the write-ahead log of a `.writer` held at its latest commit and no checkpoint has moved since.
    package var walPages: Int { wal.pages }

    /// Moves the write-ahead log into the database file and syncs it. Only the writing connection may.
    /// - Parameter truncating: also waits a moment for readers and cuts the log to nothing.
    @discardableResult
    package func checkpoint(truncating: Bool = false) throws(DatabaseError) -> Checkpointed {
        var logged: Int32 = 0
        var moved: Int32 = 0
        sqlite3_busy_timeout(handle, Self.readerMilliseconds)
        defer { sqlite3_busy_timeout(handle, Self.busyMilliseconds) }
        let mode = truncating ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE
        let result = sqlite3_wal_checkpoint_v2(handle, "main", mode, &logged, &moved)
        guard result == SQLITE_OK || result & 0xff == SQLITE_BUSY else {
            throw DatabaseError.latest(of: handle, sql: "wal_checkpoint")
        }
        let wasBlocked = result != SQLITE_OK || moved < logged
        if !wasBlocked { wal.clear() }
        return Checkpointed(logged: Int(logged), moved: Int(moved), wasBlocked: wasBlocked)
    }

    /// How long a truncating checkpoint waits for readers: the writer must not stand still for them.
    private static let readerMilliseconds: Int32 = 100

    /// What SQLite's own check finds wrong in the file; empty when it is sound.
    package func integrityFaults(limit: Int = 20) throws(DatabaseError) -> [String] {
        let rows = try pragmaRows("integrity_check(\(limit))")
        return rows == ["ok"] ? [] : rows
    }

    /// Writes a compact copy to a new file at `path`, as of one moment and beside running writers. The copy is not synced.
    package func copy(to path: String) throws(DatabaseError) {
        // A connection that was told to only query also refuses to write another file.
        let onlyQueries = try pragmaRows("query_only") == ["1"]
        if onlyQueries { try execute("PRAGMA query_only = OFF") }
        try run("VACUUM INTO ?", path)
        if onlyQueries { try execute("PRAGMA query_only = ON") }
    }
}
