package import Events

/// What waits, for whom, since when: nothing that waits is ever nobody's. Queries: `WorkItem`.
///
/// A row holds from its first to its last position, so a list across dossiers can be asked as it was.
package struct WorkView: Projection {
    package static let name = "work-2"

    package static let tables: [StaticString] = [
        """
        CREATE TABLE work (
            number INTEGER PRIMARY KEY, subject BLOB NOT NULL, part INTEGER NOT NULL, waiter TEXT NOT NULL,
            who BLOB NOT NULL, kind TEXT NOT NULL, dossier BLOB NOT NULL, recorded_at INTEGER NOT NULL,
            ends INTEGER NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE work_contract (
            number INTEGER PRIMARY KEY, id BLOB NOT NULL, caregiver BLOB NOT NULL, step TEXT, due TEXT NOT NULL
        ) STRICT
        """,
    ]

    package static let indexes: [StaticString] = [
        "CREATE INDEX work_waiter ON work (who, waiter, ends)",
        "CREATE INDEX work_dossier ON work (dossier, ends)",
        "CREATE UNIQUE INDEX work_contract_id ON work_contract (id)",
    ]

    private var items: Kept<WorkRow>
    private var contracts: Kept<WorkContract>

    package init(_ filling: Filling) {
        items = Kept(filling)
        contracts = Kept(filling)
    }

    package mutating func apply(_ envelope: EventEnvelope, to db: Connection) throws(DatabaseError) {
        guard let dossier = envelope.stream.dossier else { return }
        switch envelope.event {
        case .contract(let fact): try apply(fact, envelope, dossier, to: db)
        case .claim(let fact): try apply(fact, envelope, dossier, to: db)
        case .payment(let fact): try apply(fact, envelope, dossier, to: db)
        case .representation, .budget, .inbox, .party, .office, .document, .system: return
        }
    }

    package mutating func flush(to db: Connection) throws(DatabaseError) {
        try items.flush(to: db)
        try contracts.flush(to: db)
    }

    package mutating func finish(to db: Connection) throws(DatabaseError) {
        try items.finish(to: db)
        try contracts.finish(to: db)
    }

    package mutating func forget() {
        items.forget()
        contracts.forget()
    }

    private mutating func apply(
        _ fact: ContractFact, _ envelope: EventEnvelope, _ dossier: DossierID, to db: Connection
    ) throws(DatabaseError) {
        switch fact {
        case .drafted(let draft):
            try contracts.insert(WorkContract(draft, number: envelope.position.rawValue), in: db)
            try move(draft.contract, to: .contractDraft, envelope, dossier, in: db)
        case .revised(let revision):
            // A contract that was returned is a draft again once the holder side has changed it.
            guard try step(of: revision.contract, in: db) == .contractToCorrect else { return }
            try move(revision.contract, to: .contractDraft, envelope, dossier, in: db)
        case .shared(let share): try move(share.contract, to: .contractToSign, envelope, dossier, in: db)
        case .signed(let signed):
            guard signed.side == .caregiver else { return }
            try move(signed.contract, to: .contractToSubmit, envelope, dossier, in: db)
        case .signatureVoided(let void):
            guard try step(of: void.contract, in: db) == .contractToSubmit else { return }
            try move(void.contract, to: .contractToSign, envelope, dossier, in: db)
        case .submitted(let submission):
            try move(submission.contract, to: nil, due: submission.assessments, envelope, dossier, in: db)
        case .assessed(let assessed):
            try done(
                Self.assessment(of: assessed.contract, assessed.part, by: assessed.office, dossier), envelope, in: db)
            let known: Void? = try contracts.change(assessed.contract, in: db) {
                $0.due.removeAll { $0.part == assessed.part && $0.office == assessed.office }
            }
            guard known != nil else { throw .missing(WorkContract.table) }
        case .returned(let back): try move(back.contract, to: .contractToCorrect, envelope, dossier, in: db)
        case .approved(let approval): try move(approval.contract, to: nil, envelope, dossier, in: db)
        case .rejected(let rejection): try move(rejection.contract, to: nil, envelope, dossier, in: db)
        case .ended(let end): try move(end.contract, to: nil, envelope, dossier, in: db)
        default: return
        }
    }

    private mutating func apply(
        _ fact: ClaimFact, _ envelope: EventEnvelope, _ dossier: DossierID, to db: Connection
    ) throws(DatabaseError) {
        switch fact {
        case .filed(let filed):
            guard filed.side == .caregiver else { return }
            try wait(.claimToAgree, Self.key(filed.claim.owner, .holderSide(dossier), dossier), envelope, in: db)
        case .agreed(let agreed):
            try done(Self.key(agreed.claim.owner, .holderSide(dossier), dossier), envelope, in: db)
        case .declined(let declined):
            try done(Self.key(declined.claim.owner, .holderSide(dossier), dossier), envelope, in: db)
        // Both follow on the agreement, or on a claim of the holder side that never waited.
        case .accepted, .refused: return
        }
    }

    private mutating func apply(
        _ fact: PaymentFact, _ envelope: EventEnvelope, _ dossier: DossierID, to db: Connection
    ) throws(DatabaseError) {
        switch fact {
        case .returned(let returned):
            try wait(
                .paymentReturned, Self.key(returned.payment.owner, .holderSide(dossier), dossier), envelope, in: db)
        case .wageWithheld(let withheld):
            for (index, waiter) in [WorkItem.Waiter.holderSide(dossier), .svb].enumerated() {
                let key = Self.wage(withheld.contract, withheld.month, for: waiter, dossier)
                try wait(.wageWithheld, key, envelope, index: index, in: db)
            }
        case .scheduled(let payment):
            if let before = payment.repeats {
                try done(Self.key(before.owner, .holderSide(dossier), dossier), envelope, in: db)
            }
            guard payment.source == .wage, let contract = payment.contract, let month = payment.month else { return }
            try done(Self.wage(contract, month, for: .holderSide(dossier), dossier), envelope, in: db)
            try done(Self.wage(contract, month, for: .svb, dossier), envelope, in: db)
        case .paid: return
        }
    }

    /// The contract waits for this and for nothing else any more.
    private mutating func move(
        _ contract: ContractID, to step: WorkItem.Kind?, due: [AssessmentDue] = [], _ envelope: EventEnvelope,
        _ dossier: DossierID, in db: Connection
    ) throws(DatabaseError) {
        let change = try contracts.change(contract, in: db) { known in
            let before = known
            known.step = step
            known.due = due
            return before
        }
        guard let before = change else { throw .missing(WorkContract.table) }
        if let old = before.step { try done(Self.step(old, of: before, dossier), envelope, in: db) }
        for old in before.due {
            try done(Self.assessment(of: contract, old.part, by: old.office, dossier), envelope, in: db)
        }
        if let step { try wait(step, Self.step(step, of: before, dossier), envelope, in: db) }
        for (index, next) in due.enumerated() {
            let key = Self.assessment(of: contract, next.part, by: next.office, dossier)
            try wait(.contractToAssess, key, envelope, index: index, in: db)
        }
    }

    private mutating func step(of contract: ContractID, in db: Connection) throws(DatabaseError) -> WorkItem.Kind? {
        guard let known = try contracts.find(contract, in: db) else { throw .missing(WorkContract.table) }
        return known.step
    }

    private mutating func wait(
        _ kind: WorkItem.Kind, _ key: WorkRow.Key, _ envelope: EventEnvelope, index: Int = 0, in db: Connection
    ) throws(DatabaseError) {
        guard try items.find(key, in: db) == nil else { return }
        try items.insert(WorkRow(kind, key, envelope, index: index), in: db)
    }

    /// It no longer waits, if it did.
    private mutating func done(
        _ key: WorkRow.Key, _ envelope: EventEnvelope, in db: Connection
    ) throws(DatabaseError) {
        _ = try items.release(key, in: db) { $0.ends = envelope.position }
    }

    private static func key(
        _ subject: OwnerID, _ waiter: WorkItem.Waiter, _ dossier: DossierID, part: Int64 = 0
    ) -> WorkRow.Key {
        WorkRow.Key(dossier: dossier, subject: subject, part: part, waiter: waiter)
    }

    private static func assessment(
        of contract: ContractID, _ part: AssessmentPart, by office: OfficeID, _ dossier: DossierID
    ) -> WorkRow.Key {
        key(contract.owner, .office(office), dossier, part: part == .care ? 0 : 1)
    }

    private static func wage(
        _ contract: ContractID, _ month: Month, for waiter: WorkItem.Waiter, _ dossier: DossierID
    ) -> WorkRow.Key {
        key(contract.owner, waiter, dossier, part: Int64(month.first.number))
    }

    /// A step waits for the caregiver to sign, or for the holder side.
    private static func step(_ step: WorkItem.Kind, of contract: WorkContract, _ dossier: DossierID) -> WorkRow.Key {
        let waiter: WorkItem.Waiter = step == .contractToSign ? .caregiver(contract.caregiver) : .holderSide(dossier)
        return key(contract.key.owner, waiter, dossier)
    }
}
