package import Events

/// The contracts of all dossiers: their versions, what is being agreed on and where it is. Queries: `Contract`,
/// `ContractVersion`, `ContractRevision`, `ContractDifference`.
package struct ContractView: Projection {
    package static let name = "contracts-3"

    package static let tables: [StaticString] = [
        """
        CREATE TABLE contract (
            number INTEGER PRIMARY KEY, id BLOB NOT NULL, dossier BLOB NOT NULL, caregiver BLOB NOT NULL,
            was_shared INTEGER NOT NULL, versions TEXT NOT NULL, negotiation TEXT, last_day INTEGER, end_reason TEXT,
            notice_on INTEGER, sick_since INTEGER, renewal INTEGER NOT NULL, warnings TEXT NOT NULL,
            history TEXT NOT NULL, changed_at INTEGER NOT NULL
        ) STRICT
        """,
        "CREATE TABLE contract_exception (number INTEGER PRIMARY KEY, dossier BLOB NOT NULL, caregiver BLOB NOT NULL) STRICT",
    ]

    package static let indexes: [StaticString] = [
        "CREATE UNIQUE INDEX contract_id ON contract (id)",
        "CREATE INDEX contract_dossier ON contract (dossier)",
        "CREATE INDEX contract_caregiver ON contract (caregiver)",
        "CREATE INDEX contract_exception_dossier ON contract_exception (dossier)",
    ]

    private var contracts: Kept<ContractRow>

    package init(_ filling: Filling) {
        contracts = Kept(filling)
    }

    package mutating func apply(_ envelope: EventEnvelope, to db: Connection) throws(DatabaseError) {
        guard let dossier = envelope.stream.dossier, case .contract(let fact) = envelope.event else { return }
        let number = envelope.position.rawValue
        let moment = envelope.recordedAt
        switch fact {
        case .drafted(let draft):
            try contracts.insert(ContractRow(draft, dossier, number: number, at: moment), in: db)
        case .revised(let revision):
            try negotiate(revision.contract, envelope, told: true, in: db) { $0.revise(revision, at: number) }
        case .shared(let share):
            try negotiate(share.contract, envelope, told: true, in: db) { $0.share() }
            try change(share.contract, envelope, in: db) { $0.wasShared = true }
        case .signed(let signed): try negotiate(signed.contract, envelope, in: db) { $0.sign(signed, at: moment) }
        case .signatureVoided(let void): try negotiate(void.contract, envelope, in: db) { $0.void(void.side) }
        case .submitted(let submission):
            try negotiate(submission.contract, envelope, in: db) { $0.begin(submission.assessments) }
        case .assessed(let assessed):
            try negotiate(assessed.contract, envelope, in: db) { $0.assess(assessed, at: moment) }
        case .approved(let approval):
            try change(approval.contract, envelope, told: true, in: db) { $0.approve(approval, at: moment) }
        case .rejected(let rejection):
            try negotiate(rejection.contract, envelope, told: true, in: db) { $0.reject(rejection.grounds) }
        case .returned(let back): try negotiate(back.contract, envelope, in: db) { $0.giveBack(back.grounds) }
        case .reopened(let reopening):
            try negotiate(reopening.contract, envelope, in: db) { $0.begin(reopening.assessments) }
        case .changeProposed(let proposal):
            try change(proposal.contract, envelope, told: true, in: db) {
                $0.negotiation = NegotiationRow(proposal, number, at: moment)
            }
        case .changeWithdrawn(let withdrawal):
            try change(withdrawal.contract, envelope, told: true, in: db) { $0.negotiation = nil }
        case .changed(let next):
            try change(next.contract, envelope, told: true, in: db) { $0.hold(next, at: number, moment) }
        case .extended(let extended):
            try change(extended.contract, envelope, told: true, in: db) { $0.extend(extended, at: moment) }
        case .ended(let end): try change(end.contract, envelope, told: true, in: db) { $0.end(end) }
        case .renewalNotified(let notice): try change(notice.contract, envelope, in: db) { $0.renewal = number }
        case .sicknessReported(let report):
            try change(report.contract, envelope, in: db) {
                // Later he may work more or less; ill he is from the first day.
                $0.sickSince = $0.sickSince ?? report.from
            }
        case .recoveryReported(let report): try change(report.contract, envelope, in: db) { $0.sickSince = nil }
        case .warned(let warning): try change(warning.contract, envelope, in: db) { $0.warnings.append(number) }
        case .exceptionGranted(let exception):
            try db.write("INSERT INTO contract_exception VALUES (?, ?, ?)") {
                $0.add(number)
                $0.add(dossier)
                $0.add(exception.caregiver)
            }
        // Who assesses matters to the work queue alone.
        case .assigned: return
        }
    }

    package mutating func flush(to db: Connection) throws(DatabaseError) { try contracts.flush(to: db) }
    package mutating func finish(to db: Connection) throws(DatabaseError) { try contracts.finish(to: db) }
    package mutating func forget() { contracts.forget() }

    /// Changes a contract. `told` says that the event belongs to the history of its terms.
    private mutating func change(
        _ contract: ContractID, _ envelope: EventEnvelope, told: Bool = false, in db: Connection,
        _ body: (inout ContractRow) -> Void
    ) throws(DatabaseError) {
        let known: Void? = try contracts.change(contract, in: db) {
            body(&$0)
            $0.changedAt = envelope.recordedAt
            if told { $0.history.append(envelope.position.rawValue) }
        }
        guard known != nil else { throw .missing(ContractRow.table) }
    }

    /// Changes what is being agreed on.
    private mutating func negotiate(
        _ contract: ContractID, _ envelope: EventEnvelope, told: Bool = false, in db: Connection,
        _ body: (inout NegotiationRow) -> Void
    ) throws(DatabaseError) {
        let known = try contracts.change(contract, in: db) { row in
            guard var negotiation = row.negotiation else { return false }
            body(&negotiation)
            row.negotiation = negotiation
            row.changedAt = envelope.recordedAt
            if told { row.history.append(envelope.position.rawValue) }
            return true
        }
        guard known == true else { throw .missing(ContractRow.table) }
    }
}
