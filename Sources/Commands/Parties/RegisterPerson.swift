package import Events

/// An office enters a person in the register.
package struct RegisterPerson: Command {
    package static let name: StaticString = "register-person"
    package static let allowed: [Actor] = [.anyOffice(.registrar), .operator]

    package let party: PartyID
    package let fullName: Name
    package let birthDate: BirthDate
    package let bsn: Bsn?
    package let address: Text?
    package let postcode: Postcode?

    package init(from r: inout JSONReader) {
        party = r("party")
        fullName = r("fullName")
        birthDate = r("birthDate")
        bsn = r.optional("bsn")
        address = r.optional("address")
        postcode = r.optional("postcode")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("party", party)
        w.field("fullName", fullName)
        w.field("birthDate", birthDate)
        w.field("bsn", bsn)
        w.field("address", address)
        w.field("postcode", postcode)
    }

    package var stream: StreamID { .party(party) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        guard world.register.parties[party] == nil else { throw .partyExists }
        guard birthDate.span.lowerBound <= stamp.today else { throw .bornInTheFuture }
        if let bsn, world.identified(bsn) != nil { throw .bsnTaken }
        return [
            .party(
                .personRegistered(
                    PersonRegistered(
                        party: party, fullName: stamp.seal(fullName, of: party, use: 0),
                        birthDate: stamp.seal(birthDate, of: party, use: 1),
                        bsn: stamp.seal(bsn, of: party, use: 2), address: stamp.seal(address, of: party, use: 3),
                        postcode: stamp.seal(postcode, of: party, use: 4))))
        ]
    }
}

extension Rejection {
    package static let partyExists = Rejection(
        "party-exists", "Er is al iemand met dit nummer geregistreerd. Gebruik een nieuw nummer.")
    package static let bsnTaken = Rejection(
        "bsn-taken", "Deze persoon staat al in het register. Zoek de persoon op en gebruik die registratie.")
    package static let bornInTheFuture = Rejection(
        "born-in-the-future", "De geboortedatum ligt in de toekomst. Controleer de datum.")
    package static let unknownParty = Rejection(
        "unknown-party", .unknown, "Deze persoon of organisatie is niet geregistreerd. Registreer die eerst.")
}
