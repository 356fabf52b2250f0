package import Events

/// What the holder side told a granter, what follows from it and what the granter did. Told to two granters it is a row of
/// each.
package struct Circumstance: ShownCase, Equatable {
    package static let kind = CaseKind.circumstance

    package let frame: CaseFrame
    package private(set) var reported: CircumstanceReported?
    package private(set) var reportedAt: Moment?
    package private(set) var handled: CircumstanceHandled?
    package private(set) var handledAt: Moment?

    package var number: Int64 { frame.number }

    package init(_ frame: CaseFrame, _ course: [EventEnvelope]) {
        self.frame = frame
        for envelope in course {
            if case .circumstance(.reported(let reported)) = envelope.event {
                self.reported = reported
                reportedAt = envelope.recordedAt
            } else if case .circumstance(.handled(let handled)) = envelope.event {
                self.handled = handled
                handledAt = envelope.recordedAt
            }
        }
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("report", reported?.report)
        frame.writeFields(to: &w)
        w.field("kind", reported?.kind)
        w.field("from", reported?.from)
        w.field("until", reported?.until)
        w.field("motivation", reported?.explanation)
        w.field("reportedAt", reportedAt)
        w.field("reasons", (reported?.reasons.list ?? []).map { ExplainedReason($0) })
        w.field("outcome", handled?.outcome)
        w.field("explanation", handled?.explanation)
        w.field("handledAt", handledAt)
    }
}

/// A home visit of a granter and how it went.
package struct HomeVisit: ShownCase, Equatable {
    package static let kind = CaseKind.visit

    package let frame: CaseFrame
    /// As it was planned last.
    package private(set) var planned: VisitPlanned?
    package private(set) var report: VisitReported?

    package var number: Int64 { frame.number }

    package init(_ frame: CaseFrame, _ course: [EventEnvelope]) {
        self.frame = frame
        for envelope in course {
            if case .circumstance(.visitPlanned(let planned)) = envelope.event { self.planned = planned }
            if case .circumstance(.visitReported(let reported)) = envelope.event { report = reported }
        }
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("visit", planned?.visit)
        frame.writeFields(to: &w)
        w.field("at", planned?.at)
        w.field("heldOn", report?.heldOn)
        w.field("outcome", report?.outcome)
        w.field("report", report?.report)
    }
}

/// A decision that a pgb ends or is withdrawn, or that such a decision is taken back.
package struct PgbEnding: ShownCase, Equatable {
    package static let kind = CaseKind.ending

    package let frame: CaseFrame
    package private(set) var ended: PgbEnded?
    package private(set) var revised: PgbEndingRevised?
    package private(set) var decidedAt: Moment?

    package var number: Int64 { frame.number }

    package init(_ frame: CaseFrame, _ course: [EventEnvelope]) {
        self.frame = frame
        guard let first = course.first else { return }
        switch first.event {
        case .circumstance(.pgbEnded(let ended)): self.ended = ended
        case .circumstance(.endingRevised(let revised)): self.revised = revised
        default: return
        }
        decidedAt = first.recordedAt
    }

    package func writeFields(to w: inout JSONWriter) {
        frame.writeFields(to: &w)
        w.field("law", ended?.law ?? revised?.law)
        w.field("ending", ended?.ending)
        w.field("lastDay", ended?.lastDay ?? revised?.lastDay)
        w.field("reason", ended?.reason)
        w.field("revisedFor", revised?.reason)
        w.field("explanation", ended?.explanation ?? revised?.explanation)
        w.field("decidedAt", decidedAt)
        w.field("reasons", (ended?.reasons.list ?? []).map { ExplainedReason($0) })
    }
}
