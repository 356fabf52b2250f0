package import Events

/// A person agrees to something that an office asks, such as a recording of an interview (portal 1.10). It is his own, or
/// given for him by who represents him.
package struct GiveConsent: Command {
    package static let name: StaticString = "give-consent"
    package static let allowed: [Actor] = [.oneself, .holderSide]

    package let party: PartyID
    package let purpose: ConsentPurpose
    package let office: OfficeID

    package init(from r: inout JSONReader) {
        party = r("party")
        purpose = r("purpose")
        office = r("office")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("party", party)
        w.field("purpose", purpose)
        w.field("office", office)
    }

    package var stream: StreamID { .party(party) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        guard let known = world.register.parties[party], known.kind == .person else { throw .onlyPersonsConsent }
        guard world.register.offices[office] != nil else { throw .unknownOffice }
        if known.people.consents.contains(where: { $0.purpose == purpose && $0.office == office }) { return [] }
        return [.rights(.consentGiven(ConsentGiven(party: party, purpose: purpose, office: office)))]
    }
}

/// A person takes his consent back; that is as easy as giving it (AVG art. 7(3)).
package struct WithdrawConsent: Command {
    package static let name: StaticString = "withdraw-consent"
    package static let allowed: [Actor] = [.oneself, .holderSide]

    package let party: PartyID
    package let purpose: ConsentPurpose
    package let office: OfficeID

    package init(from r: inout JSONReader) {
        party = r("party")
        purpose = r("purpose")
        office = r("office")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("party", party)
        w.field("purpose", purpose)
        w.field("office", office)
    }

    package var stream: StreamID { .party(party) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let given = world.register.parties[party]?.people.consents ?? []
        guard given.contains(where: { $0.purpose == purpose && $0.office == office }) else { return [] }
        return [.rights(.consentWithdrawn(ConsentWithdrawn(party: party, purpose: purpose, office: office)))]
    }
}

extension Rejection {
    package static let onlyPersonsConsent = Rejection(
        "only-persons-consent", "Alleen een persoon kan toestemming geven. Log in als uzelf.")
}
