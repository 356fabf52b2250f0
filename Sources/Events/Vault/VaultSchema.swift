/// The tables of `vault.db`: the only file that holds personal data, and the only one from which something is deleted.
enum VaultSchema {
    /// "pgbv" in ASCII: tells file tools what the file is.
    static let applicationID = 0x7067_6276

    static let script = """
        CREATE TABLE sealed (
            sequence INTEGER PRIMARY KEY,
            commitment BLOB NOT NULL UNIQUE CHECK (length(commitment) = 32),
            subject BLOB NOT NULL CHECK (length(subject) = 16),
            salt BLOB NOT NULL CHECK (length(salt) = 16),
            json TEXT NOT NULL,
            position INTEGER NOT NULL CHECK (position > 0)
        ) STRICT;
        CREATE INDEX sealed_subject ON sealed (subject);
        CREATE TABLE identity (
            scheme TEXT NOT NULL,
            value TEXT NOT NULL,
            party BLOB NOT NULL CHECK (length(party) = 16),
            position INTEGER NOT NULL CHECK (position > 0),
            PRIMARY KEY (scheme, value)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX identity_party ON identity (party);
        CREATE TABLE fence (
            subject BLOB PRIMARY KEY CHECK (length(subject) = 16),
            erased_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER sealed_no_update BEFORE UPDATE ON sealed
            BEGIN SELECT RAISE(ABORT, 'a sealed value never changes'); END;
        CREATE TRIGGER identity_no_update BEFORE UPDATE ON identity
            BEGIN SELECT RAISE(ABORT, 'an identity never moves'); END;
        CREATE TRIGGER fence_no_delete BEFORE DELETE ON fence
            BEGIN SELECT RAISE(ABORT, 'what was erased stays erased'); END;
        CREATE TRIGGER sealed_fence BEFORE INSERT ON sealed
            WHEN EXISTS (SELECT 1 FROM fence WHERE subject = NEW.subject)
            BEGIN SELECT RAISE(IGNORE); END;
        CREATE TRIGGER identity_fence BEFORE INSERT ON identity
            WHEN EXISTS (SELECT 1 FROM fence WHERE subject = NEW.party)
            BEGIN SELECT RAISE(IGNORE); END;
        """
}
