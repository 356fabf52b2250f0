import Events

/// One thing to tell one person.
struct PostItem: Equatable {
    /// What is told.
    enum Kind: String, CaseIterable, Bindable {
        /// A message of the inbox: by e-mail the word that it waits, by post itself.
        case message
        /// The code by which a new e-mail address is confirmed.
        case code
        /// To the old e-mail address that there is another one.
        case addressChanged = "address-changed"
        /// To the e-mail address that the account for payments changed.
        case accountChanged = "account-changed"
        /// The same, to the e-mail address before, when that one changed lately too.
        case accountChangedFormer = "account-changed-former"
        /// By letter, to who got letters until then, the message that tells of a new e-mail address or of e-mail instead.
        case contactLetter = "contact-letter"
    }

    enum State: String, CaseIterable, Bindable {
        /// It is to be looked at when it is due.
        case waiting
        /// It is in a mail; what became of that says the mail.
        case mailed
        /// It waits for the bundle of its day.
        case letter
        /// It is in a bundle of letters.
        case bundled
        /// There is no address for it.
        case stuck
        case done
        /// Nobody is to be told any more: it was read, or the person was erased.
        case dropped
    }

    /// The position of the event that gave it.
    let message: Position
    let party: PartyID
    let kind: Kind
    /// How often it came back.
    let round: Int
    let state: State
    let due: Moment
    let mail: String?
    let batch: String?

    /// Selected columns: message, party, kind, round, state, due, mail, batch.
    init(_ row: Row) {
        message = row.position(0)
        party = row.id(1)
        kind = row.name(2)
        round = row.int(3)
        state = row.name(4)
        due = row.moment(5)
        mail = row.optionalText(6)
        batch = row.optionalText(7)
    }
}

extension PostLedger {
    /// Takes something up that is to be told; nothing when it is there already.
    func enlist(_ message: Position, _ party: PartyID, _ kind: PostItem.Kind, due: Moment) throws(DatabaseError) {
        try db.run(
            "INSERT OR IGNORE INTO item VALUES (?, ?, ?, 0, 'waiting', ?, NULL, NULL)", message, party, kind, due)
    }

    func item(_ message: Position, _ party: PartyID, _ kind: PostItem.Kind) throws(DatabaseError) -> PostItem? {
        try db.first(
            """
            SELECT message, party, kind, round, state, due, mail, batch FROM item
            WHERE message = ? AND party = ? AND kind = ?
            """, message, party, kind, body: PostItem.init)
    }

    /// What an event gave somebody, of whatever kind.
    func items(_ message: Position, _ party: PartyID) throws(DatabaseError) -> [PostItem] {
        try db.all(
            """
            SELECT message, party, kind, round, state, due, mail, batch FROM item WHERE message = ? AND party = ?
            """, message, party, body: PostItem.init)
    }

    /// What is to be looked at now, the oldest first.
    func due(at now: Moment, limit: Int) throws(DatabaseError) -> [PostItem] {
        try db.all(
            """
            SELECT message, party, kind, round, state, due, mail, batch FROM item
            WHERE state = 'waiting' AND due <= ? ORDER BY due, message, party, kind LIMIT ?
            """, now, limit, body: PostItem.init)
    }

    /// All messages of the inbox that wait for one person, due or not: one word tells of all of them.
    func waiting(for party: PartyID) throws(DatabaseError) -> [PostItem] {
        try db.all(
            """
            SELECT message, party, kind, round, state, due, mail, batch FROM item
            WHERE party = ? AND state = 'waiting' AND kind = 'message' ORDER BY message
            """, party, body: PostItem.init)
    }

    func items(inMail mail: String) throws(DatabaseError) -> [PostItem] {
        try db.all(
            """
            SELECT message, party, kind, round, state, due, mail, batch FROM item WHERE mail = ?
            ORDER BY message, party, kind
            """, mail, body: PostItem.init)
    }

    /// What is in a bundle and of which the log does not say yet that it left.
    func items(inBatch batch: String) throws(DatabaseError) -> [PostItem] {
        try db.all(
            """
            SELECT message, party, kind, round, state, due, mail, batch FROM item
            WHERE batch = ? AND state = 'bundled' ORDER BY party, message
            """, batch, body: PostItem.init)
    }

    /// What waits for a bundle of letters, by person.
    func letters(due now: Moment, limit: Int) throws(DatabaseError) -> [PostItem] {
        try db.all(
            """
            SELECT message, party, kind, round, state, due, mail, batch FROM item
            WHERE state = 'letter' AND due <= ? ORDER BY party, message LIMIT ?
            """, now, limit, body: PostItem.init)
    }

    /// - Parameter due: when it is looked at again; nil leaves that.
    func set(_ item: PostItem, _ state: PostItem.State, due: Moment? = nil) throws(DatabaseError) {
        try db.run(
            "UPDATE item SET state = ?, due = coalesce(?, due) WHERE message = ? AND party = ? AND kind = ?", state,
            due, item.message, item.party, item.kind)
    }

    /// It is looked at later, unless something became of it.
    func delay(_ item: PostItem, until due: Moment) throws(DatabaseError) {
        try db.run(
            "UPDATE item SET due = ? WHERE message = ? AND party = ? AND kind = ? AND state = 'waiting'", due,
            item.message, item.party, item.kind)
    }

    func put(_ item: PostItem, inMail mail: String) throws(DatabaseError) {
        try db.run(
            "UPDATE item SET state = 'mailed', mail = ? WHERE message = ? AND party = ? AND kind = ?", mail,
            item.message, item.party, item.kind)
    }

    func put(_ item: PostItem, inBatch batch: String) throws(DatabaseError) {
        try db.run(
            "UPDATE item SET state = 'bundled', batch = ? WHERE message = ? AND party = ? AND kind = ?", batch,
            item.message, item.party, item.kind)
    }

    /// It came back: it is told once more, in another way.
    func again(_ item: PostItem, due: Moment) throws(DatabaseError) {
        try db.run(
            """
            UPDATE item SET state = 'waiting', due = ?, round = round + 1, mail = NULL, batch = NULL
            WHERE message = ? AND party = ? AND kind = ?
            """, due, item.message, item.party, item.kind)
    }

    /// There is an address again.
    func release(_ party: PartyID, due: Moment) throws(DatabaseError) {
        try db.run("UPDATE item SET state = 'waiting', due = ? WHERE party = ? AND state = 'stuck'", due, party)
    }

    /// When the person was told by e-mail last that something waits.
    func lastWord(to party: PartyID) throws(DatabaseError) -> Moment? {
        try db.first("SELECT at FROM told WHERE party = ?", party) { $0.moment(0) }
    }

    func noteWord(to party: PartyID, at now: Moment) throws(DatabaseError) {
        try db.run("REPLACE INTO told VALUES (?, ?)", party, now)
    }

    /// Nothing more is told to somebody, and his files are to be removed.
    func drop(_ party: PartyID) throws(DatabaseError) {
        try db.run("UPDATE item SET state = 'dropped' WHERE party = ? AND state NOT IN ('done', 'dropped')", party)
        try db.run("INSERT OR IGNORE INTO erasing VALUES (?)", party)
    }
}
