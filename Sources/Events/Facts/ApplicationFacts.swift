// Asking for a pgb, from the form to the decision, in the dossier of the person it is for. The dossier is there before
// the budget: its number is that of the person.

/// One line of a budget plan (budgetplan): what care, by whom, how much, at what rate.
package struct PlanLine: Record, Equatable {
    package let function: CareFunction
    package let unit: Unit
    /// What one unit costs.
    package let rateCents: Cents
    /// How many units a year.
    package let unitsPerYear: Int64
    /// Rate times units: what stands on the line.
    package let totalCents: Cents
    /// Whether a professional gives it.
    package let formal: Bool

    package init(
        function: CareFunction, unit: Unit, rateCents: Cents, unitsPerYear: Int64, totalCents: Cents,
        formal: Bool = false
    ) {
        self.function = function
        self.unit = unit
        self.rateCents = rateCents
        self.unitsPerYear = unitsPerYear
        self.totalCents = totalCents
        self.formal = formal
    }

    package init(from r: inout JSONReader) {
        function = r("function")
        unit = r("unit")
        rateCents = r("rateCents")
        unitsPerYear = r("unitsPerYear")
        totalCents = r("totalCents")
        formal = r.flag("formal")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("function", function)
        w.field("unit", unit)
        w.field("rateCents", rateCents)
        w.field("unitsPerYear", unitsPerYear)
        w.field("totalCents", totalCents)
        w.present("formal", formal)
    }
}

/// Somebody asked a granter for a pgb. Filed again under the same number it takes the place of what was filed before.
package struct ApplicationFiled: Fact {
    package static let name: StaticString = "application-filed"
    package let application: ApplicationID
    package let office: OfficeID
    package let law: Law
    /// The first day it is asked for.
    package let from: Day
    package let plan: [PlanLine]
    /// The sum of the plan.
    package let totalCents: Cents
    /// Why a pgb, and not care in kind.
    package let motivation: Personal<Text>
    /// Who would manage it; nil when that is the holder himself.
    package let representative: PartyID?
    package let ground: RepresentationGround?
    package let documents: [DocumentID]
    /// The day it was filed first: the term to decide began.
    package let receivedOn: Day
    /// How many days that term stood still while something was asked, since it began or was extended.
    package let pausedDays: Int64
    /// The last day to decide.
    package let decideBy: Day

    package init(
        application: ApplicationID, office: OfficeID, law: Law, from: Day, plan: [PlanLine], totalCents: Cents,
        motivation: Personal<Text>, representative: PartyID? = nil, ground: RepresentationGround? = nil,
        documents: [DocumentID] = [], receivedOn: Day, pausedDays: Int64 = 0, decideBy: Day
    ) {
        self.application = application
        self.office = office
        self.law = law
        self.from = from
        self.plan = plan
        self.totalCents = totalCents
        self.motivation = motivation
        self.representative = representative
        self.ground = ground
        self.documents = documents
        self.receivedOn = receivedOn
        self.pausedDays = pausedDays
        self.decideBy = decideBy
    }

    /// The same without what is personal: what may be kept in memory.
    package var closed: ApplicationFiled {
        ApplicationFiled(
            application: application, office: office, law: law, from: from, plan: plan, totalCents: totalCents,
            motivation: motivation.closed, representative: representative, ground: ground, documents: documents,
            receivedOn: receivedOn, pausedDays: pausedDays, decideBy: decideBy)
    }

    package init(from r: inout JSONReader) {
        application = r("application")
        office = r("office")
        law = r("law")
        from = r("from")
        plan = r.list("plan")
        totalCents = r("totalCents")
        motivation = r("motivation")
        representative = r.optional("representative")
        ground = r.optional("ground")
        documents = r.optionalList("documents")
        receivedOn = r("receivedOn")
        pausedDays = r.optional("pausedDays") ?? 0
        decideBy = r("decideBy")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("application", application)
        w.field("office", office)
        w.field("law", law)
        w.field("from", from)
        w.field("plan", plan)
        w.field("totalCents", totalCents)
        w.field("motivation", motivation)
        w.present("representative", representative)
        w.present("ground", ground)
        w.present("documents", list: documents)
        w.field("receivedOn", receivedOn)
        w.present("pausedDays", pausedDays == 0 ? nil : pausedDays)
        w.field("decideBy", decideBy)
    }

    package var validOn: Day? { from }
}

/// The granter asked for what is missing; the term to decide stands still meanwhile (Awb 4:5, 4:15).
package struct SupplementAsked: Fact {
    package static let name: StaticString = "supplement-asked"
    package let application: ApplicationID
    package let office: OfficeID
    /// Since when the term stands still: the day it was asked, or first asked when it gives more time.
    package let since: Day
    /// The last day to answer.
    package let until: Day
    package let explanation: Personal<Text>
    /// The last day to decide if the answer takes all that time, or does not come.
    package let decideBy: Day

    package init(
        application: ApplicationID, office: OfficeID, since: Day, until: Day, explanation: Personal<Text>, decideBy: Day
    ) {
        self.application = application
        self.office = office
        self.since = since
        self.until = until
        self.explanation = explanation
        self.decideBy = decideBy
    }

    package init(from r: inout JSONReader) {
        application = r("application")
        office = r("office")
        since = r("since")
        until = r("until")
        explanation = r("explanation")
        decideBy = r("decideBy")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("application", application)
        w.field("office", office)
        w.field("since", since)
        w.field("until", until)
        w.field("explanation", explanation)
        w.field("decideBy", decideBy)
    }
}

