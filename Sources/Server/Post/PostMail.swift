import Events

/// One e-mail in the ledger, under an id that follows from what it tells.
struct PostMail: Equatable {
    enum State: String, CaseIterable, Bindable {
        /// Its whole file stands beside the spool and is being moved into it: after a crash what stands where says which.
        case placing
        /// Sendmail has it or not: after a crash nobody knows.
        case handing
        /// It did not leave, and is tried again.
        case failing
        /// Sendmail said that there is no such address; the log has still to be told.
        case refused
        /// It left; the log has still to be told.
        case handed
        case done
        /// It came back.
        case bounced
        /// Nobody knows whether it left: it is never sent again, and an operator has to look.
        case uncertain
        case dropped
    }

    let id: String
    let party: PartyID
    let kind: PostItem.Kind
    /// The folder of the spool it went to; nil for sendmail.
    let folder: String?
    let state: State
    let attempts: Int
    let at: Moment

    /// Selected columns: id, party, kind, folder, state, attempts, at.
    init(_ row: Row) {
        id = row.text(0)
        party = row.id(1)
        kind = row.name(2)
        folder = row.optionalText(3)
        state = row.name(4)
        attempts = row.int(5)
        at = row.moment(6)
    }

    init(id: String, _ item: PostItem, folder: String?, state: State, attempts: Int, at: Moment) {
        self.id = id
        party = item.party
        kind = item.kind
        self.folder = folder
        self.state = state
        self.attempts = attempts
        self.at = at
    }

    /// The id of the mail that begins with an item: the same things told again, after a crash, have the same one.
    /// It tells nothing to who reads it: the name of the log goes into it and is in no mail.
    static func id(of item: PostItem, origin: String) -> String {
        let name = "pgb-mail/\(origin)/\(item.kind.rawValue)/\(item.party.text)/\(item.message.rawValue)/\(item.round)"
        return String(SHA256.hash(Array(name.utf8)).hex.prefix(32))
    }

    /// Its name in a spool.
    var fileName: String { "pgb-\(id).eml" }
}

extension PostLedger {
    /// Notes a mail with all that it tells, before it leaves.
    func begin(_ mail: PostMail, _ text: StaticString, telling items: [PostItem]) throws {
        try db.transaction {
            try db.run(
                "REPLACE INTO mail VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", mail.id, mail.party, mail.kind,
                text.description,
                mail.folder, mail.state, mail.attempts, mail.at, mail.at)
            for item in items { try put(item, inMail: mail.id) }
            if mail.kind == .message { try noteWord(to: mail.party, at: mail.at) }
        }
    }

    /// - Parameter due: when it is looked at again; nil leaves that.
    func set(_ mail: PostMail, _ state: PostMail.State, attempts: Int? = nil, due: Moment? = nil) throws(DatabaseError)
    {
        try db.run(
            "UPDATE mail SET state = ?, attempts = coalesce(?, attempts), due = coalesce(?, due) WHERE id = ?", state,
            attempts, due, mail.id)
    }

    func mail(_ id: String) throws(DatabaseError) -> PostMail? {
        try db.first(
            "SELECT id, party, kind, folder, state, attempts, at FROM mail WHERE id = ?", id, body: PostMail.init)
    }

    func mails(_ state: PostMail.State, due now: Moment? = nil, limit: Int) throws(DatabaseError) -> [PostMail] {
        try db.all(
            """
            SELECT id, party, kind, folder, state, attempts, at FROM mail
            WHERE state = ?1 AND (?2 IS NULL OR due <= ?2) ORDER BY due, id LIMIT ?3
            """, state, now, limit, body: PostMail.init)
    }

    func mails(to party: PartyID) throws(DatabaseError) -> [PostMail] {
        try db.all(
            "SELECT id, party, kind, folder, state, attempts, at FROM mail WHERE party = ?", party, body: PostMail.init)
    }

    /// The word to somebody that could not leave yet.
    func failingWord(to party: PartyID) throws(DatabaseError) -> PostMail? {
        try db.first(
            """
            SELECT id, party, kind, folder, state, attempts, at FROM mail
            WHERE party = ? AND kind = 'message' AND state = 'failing'
            """, party, body: PostMail.init)
    }
}
