package import Events

/// An office needs a person's data to be kept past their term, such as for an objection that is open (AVG art. 17(3)(e)).
package struct SetHold: Command {
    package static let name: StaticString = "set-hold"
    package static let allowed: [Actor] = [.anyOffice(.privacy)]

    package let party: PartyID
    package let reason: HoldReason
    /// The last day; nil while nobody lifts it.
    package let until: Day?
    package let explanation: Text?

    package init(from r: inout JSONReader) {
        party = r("party")
        reason = r("reason")
        until = r.optional("until")
        explanation = r.optional("explanation")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("party", party)
        w.field("reason", reason)
        w.present("until", until)
        w.present("explanation", explanation)
    }

    package var stream: StreamID { .party(party) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let known = try world.known(party, to: stamp.principal)
        guard let office = stamp.principal.office else { throw .notAllowed }
        if let until, until < stamp.today { throw .holdPassed }
        if known.people.holds.contains(where: { $0.office == office && $0.reason == reason && $0.until == until }) {
            return []
        }
        return [
            .rights(
                .holdSet(
                    HoldSet(
                        party: party, reason: reason, office: office, until: until,
                        explanation: stamp.seal(explanation, of: party, use: 0))))
        ]
    }
}

/// An office no longer needs a person's data to be kept. It lifts its own holds only.
package struct LiftHold: Command {
    package static let name: StaticString = "lift-hold"
    package static let allowed: [Actor] = [.anyOffice(.privacy)]

    package let party: PartyID
    package let reason: HoldReason

    package init(from r: inout JSONReader) {
        party = r("party")
        reason = r("reason")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("party", party)
        w.field("reason", reason)
    }

    package var stream: StreamID { .party(party) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let known = try world.known(party, to: stamp.principal)
        guard let office = stamp.principal.office else { throw .notAllowed }
        guard known.people.holds.contains(where: { $0.office == office && $0.reason == reason }) else { return [] }
        return [.rights(.holdLifted(HoldLifted(party: party, office: office, reason: reason)))]
    }
}

extension Rejection {
    package static let holdPassed = Rejection(
        "hold-passed", "De laatste dag is al voorbij. Kies vandaag of later, of laat de dag leeg.")
}
