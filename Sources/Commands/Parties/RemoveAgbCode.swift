package import Events

/// An office takes back an AGB code of an organisation: nobody signs in with it any more, and it can be given anew.
package struct RemoveAgbCode: Command {
    package static let name: StaticString = "remove-agb-code"
    package static let allowed: [Actor] = [.anyOffice(.registrar), .operator]

    package let party: PartyID
    package let agb: AgbCode

    package init(from r: inout JSONReader) {
        party = r("party")
        agb = r("agb")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("party", party)
        w.field("agb", agb)
    }

    package var stream: StreamID { .party(party) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        guard let known = world.register.parties[party] else { throw .unknownParty }
        // It stands in contracts and claims that were made.
        guard known.agb != agb else { throw .agbOfRegistration }
        guard known.people.moreAgbs.contains(agb) else { throw .unknownAgb }
        return [.party(.agbRemoved(AgbCodeRemoved(party: party, agb: agb)))]
    }
}

extension Rejection {
    package static let agbOfRegistration = Rejection(
        "agb-of-registration", "Met deze AGB-code is de organisatie ingeschreven. Die code blijft.")
    package static let unknownAgb = Rejection(
        "unknown-agb", .unknown, "Deze organisatie heeft deze AGB-code niet. Controleer de code.")
}
