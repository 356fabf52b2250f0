// The stream of one person or organisation: who it is, how to reach it, where its money goes.

/// A natural person entered the register.
package struct PersonRegistered: Fact {
    package static let name: StaticString = "person-registered"
    package let party: PartyID
    package let fullName: Personal<Name>
    package let birthDate: Personal<BirthDate>
    /// Absent for an employee of an office, who signs in through the office.
    package let bsn: Personal<Bsn>?
    package let address: Personal<Text>?
    package let postcode: Personal<Postcode>?
    /// Who entered it; nil for an employee of an office.
    package let source: PersonSource?

    package init(
        party: PartyID, fullName: Personal<Name>, birthDate: Personal<BirthDate>, bsn: Personal<Bsn>?,
        address: Personal<Text>?, postcode: Personal<Postcode>?, source: PersonSource? = nil
    ) {
        self.party = party
        self.fullName = fullName
        self.birthDate = birthDate
        self.bsn = bsn
        self.address = address
        self.postcode = postcode
        self.source = source
    }

    package init(from r: inout JSONReader) {
        party = r("party")
        fullName = r("fullName")
        birthDate = r("birthDate")
        bsn = r.optional("bsn")
        address = r.optional("address")
        postcode = r.optional("postcode")
        source = r.optional("source")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("party", party)
        w.field("fullName", fullName)
        w.field("birthDate", birthDate)
        w.field("bsn", bsn)
        w.field("address", address)
        w.field("postcode", postcode)
        w.present("source", source)
    }
}

/// An organisation entered the register: an institution, a self-employed caregiver or a representing office.
package struct OrganisationRegistered: Fact {
    package static let name: StaticString = "organisation-registered"
    package let party: PartyID
    package let fullName: Personal<Name>
    package let kvk: KvkNumber
    package let agb: AgbCode?

    package init(party: PartyID, fullName: Personal<Name>, kvk: KvkNumber, agb: AgbCode?) {
        self.party = party
        self.fullName = fullName
        self.kvk = kvk
        self.agb = agb
    }

    package init(from r: inout JSONReader) {
        party = r("party")
        fullName = r("fullName")
        kvk = r("kvk")
        agb = r.optional("agb")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("party", party)
        w.field("fullName", fullName)
        w.field("kvk", kvk)
        w.field("agb", agb)
    }
}

/// The means of contact changed. The event repeats the full state.
package struct ContactChanged: Fact {
    package static let name: StaticString = "contact-changed"
    package let party: PartyID
    package let email: Personal<EmailAddress>?
    package let phone: Personal<PhoneNumber>?
    package let channel: MessageChannel
    /// The code that was sent to a new e-mail address, to be given back; nil where nothing has to be confirmed.
    package let code: Personal<Text>?
    /// Until when the code is good; nil for one from before codes ended.
    package let codeUntil: Moment?

    package init(
        party: PartyID, email: Personal<EmailAddress>?, phone: Personal<PhoneNumber>?, channel: MessageChannel,
        code: Personal<Text>? = nil, codeUntil: Moment? = nil
    ) {
        self.party = party
        self.email = email
        self.phone = phone
        self.channel = channel
        self.code = code
        self.codeUntil = codeUntil
    }

    package init(from r: inout JSONReader) {
        party = r("party")
        email = r.optional("email")
        phone = r.optional("phone")
        channel = r("channel")
        code = r.optional("code")
        codeUntil = r.optional("codeUntil")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("party", party)
        w.field("email", email)
        w.field("phone", phone)
        w.field("channel", channel)
        w.present("code", code)
        w.present("codeUntil", codeUntil)
    }
}

/// The bank account that payments to this party go to changed.
package struct BankAccountChanged: Fact {
    package static let name: StaticString = "bank-account-changed"
    package let party: PartyID
    package let iban: Personal<Iban>
    package let accountName: Personal<Name>

    package init(party: PartyID, iban: Personal<Iban>, accountName: Personal<Name>) {
        self.party = party
        self.iban = iban
        self.accountName = accountName
    }

    package init(from r: inout JSONReader) {
        party = r("party")
        iban = r("iban")
        accountName = r("accountName")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("party", party)
        w.field("iban", iban)
        w.field("accountName", accountName)
    }
}

