package import Events

/// A granter plans a home visit (huisbezoek), or gives one another date. The representative is there too; the caregiver is
/// not (portal 1.5).
package struct PlanVisit: Command {
    package static let name: StaticString = "plan-visit"
    package static let allowed: [Actor] = [.granter(.grants)]

    package let dossier: DossierID
    package let visit: VisitID
    package let at: Moment

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        visit = r("visit")
        at = r("at")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("visit", visit)
        w.field("at", at)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        guard let office = stamp.principal.office else { throw .notAllowed }
        let planned = VisitPlanned(visit: visit, office: office, at: at)
        if let known = world.dossier.visit(visit) {
            // Said as the handler says it of other dossiers: a granter is not told of the visits of another.
            guard known.planned.office == office else { throw .idNotFree }
            guard known.report == nil else { throw .alreadyReported }
            if known.planned == planned { return [] }
        }
        guard stamp.now < at else { throw .momentPassed }
        return [.circumstance(.visitPlanned(planned))]
    }
}

/// The granter reports how its home visit went. The holder side reads it.
package struct ReportVisit: Command {
    package static let name: StaticString = "report-visit"
    package static let allowed: [Actor] = [.granter(.grants)]

    package let dossier: DossierID
    package let visit: VisitID
    /// The day it was held, or should have been.
    package let heldOn: Day
    package let outcome: VisitOutcome
    package let report: Text

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        visit = r("visit")
        heldOn = r("heldOn")
        outcome = r("outcome")
        report = r("report")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("visit", visit)
        w.field("heldOn", heldOn)
        w.field("outcome", outcome)
        w.field("report", report)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        guard let office = stamp.principal.office, let known = world.dossier.visit(visit),
            known.planned.office == office
        else { throw .unknownVisit }
        if let before = known.report {
            guard before.heldOn == heldOn, before.outcome == outcome, world.text(before.report) == report
            else { throw .alreadyReported }
            return []
        }
        guard heldOn <= stamp.today else { throw .dayInFuture }
        return [
            .circumstance(
                .visitReported(
                    VisitReported(
                        visit: visit, office: office, heldOn: heldOn, outcome: outcome,
                        report: stamp.seal(report, of: dossier.holder, use: 0))))
        ]
    }
}

extension Rejection {
    package static let unknownVisit = Rejection(
        "unknown-visit", .unknown, "Dit huisbezoek is er niet. Controleer het nummer.")
}
