import Events

/// One person or organisation. What is personal stays a reference to the vault.
struct PartyRow: TableRow {
    let number: Int64
    let key: PartyID
    let kind: RegisteredParty.Kind
    let kvk: KvkNumber?
    let agb: AgbCode?
    let fullName: Personal<Name>
    var birthDate: Personal<Day>?
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
    }

    static func find(_ key: PartyID, in db: Connection) throws(DatabaseError) -> PartyRow? {
        try db.first("SELECT * FROM party WHERE id = ?", key, body: Self.init)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> PartyRow? {
        try db.first("SELECT * FROM party WHERE number = ?", number, body: Self.init)
    }

    func write(to db: Connection) throws(DatabaseError) {
        try db.write("REPLACE INTO party VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)") {
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
        }
    }
}
