import Events

/// What waits because of applications, requests, reports and visits: to decide by the end of the term, to supplement, to
/// talk about, to handle.
extension WorkView {
    // MARK: Applications

    mutating func apply(
        _ fact: ApplicationFact, _ envelope: EventEnvelope, _ dossier: DossierID, to db: Connection
    ) throws(DatabaseError) {
        switch fact {
        case .filed(let filed): try file(filed, envelope, dossier, in: db)
        case .supplementAsked(let asked):
            let application = asked.application.owner
            try wait(.supplementToGive, Self.key(application, .holderSide(dossier), dossier), envelope, in: db)
            try set(asked.until, for: .supplementToGive, application, envelope, index: 1, in: db)
            try set(asked.decideBy, for: .applicationToDecide, application, envelope, in: db)
        case .extended(let extended):
            try endSupplement(extended.application, envelope, dossier, in: db)
            try set(extended.until, for: .applicationToDecide, extended.application.owner, envelope, in: db)
        case .interviewPlanned(let planned):
            let key = Self.interview(planned.application, planned.office, dossier)
            if try items.find(key, in: db)?.kind == .interviewToPlan { try done(key, envelope, in: db) }
            try wait(.interviewToReport, key, envelope, in: db)
            try set(planned.at.day, for: .interviewToReport, planned.application.owner, envelope, in: db)
        case .interviewReported(let reported):
            let key = Self.interview(reported.application, reported.office, dossier)
            try done(key, envelope, in: db)
            try set(nil, for: .interviewToReport, reported.application.owner, envelope, in: db)
            if reported.outcome == .notHeld { try wait(.interviewToPlan, key, envelope, in: db) }
        case .withdrawn(let withdrawn): try close(withdrawn.application, envelope, dossier, in: db)
        case .decided(let decided):
            try close(decided.application, envelope, dossier, in: db)
            guard decided.outcome == .granted else { return }
            let key = Self.key(decided.application.owner, .granter(decided.office), dossier)
            try wait(.budgetToGrant, key, envelope, in: db)
        }
    }

    /// A budget that was granted because of an application: what was decided is done.
    mutating func grant(
        _ granted: BudgetGranted, _ envelope: EventEnvelope, _ dossier: DossierID, in db: Connection
    ) throws(DatabaseError) {
        guard let application = granted.application else { return }
        try done(Self.key(application.owner, .granter(granted.office), dossier), envelope, in: db)
    }

    /// Filed again it is what was asked for; the granter had it before. Only the Wlz asks for an interview.
    private mutating func file(
        _ filed: ApplicationFiled, _ envelope: EventEnvelope, _ dossier: DossierID, in db: Connection
    ) throws(DatabaseError) {
        let application = filed.application
        if try cases.has(application.owner, in: db) {
            try endSupplement(application, envelope, dossier, in: db)
        } else {
            try cases.insert(WorkCase(application.owner, filed.office, number: envelope.position.rawValue), in: db)
            try wait(
                .applicationToDecide, Self.key(application.owner, .granter(filed.office), dossier), envelope, in: db)
            if filed.law == .wlz {
                try wait(
                    .interviewToPlan, Self.interview(application, filed.office, dossier), envelope, index: 1, in: db)
            }
        }
        try set(filed.decideBy, for: .applicationToDecide, application.owner, envelope, in: db)
    }

    private mutating func endSupplement(
        _ application: ApplicationID, _ envelope: EventEnvelope, _ dossier: DossierID, in db: Connection
    ) throws(DatabaseError) {
        try done(Self.key(application.owner, .holderSide(dossier), dossier), envelope, in: db)
        try set(nil, for: .supplementToGive, application.owner, envelope, in: db)
    }

