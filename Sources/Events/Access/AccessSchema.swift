/// The tables of `access.db` and the proof that nobody changed them.
enum AccessSchema {
    /// The name of the format; its tag begins every hash.
    static let format = "pgb1-access"

    /// "pga1" in ASCII: tells file tools what the file is.
    static let applicationID = 0x7067_6131

    /// How long a blob is nothing here tells: a line costs a sixth less without those checks, and whoever reads one of
    /// another length refuses it.
    ///
    /// No row is changed or goes, but a line behind a cut. REPLACE takes the row away that is in its way and asks the trigger
    /// against DELETE only where triggers recurse, as they do on every connection that writes (`Connection.configure`). A
    /// trigger on INSERT would ask for each line whether its number is there: a fifth of what a line costs.
    ///
    /// As in the log there is no second index: lines are found by walking back from the newest one (`AccessPlace`).
    static let script = """
        CREATE TABLE access_log (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            format TEXT NOT NULL CHECK (format = 'pgb1-access'),
            origin TEXT NOT NULL CHECK (length(origin) BETWEEN 1 AND 200),
            created_at INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE access (
            sequence INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            trace BLOB NOT NULL,
            span INTEGER NOT NULL,
            parent INTEGER,
            action TEXT NOT NULL,
            outcome TEXT NOT NULL,
            activity TEXT NOT NULL,
            subject BLOB,
            dossier BLOB,
            user BLOB,
            actor TEXT,
            quality TEXT,
            roles TEXT NOT NULL,
            office BLOB,
            on_behalf_of BLOB,
            means TEXT NOT NULL,
            level TEXT NOT NULL,
            ground TEXT NOT NULL,
            refusal TEXT,
            point BLOB,
            before_of_subject INTEGER NOT NULL CHECK (before_of_subject < sequence),
            before_of_employee INTEGER NOT NULL CHECK (before_of_employee < sequence),
            before_of_office INTEGER NOT NULL CHECK (before_of_office < sequence),
            hash BLOB NOT NULL
        ) STRICT;
        CREATE TABLE access_cut (
            number INTEGER PRIMARY KEY,
            sequence INTEGER NOT NULL,
            head BLOB NOT NULL CHECK (length(head) = 32),
            at INTEGER NOT NULL,
            cut_at INTEGER NOT NULL,
            hash BLOB NOT NULL CHECK (length(hash) = 32)
        ) STRICT;
        CREATE TRIGGER access_cut_at_term BEFORE INSERT ON access_cut
            WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM access_cut)
                OR NEW.cut_at - NEW.at < \(termMicroseconds)
                OR NOT EXISTS (
                    SELECT 1 FROM access WHERE sequence = NEW.sequence AND hash = NEW.head AND at = NEW.at)
            BEGIN SELECT RAISE(ABORT, 'a cut is behind a line whose term is over'); END;
        CREATE TRIGGER access_no_delete BEFORE DELETE ON access
            WHEN OLD.sequence > (SELECT coalesce(max(sequence), 0) FROM access_cut)
            BEGIN SELECT RAISE(ABORT, 'a line goes only behind a cut'); END;
        CREATE TRIGGER access_no_update BEFORE UPDATE ON access
            BEGIN SELECT RAISE(ABORT, 'the access log is append-only'); END;
        CREATE TRIGGER access_log_once BEFORE INSERT ON access_log WHEN EXISTS (SELECT 1 FROM access_log)
            BEGIN SELECT RAISE(ABORT, 'the access log is append-only'); END;

        """ + ["access_log", "access_cut"].map(appendOnly).joined()

    /// No cut is behind a younger line, whatever the clock of the Netherlands says; the verifiers count in calendar years.
    private static let termMicroseconds = Int64(AccessTerm.years) * 365 * 86_400 * 1_000_000

    private static func appendOnly(_ table: String) -> String {
        ["UPDATE", "DELETE"].map { verb in
            """
            CREATE TRIGGER \(table)_no_\(verb.lowercased()) BEFORE \(verb) ON \(table)
                BEGIN SELECT RAISE(ABORT, 'the access log is append-only'); END;

            """
        }.joined()
    }

    /// What the digest of an unchanged schema is.
    private static let expectedDigest = Result { () throws(DatabaseError) -> Digest in
        let db = try Connection(.memory)
        try db.execute(script)
        return try LogSchema.digest(of: db)
    }

    /// Throws when the file is not an access log of this format or its tables or triggers are not as they were made.
    static func check(_ db: Connection) throws {
        let found = try db.first("PRAGMA application_id") { $0.int(0) }
        guard found == applicationID else { throw AccessFault(nil, "the file is no access log of format \(format)") }
        guard try LogSchema.digest(of: db) == expectedDigest.get() else {
            throw AccessFault(nil, "a table or a trigger is not as it was made")
        }
    }

    /// Makes the tables of a new access log in an empty database.
    static func create(in db: Connection, origin: String, at now: Moment) throws {
        try db.transaction {
            try db.execute("PRAGMA application_id = \(applicationID)")
            try db.execute(script)
            try db.run("INSERT INTO access_log VALUES (1, ?, ?, ?)", format, origin, now)
        }
    }
}

/// Something in the access log that cannot be: it was damaged or altered, or it is not the one it should be.
package struct AccessFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The line at which it was seen; nil for the file as a whole.
    package let sequence: Int64?
    /// What is wrong, in English and for operators.
    package let reason: String

    package init(_ sequence: Int64?, _ reason: String) {
        self.sequence = sequence
        self.reason = reason
    }

    package var description: String {
        sequence.map { "access line \($0): \(reason)" } ?? "access log: \(reason)"
    }
}
