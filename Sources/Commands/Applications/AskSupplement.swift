package import Events

/// The granter asks for what is missing; the term to decide stands still until it has come, or until the day that was
/// given is over (Awb 4:5(1), 4:15(1)(a)). Asked again before that day it gives more time.
package struct AskSupplement: Command {
    package static let name: StaticString = "ask-supplement"
    package static let allowed: [Actor] = [.granter(.grants)]

    package let dossier: DossierID
    package let application: ApplicationID
    /// The last day to answer.
    package let until: Day
    package let explanation: Text

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        application = r("application")
        until = r("until")
        explanation = r("explanation")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("application", application)
        w.field("until", until)
        w.field("explanation", explanation)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let known = try world.dossier.openApplication(application, for: stamp.principal, on: stamp.today)
        var since = stamp.today
        var before = known.pausedDays
        if let pause = known.pause {
            if known.isPaused(on: stamp.today) {
                if pause.until == until, world.text(pause.explanation) == explanation { return [] }
                guard pause.until <= until else { throw .lessTime }
                since = pause.since
            } else {
                before += Int64(pause.until - pause.since)
            }
        }
        guard stamp.today < until else { throw .noTimeToAnswer }
        guard until - since <= DecisionTerm.supplementDaysMost else { throw .tooMuchTime }
        return [
            .application(
                .supplementAsked(
                    SupplementAsked(
                        application: application, office: known.filed.office, since: since, until: until,
                        explanation: stamp.seal(explanation, of: dossier.holder, use: 0),
                        decideBy: known.decideBy(pausedFor: before + Int64(until - since)))))
        ]
    }
}

extension Rejection {
    package static let lessTime = Rejection(
        "less-time", "De aanvrager kreeg al langer de tijd. Kies die dag of een latere.")
    package static let noTimeToAnswer = Rejection(
        "no-time-to-answer", "De aanvrager heeft tijd nodig om te antwoorden. Kies een dag na vandaag.")
    package static let tooMuchTime = Rejection(
        "too-much-time", "Zo lang mag de beslissing niet stilstaan. Kies een dag binnen acht weken.")
}
