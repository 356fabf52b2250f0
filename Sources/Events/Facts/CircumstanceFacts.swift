// What happens around a running pgb and is not money or a contract: requests, reports, visits, its end.

/// The holder side asked its granter for something: extra budget, another representative, the end.
package struct RequestFiled: Fact {
    package static let name: StaticString = "request-filed"
    package let request: RequestID
    package let office: OfficeID
    package let kind: RequestKind
    package let law: Law
    package let from: Day
    /// Of extra budget: its kind.
    package let extra: ExtraKind?
    /// Of extra budget: how much.
    package let amountCents: Cents?
    /// Of another representative: who.
    package let representative: PartyID?
    package let ground: RepresentationGround?
    package let explanation: Personal<Text>
    package let documents: [DocumentID]
    /// The day it was asked: the term to decide began.
    package let filedOn: Day
    /// The last day to decide.
    package let decideBy: Day

    package init(
        request: RequestID, office: OfficeID, kind: RequestKind, law: Law, from: Day, extra: ExtraKind? = nil,
        amountCents: Cents? = nil, representative: PartyID? = nil, ground: RepresentationGround? = nil,
        explanation: Personal<Text>, documents: [DocumentID] = [], decideBy: Day,
        filedOn: Day
    ) {
        self.request = request
        self.office = office
        self.kind = kind
        self.law = law
        self.from = from
        self.extra = extra
        self.amountCents = amountCents
        self.representative = representative
        self.ground = ground
        self.explanation = explanation
        self.documents = documents
        self.filedOn = filedOn
        self.decideBy = decideBy
    }

    /// The same without what is personal: what may be kept in memory.
    package var closed: RequestFiled {
        RequestFiled(
            request: request, office: office, kind: kind, law: law, from: from, extra: extra, amountCents: amountCents,
            representative: representative, ground: ground, explanation: explanation.closed, documents: documents,
            decideBy: decideBy, filedOn: filedOn)
    }

    package init(from r: inout JSONReader) {
        request = r("request")
        office = r("office")
        kind = r("kind")
        law = r("law")
        from = r("from")
        extra = r.optional("extra")
        amountCents = r.optional("amountCents")
        representative = r.optional("representative")
        ground = r.optional("ground")
        explanation = r("explanation")
        documents = r.optionalList("documents")
        filedOn = r("filedOn")
        decideBy = r("decideBy")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("request", request)
        w.field("office", office)
        w.field("kind", kind)
        w.field("law", law)
        w.field("from", from)
        w.present("extra", extra)
        w.present("amountCents", amountCents)
        w.present("representative", representative)
        w.present("ground", ground)
        w.field("explanation", explanation)
        w.present("documents", list: documents)
        w.field("filedOn", filedOn)
        w.field("decideBy", decideBy)
    }

    package var validOn: Day? { from }
}

/// The holder side no longer asks it.
package struct RequestWithdrawn: Fact {
    package static let name: StaticString = "request-withdrawn"
    package let request: RequestID

    package init(request: RequestID) {
        self.request = request
    }

    package init(from r: inout JSONReader) {
        request = r("request")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("request", request)
    }
}

/// The granter decided on a request. What follows from it is done by its own command.
package struct RequestDecided: Fact {
    package static let name: StaticString = "request-decided"
    package let request: RequestID
    package let office: OfficeID
    package let outcome: ApplicationOutcome
    package let grounds: [ApplicationReason]
    package let explanation: Personal<Text>
    package let reasons: Reasons

    package init(
        request: RequestID, office: OfficeID, outcome: ApplicationOutcome, grounds: [ApplicationReason],
        explanation: Personal<Text>, reasons: Reasons
    ) {
        self.request = request
        self.office = office
        self.outcome = outcome
        self.grounds = grounds
        self.explanation = explanation
        self.reasons = reasons
    }

    package init(from r: inout JSONReader) {
        request = r("request")
        office = r("office")
        outcome = r("outcome")
        grounds = r.list("grounds")
        explanation = r("explanation")
        reasons = r("reasons")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("request", request)
        w.field("office", office)
        w.field("outcome", outcome)
        w.field("grounds", grounds)
        w.field("explanation", explanation)
        w.field("reasons", reasons)
    }
}

