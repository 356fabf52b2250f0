package import Events

/// The applicant no longer asks. Over what was decided it is too late; that is an `ending` request.
package struct WithdrawApplication: Command {
    package static let name: StaticString = "withdraw-application"
    package static let allowed: [Actor] = [.applicant]

    package let dossier: DossierID
    package let application: ApplicationID

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        application = r("application")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("application", application)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let known = try world.dossier.application(application, for: stamp.principal, on: stamp.today)
        if known.isWithdrawn { return [] }
        guard known.isOpen else { throw .applicationClosed }
        return [.application(.withdrawn(ApplicationWithdrawn(application: application)))]
    }
}
