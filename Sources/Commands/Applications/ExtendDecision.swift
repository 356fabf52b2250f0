package import Events

/// The granter says, before the term is over, that it takes longer to decide and until when. Once (Awb 4:14).
package struct ExtendDecision: Command {
    package static let name: StaticString = "extend-decision"
    package static let allowed: [Actor] = [.granter(.grants)]

    package let dossier: DossierID
    package let application: ApplicationID
    /// The new last day to decide; the next working day where that is none.
    package let until: Day

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        application = r("application")
        until = r("until")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("application", application)
        w.field("until", until)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let known = try world.dossier.openApplication(application, for: stamp.principal, on: stamp.today)
        let last = DecisionTerm.working(until)
        if let before = known.extendedUntil {
            guard before == last else { throw .extendedOnce }
            return []
        }
        guard !known.isPaused(on: stamp.today) else { throw .termStandsStill }
        guard stamp.today <= known.decideBy else { throw .termOver }
        guard known.decideBy < until else { throw .notLater }
        guard until - known.decideBy <= DecisionTerm.extensionDaysMost else { throw .extendsTooLong }
        return [
            .application(
                .extended(DecisionExtended(application: application, office: known.filed.office, until: last)))
        ]
    }
}

extension Rejection {
    package static let extendedOnce = Rejection(
        "extended-once", "De termijn is al verlengd. Dat kan één keer. Beslis binnen de termijn.")
    package static let termStandsStill = Rejection(
        "term-stands-still", "De aanvrager is nog aan zet. Wacht op zijn antwoord, of tot zijn tijd om is.")
    package static let termOver = Rejection(
        "term-over", "De termijn is al voorbij. Beslis zo snel mogelijk.")
    package static let notLater = Rejection(
        "not-later", "Deze dag is niet later dan de termijn die u al hebt. Kies een latere dag.")
    package static let extendsTooLong = Rejection(
        "extends-too-long", "Dit is te lang. Kies een dag hoogstens acht weken na de termijn.")
}
