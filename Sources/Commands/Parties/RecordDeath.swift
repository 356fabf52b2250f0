package import Events

/// An office records that a person died. A death in the Netherlands comes from the civil registry; one abroad somebody has
/// to report (portal 1.1).
///
/// From then on nobody can sign in as him. What else follows in each dossier, `SettleDeath` does.
package struct RecordDeath: Command {
    package static let name: StaticString = "record-death"
    package static let allowed: [Actor] = [.anyOffice(.registrar), .anyGranter(.grants), .operator]

    package let party: PartyID
    package let diedOn: Day
    package let source: PersonSource

    package init(from r: inout JSONReader) {
        party = r("party")
        diedOn = r("diedOn")
        source = r("source")
        if source == .oneself {
            r.refuse("source", .invalidValue, "Kies office of registry.")
        }
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("party", party)
        w.field("diedOn", diedOn)
        w.field("source", source)
    }

    package var stream: StreamID { .party(party) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        guard let known = world.register.parties[party] else { throw .unknownParty }
        guard known.kind == .person else { throw .notAPerson }
        guard diedOn <= stamp.today else { throw .dayInFuture }
        if let bornOn = world.birthDate(of: party), diedOn < bornOn { throw .diedBeforeBirth }
        let death = DeathRecorded(party: party, diedOn: diedOn, source: source)
        if let recorded = known.people.died {
            if recorded.diedOn == diedOn, recorded.source == source || recorded.source == .registry { return [] }
            // What the registry says goes before what somebody heard.
            guard source == .registry || recorded.source != .registry else { throw .registryKnows }
        }
        return [.party(.died(death))]
    }
}

extension Rejection {
    package static let diedBeforeBirth = Rejection(
        "died-before-birth", "Iemand kan niet voor zijn geboorte overlijden. Controleer de dagen.")
    package static let registryKnows = Rejection(
        "registry-knows", "De BRP noemt een andere dag. Laat de dag eerst in de BRP verbeteren.")
}
