package import Events

/// One person or organisation as the register knows it. Personal values are references, which the edge opens from the
/// vault for who may read them.
package struct RegisteredParty: Described, Equatable {
    package enum Kind: String, StoredName, CaseIterable, Bindable {
        case person, organisation
    }

    package let party: PartyID
    package let kind: Kind
    package let kvk: KvkNumber?
    package let agb: AgbCode?
    /// AGB codes besides the first; empty for a person.
    package let moreAgbs: [AgbCode]
    package let fullName: Personal<Name>
    package let birthDate: Personal<BirthDate>?
    package let bsn: Personal<Bsn>?
    package let address: Personal<Text>?
    package let postcode: Personal<Postcode>?
    package let email: Personal<EmailAddress>?
    package let phone: Personal<PhoneNumber>?
    package let channel: MessageChannel?
    /// Whether the e-mail address was shown to be his; nil when there is none.
    package let emailConfirmed: Bool?
    package let iban: Personal<Iban>?
    package let accountName: Personal<Name>?
    /// The commitment to the account, which `confirm-bank-account` names; nil when there is none.
    package let account: Digest?
    /// Whether payments may go there: the first account counts as confirmed. Nil when there is no account.
    package let accountConfirmed: Bool?
    /// What the public registers say; nil when nobody recorded it.
    package let registration: Registration?
    /// Where what is known of a person comes from; nil for an organisation and an employee of an office.
    package let source: PersonSource?
    package let diedOn: Day?

    /// What the public registers say of a business. The number in the register of care professionals is for staff.
    package struct Registration: Described, Equatable {
        package let form: BusinessForm?
        package let careActivity: Bool
        package let deregisteredOn: Day?
        package let insolventOn: Day?

        package func writeFields(to w: inout JSONWriter) {
            w.field("form", form)
            w.field("careActivity", careActivity)
            w.field("deregisteredOn", deregisteredOn)
            w.field("insolventOn", insolventOn)
        }

        package static var examples: [Registration] {
            [
                Registration(
                    RegistrationRecorded(
                        party: Sample.id(1), form: .soleProprietor, careActivity: true, big: nil, deregisteredOn: nil,
                        insolventOn: nil))
            ]
        }

        fileprivate init(_ record: RegistrationRecorded) {
            form = record.form
            careActivity = record.careActivity
            deregisteredOn = record.deregisteredOn
            insolventOn = record.insolventOn
        }
    }

    /// The number in the register of care professionals. Only for staff: it is not among the fields.
    package let big: BigNumber?

    package func writeFields(to w: inout JSONWriter) {
        w.field("party", party)
        w.field("kind", kind)
        w.field("kvk", kvk)
        w.field("agb", agb)
        w.field("moreAgbs", moreAgbs)
        w.field("fullName", fullName)
        w.field("birthDate", birthDate)
        w.field("bsn", bsn)
        w.field("address", address)
        w.field("postcode", postcode)
        w.field("email", email)
        w.field("phone", phone)
        w.field("channel", channel)
        w.field("emailConfirmed", emailConfirmed)
        w.field("iban", iban)
        w.field("accountName", accountName)
        w.field("account", account)
        w.field("accountConfirmed", accountConfirmed)
        w.field("registration", row: registration)
        w.field("source", source)
        w.field("diedOn", diedOn)
    }

    /// Nil when nobody is registered under this id.
    package static func one(_ s: Snapshot, _ party: PartyID) throws(DatabaseError) -> RegisteredParty? {
        try PartyRow.find(party, in: s.db).map { RegisteredParty($0) }
    }

    /// Whether no death is known of a party; nil when nobody is registered under this id.
    package static func lives(_ s: Snapshot, _ party: PartyID) throws(DatabaseError) -> Bool? {
        try s.db.first("SELECT died_on IS NULL FROM party WHERE id = ?", party) { $0.bool(0) }
    }

    /// Who died, by the day on which it was recorded: those of `since` and later. `after` is the last one of the page before.
    package static func deaths(
        _ s: Snapshot, since: Day, after: Int64 = 0, limit: Int = Page.max
    ) throws(DatabaseError) -> (parties: [PartyID], next: Int64?) {
        let rows = try s.db.all(
            "SELECT * FROM party WHERE death_known_on >= ? AND number > ? ORDER BY number LIMIT ?", since, after,
            Page.limit(limit), body: PartyRow.init)
        return (rows.map(\.key), rows.count == Page.limit(limit) ? rows.last?.number : nil)
    }

    /// Who is registered under an AGB code, the first one when there are several.
    package static func one(_ s: Snapshot, agb: AgbCode) throws(DatabaseError) -> RegisteredParty? {
        try s.db.first("SELECT * FROM party WHERE agb = ? ORDER BY number LIMIT 1", agb.text) {
            RegisteredParty(PartyRow($0))
        }
    }

    /// Who is registered under a KvK number, in the order of registration: one number can have several AGB codes.
    package static func list(_ s: Snapshot, kvk: KvkNumber) throws(DatabaseError) -> [RegisteredParty] {
        try s.db.all("SELECT * FROM party WHERE kvk = ? ORDER BY number LIMIT ?", kvk.text, Page.max) {
            RegisteredParty(PartyRow($0))
        }
    }
}

extension RegisteredParty {
    private init(_ row: PartyRow) {
        party = row.key
        kind = row.kind
        kvk = row.kvk
        agb = row.agb
        moreAgbs = row.moreAgbs
        fullName = row.fullName
        birthDate = row.birthDate
        bsn = row.bsn
        address = row.address
        postcode = row.postcode
        email = row.email
        phone = row.phone
        channel = row.channel
        emailConfirmed = row.email.map { $0.commitment == row.confirmedEmail }
        iban = row.iban
        accountName = row.accountName
        account = row.iban?.commitment
        accountConfirmed = row.iban.map { _ in row.isAccountConfirmed }
        registration = row.registration.map { Registration($0) }
        big = row.registration?.big
        source = row.source
        diedOn = row.diedOn
    }
}
