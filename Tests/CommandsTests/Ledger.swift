import Events

@testable import Commands

/// Bookkeeping of one dossier by the facts alone, apart from the state that decisions see, so that the two can be compared.
struct Ledger: Equatable {
    /// One pot of money.
    private struct Account: Equatable {
        var granted = Cents.zero
        var credits = Cents.zero
        var paid = Cents.zero
        var scheduled = Cents.zero

        var available: Cents { granted + credits - paid - scheduled }
    }

    private struct Budget: Equatable {
        var grant = Account()
        /// What the holder put beside it; received counts as granted.
        var deposit = Account()
        var freeAmount = Cents.zero
        var freeTaken = Cents.zero
        /// What was overdrawn and paid back.
        var freeRepaid = Cents.zero
        /// Whether a granter lowered it under what was spent: only then is there less than nothing left.
        var isLowered = false
        var isFixed = false
    }

    private struct Payment: Equatable {
        enum State { case scheduled, paid, returned, withdrawn }

        let scheduled: PaymentScheduled
        var state = State.scheduled
        /// What came back, where that is not all that was booked.
        var returned: Cents?
    }

    private struct Receivable: Equatable {
        let raised: ReceivableRaised
        var open: Cents
    }

    private var budgets: [BudgetID: Budget] = [:]
    private var payments: [PaymentID: Payment] = [:]
    private var receivables: [ReceivableID: Receivable] = [:]
    private var repeated: Set<PaymentID> = []
    private var paidClaims: Set<ClaimID> = []
    private var corrected: Set<ClaimID> = []
    /// Claims whose order to pay came before the decision: on paper, or held for a person.
    private var slowClaims: Set<ClaimID> = []
    private var paidWages: Set<WageMonth> = []
    private var deposits: Set<DepositID> = []
    private(set) var faults: [String] = []

    mutating func take(_ event: Event) {
        switch event {
        case .budget(let fact): take(fact)
        case .payment(let fact): take(fact)
        case .receivable(let fact): take(fact)
        case .claim(.filed(let filed)): if filed.receivedOn != nil { slowClaims.insert(filed.claim) }
        case .claim(.held(let held)): slowClaims.insert(held.claim)
        case .claim(.corrected(let correction)):
            if !corrected.insert(correction.claim).inserted { faults.append("A claim is corrected twice.") }
        case .party, .office, .representation, .contract, .claim, .run, .bank, .inbox, .document, .system: break
        }
    }

    private mutating func take(_ fact: BudgetFact) {
        switch fact {
        case .granted(let grant):
            budgets[grant.budget] = Budget(
                grant: Account(granted: grant.grantedCents), freeAmount: grant.freeAmountCents)
        case .changed(let changed): regrant(changed.budget, changed.grantedCents, changed.freeAmountCents)
        case .ended(let ended): regrant(ended.budget, ended.grantedCents, ended.freeAmountCents)
        case .openingLoaded(let opening):
            budgets[opening.budget]?.grant.paid += opening.paidCents
            budgets[opening.budget]?.freeTaken += opening.freeTakenCents
        case .credited(let credit): budgets[credit.budget]?.grant.credits += credit.cents
        case .depositReceived(let deposit):
            if !deposits.insert(deposit.deposit).inserted { faults.append("A deposit is booked twice.") }
            budgets[deposit.budget]?.deposit.granted += deposit.cents
        case .fixed(let fixed):
            if budgets[fixed.budget]?.isFixed == true { faults.append("A budget is fixed twice.") }
            if budgets[fixed.budget]?.grant.scheduled != .zero { faults.append("A budget is fixed before it is paid.") }
            if budgets[fixed.budget]?.deposit.available != .zero { faults.append("A budget is fixed with a deposit.") }
            budgets[fixed.budget]?.isFixed = true
        case .conflictFound, .claimStopSet, .claimStopLifted, .warned, .closed: break
        }
    }

    private mutating func regrant(_ id: BudgetID, _ granted: Cents, _ freeAmount: Cents) {
        guard var budget = budgets[id] else { return }
        if budget.isFixed { faults.append("A budget changes after it was fixed.") }
        budget.grant.granted = granted
        budget.freeAmount = freeAmount
        budget.isLowered = budget.grant.available < .zero
        budgets[id] = budget
    }

