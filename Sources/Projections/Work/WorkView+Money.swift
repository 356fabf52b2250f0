import Events

/// What waits because of money: claims that an employee has to decide, budgets that are over, payments that are held up,
/// what has to be paid back, runs and entries of the bank.
extension WorkView {
    // MARK: Budgets

    mutating func apply(
        _ fact: BudgetFact, _ envelope: EventEnvelope, _ dossier: DossierID, to db: Connection
    ) throws(DatabaseError) {
        switch fact {
        case .granted(let grant):
            try budgets.insert(WorkBudget(grant, number: envelope.position.rawValue), in: db)
            try wait(.budgetToClose, Self.end(of: grant.budget, .granter(grant.office), dossier), envelope, in: db)
            try set(grant.until, for: .budgetToClose, grant.budget.owner, envelope, in: db)
        case .changed(let changed):
            try done(
                Self.conflict(of: changed.budget, try granter(of: changed.budget, in: db), dossier), envelope, in: db)
            try move(changed.until, of: changed.budget, envelope, in: db)
        case .ended(let ended):
            try done(Self.conflict(of: ended.budget, try granter(of: ended.budget, in: db), dossier), envelope, in: db)
            try move(ended.lastDay, of: ended.budget, envelope, in: db)
        case .conflictFound(let conflict):
            let key = Self.conflict(of: conflict.budget, try granter(of: conflict.budget, in: db), dossier)
            try wait(.spendingConflict, key, envelope, in: db)
        // With a stop the granter has answered the conflict.
        case .claimStopSet(let stop):
            try done(Self.conflict(of: stop.budget, try granter(of: stop.budget, in: db), dossier), envelope, in: db)
        case .closed(let closed):
            let granter = try granter(of: closed.budget, in: db)
            try done(Self.conflict(of: closed.budget, granter, dossier), envelope, in: db)
            try done(Self.end(of: closed.budget, granter, dossier), envelope, in: db)
            try set(nil, for: .budgetToClose, closed.budget.owner, envelope, in: db)
            try wait(.budgetToFix, Self.end(of: closed.budget, granter, dossier), envelope, in: db)
        case .fixed(let fixed):
            let granter = try granter(of: fixed.budget, in: db)
            try done(Self.conflict(of: fixed.budget, granter, dossier), envelope, in: db)
            try done(Self.end(of: fixed.budget, granter, dossier), envelope, in: db)
            try set(nil, for: .budgetToClose, fixed.budget.owner, envelope, in: db)
        case .depositReceived(let deposit): try settle(deposit.entry, envelope, in: db)
        case .claimStopLifted, .openingLoaded, .credited, .warned: return
        }
    }

    /// The period of a budget ends on another day, unless it was closed already.
    private mutating func move(
        _ until: Day, of budget: BudgetID, _ envelope: EventEnvelope, in db: Connection
    ) throws(DatabaseError) {
        let key = WorkDue.Key(subject: budget.owner, kind: .budgetToClose)
        guard let due = try dues.find(key, in: db), due.day != until else { return }
        try set(until, for: .budgetToClose, budget.owner, envelope, in: db)
    }

    private mutating func granter(of budget: BudgetID, in db: Connection) throws(DatabaseError) -> WorkItem.Waiter {
        guard let known = try budgets.find(budget, in: db) else { throw .missing(WorkBudget.table) }
        return .granter(known.office)
    }

    private static func end(
        of budget: BudgetID, _ granter: WorkItem.Waiter, _ dossier: DossierID
    ) -> WorkRow.Key {
        key(budget.owner, granter, dossier)
    }

    private static func conflict(
        of budget: BudgetID, _ granter: WorkItem.Waiter, _ dossier: DossierID
    ) -> WorkRow.Key {
        key(budget.owner, granter, dossier, part: 1)
    }

    // MARK: Claims

