import Events

/// What waits of a contract: for a side to draw it up, sign or submit it, for assessors, and for who was warned of it.
extension WorkView {
    mutating func apply(
        _ fact: ContractFact, _ envelope: EventEnvelope, _ dossier: DossierID, to db: Connection
    ) throws(DatabaseError) {
        switch fact {
        case .drafted(let draft):
            try contracts.insert(WorkContract(draft, number: envelope.position.rawValue), in: db)
            try move(draft.contract, to: .contractDraft, envelope, dossier, in: db)
        case .changeProposed(let proposal):
            try change(proposal.contract, in: db) {
                $0.isChange = true
                $0.needsCaregiver = proposal.needs.contains(.caregiverSignature)
            }
            try move(proposal.contract, to: proposal.firstStep, envelope, dossier, in: db)
            try clearHands(of: proposal.contract, envelope, in: db)
        case .revised(let revision): try revise(revision, envelope, dossier, in: db)
        case .shared(let share): try move(share.contract, to: .contractToSign, envelope, dossier, in: db)
        case .signed(let signed):
            guard signed.side == .caregiver else { return }
            try move(signed.contract, to: .contractToSubmit, envelope, dossier, in: db)
        case .signatureVoided(let void):
            guard try step(of: void.contract, in: db) == .contractToSubmit else { return }
            try move(void.contract, to: .contractToSign, envelope, dossier, in: db)
        case .submitted(let submission):
            try begin(submission.contract, submission.assessments, envelope, dossier, in: db)
        case .reopened(let reopening): try begin(reopening.contract, reopening.assessments, envelope, dossier, in: db)
        case .assigned(let assignment):
            let key = WorkHand.Key(
                contract: assignment.contract, part: assignment.part, office: assignment.office, hand: .assigned)
            _ = try hands.release(key, in: db) { $0.ends = envelope.position }
            guard let employee = assignment.employee else { return }
            try hands.insert(WorkHand(key, employee, number: envelope.position.rawValue), in: db)
        case .assessed(let assessed): try assess(assessed, envelope, dossier, in: db)
        case .returned(let back): try move(back.contract, to: .contractToCorrect, envelope, dossier, in: db)
        case .rejected(let rejection): try move(rejection.contract, to: nil, envelope, dossier, in: db)
        case .approved(let approval): try settle(approval.contract, envelope, dossier, in: db)
        case .changed(let next): try settle(next.contract, envelope, dossier, in: db)
        case .ended(let end): try settle(end.contract, envelope, dossier, in: db)
        case .changeWithdrawn(let withdrawal): try move(withdrawal.contract, to: nil, envelope, dossier, in: db)
        case .warned(let warned): try warn(warned, envelope, dossier, in: db)
        case .extended, .exceptionGranted, .renewalNotified, .sicknessReported, .recoveryReported: return
        }
    }

    /// A contract that was returned is a draft again once the holder side has changed it. A change that was not shared yet
    /// may need another step now, by what the holder side changed in it.
    private mutating func revise(
        _ revision: ContractRevised, _ envelope: EventEnvelope, _ dossier: DossierID, in db: Connection
    ) throws(DatabaseError) {
        guard let known = try contracts.find(revision.contract, in: db) else { throw .missing(WorkContract.table) }
        let needsCaregiver = revision.needs?.contains(.caregiverSignature) ?? known.needsCaregiver
        if needsCaregiver != known.needsCaregiver {
            try change(revision.contract, in: db) { $0.needsCaregiver = needsCaregiver }
        }
        let isUnshared = known.step == .changeDraft || known.step == .contractToSubmit && !known.needsCaregiver
        guard known.step == .contractToCorrect || isUnshared else { return }
        let draft: WorkItem.Kind = known.isChange ? .changeDraft : .contractDraft
        let next = needsCaregiver ? draft : .contractToSubmit
        if next != known.step { try move(revision.contract, to: next, envelope, dossier, in: db) }
    }

    private mutating func assess(
        _ assessed: ContractAssessed, _ envelope: EventEnvelope, _ dossier: DossierID, in db: Connection
    ) throws(DatabaseError) {
        let part = WorkHand.Key(
            contract: assessed.contract, part: assessed.part, office: assessed.office, hand: .first)
        if assessed.awaitsSecond, let assessor = assessed.assessor {
            // Somebody else has to go on, so it is in nobody's hands.
            try clearHands(assessed.contract, assessed.part, by: assessed.office, envelope, in: db)
            return try hands.insert(WorkHand(part, assessor, number: envelope.position.rawValue), in: db)
        }
        try done(
            Self.assessment(of: assessed.contract, assessed.part, by: assessed.office, dossier), envelope, in: db)
        try clearHands(assessed.contract, assessed.part, by: assessed.office, envelope, in: db)
        try change(assessed.contract, in: db) {
            $0.due.removeAll { $0.part == assessed.part && $0.office == assessed.office }
        }
    }

