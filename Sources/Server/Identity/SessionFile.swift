import Events

/// `sessions.db`: the sessions and the assertions that were used, as one thread writes them. Nothing in it outlives a
/// working day, and whoever loses it loses no more than that everybody signs in again.
final class SessionFile {
    private let db: Connection
    /// When the file was made, in seconds since 1970: which assertions were used before, it does not know.
    let madeAt: Int64

    /// Opens the file, or makes it anew when it is not there or damaged.
    /// - Parameter now: seconds since 1970.
    init(_ path: String, now: Int64) throws {
        db = try Self.open(path, now: now)
        madeAt = try db.first("SELECT at FROM made", body: { $0.int64(0) }) ?? now
    }

    /// "pgbs" in ASCII: tells file tools what the file is.
    private static let applicationID = 0x7067_6273

    private static func open(_ path: String, now: Int64) throws -> Connection {
        do {
            return try prepared(path, now: now)
        } catch let error as DatabaseError where error.isCorrupt {
            for suffix in ["", "-wal", "-shm"] { try Files.remove(path + suffix) }
            return try prepared(path, now: now)
        }
    }

    private static func prepared(_ path: String, now: Int64) throws -> Connection {
        let db = try Connection(.writer(path))
        // After an interrupted run the newest pages may only be in the system's memory: moving them syncs them.
        try db.checkpoint(truncating: true)
        if try db.first("SELECT count(*) FROM sqlite_schema", body: { $0.int(0) }) == 0 {
            try db.transaction {
                try db.execute("PRAGMA application_id = \(applicationID)")
                try db.execute(script)
                try db.run("INSERT INTO made VALUES (?)", now)
            }
        }
        guard try db.first("PRAGMA application_id", body: { $0.int(0) }) == applicationID else {
            throw EdgeFailure("\(path) is no file of sessions. Move it away.")
        }
        return db
    }

    private static let script = """
        CREATE TABLE made (at INTEGER NOT NULL) STRICT;
        CREATE TABLE session (
            key BLOB PRIMARY KEY CHECK (length(key) = 32),
            id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
            subject TEXT NOT NULL,
            means TEXT NOT NULL,
            level TEXT NOT NULL,
            office BLOB CHECK (length(office) = 16),
            roles TEXT NOT NULL,
            user TEXT,
            signed_in_at INTEGER NOT NULL,
            ends_at INTEGER NOT NULL,
            signed_by BLOB NOT NULL CHECK (length(signed_by) = 32),
            started_at INTEGER NOT NULL,
            seen_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE assertion (
            once BLOB PRIMARY KEY CHECK (length(once) = 32),
            until INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """

    // MARK: Reading

    func sessions() throws(DatabaseError) -> [Session] {
        try db.all(
            """
            SELECT key, id, subject, means, level, office, roles, user, signed_in_at, ends_at, signed_by, started_at,
                seen_at FROM session
            """
        ) { row throws(DatabaseError) in
            let identity = Identity(
                subject: row.text(2), means: row.name(3), level: row.name(4), office: row.optionalID(5),
                roles: row.text(6).split(separator: " ").map(String.init), user: row.optionalText(7),
                signedInAt: row.int64(8), expires: row.int64(9))
            return Session(
                key: row.digest(0), id: row.id(1), identity: identity, signedBy: row.digest(10),
                startedAt: row.int64(11), seenAt: row.int64(12))
        }
    }

    // MARK: Writing, within a transaction

    /// Runs `body` in one transaction, which is durable when this returns.
    func transaction<Value>(_ body: () throws -> Value) throws -> Value { try db.transaction(body) }

    /// Notes that an assertion was used; false when it was used before.
    func use(_ assertion: Assertion) throws(DatabaseError) -> Bool {
        try db.run(
            "INSERT INTO assertion VALUES (?, ?) ON CONFLICT (once) DO NOTHING", assertion.once, assertion.until)
        return db.changes == 1
    }

    func insert(_ session: Session) throws(DatabaseError) {
        let who = session.identity
        try db.run(
            "INSERT INTO session VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", session.key, session.id, who.subject,
            who.means.rawValue, who.level.rawValue, who.office, who.roles.joined(separator: " "), who.user,
            who.signedInAt, who.expires, session.signedBy, session.startedAt, session.seenAt)
    }

    func note(_ key: Digest, seenAt: Int64) throws(DatabaseError) {
        try db.run("UPDATE session SET seen_at = ? WHERE key = ?", seenAt, key)
    }

    func note(_ key: Digest, signedInAt: Int64) throws(DatabaseError) {
        try db.run("UPDATE session SET signed_in_at = ? WHERE key = ?", signedInAt, key)
    }

    func remove(_ keys: [Digest]) throws(DatabaseError) {
        for key in keys { try db.run("DELETE FROM session WHERE key = ?", key) }
    }

    /// Forgets the assertions that are refused for their age by now.
    func forgetAssertions(before now: Int64) throws(DatabaseError) {
        try db.run("DELETE FROM assertion WHERE until < ?", now)
    }

    // MARK: Upkeep

    /// Whether something is in the write-ahead log that could be moved.
    var needsUpkeep: Bool { db.walPages > 0 }

    /// Moves the write-ahead log into the file and cuts it to nothing, so that what was removed is in neither.
    func settle() throws(DatabaseError) { try db.checkpoint(truncating: true) }
}