    mutating func apply(
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
        case .held(let held): try wait(.claimHeld, Self.key(held.claim.owner, .svb, dossier), envelope, in: db)
        // Both may follow on the agreement, or on a claim of the holder side, which never waited.
        case .accepted(let accepted): try done(Self.key(accepted.claim.owner, .svb, dossier), envelope, in: db)
        case .refused(let refused): try done(Self.key(refused.claim.owner, .svb, dossier), envelope, in: db)
        case .withdrawn(let withdrawn):
            try done(Self.key(withdrawn.claim.owner, .holderSide(dossier), dossier), envelope, in: db)
            try done(Self.key(withdrawn.claim.owner, .svb, dossier), envelope, in: db)
        // Only what was accepted is corrected.
        case .corrected: return
        }
    }

    // MARK: Payments

    mutating func apply(
        _ fact: PaymentFact, _ envelope: EventEnvelope, _ dossier: DossierID, to db: Connection
    ) throws(DatabaseError) {
        switch fact {
        case .scheduled(let payment): try schedule(payment, envelope, dossier, in: db)
        case .wageWithheld(let withheld):
            for (index, waiter) in [WorkItem.Waiter.holderSide(dossier), .svb].enumerated() {
                let key = Self.wage(withheld.contract, withheld.month, for: waiter, dossier)
                try wait(.wageWithheld, key, envelope, index: index, in: db)
            }
        case .returned(let returned):
            try wait(
                .paymentReturned, Self.key(returned.payment.owner, .holderSide(dossier), dossier), envelope, in: db)
            try settle(returned.payment, isMade: false, envelope, dossier, in: db)
        case .withdrawn(let withdrawn): try settle(withdrawn.payment, isMade: false, envelope, dossier, in: db)
        case .paid(let paid): try settle(paid.payment, isMade: true, envelope, dossier, in: db)
        case .offset(let offset): try settle(offset.payment, isMade: true, envelope, dossier, in: db)
        case .suspended(let suspended):
            try wait(.paymentSuspended, Self.suspension(of: suspended.payment, dossier), envelope, in: db)
            try set(suspended.until, for: .paymentSuspended, suspended.payment.owner, envelope, in: db)
        case .resumed(let resumed): try resume(resumed.payment, envelope, dossier, in: db)
        // A suspension that is over needs nobody.
        case .filed(let filed): try resume(filed.payment, envelope, dossier, in: db)
        case .payrollSettled(let settled): try done(Self.key(settled.payment.owner, .svb, dossier), envelope, in: db)
        case .unfiled, .differenceSettled: return
        }
    }

    private mutating func schedule(
        _ payment: PaymentScheduled, _ envelope: EventEnvelope, _ dossier: DossierID, in db: Connection
    ) throws(DatabaseError) {
        if let before = payment.repeats {
            try done(Self.key(before.owner, .holderSide(dossier), dossier), envelope, in: db)
        }
        if payment.payroll {
            try wait(.payrollAwaited, Self.key(payment.payment.owner, .svb, dossier), envelope, in: db)
        }
        if !payment.recoveries.isEmpty {
            try payments.insert(WorkPayment(payment, number: envelope.position.rawValue), in: db)
            for (index, recovery) in payment.recoveries.enumerated() {
                try book(recovery.receivable, -recovery.cents, index: index, envelope, dossier, in: db)
            }
        }
        guard payment.source == .wage, let contract = payment.contract, let month = payment.month else { return }
        try done(Self.wage(contract, month, for: .holderSide(dossier), dossier), envelope, in: db)
        try done(Self.wage(contract, month, for: .svb, dossier), envelope, in: db)
    }

    /// Nothing of a payment waits any more. What was kept from one that was not made is owed again.
    private mutating func settle(
        _ payment: PaymentID, isMade: Bool, _ envelope: EventEnvelope, _ dossier: DossierID, in db: Connection
    ) throws(DatabaseError) {
        try done(Self.key(payment.owner, .svb, dossier), envelope, in: db)
        try resume(payment, envelope, dossier, in: db)
        guard let kept = try payments.remove(payment, in: db), !isMade else { return }
        for (index, recovery) in kept.recoveries.enumerated() {
            try book(recovery.receivable, recovery.cents, index: index + 1, envelope, dossier, in: db)
        }
    }

    private mutating func resume(
        _ payment: PaymentID, _ envelope: EventEnvelope, _ dossier: DossierID, in db: Connection
    ) throws(DatabaseError) {
        try done(Self.suspension(of: payment, dossier), envelope, in: db)
        try set(nil, for: .paymentSuspended, payment.owner, envelope, in: db)
    }

    private static func suspension(of payment: PaymentID, _ dossier: DossierID) -> WorkRow.Key {
        key(payment.owner, .svb, dossier, part: 1)
    }

    private static func wage(
        _ contract: ContractID, _ month: Month, for waiter: WorkItem.Waiter, _ dossier: DossierID
    ) -> WorkRow.Key {
        key(contract.owner, waiter, dossier, part: Int64(month.first.number))
    }

    // MARK: Receivables

    mutating func apply(
        _ fact: ReceivableFact, _ envelope: EventEnvelope, _ dossier: DossierID, to db: Connection
    ) throws(DatabaseError) {
        switch fact {
        case .raised(let raised):
            try receivables.insert(WorkReceivable(raised, number: envelope.position.rawValue), in: db)
            try book(raised.receivable, raised.amountCents, envelope, dossier, in: db)
        case .planned(let planned):
            let known: Void? = try receivables.change(planned.receivable, in: db) {
                $0.instalments = planned.instalments
            }
            guard known != nil else { throw .missing(WorkReceivable.table) }
            try book(planned.receivable, .zero, envelope, dossier, in: db)
        case .paid(let paid):
            try settle(paid.entry, envelope, in: db)
            try book(paid.receivable, -paid.cents, envelope, dossier, in: db)
        case .writtenOff(let written): try book(written.receivable, -written.cents, envelope, dossier, in: db)
        }
    }

    /// More or less is open of a receivable: it waits as long as something is.
    private mutating func book(
        _ receivable: ReceivableID, _ cents: Cents, index: Int = 0, _ envelope: EventEnvelope, _ dossier: DossierID,
        in db: Connection
    ) throws(DatabaseError) {
        let known = try receivables.change(receivable, in: db) { row in
            row.open += cents
            return row
        }
        guard let known else { throw .missing(WorkReceivable.table) }
        let key = Self.key(receivable.owner, .svb, dossier)
        if known.open > .zero {
            try wait(.receivableOpen, key, envelope, index: index, in: db)
        } else {
            try done(key, envelope, in: db)
        }
        try set(known.nextDue, for: .receivableOpen, receivable.owner, envelope, index: index, in: db)
    }

    // MARK: Runs and bank

    mutating func apply(_ fact: RunFact, _ envelope: EventEnvelope, to db: Connection) throws(DatabaseError) {
        switch fact {
        case .opened(let opened):
            try wait(.runToCollect, Self.key(opened.run.owner, .svb, nil), envelope, in: db)
            try set(opened.executeOn, for: .runToCollect, opened.run.owner, envelope, in: db)
            guard let maker = opened.maker else { return }
            try hands.insert(WorkHand(WorkHand.Key(run: opened.run), maker, number: envelope.position.rawValue), in: db)
        case .written(let written):
            let run = written.run.owner
            let day = try dues.find(WorkDue.Key(subject: run, kind: .runToCollect), in: db)?.day
            try done(Self.key(run, .svb, nil), envelope, in: db)
            try set(nil, for: .runToCollect, run, envelope, in: db)
            try wait(.runToRelease, Self.key(run, .svb, nil), envelope, in: db)
            try set(day, for: .runToRelease, run, envelope, in: db)
        case .released(let released): try end(released.run, envelope, in: db)
        case .cancelled(let cancelled): try end(cancelled.run, envelope, in: db)
        case .collected: return
        }
    }

    private mutating func end(_ run: RunID, _ envelope: EventEnvelope, in db: Connection) throws(DatabaseError) {
        try done(Self.key(run.owner, .svb, nil), envelope, in: db)
        try set(nil, for: .runToCollect, run.owner, envelope, in: db)
        try set(nil, for: .runToRelease, run.owner, envelope, in: db)
        _ = try hands.release(WorkHand.Key(run: run), in: db) { $0.ends = envelope.position }
    }

    mutating func apply(_ fact: BankFact, _ envelope: EventEnvelope, to db: Connection) throws(DatabaseError) {
        switch fact {
        case .entryOpen(let open): try wait(.bankEntryOpen, Self.key(of: open.entry), envelope, in: db)
        case .entrySettled(let settled): try settle(settled.entry, envelope, in: db)
        case .read: return
        }
    }

    /// An entry of the bank is booked: in a dossier, which names it, or without.
    private mutating func settle(
        _ entry: BankEntry?, _ envelope: EventEnvelope, in db: Connection
    ) throws(DatabaseError) {
        if let entry { try done(Self.key(of: entry), envelope, in: db) }
    }

    private static func key(of entry: BankEntry) -> WorkRow.Key {
        key(entry.file.owner, .svb, nil, part: entry.number)
    }

    // MARK: Days

    /// From now on something should be done by that day, or by none.
    mutating func set(
        _ day: Day?, for kind: WorkItem.Kind, _ subject: OwnerID, _ envelope: EventEnvelope, index: Int = 0,
        in db: Connection
    ) throws(DatabaseError) {
        let key = WorkDue.Key(subject: subject, kind: kind)
        if let known = try dues.find(key, in: db), known.day == day { return }
        _ = try dues.release(key, in: db) { $0.ends = envelope.position }
        guard let day else { return }
        try dues.insert(WorkDue(key, day, number: WorkRow.number(envelope.position, index)), in: db)
    }
}
