import Events

/// How one person or organisation is reached. What is personal stays a reference to the vault.
struct AddresseeRow: TableRow {
    let number: Int64
    let key: PartyID
    var fullName: Personal<Name>
    var address: Personal<Text>?
    var postcode: Personal<Postcode>?
    /// The contact as it was given last, and where in the log; 0 when there is none.
    var contact: ContactChanged?
    var contactAt = Position.start
    /// The last e-mail address that was shown to be his, and where in the log.
    var confirmed: Personal<EmailAddress>?
    var confirmedAt = Position.start
    /// The one shown before that.
    var former: Personal<EmailAddress>?
    /// An e-mail came back, and no address was confirmed since.
    var hasBounced = false
    /// A letter came back or could not be sent, and there is no other address since.
    var isLetterLost = false
    var isDead = false
    var isErased = false

    static let table: StaticString = "addressee"

    init(_ person: PersonRegistered, at position: Position) {
        number = position.rawValue
        key = person.party
        fullName = person.fullName.closed
        address = person.address?.closed
        postcode = person.postcode?.closed
    }

    init(_ organisation: OrganisationRegistered, at position: Position) {
        number = position.rawValue
        key = organisation.party
        fullName = organisation.fullName.closed
    }

    /// A contact without a code has nothing to confirm: its address is the one that was confirmed, under a new seal.
    mutating func take(_ change: ContactChanged, at position: Position) {
        if change.code == nil, let email = change.email, let before = contact?.email, before == confirmed {
            confirmed = email.closed
        }
        contact = change
        contactAt = position
    }

    mutating func take(_ confirmation: ContactConfirmed, at position: Position) {
        guard let email = contact?.email, email.commitment == confirmation.email else { return }
        if let confirmed, confirmed != email { former = confirmed }
        confirmed = email.closed
        confirmedAt = position
        hasBounced = false
    }

    init(_ row: Row) {
        number = row.int64(0)
        key = row.id(1)
        fullName = row.json(2)
        address = row.optionalJSON(3)
        postcode = row.optionalJSON(4)
        contact = row.optionalJSON(5)
        contactAt = row.position(6)
        confirmed = row.optionalJSON(7)
        confirmedAt = row.position(8)
        former = row.optionalJSON(9)
        hasBounced = row.bool(10)
        isLetterLost = row.bool(11)
        isDead = row.bool(12)
        isErased = row.bool(13)
    }

    static func find(_ key: PartyID, in db: Connection) throws(DatabaseError) -> AddresseeRow? {
        try db.first("SELECT * FROM addressee WHERE id = ?", key, body: Self.init)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> AddresseeRow? {
        try db.first("SELECT * FROM addressee WHERE number = ?", number, body: Self.init)
    }

    func write(to db: Connection) throws(DatabaseError) {
        try db.write("REPLACE INTO addressee VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)") {
            $0.add(number)
            $0.add(key)
            $0.add(json: fullName)
            $0.add(json: address)
            $0.add(json: postcode)
            $0.add(json: contact)
            $0.add(contactAt.rawValue)
            $0.add(json: confirmed)
            $0.add(confirmedAt.rawValue)
            $0.add(json: former)
            $0.add(hasBounced)
            $0.add(isLetterLost)
            $0.add(isDead)
            $0.add(isErased)
        }
    }
}
