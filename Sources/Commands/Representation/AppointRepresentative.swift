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
    /// What shows the ground; attached before with the purpose `representation`.
    package let documents: [DocumentID]

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        representative = r("representative")
        ground = r("ground")
        from = r("from")
        until = r.optional("until")
        exclusive = r("exclusive")
        documents = r.optionalList("documents")
        if let until, until < from { r.refuse("until", .outOfRange, "De einddatum ligt voor de begindatum.") }
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("representative", representative)
        w.field("ground", ground)
        w.field("from", from)
        w.field("until", until)
        w.field("exclusive", exclusive)
        w.present("documents", list: documents)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        guard let office = stamp.principal.office, let holder = world.register.parties[dossier.holder],
            holder.kind == .person
        else { throw .unknownDossier }
        // The first office opens the dossier; after that only an office that granted a budget there may.
        guard !world.dossier.exists || world.dossier.granters.contains(office) else { throw .unknownDossier }
        guard let party = world.register.parties[representative] else { throw .unknownParty }
        guard representative != dossier.holder else { throw .representsHimself }
        guard party.people.diedOn == nil else { throw .personDied }
        // After his death somebody winds up; until then he has no heirs (portal 1.1).
        guard (holder.people.diedOn != nil) == (ground == .heir) else {
            throw ground == .heir ? .holderLives : .holderDied
        }
        let kind: RepresentativeKind = party.kind == .person ? .person : .organisation
        try requireDocuments(of: office, for: stamp.principal, world)
        let next = RepresentativeState(
            representative: representative, ground: ground, from: from, until: until, exclusive: exclusive,
            office: office, documents: documents)
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
        let reason = try limit(of: office, kind, world)
        try requireCareAllowed(by: office, world)
        return [
            .representation(
                .appointed(
                    RepresentativeAppointed(
                        representative: representative, kind: kind, ground: ground, from: from, until: until,
                        exclusive: exclusive, office: office, documents: documents,
                        reasons: reason.map { Reasons([$0]) })))
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
    package static let holderLives = Rejection(
        "holder-lives", "De budgethouder leeft, dus er zijn geen erfgenamen. Kies een andere grond.")
    package static let holderDied = Rejection(
        "holder-died", "De budgethouder is overleden. Alleen een erfgenaam of nabestaande kan het pgb nog afwikkelen.")
}
