package import Events

/// The contracts of all dossiers, each with its present terms and where it is. Queries: `Contract`.
package struct ContractView: Projection {
    package static let name = "contracts-1"

    package static let tables: [StaticString] = [
        """
        CREATE TABLE contract (
            number INTEGER PRIMARY KEY, id BLOB NOT NULL, dossier BLOB NOT NULL, caregiver BLOB NOT NULL,
            status TEXT NOT NULL, was_shared INTEGER NOT NULL, terms TEXT NOT NULL, signatures TEXT NOT NULL,
            due TEXT NOT NULL, assessments TEXT NOT NULL, approved_from INTEGER, approved_until INTEGER,
            last_day INTEGER, end_reason TEXT, grounds TEXT NOT NULL, changed_at INTEGER NOT NULL
        ) STRICT
        """
    ]

    package static let indexes: [StaticString] = [
        "CREATE UNIQUE INDEX contract_id ON contract (id)",
        "CREATE INDEX contract_dossier ON contract (dossier)",
        "CREATE INDEX contract_caregiver ON contract (caregiver)",
    ]

    private var contracts: Kept<ContractRow>

    package init(_ filling: Filling) {
        contracts = Kept(filling)
    }

    package mutating func apply(_ envelope: EventEnvelope, to db: Connection) throws(DatabaseError) {
        guard let dossier = envelope.stream.dossier, case .contract(let fact) = envelope.event else { return }
        let moment = envelope.recordedAt
        switch fact {
        case .drafted(let draft):
            let row = ContractRow(draft, dossier, number: envelope.position.rawValue, at: moment)
            try contracts.insert(row, in: db)
        case .revised(let revision):
            try change(revision.contract, moment, in: db) {
                $0.terms = revision.terms
                $0.signatures = []
                if $0.status == .returned { $0.status = .draft }
                if $0.status == .signed { $0.status = .shared }
            }
        case .shared(let share):
            try change(share.contract, moment, in: db) {
                $0.status = .shared
                $0.wasShared = true
            }
        case .signed(let signed):
            try change(signed.contract, moment, in: db) {
                $0.signatures.removeAll { $0.side == signed.side }
                $0.signatures.append(Signature(signed, at: moment))
                if signed.side == .caregiver { $0.status = .signed }
            }
        case .signatureVoided(let void):
            try change(void.contract, moment, in: db) {
                $0.signatures.removeAll { $0.side == void.side }
                if $0.status == .signed { $0.status = .shared }
            }
        case .submitted(let submission):
            try change(submission.contract, moment, in: db) {
                $0.status = .underAssessment
                $0.due = submission.assessments
                $0.assessments = []
                $0.grounds = []
            }
        case .assessed(let assessed):
            try change(assessed.contract, moment, in: db) {
                $0.due.removeAll { $0.part == assessed.part && $0.office == assessed.office }
                $0.assessments.append(Assessment(assessed, at: moment))
            }
        case .approved(let approval):
            try change(approval.contract, moment, in: db) {
                $0.status = .approved
                $0.approvedFrom = approval.from
                $0.approvedUntil = approval.until
            }
        case .rejected(let rejection):
            try change(rejection.contract, moment, in: db) {
                $0.status = .rejected
                $0.due = []
                $0.grounds = rejection.grounds
            }
        case .returned(let back):
            try change(back.contract, moment, in: db) {
                $0.status = .returned
                $0.due = []
                $0.signatures = []
                $0.grounds = back.grounds
            }
        case .ended(let end):
            try change(end.contract, moment, in: db) {
                $0.status = .ended
                $0.lastDay = end.lastDay
                $0.endReason = end.reason
            }
        default: return
        }
    }

    package mutating func flush(to db: Connection) throws(DatabaseError) { try contracts.flush(to: db) }
    package mutating func finish(to db: Connection) throws(DatabaseError) { try contracts.finish(to: db) }
    package mutating func forget() { contracts.forget() }

    private mutating func change(
        _ contract: ContractID, _ moment: Moment, in db: Connection, _ body: (inout ContractRow) -> Void
    ) throws(DatabaseError) {
        let known: Void? = try contracts.change(contract, in: db) {
            body(&$0)
            $0.changedAt = moment
        }
        guard known != nil else { throw .missing(ContractRow.table) }
    }
}
