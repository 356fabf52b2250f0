package import Events

/// Something the holder side asked its granter, and what came of it.
package struct RequestState: Sendable, Equatable {
    package let filed: RequestFiled
    package internal(set) var isWithdrawn = false
    package internal(set) var outcome: ApplicationOutcome?

    package var id: RequestID { filed.request }
    package var isOpen: Bool { outcome == nil && !isWithdrawn }
}

/// What was told, and which of the granters that were told did something with it.
package struct CircumstanceState: Sendable, Equatable {
    package let reported: CircumstanceReported
    package internal(set) var handled: [Handled] = []

    package struct Handled: Sendable, Equatable {
        package let office: OfficeID
        package let outcome: CircumstanceOutcome
    }
}

/// A home visit, and whether it was reported.
package struct VisitState: Sendable, Equatable {
    package internal(set) var planned: VisitPlanned
    package internal(set) var report: VisitReported?
}

extension DossierState {
    package func request(_ id: RequestID) -> RequestState? { requests.first { $0.id == id } }

    /// The request as far as the asker has to do with it: an office only what was asked of it.
    func request(_ id: RequestID, for principal: Principal) throws(Rejection) -> RequestState {
        guard let known = request(id), principal.kind != .employee || known.filed.office == principal.office
        else { throw .unknownRequest }
        return known
    }

    func visit(_ id: VisitID) -> VisitState? { visits.first { $0.planned.visit == id } }

    mutating func evolve(_ fact: CircumstanceFact) {
        switch fact {
        case .requestFiled(let filed): requests.append(RequestState(filed: filed.closed))
        case .requestWithdrawn(let withdrawn):
            guard let index = requests.firstIndex(where: { $0.id == withdrawn.request }) else { return }
            requests[index].isWithdrawn = true
        case .requestDecided(let decided):
            guard let index = requests.firstIndex(where: { $0.id == decided.request }) else { return }
            requests[index].outcome = decided.outcome
        case .reported(let reported): circumstances.append(CircumstanceState(reported: reported.closed))
        case .handled(let handled):
            guard let index = circumstances.firstIndex(where: { $0.reported.report == handled.report }) else { return }
            circumstances[index].handled.append(.init(office: handled.office, outcome: handled.outcome))
        case .visitPlanned(let planned):
            guard let index = visits.firstIndex(where: { $0.planned.visit == planned.visit }) else {
                return visits.append(VisitState(planned: planned))
            }
            visits[index].planned = planned
        case .visitReported(let reported):
            guard let index = visits.firstIndex(where: { $0.planned.visit == reported.visit }) else { return }
            visits[index].report = reported.closed
        case .pgbEnded(let ended): endings.append(ended.closed)
        case .endingRevised(let revised):
            let last = endings.lastIndex { $0.law == revised.law && $0.office == revised.office }
            if let last { endings.remove(at: last) }
        case .lookedAlong: break
        }
    }

    /// Whether an office ended the pgb under a law, and granted nothing after that.
    func isEnded(_ law: Law, by office: OfficeID) -> PgbEnded? {
        guard let ended = endings.last(where: { $0.law == law && $0.office == office }) else { return nil }
        let goesOn = budgets.contains { $0.law == law && $0.office == office && ended.lastDay < $0.from }
        return goesOn ? nil : ended
    }
}

extension Rejection {
    package static let unknownRequest = Rejection(
        "unknown-request", .unknown, "Dit verzoek is er niet. Controleer het nummer.")
}
