package import Events

/// The granter gives the awareness interview (bewust-keuzegesprek) a date, or another date.
package struct PlanInterview: Command {
    package static let name: StaticString = "plan-interview"
    package static let allowed: [Actor] = [.granter(.grants)]

    package let dossier: DossierID
    package let application: ApplicationID
    package let at: Moment
    package let form: InterviewForm

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        application = r("application")
        at = r("at")
        form = r("form")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("application", application)
        w.field("at", at)
        w.field("form", form)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let known = try world.dossier.openApplication(application, for: stamp.principal, on: stamp.today)
        let planned = InterviewPlanned(application: application, office: known.filed.office, at: at, form: form)
        if known.interview == planned, !known.isInterviewReported { return [] }
        guard stamp.now < at else { throw .momentPassed }
        return [.application(.interviewPlanned(planned))]
    }
}

extension Rejection {
    package static let momentPassed = Rejection(
        "moment-passed", "Dit moment is al voorbij. Kies een later moment.")
}
