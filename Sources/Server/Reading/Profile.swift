import Commands
import Events
import Projections

/// What somebody sees of himself, and what is still missing: a first sign-in leads to completing it (portal BH-02).
struct Profile: Described {
    /// What somebody still has to do before messages and payments reach him.
    enum Gap: String, StoredName, CaseIterable {
        /// The address is not known, so a letter cannot be sent.
        case address
        /// He did not choose between e-mail and post yet.
        case contact
        /// The code that was sent to the e-mail address was not given back yet.
        case emailConfirmation = "email-confirmation"
        /// There is no account that payments can go to.
        case bankAccount = "bank-account"
        /// The changed account waits to be confirmed.
        case accountConfirmation = "account-confirmation"
    }

    let party: RegisteredParty
    let missing: [Gap]
    /// Nil while his data are used as usual.
    let restriction: PersonRights.Restriction?
    /// Who acts for this organisation; empty for a person.
    let members: [OrganisationMember]
    /// For which organisations this person acts.
    let memberOf: [OrganisationMember]

    /// Nil when nobody is registered under this id.
    init?(_ party: PartyID, _ s: Snapshot) throws {
        guard let registered = try RegisteredParty.one(s, party) else { return nil }
        self.party = registered
        missing = try Self.missing(registered, s)
        restriction = try PersonRights.one(s, party)?.restriction
        members = registered.kind == .organisation ? try OrganisationMember.list(s, of: party) : []
        memberOf = registered.kind == .person ? try OrganisationMember.list(s, member: party) : []
    }

    private init(example party: RegisteredParty) {
        self.party = party
        missing = [.address, .emailConfirmation]
        restriction = PersonRights.Restriction.examples.first
        members = []
        memberOf = OrganisationMember.examples
    }

    private static func missing(_ party: RegisteredParty, _ s: Snapshot) throws -> [Gap] {
        var gaps: [Gap] = []
        let isPaid = try isPaid(party.party, s)
        if party.kind == .person, party.address == nil || party.postcode == nil { gaps.append(.address) }
        if party.channel == nil { gaps.append(.contact) }
        if party.emailConfirmed == false { gaps.append(.emailConfirmation) }
        if party.iban == nil, isPaid { gaps.append(.bankAccount) }
        if party.accountConfirmed == false { gaps.append(.accountConfirmation) }
        return gaps
    }

    /// Whether money may go to him: a budget holder, or a caregiver who knows of a contract.
    private static func isPaid(_ party: PartyID, _ s: Snapshot) throws -> Bool {
        let caregiving = try Involvement.page(s, of: party.owner, kind: .caregiver, limit: 1)
        return try !caregiving.isEmpty || Involvement.exists(s, DossierID(holder: party))
    }

    func writeFields(to w: inout JSONWriter) {
        party.writeFields(to: &w)
        w.field("missing", missing)
        w.field("restriction", row: restriction)
        w.field("members", rows: members)
        w.field("memberOf", rows: memberOf)
    }

    static var examples: [Profile] { RegisteredParty.examples.map(Profile.init(example:)) }
}
