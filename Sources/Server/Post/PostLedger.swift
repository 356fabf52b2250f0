import Events

/// What is to be sent and what became of it, durably: the file `post.db` in the data folder. It holds ids and positions,
/// never a name, an address or a text.
///
/// It is the one record that is there before anything leaves, so that nothing leaves twice. It belongs to the machine that
/// sends and not to the log: a backup does not have it, because what a copy does not know of could be sent again.
final class PostLedger {
    let db: Connection

    private static let script = """
        CREATE TABLE post (id INTEGER PRIMARY KEY CHECK (id = 1), since INTEGER NOT NULL, followed INTEGER NOT NULL) STRICT;
        CREATE TABLE item (
            message INTEGER NOT NULL, party BLOB NOT NULL, kind TEXT NOT NULL, round INTEGER NOT NULL, state TEXT NOT NULL,
            due INTEGER NOT NULL, mail TEXT, batch TEXT, PRIMARY KEY (message, party, kind)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX item_due ON item (state, due);
        CREATE INDEX item_party ON item (party, state);
        CREATE INDEX item_mail ON item (mail) WHERE mail IS NOT NULL;
        CREATE INDEX item_batch ON item (batch) WHERE batch IS NOT NULL;
        CREATE TABLE mail (
            id TEXT PRIMARY KEY, party BLOB NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL, folder TEXT,
            state TEXT NOT NULL, attempts INTEGER NOT NULL, due INTEGER NOT NULL, at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX mail_state ON mail (state, due);
        CREATE INDEX mail_party ON mail (party);
        CREATE TABLE told (party BLOB PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE batch (
            name TEXT PRIMARY KEY, folder TEXT NOT NULL, state TEXT NOT NULL, letters INTEGER NOT NULL,
            manifest BLOB NOT NULL, at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE letter (
            batch TEXT NOT NULL, file TEXT NOT NULL, party BLOB NOT NULL, PRIMARY KEY (batch, file)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX letter_party ON letter (party);
        CREATE TABLE erasing (party BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;
        """

    /// Opens the ledger; makes it when it is not there, and then nothing up to and including `since` is ever sent.
    init(_ path: String, since: Position) throws {
        db = try Connection(.writer(path))
        let isThere = try db.first("SELECT 1 FROM sqlite_master WHERE name = 'post'") { _ in true } ?? false
        guard !isThere else { return }
        try db.transaction {
            try db.execute(Self.script)
            try db.run("INSERT INTO post VALUES (1, ?, ?)", since, since)
        }
    }

    /// How far the log was followed: what stands up to there is among the items if it is to be sent.
    func followed() throws(DatabaseError) -> Position {
        try db.first("SELECT followed FROM post") { $0.position(0) } ?? .start
    }

    func follow(to position: Position) throws(DatabaseError) { try db.run("UPDATE post SET followed = ?", position) }

    /// Moves what was written into the file now and then.
    func tidy() throws(DatabaseError) {
        if db.walPages > 500 { try db.checkpoint() }
    }

    /// What was done longer ago than two months is forgotten: nothing comes back that late.
    func forget(before moment: Moment) throws {
        try db.transaction {
            try db.run(
                """
                DELETE FROM item WHERE state IN ('done', 'dropped') AND due < ?1
                    AND (mail IS NULL OR mail IN (SELECT id FROM mail WHERE state IN ('done', 'dropped', 'bounced')))
                """, moment)
            try db.run("DELETE FROM mail WHERE state IN ('done', 'dropped', 'bounced') AND at < ?", moment)
            try db.run("DELETE FROM told WHERE at < ?", moment)
        }
    }
}