    private mutating func take(_ fact: PaymentFact) {
        switch fact {
        case .scheduled(let payment): schedule(payment)
        case .paid(let paid): settle(paid.payment)
        case .offset(let offset): settle(offset.payment)
        case .returned(let returned): bringBack(returned)
        case .withdrawn(let withdrawn):
            guard let payment = payments[withdrawn.payment], payment.state == .scheduled else {
                faults.append("Withdrawn is what was not scheduled.")
                return
            }
            payments[withdrawn.payment]?.state = .withdrawn
            release(payment.scheduled)
        case .wageWithheld, .suspended, .resumed, .filed, .unfiled, .payrollSettled, .differenceSettled: break
        }
    }

    private mutating func settle(_ id: PaymentID) {
        guard let payment = payments[id], payment.state == .scheduled else {
            faults.append("Paid is what was not scheduled, was paid before, or had come back.")
            return
        }
        payments[id]?.state = .paid
        for share in payment.scheduled.shares {
            change(share) {
                $0.scheduled -= share.cents
                $0.paid += share.cents
            }
        }
    }

    private mutating func schedule(_ payment: PaymentScheduled) {
        if payments[payment.payment] != nil { faults.append("A payment has the id of another one.") }
        if payment.shares.reduce(Cents.zero, { $0 + $1.cents }) != payment.amountCents + (payment.chargesCents ?? .zero)
        {
            faults.append("The shares of a payment are not its amount and charges.")
        }
        if payment.amountCents <= .zero { faults.append("A payment of nothing, or less.") }
        if payment.recoveries.reduce(Cents.zero, { $0 + $1.cents }) > payment.amountCents {
            faults.append("More is kept from a payment than it comes to.")
        }
        let isSlow = payment.claim.map(slowClaims.contains) ?? false
        if payment.runOn > payment.latestOn, payment.source == .claim, !isSlow {
            faults.append("A claim is paid too late.")
        }
        checkOnce(payment)
        payments[payment.payment] = Payment(scheduled: payment)
        for share in payment.shares {
            guard let budget = budgets[share.budget] else {
                faults.append("A payment from a budget that was never granted.")
                continue
            }
            if budget.isFixed, share.pot == .grant { faults.append("A payment from a budget that was fixed.") }
            change(share) { $0.scheduled += share.cents }
            if payment.source == .freeAmount { budgets[share.budget]?.freeTaken += share.cents }
            guard let after = budgets[share.budget] else { continue }
            if after.freeTaken - after.freeRepaid > after.freeAmount, payment.source == .freeAmount {
                faults.append("More than the free amount is taken.")
            }
            let pot = share.pot == .grant ? after.grant : after.deposit
            if pot.available < .zero { faults.append("More is scheduled than there is.") }
        }
        for recovery in payment.recoveries { recover(recovery, taken: true) }
    }

    /// A claim, a wage month and a returned payment are paid once; a repeat needs the one that came back. What was taken
    /// back does not count, and a difference is paid besides.
    private mutating func checkOnce(_ payment: PaymentScheduled) {
        if let before = payment.repeats {
            if payments[before]?.state != .returned { faults.append("Repeated is a payment that did not come back.") }
            if !repeated.insert(before).inserted { faults.append("A payment is repeated twice.") }
            if (payments[before]?.returned ?? payments[before]?.scheduled.amountCents) != payment.amountCents {
                faults.append("A repeated payment has another amount than what came back.")
            }
            return
        }
        guard payment.source != .backPayment else { return }
        if let claim = payment.claim, !paidClaims.insert(claim).inserted { faults.append("A claim is paid twice.") }
        if payment.source == .wage, let contract = payment.contract, let month = payment.month,
            !paidWages.insert(WageMonth(contract: contract, month: month)).inserted
        {
            faults.append("A wage is paid twice.")
        }
    }

    private mutating func bringBack(_ returned: PaymentReturned) {
        guard let payment = payments[returned.payment], payment.state == .scheduled || payment.state == .paid else {
            faults.append("Returned is what was not scheduled, or had come back before.")
            return
        }
        payments[returned.payment]?.state = .returned
        if !returned.shares.isEmpty {
            payments[returned.payment]?.returned = returned.shares.reduce(Cents.zero) { $0 + $1.cents }
        }
        guard payment.state == .paid else {
            release(payment.scheduled)
            return
        }
        for share in returned.shares.isEmpty ? payment.scheduled.shares : returned.shares {
            credit(share)
            if payment.scheduled.source == .freeAmount { budgets[share.budget]?.freeTaken -= share.cents }
        }
    }