/// What the public registers say of a caregiver, in full each time: it decides whether he counts as formal (Rlz 5.22).
package struct RegistrationRecorded: Fact {
    package static let name: StaticString = "registration-recorded"
    package let party: PartyID
    /// The form of the business in the trade register; nil when there is none.
    package let form: BusinessForm?
    /// Whether the registered activities are care, wholly or in part.
    package let careActivity: Bool
    /// The number in the register of care professionals (Wet BIG 3); nil when there is none.
    package let big: BigNumber?
    /// The day on which the business left the trade register.
    package let deregisteredOn: Day?
    /// The day of bankruptcy or of leave to suspend payments.
    package let insolventOn: Day?

    package init(
        party: PartyID, form: BusinessForm?, careActivity: Bool, big: BigNumber?, deregisteredOn: Day?,
        insolventOn: Day?
    ) {
        self.party = party
        self.form = form
        self.careActivity = careActivity
        self.big = big
        self.deregisteredOn = deregisteredOn
        self.insolventOn = insolventOn
    }

    package init(from r: inout JSONReader) {
        party = r("party")
        form = r.optional("form")
        careActivity = r.flag("careActivity")
        big = r.optional("big")
        deregisteredOn = r.optional("deregisteredOn")
        insolventOn = r.optional("insolventOn")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("party", party)
        w.present("form", form)
        w.present("careActivity", careActivity)
        w.present("big", big)
        w.present("deregisteredOn", deregisteredOn)
        w.present("insolventOn", insolventOn)
    }
}

/// The changed bank account was confirmed: payments may go there (a changed account holds the first payment until then).
package struct BankAccountConfirmed: Fact {
    package static let name: StaticString = "bank-account-confirmed"
    package let party: PartyID
    /// The commitment to the account that was confirmed, so that a later change is not.
    package let account: Digest
    /// What the bank of the payee said of name and number; nil when the party confirmed it himself.
    package let check: PayeeCheck?

    package init(party: PartyID, account: Digest, check: PayeeCheck?) {
        self.party = party
        self.account = account
        self.check = check
    }

    package init(from r: inout JSONReader) {
        party = r("party")
        account = r("account")
        check = r.optional("check")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("party", party)
        w.field("account", account)
        w.present("check", check)
    }
}

package enum PartyFact: Sendable, Equatable {
    case personRegistered(PersonRegistered)
    case organisationRegistered(OrganisationRegistered)
    case contactChanged(ContactChanged)
    case bankAccountChanged(BankAccountChanged)
    case registrationRecorded(RegistrationRecorded)
    case bankAccountConfirmed(BankAccountConfirmed)
    case changed(PersonChanged)
    case died(DeathRecorded)
    case deathWithdrawn(DeathWithdrawn)
    case agbAdded(AgbCodeAdded)
    case agbRemoved(AgbCodeRemoved)
    case memberAdded(MemberAdded)
    case memberRemoved(MemberRemoved)
    case contactConfirmed(ContactConfirmed)
    case codeRefused(ContactCodeRefused)

    package var fact: any Fact {
        switch self {
        case .personRegistered(let fact): fact
        case .organisationRegistered(let fact): fact
        case .contactChanged(let fact): fact
        case .bankAccountChanged(let fact): fact
        case .registrationRecorded(let fact): fact
        case .bankAccountConfirmed(let fact): fact
        case .changed(let fact): fact
        case .died(let fact): fact
        case .deathWithdrawn(let fact): fact
        case .agbAdded(let fact): fact
        case .agbRemoved(let fact): fact
        case .memberAdded(let fact): fact
        case .memberRemoved(let fact): fact
        case .contactConfirmed(let fact): fact
        case .codeRefused(let fact): fact
        }
    }
}
