package import Events

/// Everything personal about somebody is erased for ever: the writer empties the vault of it in the batch of this fact.
///
/// Refused with every figure while a term runs that binds on this ground, while anything is open, and while anybody holds
/// it. The log keeps that it was done, why and by whom.
package struct ErasePerson: Command {
    package static let name: StaticString = "erase-person"
    package static let allowed: [Actor] = [.anyOffice(.privacy)]

    package let party: PartyID
    package let ground: ErasureGround

    package init(from r: inout JSONReader) {
        party = r("party")
        ground = r("ground")
        if ground == .again {
            r.refuse("ground", .invalidValue, "Deze grond is van het systeem. Kies term-over, request of unlawful.")
        }
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("party", party)
        w.field("ground", ground)
    }

    package var stream: StreamID { .party(party) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let known = try world.known(party, to: stamp.principal)
        if known.people.isErased { return [] }
        let footprint = world.traced(party)
        let reasons = footprint.reasons(for: ground, of: party, on: stamp.today, world.register)
        let unmet = reasons.filter { !$0.met }
        guard unmet.isEmpty else {
            // What is counted and how long it is kept is of all granters of a person, who never see each other.
            let (own, svb) = (stamp.principal.office, world.register.svb)
            guard own == svb || footprint.offices(world.register).allSatisfy({ $0 == own || $0 == svb })
            else { throw .keptAskSVB }
            throw .stillKept.with(
                unmet.map { reason in
                    Finding(
                        Rule(rawValue: reason.rule.text) ?? .nothingOpen, .block, at: "/party",
                        ExplainedReason(reason).text, figures: reason.figures, source: reason.source)
                })
        }
        return [
            .rights(
                .erased(
                    PersonErased(
                        party: party, ground: ground, office: stamp.principal.office, reasons: Reasons(reasons))))
        ]
    }
}

/// The system looks whether the terms of all that is kept about somebody have passed, and tells his offices once, and once
/// more when that is no longer so. Nothing is erased by it.
package struct LookAtRetention: Command {
    package static let name: StaticString = "look-at-retention"
    package static let allowed: [Actor] = [.system]

    package let party: PartyID

    package init(from r: inout JSONReader) { party = r("party") }

    package init(party: PartyID) { self.party = party }

    package func writeFields(to w: inout JSONWriter) { w.field("party", party) }

    package var stream: StreamID { .party(party) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let known = try world.known(party, to: stamp.principal)
        guard !known.people.isErased else { return [] }
        let footprint = world.traced(party)
        let reasons = footprint.reasons(for: .termOver, of: party, on: stamp.today, world.register)
        let isDue = reasons.allSatisfy(\.met)
        guard isDue != known.people.isErasureDue else { return [] }
        let offices = footprint.offices(world.register)
        return [
            .rights(
                .erasureDue(
                    ErasureDue(party: party, due: isDue, offices: offices, reasons: Reasons(reasons))))
        ]
    }
}

extension Rejection {
    package static let stillKept = Rejection(
        "still-kept",
        "De gegevens van deze persoon kunnen nog niet worden gewist. Bij elke reden staat wat er nog loopt en tot wanneer."
    )
    package static let keptAskSVB = Rejection(
        "kept-ask-svb",
        "De gegevens van deze persoon kunnen nog niet worden gewist: er loopt nog iets, of een termijn is nog niet voorbij. "
            + "Vraag de SVB tot wanneer.")
    package static let personErased = Rejection(
        "person-erased",
        "De gegevens van deze persoon zijn gewist. Er kan niets nieuws over de persoon worden vastgelegd.")
}
