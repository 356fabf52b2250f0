package import Events

/// The granter records who represents the budget holder, on what ground and from when.
package struct AppointRepresentative: Command {
    package static let name: StaticString = "appoint-representative"
    package static let allowed: [Actor] = [.anyGranter(.grants)]

    package let dossier: DossierID
    package let representative: PartyID
    package let ground: RepresentationGround
    package let from: Day
    package let until: Day?
    package let exclusive: Bool

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        representative = r("representative")
        ground = r("ground")
        from = r("from")
        until = r.optional("until")
        exclusive = r("exclusive")
        if let until, until < from { r.refuse("until", .outOfRange, "De einddatum ligt voor de begindatum.") }
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("representative", representative)
        w.field("ground", ground)
        w.field("from", from)
        w.field("until", until)
        w.field("exclusive", exclusive)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        guard let office = stamp.principal.office, world.register.parties[dossier.holder]?.kind == .person
        else { throw .unknownDossier }
        // The first office opens the dossier; after that only an office that granted a budget there may.
        guard !world.dossier.exists || world.dossier.granters.contains(office) else { throw .unknownDossier }
        guard let party = world.register.parties[representative] else { throw .unknownParty }
        guard representative != dossier.holder else { throw .representsHimself }
        let kind: RepresentativeKind = party.kind == .person ? .person : .organisation
        let next = RepresentativeState(
            representative: representative, ground: ground, from: from, until: until, exclusive: exclusive,
            office: office)
        if world.dossier.representatives.contains(next) { return [] }
        // An appointment takes the place of the one before, so as long as that lasts only its granter may.
        if let known = world.dossier.representatives.first(where: { $0.representative == representative }),
            known.office != office, known.until.map({ stamp.today <= $0 }) ?? true
        {
            throw .recordedByAnother
        }
        if exclusive,
            world.dossier.representatives.contains(where: {
                $0.exclusive && $0.representative != representative && $0.overlaps(from, until)
            })
        {
            throw .exclusiveTaken
        }
        return [
            .representation(
                .appointed(
                    RepresentativeAppointed(
                        representative: representative, kind: kind, ground: ground, from: from, until: until,
                        exclusive: exclusive, office: office)))
        ]
    }
}

extension RepresentativeState {
    func overlaps(_ from: Day, _ until: Day?) -> Bool {
        (self.until.map { from <= $0 } ?? true) && (until.map { self.from <= $0 } ?? true)
    }
}

extension Rejection {
    package static let representsHimself = Rejection(
        "represents-himself", "Een budgethouder kan niet zijn eigen vertegenwoordiger zijn. Kies iemand anders.")
    package static let exclusiveTaken = Rejection(
        "exclusive-taken",
        "Iemand anders heeft in deze periode al als enige toegang. Beëindig eerst die vertegenwoordiging.")
}
