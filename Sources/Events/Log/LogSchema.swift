/// The tables of `log.db` and the proof that nobody changed them.
enum LogSchema {
    /// The name of the format; it begins every hash, so that bytes of another format can never pass for these.
    static let format = "pgb1"

    /// "pgb1" in ASCII: tells file tools what the file is.
    static let applicationID = 0x7067_6231

    /// The event table has no second index: over random streams it would cost a dirtied page per event and a factor
    /// three to fourteen of append speed. The hash stands before the body so that reading it never walks a long body.
    ///
    /// The two triggers of every append fail without undoing the statement, and the appends ask for the same: one row
    /// leaves nothing to undo, and a statement that may be undone makes SQLite copy the pages it touches.
    static let script = """
        CREATE TABLE log (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            format TEXT NOT NULL CHECK (format = 'pgb1'),
            origin TEXT NOT NULL CHECK (length(origin) BETWEEN 1 AND 200),
            created_at INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE event (
            position INTEGER PRIMARY KEY,
            stream BLOB NOT NULL CHECK (length(stream) = 17),
            revision INTEGER NOT NULL CHECK (revision > 0),
            previous INTEGER NOT NULL CHECK (previous >= 0 AND previous < position),
            type TEXT NOT NULL,
            schema INTEGER NOT NULL CHECK (schema > 0),
            recorded_at INTEGER NOT NULL,
            valid_on INTEGER,
            command BLOB NOT NULL CHECK (length(command) = 16),
            ordinal INTEGER NOT NULL CHECK (ordinal > 0),
            principal TEXT NOT NULL,
            hash BLOB NOT NULL CHECK (length(hash) = 32),
            body TEXT NOT NULL
        ) STRICT;
        CREATE TABLE command (
            sequence INTEGER PRIMARY KEY,
            id BLOB NOT NULL CHECK (length(id) = 16),
            type TEXT NOT NULL,
            stream BLOB CHECK (length(stream) = 17),
            request BLOB NOT NULL CHECK (length(request) = 32),
            principal TEXT NOT NULL,
            recorded_at INTEGER NOT NULL,
            accepted INTEGER NOT NULL CHECK (accepted IN (0, 1)),
            events INTEGER NOT NULL CHECK (events >= 0),
            position INTEGER NOT NULL CHECK (position >= events),
            hash BLOB NOT NULL CHECK (length(hash) = 32),
            answer TEXT NOT NULL
        ) STRICT;
        CREATE TABLE node (
            level INTEGER NOT NULL CHECK (level >= 8),
            number INTEGER NOT NULL CHECK (number >= 0),
            hash BLOB NOT NULL CHECK (length(hash) = 32),
            PRIMARY KEY (level, number)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE checkpoint (
            sequence INTEGER PRIMARY KEY,
            size INTEGER NOT NULL CHECK (size >= 0),
            root BLOB NOT NULL CHECK (length(root) = 32),
            head BLOB NOT NULL CHECK (length(head) = 32),
            recorded_at INTEGER NOT NULL
        ) STRICT;
        CREATE TRIGGER event_no_gap BEFORE INSERT ON event
            WHEN NEW.position IS NOT (SELECT coalesce(max(position), 0) + 1 FROM event)
            BEGIN SELECT RAISE(FAIL, 'an event takes the next position'); END;
        CREATE TRIGGER command_no_gap BEFORE INSERT ON command
            WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM command)
            BEGIN SELECT RAISE(FAIL, 'a command takes the next sequence'); END;
        CREATE TRIGGER checkpoint_rising BEFORE INSERT ON checkpoint
            WHEN NEW.sequence <= (SELECT coalesce(max(sequence), -1) FROM checkpoint)
            BEGIN SELECT RAISE(ABORT, 'a checkpoint stands behind the last one'); END;
        CREATE TRIGGER node_once BEFORE INSERT ON node
            WHEN EXISTS (SELECT 1 FROM node WHERE level = NEW.level AND number = NEW.number)
            BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
        CREATE TRIGGER log_once BEFORE INSERT ON log WHEN EXISTS (SELECT 1 FROM log)
            BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

        """ + ["log", "event", "command", "node", "checkpoint"].map(appendOnly).joined()

    private static func appendOnly(_ table: String) -> String {
        ["UPDATE", "DELETE"].map { verb in
            """
            CREATE TRIGGER \(table)_no_\(verb.lowercased()) BEFORE \(verb) ON \(table)
                BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

            """
        }.joined()
    }

    /// SHA-256 over kind, name and SQL of everything in the schema, in the order of the names.
    static func digest(of db: Connection) throws(DatabaseError) -> Digest {
        var hash = SHA256()
        try db.query("SELECT type, name, coalesce(sql, '') FROM sqlite_schema ORDER BY name") { row in
            for column in 0..<3 {
                hash.update(row.bytes(column))
                hash.update([0])
            }
        }
        return hash.finish()
    }

    /// What `digest(of:)` gives for an unchanged schema.
    private static let expectedDigest = Result { () throws(DatabaseError) -> Digest in
        let db = try Connection(.memory)
        try db.execute(script)
        return try digest(of: db)
    }

    /// Throws when the file is not a log of this format or its tables or triggers are not the ones it was made with.
    static func check(_ db: Connection) throws {
        let found = try db.first("PRAGMA application_id") { $0.int(0) }
        guard found == applicationID else { throw LogFault(.schema, "the file is no log of format \(format)") }
        guard try digest(of: db) == expectedDigest.get() else {
            throw LogFault(.schema, "a table or a trigger is not as it was made")
        }
    }
}
