package import Events

/// An office enters an organisation in the register: an institution, a self-employed caregiver or a representing office.
package struct RegisterOrganisation: Command {
    package static let name: StaticString = "register-organisation"
    package static let allowed: [Actor] = [.anyOffice(.registrar), .operator]

    package let party: PartyID
    package let fullName: Name
    package let kvk: KvkNumber
    package let agb: AgbCode?

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

    package var stream: StreamID { .party(party) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        guard world.register.parties[party] == nil else { throw .partyExists }
        // An institution may register each of its AGB codes; without one it is known by its KvK number (ZV-06).
        if let agb, world.register.party(agb: agb) != nil { throw .agbTaken }
        if agb == nil, world.register.party(kvk: kvk) != nil { throw .kvkTaken }
        return [
            .party(
                .organisationRegistered(
                    OrganisationRegistered(
                        party: party, fullName: stamp.seal(fullName, of: party, use: 0), kvk: kvk, agb: agb)))
        ]
    }
}

extension Rejection {
    package static let agbTaken = Rejection(
        "agb-taken", "Deze AGB-code is al geregistreerd. Zoek de organisatie op en gebruik die registratie.")
    package static let kvkTaken = Rejection(
        "kvk-taken", "Dit KvK-nummer is al geregistreerd. Zoek de organisatie op en gebruik die registratie.")
}
