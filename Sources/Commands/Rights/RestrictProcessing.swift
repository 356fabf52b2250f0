package import Events

/// A person has the use of his data restricted, himself or by who represents him, or an office that has to do with him does
/// so for him (AVG art. 18).
package struct RestrictProcessing: Command {
    package static let name: StaticString = "restrict-processing"
    package static let allowed: [Actor] = [.oneself, .holderSide, .anyOffice(.privacy)]

    package let party: PartyID
    package let ground: RestrictionGround
    package let explanation: Text?

    package init(from r: inout JSONReader) {
        party = r("party")
        ground = r("ground")
        explanation = r.optional("explanation")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("party", party)
        w.field("ground", ground)
        w.present("explanation", explanation)
    }

    package var stream: StreamID { .party(party) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let known = try world.known(party, to: stamp.principal)
        if let standing = known.people.restriction, standing.ground == ground, explanation == nil { return [] }
        return [
            .rights(
                .restrictionSet(
                    RestrictionSet(
                        party: party, ground: ground, office: stamp.principal.office,
                        explanation: stamp.seal(explanation, of: party, use: 0),
                        offices: world.traced(party).offices(world.register))))
        ]
    }
}

/// The restriction ends: the person wants it so, or an office found out what had to be found out and told him so before
/// (AVG art. 18(3)).
package struct LiftRestriction: Command {
    package static let name: StaticString = "lift-restriction"
    package static let allowed: [Actor] = [.oneself, .holderSide, .anyOffice(.privacy)]

    package let party: PartyID
    /// On which day the person was told; of an office only.
    package let toldOn: Day?

    package init(from r: inout JSONReader) {
        party = r("party")
        toldOn = r.optional("toldOn")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("party", party)
        w.present("toldOn", toldOn)
    }

    package var stream: StreamID { .party(party) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let known = try world.known(party, to: stamp.principal)
        guard known.people.restriction != nil else { return [] }
        if stamp.principal.kind == .employee {
            guard let toldOn, toldOn <= stamp.today else { throw .tellFirst }
        }
        return [
            .rights(
                .restrictionLifted(
                    RestrictionLifted(
                        party: party, office: stamp.principal.office,
                        toldOn: stamp.principal.kind == .employee ? toldOn : nil)))
        ]
    }
}

extension World {
    /// A party whom the asker may know of: himself, or somebody the office has to do with. For others he is not there.
    func known(_ party: PartyID, to principal: Principal) throws(Rejection) -> Register.Party {
        guard let known = register.parties[party] else { throw .unknownParty }
        guard principal.kind == .employee, let office = principal.office, office != register.svb else { return known }
        let footprint = traced(party)
        let granters = footprint.granters
        // Who appears nowhere yet is everybody's: the register is one, and somebody has to look after it.
        guard granters.isEmpty || granters.contains(office) || register.offices[office]?.employees[party] != nil
        else { throw .unknownParty }
        return known
    }
}

extension Rejection {
    package static let tellFirst = Rejection(
        "tell-first",
        "Vertel de persoon eerst dat de beperking stopt. Vul bij toldOn in op welke dag u dat deed, uiterlijk vandaag.")
}
