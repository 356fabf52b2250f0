package import Events

/// A person no longer acts for an organisation, at once. A contact person or an office says so, or he himself.
package struct RemoveMember: Command {
    package static let name: StaticString = "remove-member"
    package static let allowed: [Actor] = [.anyOffice(.registrar), .operator, .member]

    /// The organisation.
    package let party: PartyID
    package let member: PartyID

    package init(from r: inout JSONReader) {
        party = r("party")
        member = r("member")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("party", party)
        w.field("member", member)
    }

    package var stream: StreamID { .party(party) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        guard let known = world.register.parties[party] else { throw .unknownParty }
        guard known.people.mayAdd(stamp.principal) || stamp.principal.party == member else { throw .notAllowed }
        guard known.people.members.contains(where: { $0.member == member }) else { throw .unknownMember }
        if known.people.isLastContact(member), known.people.members.count > 1, stamp.principal.kind != .employee,
            stamp.principal.kind != .operator
        {
            throw .lastContact
        }
        return [.party(.memberRemoved(MemberRemoved(party: party, member: member)))]
    }
}

extension Rejection {
    package static let unknownMember = Rejection(
        "unknown-member", .unknown, "Deze persoon handelt niet voor de organisatie. Controleer het nummer.")
}
