package import Events

/// A person may act for an organisation from now on. An office records the first contact person; a contact person may then
/// add and remove others himself (ZV-07). The same again with another `mayAdd` changes that.
package struct AddMember: Command {
    package static let name: StaticString = "add-member"
    package static let allowed: [Actor] = [.anyOffice(.registrar), .operator, .member]

    /// The organisation.
    package let party: PartyID
    package let member: PartyID
    /// Whether he is a contact person.
    package let mayAdd: Bool

    package init(from r: inout JSONReader) {
        party = r("party")
        member = r("member")
        mayAdd = r.flag("mayAdd")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("party", party)
        w.field("member", member)
        w.present("mayAdd", mayAdd)
    }

    package var stream: StreamID { .party(party) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        guard let known = world.register.parties[party] else { throw .unknownParty }
        guard known.kind == .organisation else { throw .notAnOrganisation }
        guard known.people.mayAdd(stamp.principal) else { throw .notAllowed }
        guard let person = world.register.parties[member] else { throw .unknownParty }
        guard person.kind == .person else { throw .notAPerson }
        guard person.people.diedOn == nil else { throw .personDied }
        let members = known.people.members
        let added = MemberAdded(party: party, member: member, mayAdd: mayAdd)
        if members.contains(added) { return [] }
        if !mayAdd, known.people.isLastContact(member), stamp.principal.kind != .employee,
            stamp.principal.kind != .operator
        {
            throw .lastContact
        }
        guard members.count < Self.most || members.contains(where: { $0.member == member }) else { throw .membersFull }
        return [.party(.memberAdded(added))]
    }

    /// How many may act for one organisation.
    static let most = 1_000
}

extension Register.People {
    /// Whether the asker may add and remove others: an office, or a contact person.
    func mayAdd(_ principal: Principal) -> Bool {
        if principal.kind == .employee || principal.kind == .operator { return true }
        return members.contains { $0.member == principal.party && $0.mayAdd }
    }

    /// Whether there would be no contact person without him.
    func isLastContact(_ member: PartyID) -> Bool {
        members.contains { $0.member == member && $0.mayAdd }
            && !members.contains { $0.member != member && $0.mayAdd }
    }
}

extension Rejection {
    package static let personDied = Rejection(
        "person-died", "Deze persoon is overleden. Kies iemand anders.")
    package static let lastContact = Rejection(
        "last-contact", "Dit is de laatste contactpersoon van de organisatie. Maak eerst iemand anders contactpersoon.")
    package static let membersFull = Rejection(
        "members-full", "Er handelen te veel mensen voor deze organisatie. Verwijder eerst wie er niet meer werkt.")
}
