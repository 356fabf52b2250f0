package import Events

/// The granter reports how the awareness interview went. The holder side reads it. One report for each interview that was
/// planned; it may have been held on another day than planned.
package struct ReportInterview: Command {
    package static let name: StaticString = "report-interview"
    package static let allowed: [Actor] = [.granter(.grants)]

    package let dossier: DossierID
    package let application: ApplicationID
    /// The day it was held, or should have been.
    package let heldOn: Day
    package let outcome: InterviewOutcome
    package let report: Text

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        application = r("application")
        heldOn = r("heldOn")
        outcome = r("outcome")
        report = r("report")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("application", application)
        w.field("heldOn", heldOn)
        w.field("outcome", outcome)
        w.field("report", report)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let known = try world.dossier.openApplication(application, for: stamp.principal, on: stamp.today)
        guard known.interview != nil else { throw .nothingPlanned }
        if known.isInterviewReported, let before = known.report {
            guard before.heldOn == heldOn, before.outcome == outcome, world.text(before.report) == report
            else { throw .alreadyReported }
            return []
        }
        guard heldOn <= stamp.today else { throw .dayInFuture }
        return [
            .application(
                .interviewReported(
                    InterviewReported(
                        application: application, office: known.filed.office, heldOn: heldOn, outcome: outcome,
                        report: stamp.seal(report, of: dossier.holder, use: 0))))
        ]
    }
}

extension Rejection {
    package static let nothingPlanned = Rejection(
        "nothing-planned", "Er is geen gesprek gepland. Plan het eerst.")
    package static let alreadyReported = Rejection(
        "already-reported", "Hier is al een verslag van. Plan een nieuwe afspraak als er nog een komt.")
}
