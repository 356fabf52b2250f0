package import Events

/// One application for a pgb: what is asked, how far it is, by when it is decided and what was.
package struct PgbApplication: ShownCase, Equatable {
    package static let kind = CaseKind.application

    package let frame: CaseFrame
    /// As it was filed last.
    package private(set) var filed: ApplicationFiled?
    package private(set) var filedAt: Moment?
    /// Who filed it last, and as what: with it he proposed who is to represent the holder.
    package private(set) var filedBy: Principal?
    /// What was asked last, until it came or the term was extended.
    package private(set) var supplement: SupplementAsked?
    package private(set) var interview: InterviewPlanned?
    package private(set) var report: InterviewReported?
    package private(set) var extendedUntil: Day?
    package private(set) var decideBy: Day?
    package private(set) var decision: ApplicationDecided?
    package private(set) var decidedAt: Moment?
    /// The budgets whose grants say that they follow from it.
    package private(set) var budgets: [BudgetID] = []

    package var number: Int64 { frame.number }

    package init(_ frame: CaseFrame, _ course: [EventEnvelope]) {
        self.frame = frame
        for envelope in course {
            if case .budget(.granted(let grant)) = envelope.event { budgets.append(grant.budget) }
            if case .application(let fact) = envelope.event { take(fact, at: envelope.recordedAt) }
            if case .application(.filed) = envelope.event { filedBy = envelope.principal }
        }
    }

    private mutating func take(_ fact: ApplicationFact, at moment: Moment) {
        switch fact {
        case .filed(let filed):
            if filedAt == nil { filedAt = moment }
            self.filed = filed
            supplement = nil
            decideBy = filed.decideBy
        case .supplementAsked(let asked):
            supplement = asked
            decideBy = asked.decideBy
        case .interviewPlanned(let planned): interview = planned
        case .interviewReported(let reported): report = reported
        case .extended(let extended):
            supplement = nil
            extendedUntil = extended.until
            decideBy = extended.until
        case .decided(let decided):
            decision = decided
            decidedAt = moment
        case .withdrawn: return
        }
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("application", filed?.application)
        frame.writeFields(to: &w)
        w.field("law", filed?.law)
        w.field("from", filed?.from)
        w.field("plan", filed?.plan ?? [])
        w.field("totalCents", filed?.totalCents)
        w.field("motivation", filed?.motivation)
        w.field("representative", filed?.representative)
        w.field("ground", filed?.ground)
        w.field("documents", filed?.documents ?? [])
        w.field("receivedOn", filed?.receivedOn)
        w.field("filedAt", filedAt)
        w.field("filedBy", filedBy?.party)
        w.field("filedAs", filedBy?.kind)
        w.field("supplementUntil", supplement?.until)
        w.field("supplementExplanation", supplement?.explanation)
        w.field("interviewAt", interview?.at)
        w.field("interviewForm", interview?.form)
        w.field("interviewHeldOn", report?.heldOn)
        w.field("interviewOutcome", report?.outcome)
        w.field("interviewReport", report?.report)
        w.field("extendedUntil", extendedUntil)
        w.field("decideBy", decideBy)
        w.field("decidedAt", decidedAt)
        w.field("grounds", decision?.grounds ?? [])
        w.field("explanation", decision?.explanation)
        w.field("reasons", (decision?.reasons.list ?? []).map { ExplainedReason($0) })
        w.field("budgets", budgets)
    }
}

/// Something the holder side asked its granter, and what was decided.
package struct PgbRequest: ShownCase, Equatable {
    package static let kind = CaseKind.request

    package let frame: CaseFrame
    package private(set) var filed: RequestFiled?
    package private(set) var decision: RequestDecided?
    package private(set) var decidedAt: Moment?

    package var number: Int64 { frame.number }

    package init(_ frame: CaseFrame, _ course: [EventEnvelope]) {
        self.frame = frame
        for envelope in course {
            if case .circumstance(.requestFiled(let filed)) = envelope.event { self.filed = filed }
            guard case .circumstance(.requestDecided(let decided)) = envelope.event else { continue }
            decision = decided
            decidedAt = envelope.recordedAt
        }
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("request", filed?.request)
        frame.writeFields(to: &w)
        w.field("kind", filed?.kind)
        w.field("law", filed?.law)
        w.field("from", filed?.from)
        w.field("extra", filed?.extra)
        w.field("amountCents", filed?.amountCents)
        w.field("representative", filed?.representative)
        w.field("ground", filed?.ground)
        w.field("motivation", filed?.explanation)
        w.field("documents", filed?.documents ?? [])
        w.field("filedOn", filed?.filedOn)
        w.field("decideBy", filed?.decideBy)
        w.field("decidedAt", decidedAt)
        w.field("grounds", decision?.grounds ?? [])
        w.field("explanation", decision?.explanation)
        w.field("reasons", (decision?.reasons.list ?? []).map { ExplainedReason($0) })
    }
}