    private mutating func close(
        _ application: ApplicationID, _ envelope: EventEnvelope, _ dossier: DossierID, in db: Connection
    ) throws(DatabaseError) {
        let office = try office(of: application.owner, in: db)
        try endSupplement(application, envelope, dossier, in: db)
        try done(Self.key(application.owner, .granter(office), dossier), envelope, in: db)
        try done(Self.interview(application, office, dossier), envelope, in: db)
        try set(nil, for: .applicationToDecide, application.owner, envelope, in: db)
        try set(nil, for: .interviewToReport, application.owner, envelope, in: db)
    }

    private mutating func office(of subject: OwnerID, in db: Connection) throws(DatabaseError) -> OfficeID {
        guard let known = try cases.find(subject, in: db) else { throw .missing(WorkCase.table) }
        return known.office
    }

    /// Beside the application itself, which waits for the same people.
    private static func interview(
        _ application: ApplicationID, _ office: OfficeID, _ dossier: DossierID
    ) -> WorkRow.Key {
        key(application.owner, .granter(office), dossier, part: 1)
    }

    // MARK: Requests, reports and visits

    mutating func apply(
        _ fact: CircumstanceFact, _ envelope: EventEnvelope, _ dossier: DossierID, to db: Connection
    ) throws(DatabaseError) {
        switch fact {
        case .requestFiled(let filed):
            let request = filed.request.owner
            try cases.insert(WorkCase(request, filed.office, number: envelope.position.rawValue), in: db)
            try wait(.requestToDecide, Self.key(request, .granter(filed.office), dossier), envelope, in: db)
            try set(filed.decideBy, for: .requestToDecide, request, envelope, in: db)
        case .requestWithdrawn(let withdrawn): try close(withdrawn.request, envelope, dossier, in: db)
        case .requestDecided(let decided): try close(decided.request, envelope, dossier, in: db)
        case .reported(let reported):
            for (index, office) in reported.offices.enumerated() {
                let key = Self.key(reported.report.owner, .granter(office), dossier)
                try wait(.circumstanceToHandle, key, envelope, index: index, in: db)
            }
        case .handled(let handled):
            try done(Self.key(handled.report.owner, .granter(handled.office), dossier), envelope, in: db)
        case .visitPlanned(let planned):
            let visit = planned.visit.owner
            try wait(.visitToReport, Self.key(visit, .granter(planned.office), dossier), envelope, in: db)
            try set(planned.at.day, for: .visitToReport, visit, envelope, in: db)
        case .visitReported(let reported):
            let visit = reported.visit.owner
            try done(Self.key(visit, .granter(reported.office), dossier), envelope, in: db)
            try set(nil, for: .visitToReport, visit, envelope, in: db)
        case .pgbEnded, .endingRevised, .lookedAlong: return
        }
    }

    private mutating func close(
        _ request: RequestID, _ envelope: EventEnvelope, _ dossier: DossierID, in db: Connection
    ) throws(DatabaseError) {
        let office = try office(of: request.owner, in: db)
        try done(Self.key(request.owner, .granter(office), dossier), envelope, in: db)
        try set(nil, for: .requestToDecide, request.owner, envelope, in: db)
    }
}

/// The granter that was asked in an application or a request: who withdraws it names no office.
struct WorkCase: TableRow {
    let number: Int64
    let key: OwnerID
    let office: OfficeID

    static let table: StaticString = "work_case"

    init(_ key: OwnerID, _ office: OfficeID, number: Int64) {
        self.number = number
        self.key = key
        self.office = office
    }

    private init(_ row: Row) {
        number = row.int64(0)
        key = row.id(1)
        office = row.id(2)
    }

    static func find(_ key: OwnerID, in db: Connection) throws(DatabaseError) -> WorkCase? {
        try db.first("SELECT * FROM work_case WHERE id = ?", key, body: Self.init)
    }

    static func find(number: Int64, in db: Connection) throws(DatabaseError) -> WorkCase? {
        try db.first("SELECT * FROM work_case WHERE number = ?", number, body: Self.init)
    }

    func write(to db: Connection) throws(DatabaseError) {
        try db.run("REPLACE INTO work_case VALUES (?, ?, ?)", number, key, office)
    }
}
