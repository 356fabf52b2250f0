package import Events

/// The granter ends a representation that it recorded, at once.
package struct RemoveRepresentative: Command {
    package static let name: StaticString = "remove-representative"
    package static let allowed: [Actor] = [.granter(.grants)]

    package let dossier: DossierID
    package let representative: PartyID
    package let reason: RepresentationEnd?

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        representative = r("representative")
        reason = r.optional("reason")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("representative", representative)
        w.present("reason", reason)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        guard let office = stamp.principal.office else { throw .notAllowed }
        guard let known = world.dossier.representatives.first(where: { $0.representative == representative })
        else { throw .unknownRepresentative }
        guard known.office == office else { throw .recordedByAnother }
        guard reason != .representativeDied || world.register.parties[representative]?.people.diedOn != nil
        else { throw .personLives }
        return [
            .representation(
                .removed(RepresentativeRemoved(representative: representative, office: office, reason: reason)))
        ]
    }
}

extension Rejection {
    package static let personLives = Rejection(
        "person-lives",
        "Deze persoon staat niet als overleden in het register. Leg dat eerst vast, of kies een andere reden.")
    package static let unknownRepresentative = Rejection(
        "unknown-representative", .unknown, "Deze vertegenwoordiger staat niet in dit dossier.")
    package static let recordedByAnother = Rejection(
        "recorded-by-another", .forbidden,
        "Uw organisatie heeft deze vertegenwoordiger niet vastgelegd. Alleen wie dat deed, kan dit veranderen.")
}
