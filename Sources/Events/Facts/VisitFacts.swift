// Home visits of a granter, and its decision that the pgb ends. In the dossier's stream.

/// A granter comes to look how the care goes (huisbezoek).
package struct VisitPlanned: Fact {
    package static let name: StaticString = "visit-planned"
    package let visit: VisitID
    package let office: OfficeID
    package let at: Moment

    package init(visit: VisitID, office: OfficeID, at: Moment) {
        self.visit = visit
        self.office = office
        self.at = at
    }

    package init(from r: inout JSONReader) {
        visit = r("visit")
        office = r("office")
        at = r("at")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("visit", visit)
        w.field("office", office)
        w.field("at", at)
    }
}

/// How the home visit went.
package struct VisitReported: Fact {
    package static let name: StaticString = "visit-reported"
    package let visit: VisitID
    package let office: OfficeID
    package let heldOn: Day
    package let outcome: VisitOutcome
    package let report: Personal<Text>

    package init(visit: VisitID, office: OfficeID, heldOn: Day, outcome: VisitOutcome, report: Personal<Text>) {
        self.visit = visit
        self.office = office
        self.heldOn = heldOn
        self.outcome = outcome
        self.report = report
    }

    /// The same without what is personal: what may be kept in memory.
    package var closed: VisitReported {
        VisitReported(visit: visit, office: office, heldOn: heldOn, outcome: outcome, report: report.closed)
    }

    package init(from r: inout JSONReader) {
        visit = r("visit")
        office = r("office")
        heldOn = r("heldOn")
        outcome = r("outcome")
        report = r("report")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("visit", visit)
        w.field("office", office)
        w.field("heldOn", heldOn)
        w.field("outcome", outcome)
        w.field("report", report)
    }

    package var validOn: Day? { heldOn }
}

/// A granter ended the pgb under one law. Its budgets and contracts end by their own facts.
package struct PgbEnded: Fact {
    package static let name: StaticString = "pgb-ended"
    package let office: OfficeID
    package let law: Law
    package let ending: PgbEnding
    package let lastDay: Day
    package let reason: PgbEndReason
    package let explanation: Personal<Text>?
    /// What still runs after that day.
    package let reasons: Reasons

    package init(
        office: OfficeID, law: Law, ending: PgbEnding, lastDay: Day, reason: PgbEndReason,
        explanation: Personal<Text>? = nil, reasons: Reasons
    ) {
        self.office = office
        self.law = law
        self.ending = ending
        self.lastDay = lastDay
        self.reason = reason
        self.explanation = explanation
        self.reasons = reasons
    }

    /// The same without what is personal: what may be kept in memory.
    package var closed: PgbEnded {
        PgbEnded(
            office: office, law: law, ending: ending, lastDay: lastDay, reason: reason,
            explanation: explanation?.closed, reasons: reasons)
    }

    package init(from r: inout JSONReader) {
        office = r("office")
        law = r("law")
        ending = r("ending")
        lastDay = r("lastDay")
        reason = r("reason")
        explanation = r.optional("explanation")
        reasons = r("reasons")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("office", office)
        w.field("law", law)
        w.field("ending", ending)
        w.field("lastDay", lastDay)
        w.field("reason", reason)
        w.present("explanation", explanation)
        w.field("reasons", reasons)
    }

    package var validOn: Day? { lastDay }
}

/// A granter takes its decision that a pgb ends back: somebody objected and was right, or it saw so itself (Awb 7:11). What
/// ended because of that decision begins again by its own facts.
package struct PgbEndingRevised: Fact {
    package static let name: StaticString = "pgb-ending-revised"
    package let office: OfficeID
    package let law: Law
    /// The last day that the decision named.
    package let lastDay: Day
    package let reason: EndingRevisionReason
    package let explanation: Personal<Text>

    package init(
        office: OfficeID, law: Law, lastDay: Day, reason: EndingRevisionReason, explanation: Personal<Text>
    ) {
        self.office = office
        self.law = law
        self.lastDay = lastDay
        self.reason = reason
        self.explanation = explanation
    }

    package init(from r: inout JSONReader) {
        office = r("office")
        law = r("law")
        lastDay = r("lastDay")
        reason = r("reason")
        explanation = r("explanation")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("office", office)
        w.field("law", law)
        w.field("lastDay", lastDay)
        w.field("reason", reason)
        w.field("explanation", explanation)
    }
}
