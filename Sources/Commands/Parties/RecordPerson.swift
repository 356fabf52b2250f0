package import Events

/// An office states anew who a person is, as the civil registry has it or as an employee found it to be. It repeats the
/// full state: what is left out is no longer known. What was there before stays in the log, so a correction is a new
/// fact; the person himself cannot make one (portal BH-03).
package struct RecordPerson: Command {
    package static let name: StaticString = "record-person"
    package static let allowed: [Actor] = [.anyOffice(.registrar), .operator]

    package let party: PartyID
    package let fullName: Name
    package let birthDate: BirthDate
    package let address: Text?
    package let postcode: Postcode?
    package let source: PersonSource
    package let explanation: Text?

    package init(from r: inout JSONReader) {
        party = r("party")
        fullName = r("fullName")
        birthDate = r("birthDate")
        address = r.optional("address")
        postcode = r.optional("postcode")
        source = r("source")
        explanation = r.optional("explanation")
        if source == .oneself {
            r.refuse("source", .invalidValue, "Kies office of registry: de persoon zelf kan dit niet wijzigen.")
        } else if source == .office, explanation == nil {
            r.refuse("explanation", .missing, "Leg uit waarom u dit wijzigt buiten de BRP om.")
        }
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("party", party)
        w.field("fullName", fullName)
        w.field("birthDate", birthDate)
        w.field("address", address)
        w.field("postcode", postcode)
        w.field("source", source)
        w.field("explanation", explanation)
    }

    package var stream: StreamID { .party(party) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        guard let known = world.register.parties[party] else { throw .unknownParty }
        guard known.kind == .person else { throw .notAPerson }
        guard birthDate.span.lowerBound <= stamp.today else { throw .bornInTheFuture }
        if let diedOn = known.people.diedOn, diedOn < birthDate.span.lowerBound { throw .diedBeforeBirth }
        return [
            .party(
                .changed(
                    PersonChanged(
                        party: party, fullName: stamp.seal(fullName, of: party, use: 0),
                        birthDate: stamp.seal(birthDate, of: party, use: 1),
                        address: stamp.seal(address, of: party, use: 2),
                        postcode: stamp.seal(postcode, of: party, use: 3), source: source,
                        explanation: stamp.seal(explanation, of: party, use: 4))))
        ]
    }
}

extension Rejection {
    package static let notAPerson = Rejection(
        "not-a-person", "Dit is een organisatie. Dit kan alleen voor een persoon.")
}