    /// It waits for assessments, for the first time or anew: an approval that waited for a second one counts no more.
    private mutating func begin(
        _ contract: ContractID, _ due: [AssessmentDue], _ envelope: EventEnvelope, _ dossier: DossierID,
        in db: Connection
    ) throws(DatabaseError) {
        try move(contract, to: nil, due: due, envelope, dossier, in: db)
        try change(contract, in: db) { known in
            known.offices = due.reduce(into: []) { if !$0.contains($1.office) { $0.append($1.office) } }
        }
        for part in due {
            let key = WorkHand.Key(contract: contract, part: part.part, office: part.office, hand: .first)
            _ = try hands.release(key, in: db) { $0.ends = envelope.position }
        }
    }

    /// A version holds from now on, or the contract ends: nothing of it waits any more.
    private mutating func settle(
        _ contract: ContractID, _ envelope: EventEnvelope, _ dossier: DossierID, in db: Connection
    ) throws(DatabaseError) {
        try move(contract, to: nil, envelope, dossier, in: db)
        guard let known = try contracts.find(contract, in: db), !known.warned.isEmpty else { return }
        for warning in known.warned {
            for waiter in warning.waiters(dossier) {
                try done(Self.warning(of: contract, on: warning.on, for: waiter, dossier), envelope, in: db)
            }
        }
        try change(contract, in: db) { $0.warned = [] }
    }

    private mutating func warn(
        _ warned: ContractWarned, _ envelope: EventEnvelope, _ dossier: DossierID, in db: Connection
    ) throws(DatabaseError) {
        guard let known = try contracts.find(warned.contract, in: db) else { throw .missing(WorkContract.table) }
        let warning = WorkContract.Warning(on: warned.on, offices: known.offices)
        for (index, waiter) in warning.waiters(dossier).enumerated() {
            let key = Self.warning(of: warned.contract, on: warned.on, for: waiter, dossier)
            try wait(.contractWarned, key, envelope, index: index, in: db)
        }
        if !known.warned.contains(warning) { try change(warned.contract, in: db) { $0.warned.append(warning) } }
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

    private mutating func change(
        _ contract: ContractID, in db: Connection, _ body: (inout WorkContract) -> Void
    ) throws(DatabaseError) {
        let known: Void? = try contracts.change(contract, in: db, body)
        guard known != nil else { throw .missing(WorkContract.table) }
    }

    private mutating func step(of contract: ContractID, in db: Connection) throws(DatabaseError) -> WorkItem.Kind? {
        guard let known = try contracts.find(contract, in: db) else { throw .missing(WorkContract.table) }
        return known.step
    }

    /// Another version is assessed by anybody again.
    private mutating func clearHands(
        of contract: ContractID, _ envelope: EventEnvelope, in db: Connection
    ) throws(DatabaseError) {
        guard let known = try contracts.find(contract, in: db) else { throw .missing(WorkContract.table) }
        for office in known.offices {
            for part in AssessmentPart.allCases { try clearHands(contract, part, by: office, envelope, in: db) }
        }
    }

    private mutating func clearHands(
        _ contract: ContractID, _ part: AssessmentPart, by office: OfficeID, _ envelope: EventEnvelope,
        in db: Connection
    ) throws(DatabaseError) {
        for hand in WorkHand.Part.allCases {
            let key = WorkHand.Key(contract: contract, part: part, office: office, hand: hand)
            _ = try hands.release(key, in: db) { $0.ends = envelope.position }
        }
    }

    private static func assessment(
        of contract: ContractID, _ part: AssessmentPart, by office: OfficeID, _ dossier: DossierID
    ) -> WorkRow.Key {
        key(contract.owner, .office(office), dossier, part: part == .care ? 0 : 1)
    }

    /// Beyond the months of wages, which wait for the same people.
    private static func warning(
        of contract: ContractID, on day: Day, for waiter: WorkItem.Waiter, _ dossier: DossierID
    ) -> WorkRow.Key {
        key(contract.owner, waiter, dossier, part: WorkRow.warned + Int64(day.number))
    }

    /// A step waits for the caregiver to sign, or for the holder side.
    private static func step(_ step: WorkItem.Kind, of contract: WorkContract, _ dossier: DossierID) -> WorkRow.Key {
        let waiter: WorkItem.Waiter = step == .contractToSign ? .caregiver(contract.caregiver) : .holderSide(dossier)
        return key(contract.key.owner, waiter, dossier)
    }
}

extension ChangeProposed {
    /// What it waits for first: the holder side submits it when nobody else has to sign, and else shares its own; the
    /// caregiver signs what he proposed.
    fileprivate var firstStep: WorkItem.Kind {
        guard needs.contains(.caregiverSignature) else { return .contractToSubmit }
        return side == .holder ? .changeDraft : .contractToSign
    }
}
