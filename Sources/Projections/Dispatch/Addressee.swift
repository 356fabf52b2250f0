package import Events

/// How somebody is reached now. Personal values are references, which the sender opens from the vault.
package struct Addressee: Shown, Equatable {
    /// By which way his messages go.
    package enum Way: String, StoredName, CaseIterable {
        /// To an e-mail address that he showed to be his.
        case email
        /// As a letter: he chose so, has not confirmed an address, or the one he had does not work.
        case post
        /// There is no address for a letter either, or the last one came back: somebody has to find one.
        case nowhere
        /// He was erased: nothing is ever sent.
        case erased
    }

    package let party: PartyID
    package let way: Way
    package let fullName: Personal<Name>
    package let address: Personal<Text>?
    package let postcode: Personal<Postcode>?
    /// A letter is for those who come after him.
    package let isDead: Bool
    /// As it was given last, confirmed or not.
    package let contact: ContactChanged?
    package let contactAt: Position
    package let confirmed: Personal<EmailAddress>?
    package let confirmedAt: Position
    package let former: Personal<EmailAddress>?

    package func writeFields(to w: inout JSONWriter) {
        w.field("party", party)
        w.field("way", way)
        w.field("dead", isDead)
        w.field("contactAt", contactAt.rawValue)
        w.field("confirmed", confirmed)
        w.field("confirmedAt", confirmedAt.rawValue)
        w.field("former", former)
    }

    /// Nil when nobody is registered under this id.
    package static func one(_ s: Snapshot, _ party: PartyID) throws(DatabaseError) -> Addressee? {
        try AddresseeRow.find(party, in: s.db).map { Addressee($0) }
    }

    /// The addresses that hear of a change at a position: the one that was confirmed last before it, and so whoever
    /// took over an account cannot keep it from its owner by giving an address of his own first.
    package func heard(before position: Position) -> Personal<EmailAddress>? {
        confirmedAt < position ? confirmed : former
    }
}

extension Addressee {
    private init(_ row: AddresseeRow) {
        party = row.key
        fullName = row.fullName
        address = row.address
        postcode = row.postcode
        isDead = row.isDead
        contact = row.contact
        contactAt = row.contactAt
        confirmed = row.confirmed
        confirmedAt = row.confirmedAt
        former = row.former
        way = row.way
    }
}

extension AddresseeRow {
    fileprivate var way: Addressee.Way {
        if isErased { return .erased }
        if !isDead, !hasBounced, let contact, contact.channel == .email, contact.email != nil,
            contact.email == confirmed
        {
            return .email
        }
        return address == nil || postcode == nil || isLetterLost ? .nowhere : .post
    }
}
