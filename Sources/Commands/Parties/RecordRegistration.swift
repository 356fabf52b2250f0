package import Events

/// An office records what the public registers say of a caregiver: the trade register, the BIG register and the register of
/// insolvencies. It is stated in full each time, and decides whether he counts as formal.
package struct RecordRegistration: Command {
    package static let name: StaticString = "record-registration"
    package static let allowed: [Actor] = [.anyOffice(.registrar)]

    package let party: PartyID
    package let form: BusinessForm?
    package let careActivity: Bool
    package let big: BigNumber?
    package let deregisteredOn: Day?
    package let insolventOn: Day?

    package init(from r: inout JSONReader) {
        party = r("party")
        form = r.optional("form")
        careActivity = r.flag("careActivity")
        big = r.optional("big")
        deregisteredOn = r.optional("deregisteredOn")
        insolventOn = r.optional("insolventOn")
        if form == nil {
            if careActivity {
                r.refuse("careActivity", .invalidValue, "Vul eerst in welke vorm het bedrijf heeft.")
            }
            if deregisteredOn != nil {
                r.refuse("deregisteredOn", .invalidValue, "Zonder bedrijf is er geen uitschrijving. Laat dit leeg.")
            }
        }
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("party", party)
        w.present("form", form)
        w.present("careActivity", careActivity)
        w.present("big", big)
        w.present("deregisteredOn", deregisteredOn)
        w.present("insolventOn", insolventOn)
    }

    package var stream: StreamID { .party(party) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        guard let known = world.register.parties[party] else { throw .unknownParty }
        let next = RegistrationRecorded(
            party: party, form: form, careActivity: careActivity, big: big, deregisteredOn: deregisteredOn,
            insolventOn: insolventOn)
        if known.registration == next { return [] }
        return [.party(.registrationRecorded(next))]
    }
}
