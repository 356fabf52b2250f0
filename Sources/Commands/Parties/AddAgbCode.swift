package import Events

/// An office records one more AGB code of an organisation: who signs in with any of its codes finds the same
/// administration, with all its budget holders (ZV-06). Who wants an administration for each code registers each apart.
package struct AddAgbCode: Command {
    package static let name: StaticString = "add-agb-code"
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
        guard known.kind == .organisation else { throw .notAnOrganisation }
        if let owner = world.register.party(agb: agb) {
            guard owner == party else { throw .agbTaken }
            return []
        }
        guard known.people.moreAgbs.count < Self.most else { throw .agbsFull }
        return [.party(.agbAdded(AgbCodeAdded(party: party, agb: agb)))]
    }

    /// How many codes an organisation can have besides its first: more than the largest has sites.
    static let most = 500
}

extension Rejection {
    package static let notAnOrganisation = Rejection(
        "not-an-organisation", "Dit is een persoon. Dit kan alleen voor een organisatie.")
    package static let agbsFull = Rejection(
        "agbs-full", "Deze organisatie heeft te veel AGB-codes. Verwijder eerst een code die niet meer geldt.")
}
