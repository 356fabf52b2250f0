// What happens to a person or organisation after it was registered, in its own stream.

/// What is known of a person changed: a correction never overwrites what was there. The event repeats the full state.
package struct PersonChanged: Fact {
    package static let name: StaticString = "person-changed"
    package let party: PartyID
    package let fullName: Personal<Name>
    package let birthDate: Personal<BirthDate>
    package let address: Personal<Text>?
    package let postcode: Personal<Postcode>?
    package let source: PersonSource
    /// Why, when an employee corrected it.
    package let explanation: Personal<Text>?

    package init(
        party: PartyID, fullName: Personal<Name>, birthDate: Personal<BirthDate>, address: Personal<Text>? = nil,
        postcode: Personal<Postcode>? = nil, source: PersonSource, explanation: Personal<Text>? = nil
    ) {
        self.party = party
        self.fullName = fullName
        self.birthDate = birthDate
        self.address = address
        self.postcode = postcode
        self.source = source
        self.explanation = explanation
    }

    package init(from r: inout JSONReader) {
        party = r("party")
        fullName = r("fullName")
        birthDate = r("birthDate")
        address = r.optional("address")
        postcode = r.optional("postcode")
        source = r("source")
        explanation = r.optional("explanation")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("party", party)
        w.field("fullName", fullName)
        w.field("birthDate", birthDate)
        w.present("address", address)
        w.present("postcode", postcode)
        w.field("source", source)
        w.present("explanation", explanation)
    }
}

/// A person died. The dead have no privacy under the AVG (recital 27), and every rule needs the day, so it is stored plain.
package struct DeathRecorded: Fact {
    package static let name: StaticString = "death-recorded"
    package let party: PartyID
    package let diedOn: Day
    /// Who told it: a death in the Netherlands comes from the registry.
    package let source: PersonSource

    package init(party: PartyID, diedOn: Day, source: PersonSource) {
        self.party = party
        self.diedOn = diedOn
        self.source = source
    }

    package init(from r: inout JSONReader) {
        party = r("party")
        diedOn = r("diedOn")
        source = r("source")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("party", party)
        w.field("diedOn", diedOn)
        w.field("source", source)
    }

    package var validOn: Day? { diedOn }
}

/// A death was recorded by mistake: the person lives. What followed from it in the meantime is mended by people.
package struct DeathWithdrawn: Fact {
    package static let name: StaticString = "death-withdrawn"
    package let party: PartyID
    package let explanation: Personal<Text>

    package init(party: PartyID, explanation: Personal<Text>) {
        self.party = party
        self.explanation = explanation
    }

    package init(from r: inout JSONReader) {
        party = r("party")
        explanation = r("explanation")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("party", party)
        w.field("explanation", explanation)
    }
}

/// An organisation has one more AGB code: a caregiver with several sites keeps one administration (ZV-06).
package struct AgbCodeAdded: Fact {
    package static let name: StaticString = "agb-code-added"
    package let party: PartyID
    package let agb: AgbCode

    package init(party: PartyID, agb: AgbCode) {
        self.party = party
        self.agb = agb
    }

    package init(from r: inout JSONReader) {
        party = r("party")
        agb = r("agb")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("party", party)
        w.field("agb", agb)
    }
}

/// An organisation no longer has an AGB code.
package struct AgbCodeRemoved: Fact {
    package static let name: StaticString = "agb-code-removed"
    package let party: PartyID
    package let agb: AgbCode

    package init(party: PartyID, agb: AgbCode) {
        self.party = party
        self.agb = agb
    }

    package init(from r: inout JSONReader) {
        party = r("party")
        agb = r("agb")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("party", party)
        w.field("agb", agb)
    }
}

/// A person acts for an organisation from now on.
package struct MemberAdded: Fact {
    package static let name: StaticString = "member-added"
    /// The organisation.
    package let party: PartyID
    package let member: PartyID
    /// Whether the member may add and remove others (contact person).
    package let mayAdd: Bool
    /// By what name eHerkenning or VECOZO calls him when he signs in for it; without one it is his number here.
    package let user: Personal<Text>?

    package init(party: PartyID, member: PartyID, mayAdd: Bool = false, user: Personal<Text>? = nil) {
        self.party = party
        self.member = member
        self.mayAdd = mayAdd
        self.user = user
    }

    package init(from r: inout JSONReader) {
        party = r("party")
        member = r("member")
        mayAdd = r.flag("mayAdd")
        user = r.optional("user")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("party", party)
        w.field("member", member)
        w.present("mayAdd", mayAdd)
        w.present("user", user)
    }
}

/// A person no longer acts for an organisation.
package struct MemberRemoved: Fact {
    package static let name: StaticString = "member-removed"
    package let party: PartyID
    package let member: PartyID

    package init(party: PartyID, member: PartyID) {
        self.party = party
        self.member = member
    }

    package init(from r: inout JSONReader) {
        party = r("party")
        member = r("member")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("party", party)
        w.field("member", member)
    }
}

/// The holder of an e-mail address showed that it is his: he gave the code that was sent there.
package struct ContactConfirmed: Fact {
    package static let name: StaticString = "contact-confirmed"
    package let party: PartyID
    /// The commitment to the address, so that a later one is not confirmed.
    package let email: Digest

    package init(party: PartyID, email: Digest) {
        self.party = party
        self.email = email
    }

    package init(from r: inout JSONReader) {
        party = r("party")
        email = r("email")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("party", party)
        w.field("email", email)
    }
}

/// Somebody gave a code that is not the one that was sent to his new e-mail address.
package struct ContactCodeRefused: Fact {
    package static let name: StaticString = "contact-code-refused"
    package let party: PartyID
    package let reasons: Reasons

    package init(party: PartyID, reasons: Reasons) {
        self.party = party
        self.reasons = reasons
    }

    package init(from r: inout JSONReader) {
        party = r("party")
        reasons = r("reasons")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("party", party)
        w.field("reasons", reasons)
    }
}
