package import Events

/// One application for a pgb, and how far it is.
package struct ApplicationState: Sendable, Equatable {
    /// The time in which the applicant may supplement it; the term to decide stands still meanwhile.
    package struct Pause: Sendable, Equatable {
        package let since: Day
        package let until: Day
        let explanation: Personal<Text>
    }

    /// As it was filed last.
    package internal(set) var filed: ApplicationFiled
    /// What was handed in with it, now or when it was filed before.
    package internal(set) var documents: [DocumentID]
    /// What was asked and not answered yet, whether or not its time is over.
    package internal(set) var pause: Pause?
    /// Whether the applicant was ever asked to supplement it.
    package internal(set) var wasAsked = false
    /// How many days the term stood still before, since it began or was extended.
    package internal(set) var pausedDays: Int64 = 0
    package internal(set) var extendedUntil: Day?
    /// The interview that was planned last.
    package internal(set) var interview: InterviewPlanned?
    /// What was reported last, of that interview or of an earlier one.
    package internal(set) var report: InterviewReported?
    /// Whether the interview that was planned last was reported.
    package internal(set) var isInterviewReported = false
    package internal(set) var isWithdrawn = false
    package internal(set) var outcome: ApplicationOutcome?

    init(_ filed: ApplicationFiled) {
        self.filed = filed.closed
        documents = filed.documents
    }

    package var id: ApplicationID { filed.application }
    package var isOpen: Bool { outcome == nil && !isWithdrawn }

    /// The last day to decide, as far as is known: what was asked may be answered earlier.
    package var decideBy: Day { decideBy(pausedFor: pausedDays + (pause.map { Int64($0.until - $0.since) } ?? 0)) }

    /// Whether the term stands still on a day.
    package func isPaused(on day: Day) -> Bool { pause.map { day <= $0.until } ?? false }

    /// How long the term stood still when the applicant answers on a day.
    func pausedDays(answeredOn day: Day) -> Int64 {
        pausedDays + (pause.map { DecisionTerm.pause(since: $0.since, until: $0.until, answeredOn: day) } ?? 0)
    }

    /// The last day to decide when the term stood still that long.
    func decideBy(pausedFor days: Int64) -> Day {
        if let extendedUntil, days == 0 { return extendedUntil }
        return DecisionTerm.working((extendedUntil ?? firstTerm).adding(days: Int(days)))
    }

    /// The end of the term if nothing had happened to it.
    private var firstTerm: Day {
        filed.receivedOn.adding(days: DecisionTerm.application(filed.law, receivedOn: filed.receivedOn).value)
    }
}

extension DossierState {
    package func application(_ id: ApplicationID) -> ApplicationState? { applications.first { $0.id == id } }

    mutating func evolve(_ fact: ApplicationFact) {
        switch fact {
        case .filed(let filed):
            guard change(filed.application, { $0.take(filed) }) else {
                return applications.append(ApplicationState(filed))
            }
        case .supplementAsked(let asked): change(asked.application) { $0.take(asked) }
        case .withdrawn(let withdrawn): change(withdrawn.application) { $0.isWithdrawn = true }
        case .interviewPlanned(let planned):
            change(planned.application) {
                $0.interview = planned
                $0.isInterviewReported = false
            }
        case .interviewReported(let reported):
            change(reported.application) {
                $0.report = reported.closed
                $0.isInterviewReported = true
            }
        case .extended(let extended):
            change(extended.application) {
                $0.extendedUntil = extended.until
                $0.pausedDays = 0
                $0.pause = nil
            }
        case .decided(let decided): change(decided.application) { $0.outcome = decided.outcome }
        }
    }

    @discardableResult
    private mutating func change(_ id: ApplicationID, _ body: (inout ApplicationState) -> Void) -> Bool {
        guard let index = applications.firstIndex(where: { $0.id == id }) else { return false }
        body(&applications[index])
        return true
    }
}

extension ApplicationState {
    /// Filed again: what was asked for has come.
    fileprivate mutating func take(_ again: ApplicationFiled) {
        filed = again.closed
        documents += again.documents.filter { !documents.contains($0) }
        pausedDays = again.pausedDays
        pause = nil
    }

    /// Asked again before the time was over it gives more of it; after that it is a time of its own.
    fileprivate mutating func take(_ asked: SupplementAsked) {
        if let pause, pause.since != asked.since { pausedDays += Int64(pause.until - pause.since) }
        wasAsked = true
        pause = Pause(since: asked.since, until: asked.until, explanation: asked.explanation.closed)
    }
}

extension DossierState {
    /// The application as far as the asker has to do with it: the holder side with all, an office with its own, and who is
    /// proposed as representative with those that propose him.
    func application(_ id: ApplicationID, for principal: Principal, on day: Day) throws(Rejection) -> ApplicationState {
        guard let known = application(id) else { throw .unknownApplication }
        switch principal.kind {
        case .employee: guard known.filed.office == principal.office else { throw .unknownApplication }
        case .representative:
            guard isHolderSide(principal, on: day) || known.filed.representative == principal.party
            else { throw .unknownApplication }
        case .holder, .caregiver, .helper, .operator, .system: break
        }
        return known
    }

    /// The same, which nobody decided or withdrew.
    func openApplication(
        _ id: ApplicationID, for principal: Principal, on day: Day
    ) throws(Rejection) -> ApplicationState {
        let known = try application(id, for: principal, on: day)
        guard known.isOpen else { throw .applicationClosed }
        return known
    }

    /// Whether nobody acts here yet: no budget, no representative, no application that is open.
    var isNew: Bool { budgets.isEmpty && representatives.isEmpty && !applications.contains(where: \.isOpen) }

    /// Whether somebody may act for the holder when there may be nothing in the dossier yet: the holder himself, who
    /// represents him, and who is proposed to in an application that is open. Nobody beside exclusive access.
    func isApplicant(_ principal: Principal, on day: Day) -> Bool {
        guard !isShutOut(principal.party, on: day) else { return false }
        switch principal.kind {
        case .holder: return principal.party == holder
        case .representative:
            return isHolderSide(principal, on: day)
                || principal.onBehalfOf == holder
                    && applications.contains { $0.isOpen && $0.filed.representative == principal.party }
        case .caregiver, .helper, .employee, .operator, .system: return false
        }
    }
}

extension Rejection {
    package static let unknownApplication = Rejection(
        "unknown-application", .unknown, "Deze aanvraag is er niet. Controleer het nummer.")
    package static let applicationClosed = Rejection(
        "application-closed", "Over deze aanvraag is al beslist, of zij is ingetrokken. Dien een nieuwe aanvraag in.")
}
