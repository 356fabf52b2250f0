package import Events

/// A person whom nobody knows here yet enters himself: his sign-in proves the citizen service number, and nothing else of
/// what he says was compared with the civil registry. It is also the first thing that an applicant for a pgb does.
package struct RegisterSelf: Command {
    package static let name: StaticString = "register-self"
    package static let allowed: [Actor] = [.newcomer]

    package let party: PartyID
    package let fullName: Name
    package let birthDate: BirthDate
    package let address: Text?
    package let postcode: Postcode?

    package init(from r: inout JSONReader) {
        party = r("party")
        fullName = r("fullName")
        birthDate = r("birthDate")
        address = r.optional("address")
        postcode = r.optional("postcode")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("party", party)
        w.field("fullName", fullName)
        w.field("birthDate", birthDate)
        w.field("address", address)
        w.field("postcode", postcode)
    }

    package var stream: StreamID { .party(party) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        guard let bsn = stamp.bsn, world.identified(bsn) == nil, world.register.parties[party] == nil
        else { throw .alreadyRegistered }
        guard birthDate.span.lowerBound <= stamp.today else { throw .bornInTheFuture }
        return [
            .party(
                .personRegistered(
                    PersonRegistered(
                        party: party, fullName: stamp.seal(fullName, of: party, use: 0),
                        birthDate: stamp.seal(birthDate, of: party, use: 1),
                        bsn: stamp.seal(bsn, of: party, use: 2), address: stamp.seal(address, of: party, use: 3),
                        postcode: stamp.seal(postcode, of: party, use: 4), source: .oneself)))
        ]
    }
}

extension Rejection {
    package static let alreadyRegistered = Rejection(
        "already-registered", "U staat al in het register. Bekijk uw profiel en ga daar verder.")
}