    /// Undoes what was held for a payment that is not made.
    private mutating func release(_ payment: PaymentScheduled) {
        for share in payment.shares {
            change(share) { $0.scheduled -= share.cents }
            if payment.source == .freeAmount { budgets[share.budget]?.freeTaken -= share.cents }
        }
        for recovery in payment.recoveries { recover(recovery, taken: false) }
        // One that came back is paid again by a repeat; one that was withdrawn may be due anew.
        guard payments[payment.payment]?.state == .withdrawn, payment.source != .backPayment else { return }
        if let claim = payment.claim { paidClaims.remove(claim) }
        if payment.source == .wage, let contract = payment.contract, let month = payment.month {
            paidWages.remove(WageMonth(contract: contract, month: month))
        }
    }

    private mutating func take(_ fact: ReceivableFact) {
        switch fact {
        case .raised(let raised):
            if receivables[raised.receivable] != nil { faults.append("A receivable has the id of another one.") }
            if raised.amountCents <= .zero { faults.append("A receivable of nothing, or less.") }
            if raised.shares.reduce(Cents.zero, { $0 + $1.cents }) != raised.amountCents {
                faults.append("The shares of a receivable are not its amount.")
            }
            receivables[raised.receivable] = Receivable(raised: raised, open: raised.amountCents)
        case .planned: break
        case .paid(let paid):
            if paid.shares.reduce(Cents.zero, { $0 + $1.cents }) != paid.cents {
                faults.append("The shares of what came in are not its amount.")
            }
            settle(paid.receivable, paid.cents, paid.shares)
        case .writtenOff(let written): settle(written.receivable, written.cents, [])
        }
    }

    private mutating func recover(_ recovery: Recovery, taken: Bool) {
        let shares = taken ? recovery.shares : recovery.shares.map { $0.with(-$0.cents) }
        settle(recovery.receivable, taken ? recovery.cents : -recovery.cents, shares)
    }

    private mutating func settle(_ id: ReceivableID, _ cents: Cents, _ shares: [BudgetShare]) {
        guard var receivable = receivables[id] else {
            faults.append("Paid is a receivable that was never raised.")
            return
        }
        receivable.open -= cents
        if receivable.open < .zero { faults.append("More comes in on a receivable than was due.") }
        receivables[id] = receivable
        for share in shares {
            credit(share)
            if receivable.raised.cause == .freeAmountOverdrawn { budgets[share.budget]?.freeRepaid += share.cents }
        }
    }

    /// Money comes back; to a budget that was fixed it does not, for it is the granter's.
    private mutating func credit(_ share: BudgetShare) {
        if share.pot == .grant, budgets[share.budget]?.isFixed == true { return }
        change(share) { $0.credits += share.cents }
    }

    private mutating func change(_ share: BudgetShare, _ body: (inout Account) -> Void) {
        guard var budget = budgets[share.budget] else { return }
        switch share.pot {
        case .grant: body(&budget.grant)
        case .deposit: body(&budget.deposit)
        }
        budgets[share.budget] = budget
    }

    /// Where the state of a budget differs from these books.
    func faults(of state: BudgetState) -> [String] {
        guard let budget = budgets[state.id] else { return ["The state has a budget that was never granted."] }
        let account = budget.grant
        var faults: [String] = []
        if state.grantedCents != account.granted { faults.append("granted differs") }
        if state.creditCents != account.credits { faults.append("credits differ") }
        if state.paidCents != account.paid { faults.append("paid differs") }
        if state.scheduledCents != account.scheduled { faults.append("scheduled differs") }
        if state.freeAmountCents != budget.freeAmount { faults.append("free amount differs") }
        if state.freeTakenCents != budget.freeTaken { faults.append("free amount taken differs") }
        if state.freeRepaidCents != budget.freeRepaid { faults.append("free amount repaid differs") }
        if state.deposit.receivedCents != budget.deposit.granted { faults.append("deposit received differs") }
        if state.deposit.creditCents != budget.deposit.credits { faults.append("deposit credits differ") }
        if state.deposit.paidCents != budget.deposit.paid { faults.append("deposit paid differs") }
        if state.deposit.scheduledCents != budget.deposit.scheduled { faults.append("deposit scheduled differs") }
        if state.grantedCents + state.creditCents
            != state.paidCents + state.scheduledCents + state.availableCents
        {
            faults.append("granted + credits is not paid + scheduled + available")
        }
        if state.availableCents < .zero, !budget.isLowered { faults.append("available is below zero") }
        if state.deposit.availableCents < .zero { faults.append("available of the deposit is below zero") }
        return faults
    }

    /// Where the state of a receivable differs from these books.
    func faults(of state: ReceivableState) -> [String] {
        receivables[state.id]?.open == state.openCents ? [] : ["what is open of a receivable differs"]
    }
}
