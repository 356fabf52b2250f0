package import Events

/// Applications for a pgb, requests, circumstances, home visits and decisions that a pgb ends: what each says and how far
/// it is. Queries: `PgbApplication`, `PgbRequest`, `Circumstance`, `HomeVisit`, `PgbEnding`.
package struct ApplicationsView: Projection {
    package static let name = "applications-1"

    package static let tables: [StaticString] = [
        """
        CREATE TABLE pgb_case (
            number INTEGER PRIMARY KEY, subject BLOB NOT NULL, told BLOB NOT NULL, kind TEXT NOT NULL,
            dossier BLOB NOT NULL, office BLOB NOT NULL, law TEXT, form TEXT, status TEXT NOT NULL, course TEXT NOT NULL
        ) STRICT
        """
    ]

    package static let indexes: [StaticString] = [
        "CREATE UNIQUE INDEX pgb_case_subject ON pgb_case (subject, told)",
        "CREATE INDEX pgb_case_dossier ON pgb_case (dossier, kind)",
        "CREATE INDEX pgb_case_office ON pgb_case (office, kind)",
    ]

    private var cases: Kept<CaseRow>

    package init(_ filling: Filling) { cases = Kept(filling) }

    package mutating func apply(_ envelope: EventEnvelope, to db: Connection) throws(DatabaseError) {
        guard let dossier = envelope.stream.dossier else { return }
        switch envelope.event {
        case .application(let fact): try apply(fact, dossier, envelope.position, to: db)
        case .circumstance(let fact): try apply(fact, dossier, envelope.position, to: db)
        case .budget(.granted(let grant)):
            guard let application = grant.application else { return }
            try note(application.owner, nil, envelope.position, in: db)
        case .party, .office, .representation, .budget, .contract, .claim, .payment, .receivable, .run, .bank, .inbox,
            .document, .rights, .dispatch, .system:
            return
        }
    }

    package mutating func flush(to db: Connection) throws(DatabaseError) { try cases.flush(to: db) }
    package mutating func finish(to db: Connection) throws(DatabaseError) { try cases.finish(to: db) }
    package mutating func forget() { cases.forget() }

    private mutating func apply(
        _ fact: ApplicationFact, _ dossier: DossierID, _ position: Position, to db: Connection
    ) throws(DatabaseError) {
        switch fact {
        case .filed(let filed):
            let subject = filed.application.owner
            if try cases.has(CaseRow.Key(subject), in: db) {
                return try note(subject, .open, position, in: db)
            }
            try cases.insert(
                CaseRow(
                    .application, subject, of: filed.office, in: dossier, law: filed.law, status: .open, at: position),
                in: db)
        case .supplementAsked(let asked): try note(asked.application.owner, .supplementAsked, position, in: db)
        case .withdrawn(let withdrawn): try note(withdrawn.application.owner, .withdrawn, position, in: db)
        case .interviewPlanned(let planned): try note(planned.application.owner, nil, position, in: db)
        case .interviewReported(let reported): try note(reported.application.owner, nil, position, in: db)
        case .extended(let extended): try note(extended.application.owner, .open, position, in: db)
        case .decided(let decided):
            try note(decided.application.owner, CaseStatus(decided.outcome), position, in: db)
        }
    }

    private mutating func apply(
        _ fact: CircumstanceFact, _ dossier: DossierID, _ position: Position, to db: Connection
    ) throws(DatabaseError) {
        switch fact {
        case .requestFiled(let filed):
            try cases.insert(
                CaseRow(
                    .request, filed.request.owner, of: filed.office, in: dossier, law: filed.law,
                    form: filed.kind.rawValue, status: .open, at: position), in: db)
        case .requestWithdrawn(let withdrawn): try note(withdrawn.request.owner, .withdrawn, position, in: db)
        case .requestDecided(let decided):
            try note(decided.request.owner, CaseStatus(decided.outcome), position, in: db)
        case .reported(let reported):
            for (index, office) in reported.offices.enumerated() {
                try cases.insert(
                    CaseRow(
                        .circumstance, reported.report.owner, told: true, index: index, of: office, in: dossier,
                        form: reported.kind.rawValue, status: .open, at: position), in: db)
            }
        case .handled(let handled):
            try note(CaseRow.Key(handled.report.owner, told: handled.office), .handled, position, in: db)
        case .visitPlanned(let planned):
            let subject = planned.visit.owner
            if try cases.has(CaseRow.Key(subject), in: db) { return try note(subject, nil, position, in: db) }
            try cases.insert(
                CaseRow(.visit, subject, of: planned.office, in: dossier, status: .planned, at: position), in: db)
        case .visitReported(let reported): try note(reported.visit.owner, .reported, position, in: db)
        case .pgbEnded(let ended):
            // It has no id of its own, and nothing is said of it later.
            try cases.insert(
                CaseRow(
                    .ending, OwnerID(bits: UInt128(position.rawValue)), of: ended.office, in: dossier, law: ended.law,
                    status: .decided, at: position), in: db)
        case .endingRevised(let revised):
            // A row of its own: what was decided before stays what it was.
            try cases.insert(
                CaseRow(
                    .ending, OwnerID(bits: UInt128(position.rawValue)), of: revised.office, in: dossier,
                    law: revised.law, status: .revised, at: position), in: db)
        case .lookedAlong: return
        }
    }

    private mutating func note(
        _ subject: OwnerID, _ status: CaseStatus?, _ position: Position, in db: Connection
    ) throws(DatabaseError) {
        try note(CaseRow.Key(subject), status, position, in: db)
    }

    private mutating func note(
        _ key: CaseRow.Key, _ status: CaseStatus?, _ position: Position, in db: Connection
    ) throws(DatabaseError) {
        let known: Void? = try cases.change(key, in: db) {
            if let status { $0.status = status }
            $0.course.append(position.rawValue)
        }
        guard known != nil else { throw .missing(CaseRow.table) }
    }
}

extension CaseStatus {
    fileprivate init(_ outcome: ApplicationOutcome) {
        switch outcome {
        case .granted: self = .granted
        case .refused: self = .refused
        }
    }
}
