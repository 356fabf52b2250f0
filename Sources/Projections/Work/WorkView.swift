package import Events

/// What waits, for whom, since when: nothing that waits is ever nobody's. Queries: `WorkItem`.
///
/// A row holds from its first to its last position, so a list across dossiers can be asked as it was.
package struct WorkView: Projection {
    package static let name = "work-3"

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
            number INTEGER PRIMARY KEY, id BLOB NOT NULL, caregiver BLOB NOT NULL, step TEXT, due TEXT NOT NULL,
            is_change INTEGER NOT NULL, needs_caregiver INTEGER NOT NULL, offices TEXT NOT NULL, warned TEXT NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE work_hand (
            number INTEGER PRIMARY KEY, subject BLOB NOT NULL, part INTEGER NOT NULL, who BLOB NOT NULL,
            hand TEXT NOT NULL, employee BLOB NOT NULL, ends INTEGER NOT NULL
        ) STRICT
        """,
    ]

    package static let indexes: [StaticString] = [
        "CREATE INDEX work_waiter ON work (who, waiter, ends)",
        "CREATE INDEX work_dossier ON work (dossier, ends)",
        "CREATE UNIQUE INDEX work_contract_id ON work_contract (id)",
        "CREATE INDEX work_hand_subject ON work_hand (subject, part, who, hand, ends)",
    ]

    var items: Kept<WorkRow>
    var contracts: Kept<WorkContract>
    var hands: Kept<WorkHand>

    package init(_ filling: Filling) {
        items = Kept(filling)
        contracts = Kept(filling)
        hands = Kept(filling)
    }

    package mutating func apply(_ envelope: EventEnvelope, to db: Connection) throws(DatabaseError) {
        guard let dossier = envelope.stream.dossier else { return }
        switch envelope.event {
        case .contract(let fact): try apply(fact, envelope, dossier, to: db)
        case .claim(let fact): try apply(fact, envelope, dossier, to: db)
        case .payment(let fact): try apply(fact, envelope, dossier, to: db)
        case .representation, .budget, .receivable, .run, .bank, .inbox, .party, .office, .document, .system: return
        }
    }

    package mutating func flush(to db: Connection) throws(DatabaseError) {
        try items.flush(to: db)
        try contracts.flush(to: db)
        try hands.flush(to: db)
    }

    package mutating func finish(to db: Connection) throws(DatabaseError) {
        try items.finish(to: db)
        try contracts.finish(to: db)
        try hands.finish(to: db)
    }

    package mutating func forget() {
        items.forget()
        contracts.forget()
        hands.forget()
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
        case .held, .withdrawn, .corrected: return
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
        case .suspended, .resumed, .withdrawn, .filed, .unfiled, .offset, .payrollSettled, .differenceSettled: return
        }
    }

    mutating func wait(
        _ kind: WorkItem.Kind, _ key: WorkRow.Key, _ envelope: EventEnvelope, index: Int = 0, in db: Connection
    ) throws(DatabaseError) {
        guard try items.find(key, in: db) == nil else { return }
        try items.insert(WorkRow(kind, key, envelope, index: index), in: db)
    }

    /// It no longer waits, if it did.
    mutating func done(
        _ key: WorkRow.Key, _ envelope: EventEnvelope, in db: Connection
    ) throws(DatabaseError) {
        _ = try items.release(key, in: db) { $0.ends = envelope.position }
    }

    static func key(
        _ subject: OwnerID, _ waiter: WorkItem.Waiter, _ dossier: DossierID, part: Int64 = 0
    ) -> WorkRow.Key {
        WorkRow.Key(dossier: dossier, subject: subject, part: part, waiter: waiter)
    }

    private static func wage(
        _ contract: ContractID, _ month: Month, for waiter: WorkItem.Waiter, _ dossier: DossierID
    ) -> WorkRow.Key {
        key(contract.owner, waiter, dossier, part: Int64(month.first.number))
    }
}
