import Events

/// One person or organisation. What is personal stays a reference to the vault.
struct PartyRow: TableRow {
    let number: Int64
    let key: PartyID
    let kind: RegisteredParty.Kind
    let kvk: KvkNumber?
    let agb: AgbCode?
    var fullName: Personal<Name>
    var birthDate: Personal<BirthDate>?
    var bsn: Personal<Bsn>?
    var address: Personal<Text>?
    var postcode: Personal<Postcode>?
    var email: Personal<EmailAddress>?
    var phone: Personal<PhoneNumber>?
    var channel: MessageChannel?
    var iban: Personal<Iban>?
    var accountName: Personal<Name>?
    /// What the public registers say, as it was recorded last.
    var registration: RegistrationRecorded?
    /// Whether payments may go to the account: the first one a party has, or a later one that was confirmed.
    var isAccountConfirmed = true
    /// Where what is known of a person comes from; nil for an organisation and an employee of an office.
    var source: PersonSource?
    /// AGB codes besides the one of the registration, in the order in which they came.
    var moreAgbs: [AgbCode] = []
    /// The commitment to the e-mail address that was shown to be his.
    var confirmedEmail: Digest?
    var diedOn: Day?
    /// The day on which the death was recorded.
    var deathKnownOn: Day?

    static let table: StaticString = "party"

    init(_ person: PersonRegistered, number: Int64) {
        self.number = number
        key = person.party
        kind = .person
        kvk = nil
        agb = nil
        fullName = person.fullName
        birthDate = person.birthDate
        bsn = person.bsn
        address = person.address
        postcode = person.postcode
        source = person.source ?? (person.bsn == nil ? nil : .office)
    }

    init(_ organisation: OrganisationRegistered, number: Int64) {
        self.number = number
        key = organisation.party
        kind = .organisation
        kvk = organisation.kvk
        agb = organisation.agb
        fullName = organisation.fullName
    }

    init(_ row: Row) {
        number = row.int64(0)
        key = row.id(1)
        kind = row.name(2)
        kvk = row.optionalText(3).flatMap(KvkNumber.init)
        agb = row.optionalText(4).flatMap(AgbCode.init)
        fullName = row.json(5)
        birthDate = row.optionalJSON(6)
        bsn = row.optionalJSON(7)
        address = row.optionalJSON(8)
        postcode = row.optionalJSON(9)
        email = row.optionalJSON(10)
        phone = row.optionalJSON(11)
        channel = row.optionalName(12)
        iban = row.optionalJSON(13)
        accountName = row.optionalJSON(14)
        registration = row.optionalJSON(15)
        isAccountConfirmed = row.bool(16)
        source = row.optionalName(17)
        moreAgbs = row.json(18)
        confirmedEmail = row.optionalText(19).flatMap { Digest(hex: $0) }
        diedOn = row.optionalDay(20)
        deathKnownOn = row.optionalDay(21)
    }

    static func find(_ key: PartyID, in db: Connection) throws(DatabaseError) -> PartyRow? {
        try db.first("SELECT * FROM party WHERE id = ?", key, body: Self.init)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> PartyRow? {
        try db.first("SELECT * FROM party WHERE number = ?", number, body: Self.init)
    }

    func write(to db: Connection) throws(DatabaseError) {
        try db.write("REPLACE INTO party VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)") {
            $0.add(number)
            $0.add(key)
            $0.add(kind)
            $0.add(text: kvk?.text)
            $0.add(text: agb?.text)
            $0.add(json: fullName)
            $0.add(json: birthDate)
            $0.add(json: bsn)
            $0.add(json: address)
            $0.add(json: postcode)
            $0.add(json: email)
            $0.add(json: phone)
            $0.add(text: channel?.rawValue)
            $0.add(json: iban)
            $0.add(json: accountName)
            $0.add(json: registration)
            $0.add(isAccountConfirmed)
            $0.add(text: source?.rawValue)
            $0.add(json: moreAgbs)
            $0.add(text: confirmedEmail?.hex)
            $0.add(diedOn)
            $0.add(deathKnownOn)
        }
    }
}

/// A person who acts for an organisation now.
struct MemberRow: RemovableRow {
    struct Key: TableKey {
        let party: PartyID
        let member: PartyID

        var mixed: UInt64 { Mix.bits(member.bits, party.mixed) }
    }

    let number: Int64
    let key: Key
    var mayAdd: Bool

    static let table: StaticString = "member"

    init(_ added: MemberAdded, number: Int64) {
        self.number = number
        key = Key(party: added.party, member: added.member)
        mayAdd = added.mayAdd
    }

    init(_ row: Row) {
        number = row.int64(0)
        key = Key(party: row.id(1), member: row.id(2))
        mayAdd = row.bool(3)
    }

    static func find(_ key: Key, in db: Connection) throws(DatabaseError) -> MemberRow? {
        try db.first("SELECT * FROM member WHERE party = ? AND id = ?", key.party, key.member, body: Self.init)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> MemberRow? {
        try db.first("SELECT * FROM member WHERE number = ?", number, body: Self.init)
    }

    func write(to db: Connection) throws(DatabaseError) {
        try db.run("REPLACE INTO member VALUES (?, ?, ?, ?)", number, key.party, key.member, mayAdd)
    }

    static func remove(number: Int64, in db: Connection) throws(DatabaseError) {
        try db.run("DELETE FROM member WHERE number = ?", number)
    }
}