/// The applicant no longer asks.
package struct ApplicationWithdrawn: Fact {
    package static let name: StaticString = "application-withdrawn"
    package let application: ApplicationID

    package init(application: ApplicationID) {
        self.application = application
    }

    package init(from r: inout JSONReader) {
        application = r("application")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("application", application)
    }
}

/// The awareness interview (bewust-keuzegesprek) has a date.
package struct InterviewPlanned: Fact {
    package static let name: StaticString = "interview-planned"
    package let application: ApplicationID
    package let office: OfficeID
    package let at: Moment
    package let form: InterviewForm

    package init(application: ApplicationID, office: OfficeID, at: Moment, form: InterviewForm) {
        self.application = application
        self.office = office
        self.at = at
        self.form = form
    }

    package init(from r: inout JSONReader) {
        application = r("application")
        office = r("office")
        at = r("at")
        form = r("form")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("application", application)
        w.field("office", office)
        w.field("at", at)
        w.field("form", form)
    }
}

/// How the awareness interview went. The holder can read the report.
package struct InterviewReported: Fact {
    package static let name: StaticString = "interview-reported"
    package let application: ApplicationID
    package let office: OfficeID
    package let heldOn: Day
    package let outcome: InterviewOutcome
    package let report: Personal<Text>

    package init(
        application: ApplicationID, office: OfficeID, heldOn: Day, outcome: InterviewOutcome, report: Personal<Text>
    ) {
        self.application = application
        self.office = office
        self.heldOn = heldOn
        self.outcome = outcome
        self.report = report
    }

    /// The same without what is personal: what may be kept in memory.
    package var closed: InterviewReported {
        InterviewReported(
            application: application, office: office, heldOn: heldOn, outcome: outcome, report: report.closed)
    }

    package init(from r: inout JSONReader) {
        application = r("application")
        office = r("office")
        heldOn = r("heldOn")
        outcome = r("outcome")
        report = r("report")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("application", application)
        w.field("office", office)
        w.field("heldOn", heldOn)
        w.field("outcome", outcome)
        w.field("report", report)
    }

    package var validOn: Day? { heldOn }
}

/// The granter takes longer to decide, once, and says so before the term ends (Awb 4:14).
package struct DecisionExtended: Fact {
    package static let name: StaticString = "decision-extended"
    package let application: ApplicationID
    package let office: OfficeID
    package let until: Day

    package init(application: ApplicationID, office: OfficeID, until: Day) {
        self.application = application
        self.office = office
        self.until = until
    }

    package init(from r: inout JSONReader) {
        application = r("application")
        office = r("office")
        until = r("until")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("application", application)
        w.field("office", office)
        w.field("until", until)
    }
}

/// The granter decided, with its reasons. A grant follows by `grant-budget`.
package struct ApplicationDecided: Fact {
    package static let name: StaticString = "application-decided"
    package let application: ApplicationID
    package let office: OfficeID
    package let outcome: ApplicationOutcome
    package let grounds: [ApplicationReason]
    package let explanation: Personal<Text>
    /// The figures and terms that were compared.
    package let reasons: Reasons

    package init(
        application: ApplicationID, office: OfficeID, outcome: ApplicationOutcome, grounds: [ApplicationReason],
        explanation: Personal<Text>, reasons: Reasons
    ) {
        self.application = application
        self.office = office
        self.outcome = outcome
        self.grounds = grounds
        self.explanation = explanation
        self.reasons = reasons
    }

    package init(from r: inout JSONReader) {
        application = r("application")
        office = r("office")
        outcome = r("outcome")
        grounds = r.list("grounds")
        explanation = r("explanation")
        reasons = r("reasons")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("application", application)
        w.field("office", office)
        w.field("outcome", outcome)
        w.field("grounds", grounds)
        w.field("explanation", explanation)
        w.field("reasons", reasons)
    }
}

package enum ApplicationFact: Sendable, Equatable {
    case filed(ApplicationFiled)
    case supplementAsked(SupplementAsked)
    case withdrawn(ApplicationWithdrawn)
    case interviewPlanned(InterviewPlanned)
    case interviewReported(InterviewReported)
    case extended(DecisionExtended)
    case decided(ApplicationDecided)

    package var fact: any Fact {
        switch self {
        case .filed(let fact): fact
        case .supplementAsked(let fact): fact
        case .withdrawn(let fact): fact
        case .interviewPlanned(let fact): fact
        case .interviewReported(let fact): fact
        case .extended(let fact): fact
        case .decided(let fact): fact
        }
    }
}
