/// How a party is known outside: the index by which somebody who signs in is found.
package enum IdentityScheme: String, CaseIterable, Sendable, Bindable {
    case bsn, kvk, agb
    /// The person behind an organisation; see `Membership`.
    case user
}

/// The personal values behind the commitments in the log.
///
/// In a batch the vault commits before the log: a value without its event is harmless and swept away at the next start,
/// an event without its value would have lost it.
package final class Vault {
    private let db: Connection
    /// Whether what was erased may still stand in the write-ahead log.
    package private(set) var isErasing = false
    /// Who is to be erased once the log holds that he is.
    private var waiting: [(subject: PartyID, now: Moment)] = []

    /// A vault over its writing connection or over one that only reads.
    package init(_ db: Connection) throws {
        self.db = db
        guard try db.first("PRAGMA application_id", body: { $0.int(0) }) == VaultSchema.applicationID else {
            throw LogFault(.vault, "the file is no vault")
        }
    }

    /// Makes the tables of a new vault in an empty database.
    package static func create(in db: Connection) throws {
        try db.transaction {
            try db.execute("PRAGMA application_id = \(VaultSchema.applicationID)")
            try db.execute(VaultSchema.script)
        }
    }

    // MARK: Reading

    /// The value behind a commitment, or nil when it was erased or never here.
    package func value(_ commitment: Digest) throws(DatabaseError) -> SealedValue? {
        try db.first("SELECT subject, salt, json FROM sealed WHERE commitment = ?", commitment) { row in
            SealedValue(subject: row.id(0), commitment: commitment, salt: row.salt(1), json: row.bytes(2))
        }
    }

    /// Whether the value behind a commitment is kept: without reading it, for it may be long.
    package func has(_ commitment: Digest) throws(DatabaseError) -> Bool {
        try db.first("SELECT EXISTS (SELECT 1 FROM sealed WHERE commitment = ?)", commitment) { $0.bool(0) } ?? false
    }

    /// The party that signs in with this number.
    package func party(_ scheme: IdentityScheme, _ value: String) throws(DatabaseError) -> PartyID? {
        try db.first("SELECT party FROM identity WHERE scheme = ? AND value = ?", scheme, value) { $0.id(0) }
    }

    /// The numbers under which a party is known, by scheme.
    package func identities(of party: PartyID) throws(DatabaseError) -> [(scheme: IdentityScheme, value: String)] {
        try db.all("SELECT scheme, value FROM identity WHERE party = ? ORDER BY scheme, value", party) { row in
            (row.name(0), row.text(1))
        }
    }

    /// Who was erased, and when: a restore must erase them again.
    package func fences() throws(DatabaseError) -> [(subject: PartyID, erasedAt: Moment)] {
        try db.all("SELECT subject, erased_at FROM fence ORDER BY subject") { ($0.id(0), $0.moment(1)) }
    }

    /// Whether somebody was erased: nothing about him is kept any more.
    package func isFenced(_ subject: PartyID) throws(DatabaseError) -> Bool {
        try db.first("SELECT EXISTS (SELECT 1 FROM fence WHERE subject = ?)", subject) { $0.bool(0) } ?? false
    }

    /// How many values are kept.
    package func count() throws(DatabaseError) -> Int {
        try db.first("SELECT count(*) FROM sealed") { $0.int(0) } ?? 0
    }

    /// Whether nothing was ever kept here.
    package func holdsNothing() throws(DatabaseError) -> Bool {
        try db.first(
            """
            SELECT NOT EXISTS (SELECT 1 FROM sealed) AND NOT EXISTS (SELECT 1 FROM identity)
                AND NOT EXISTS (SELECT 1 FROM fence)
            """
        ) { $0.bool(0) } ?? true
    }

    // MARK: Writing, within the batch of the log

    /// Keeps values that belong to events at or behind `position`. Those of an erased person are left out.
    package func seal(_ values: [SealedValue], at position: Position) throws(DatabaseError) {
        try begin()
        for value in values {
            try db.run(
                """
                INSERT INTO sealed (commitment, subject, salt, json, position) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (commitment) DO NOTHING
                """, value.commitment, value.subject, Salt(value.salt), UTF8Text(value.json), position)
        }
    }

    /// Lets a party be found by a number, unless the number is taken. Gives the party that has it from now on, or nil for
    /// one that was erased.
    package func identify(
        _ party: PartyID, by scheme: IdentityScheme, _ value: String, at position: Position
    ) throws(DatabaseError) -> PartyID? {
        try begin()
        try db.run(
            "INSERT INTO identity VALUES (?, ?, ?, ?) ON CONFLICT (scheme, value) DO NOTHING", scheme, value, party,
            position)
        return try self.party(scheme, value)
    }

    /// Lets a party no longer be found by a number, which another may have from now on.
    package func forget(_ party: PartyID, by scheme: IdentityScheme, _ value: String) throws(DatabaseError) {
        try begin()
        try db.run("DELETE FROM identity WHERE scheme = ? AND value = ? AND party = ?", scheme, value, party)
    }

    /// Forgets all values and numbers of a person for ever, and lets none of them come back.
    package func erase(_ subject: PartyID, at now: Moment) throws(DatabaseError) {
        try begin()
        try db.run("INSERT INTO fence VALUES (?, ?) ON CONFLICT (subject) DO NOTHING", subject, now)
        try db.run("DELETE FROM sealed WHERE subject = ?", subject)
        try db.run("DELETE FROM identity WHERE party = ?", subject)
        isErasing = true
    }

    /// Erases a person as soon as the batch of the log stands that says so; see `eraseWaiting`.
    ///
    /// Here the log comes first, unlike with values: an erasure that the log tells of and that was not done is done at
    /// the next start, but nobody could bring back what was erased for a batch that never was.
    package func eraseAfterCommit(_ subject: PartyID, at now: Moment) { waiting.append((subject, now)) }

    /// Erases who waits for it. Behind the commit of the log, never before.
    package func eraseWaiting() throws(DatabaseError) {
        guard !waiting.isEmpty else { return }
        for person in waiting { try erase(person.subject, at: person.now) }
        try commit()
        waiting = []
    }

    private func begin() throws(DatabaseError) {
        if !db.isInTransaction { try db.run("BEGIN IMMEDIATE") }
    }

    /// Makes what was written durable; does nothing when nothing was.
    package func commit() throws(DatabaseError) {
        if db.isInTransaction { try db.run("COMMIT") }
    }

    /// Gives up what was written since the last commit.
    package func rollBack() throws(DatabaseError) {
        waiting = []
        try db.rollBack()
    }

    // MARK: Upkeep

    /// Removes what was kept for events that the log does not have: the rest of a batch that was not finished.
    /// Gives the number of values.
    @discardableResult
    package func sweep(behind position: Position) throws -> Int {
        try db.transaction {
            try db.run("DELETE FROM identity WHERE position > ?", position)
            var swept = 0
            // Rows stand in the order of their positions, so the ones to go are the last.
            while let last = try db.first(
                "SELECT sequence, position FROM sealed ORDER BY sequence DESC LIMIT 1",
                body: { (sequence: $0.int64(0), position: $0.position(1)) }), last.position > position
            {
                try db.run("DELETE FROM sealed WHERE sequence = ?", last.sequence)
                swept += 1
            }
            return swept
        }
    }

    /// Erased values also leave the write-ahead log. True when nothing of them is left in any file of the vault; false
    /// when a reader stood in the way and it must be tried again.
    @discardableResult
    package func finishErasing() throws(DatabaseError) -> Bool {
        guard isErasing else { return true }
        isErasing = try db.checkpoint(truncating: true).wasBlocked
        return !isErasing
    }
}

/// A salt is stored as 16 bytes, the highest first.
private struct Salt: Bindable {
    let bits: UInt128

    init(_ bits: UInt128) { self.bits = bits }

    func bind(to statement: Statement, at index: Int) {
        withUnsafeBytes(of: bits.bigEndian) { statement.bind(blob: $0, at: index) }
    }
}

extension Row {
    fileprivate func salt(_ index: Int) -> UInt128 { bits(index) ?? mismatch(index, "a salt", 0) }
}