/// The holder side told something that it has to tell, to every granter whom it is about.
package struct CircumstanceReported: Fact {
    package static let name: StaticString = "circumstance-reported"
    package let report: ReportID
    package let kind: CircumstanceKind
    package let from: Day
    package let until: Day?
    /// The granters that were told; each handles it for itself.
    package let offices: [OfficeID]
    package let explanation: Personal<Text>?
    /// What follows from its length, with the terms compared.
    package let reasons: Reasons

    package init(
        report: ReportID, kind: CircumstanceKind, from: Day, until: Day? = nil, offices: [OfficeID],
        explanation: Personal<Text>? = nil, reasons: Reasons
    ) {
        self.report = report
        self.kind = kind
        self.from = from
        self.until = until
        self.offices = offices
        self.explanation = explanation
        self.reasons = reasons
    }

    /// The same without what is personal: what may be kept in memory.
    package var closed: CircumstanceReported {
        CircumstanceReported(
            report: report, kind: kind, from: from, until: until, offices: offices, explanation: explanation?.closed,
            reasons: reasons)
    }

    package init(from r: inout JSONReader) {
        report = r("report")
        kind = r("kind")
        from = r("from")
        until = r.optional("until")
        offices = r.list("offices")
        explanation = r.optional("explanation")
        reasons = r("reasons")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("report", report)
        w.field("kind", kind)
        w.field("from", from)
        w.present("until", until)
        w.field("offices", offices)
        w.present("explanation", explanation)
        w.field("reasons", reasons)
    }

    package var validOn: Day? { from }
}

/// A granter did something with what was told.
package struct CircumstanceHandled: Fact {
    package static let name: StaticString = "circumstance-handled"
    package let report: ReportID
    package let office: OfficeID
    package let outcome: CircumstanceOutcome
    package let explanation: Personal<Text>?

    package init(report: ReportID, office: OfficeID, outcome: CircumstanceOutcome, explanation: Personal<Text>? = nil) {
        self.report = report
        self.office = office
        self.outcome = outcome
        self.explanation = explanation
    }

    package init(from r: inout JSONReader) {
        report = r("report")
        office = r("office")
        outcome = r("outcome")
        explanation = r.optional("explanation")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("report", report)
        w.field("office", office)
        w.field("outcome", outcome)
        w.present("explanation", explanation)
    }
}

/// An employee of the helpdesk looked at the dossier as the holder sees it. The holder is told (decisions 8).
package struct LookedAlong: Fact {
    package static let name: StaticString = "looked-along"
    package let office: OfficeID
    package let employee: PartyID
    /// Until when he may.
    package let until: Moment
    /// Why; the holder reads it.
    package let explanation: Personal<Text>

    package init(office: OfficeID, employee: PartyID, until: Moment, explanation: Personal<Text>) {
        self.office = office
        self.employee = employee
        self.until = until
        self.explanation = explanation
    }

    package init(from r: inout JSONReader) {
        office = r("office")
        employee = r("employee")
        until = r("until")
        explanation = r("explanation")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("office", office)
        w.field("employee", employee)
        w.field("until", until)
        w.field("explanation", explanation)
    }
}

package enum CircumstanceFact: Sendable, Equatable {
    case requestFiled(RequestFiled)
    case requestWithdrawn(RequestWithdrawn)
    case requestDecided(RequestDecided)
    case reported(CircumstanceReported)
    case handled(CircumstanceHandled)
    case visitPlanned(VisitPlanned)
    case visitReported(VisitReported)
    case pgbEnded(PgbEnded)
    case endingRevised(PgbEndingRevised)
    case lookedAlong(LookedAlong)

    package var fact: any Fact {
        switch self {
        case .requestFiled(let fact): fact
        case .requestWithdrawn(let fact): fact
        case .requestDecided(let fact): fact
        case .reported(let fact): fact
        case .handled(let fact): fact
        case .visitPlanned(let fact): fact
        case .visitReported(let fact): fact
        case .pgbEnded(let fact): fact
        case .endingRevised(let fact): fact
        case .lookedAlong(let fact): fact
        }
    }
}
