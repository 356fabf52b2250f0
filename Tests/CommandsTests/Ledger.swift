import Events

@testable import Commands

/// Bookkeeping of one dossier by the facts alone, apart from the state that decisions see, so that the two can be compared.
struct Ledger: Equatable {
    /// One pot of one budget.
    private struct Pocket: Hashable {
        let budget: BudgetID
        let pot: Pot
    }

    private struct Account: Equatable {
        var received = Cents.zero
        var credits = Cents.zero
        var paid = Cents.zero
        var scheduled = Cents.zero

        var available: Cents { received + credits - paid - scheduled }
    }

    private struct Free: Equatable {
        var granted = Cents.zero
        var taken = Cents.zero
    }

    private struct Payment: Equatable {
        let scheduled: PaymentScheduled
        var isPaid = false
        var isOver = false
    }

    private var accounts: [Pocket: Account] = [:]
    private var free: [BudgetID: Free] = [:]
    private var fixed: Set<BudgetID> = []
    private var payments: [PaymentID: Payment] = [:]
    private var open: [ReceivableID: Cents] = [:]
    private var repeated: Set<PaymentID> = []
    private var paidClaims: Set<ClaimID> = []
    private var corrected: Set<ClaimID> = []
    /// Claims whose order to pay came before the decision: on paper, or held for a person.
    private var slowClaims: Set<ClaimID> = []
    private(set) var faults: [String] = []

    mutating func take(_ event: Event) {
        switch event {
        case .budget(let fact): take(fact)
        case .claim(.filed(let filed)): if filed.receivedOn != nil { slowClaims.insert(filed.claim) }
        case .claim(.held(let held)): slowClaims.insert(held.claim)
        case .claim(.corrected(let correction)):
            if !corrected.insert(correction.claim).inserted { faults.append("A claim is corrected twice.") }
        case .payment(let fact): take(fact)
        case .receivable(.raised(let raised)):
            open[raised.receivable] = raised.amountCents
            if raised.shares.totalCents != raised.amountCents { faults.append("A receivable is not its shares.") }
        case .receivable(.paid(let paid)):
            collect(paid.receivable, paid.cents, paid.shares)
        case .receivable(.writtenOff(let written)): collect(written.receivable, written.cents, [])
        case .party, .office, .representation, .contract, .claim, .receivable, .run, .bank, .inbox, .document,
            .system:
            break
        }
    }

    private mutating func take(_ fact: BudgetFact) {
        switch fact {
        case .granted(let grant):
            set(grant.budget, grant.grantedCents, free: grant.freeAmountCents)
        case .changed(let change): set(change.budget, change.grantedCents, free: change.freeAmountCents)
        case .ended(let end): set(end.budget, end.grantedCents, free: end.freeAmountCents)
        case .openingLoaded(let opening):
            add(BudgetShare(budget: opening.budget, cents: opening.paidCents), to: \.paid)
            free[opening.budget, default: Free()].taken += opening.freeTakenCents
        case .credited(let credit): credits(BudgetShare(budget: credit.budget, cents: credit.cents))
        case .depositReceived(let deposit):
            add(BudgetShare(budget: deposit.budget, cents: deposit.cents, pot: .deposit), to: \.received)
        case .fixed(let end): fixed.insert(end.budget)
        case .conflictFound, .claimStopSet, .claimStopLifted, .warned, .closed: break
        }
    }

    private mutating func take(_ fact: PaymentFact) {
        switch fact {
        case .scheduled(let payment): schedule(payment)
        case .paid(let paid): settle(paid.payment)
        case .offset(let offset): settle(offset.payment)
        case .returned(let returned): bringBack(returned)
        case .withdrawn(let withdrawn):
            guard let payment = payments[withdrawn.payment], !payment.isPaid, !payment.isOver else {
                faults.append("Withdrawn is what was not scheduled, or was paid.")
                return
            }
            payments[withdrawn.payment]?.isOver = true
            release(payment.scheduled)
        case .wageWithheld, .suspended, .resumed, .filed, .unfiled, .payrollSettled, .differenceSettled: break
        }
    }

    private mutating func set(_ budget: BudgetID, _ granted: Cents, free amount: Cents) {
        accounts[Pocket(budget: budget, pot: .grant), default: Account()].received = granted
        free[budget, default: Free()].granted = amount
    }

    private mutating func add(_ share: BudgetShare, to part: WritableKeyPath<Account, Cents>, sign: Int64 = 1) {
        let pocket = Pocket(budget: share.budget, pot: share.pot)
        accounts[pocket, default: Account()][keyPath: part] += Cents(sign * share.cents.raw)
    }

    /// Money comes back; what comes after a budget was fixed is the granter's.
    private mutating func credits(_ share: BudgetShare, sign: Int64 = 1) {
        if share.pot == .grant, fixed.contains(share.budget) { return }
        add(share, to: \.credits, sign: sign)
    }

    private mutating func schedule(_ payment: PaymentScheduled) {
        if payments[payment.payment] != nil { faults.append("A payment has the id of another one.") }
        if payment.shares.totalCents != payment.amountCents + (payment.chargesCents ?? .zero) {
            faults.append("The shares of a payment are not its amount.")
        }
        if payment.amountCents <= .zero { faults.append("A payment of nothing, or less.") }
        let isSlow = payment.claim.map(slowClaims.contains) ?? false
        if payment.runOn > payment.latestOn, payment.source == .claim, !isSlow {
            faults.append("A claim is paid too late.")
        }
        checkOnce(payment)
        payments[payment.payment] = Payment(scheduled: payment)
        for recovery in payment.recoveries { collect(recovery.receivable, recovery.cents, recovery.shares) }
        for share in payment.shares {
            let pocket = Pocket(budget: share.budget, pot: share.pot)
            guard accounts[pocket] != nil else {
                faults.append("A payment from a budget that was never granted, or a deposit that never came.")
                continue
            }
            add(share, to: \.scheduled)
            if accounts[pocket]?.available ?? .zero < .zero { faults.append("More is scheduled than there is.") }
            guard payment.source == .freeAmount else { continue }
            free[share.budget, default: Free()].taken += share.cents
            if let known = free[share.budget], known.taken > known.granted {
                faults.append("More than the free amount is taken.")
            }
        }
    }

    private mutating func settle(_ id: PaymentID) {
        guard let payment = payments[id], !payment.isPaid, !payment.isOver else {
            faults.append("Paid is what was not scheduled, was paid before, or had come back.")
            return
        }
        payments[id]?.isPaid = true
        for share in payment.scheduled.shares {
            add(share, to: \.scheduled, sign: -1)
            add(share, to: \.paid)
        }
    }

    /// A claim, a wage month and a returned payment are paid once; a repeat needs the one that came back, and what is paid
    /// on later is another thing.
    private mutating func checkOnce(_ payment: PaymentScheduled) {
        if let before = payment.repeats {
            if payments[before]?.isOver != true { faults.append("Repeated is a payment that did not come back.") }
            if !repeated.insert(before).inserted { faults.append("A payment is repeated twice.") }
            return
        }
        if payment.source != .backPayment, let claim = payment.claim, !paidClaims.insert(claim).inserted {
            faults.append("A claim is paid twice.")
        }
        guard payment.source == .wage, let contract = payment.contract, let month = payment.month else { return }
        let isStanding = payments.values.contains {
            !$0.isOver && $0.scheduled.source == .wage && $0.scheduled.contract == contract
                && $0.scheduled.month == month
        }
        if isStanding { faults.append("A wage is paid twice.") }
    }

    private mutating func bringBack(_ returned: PaymentReturned) {
        guard let payment = payments[returned.payment], !payment.isOver else {
            faults.append("Returned is what was not scheduled, or had come back before.")
            return
        }
        payments[returned.payment]?.isOver = true
        guard payment.isPaid else {
            release(payment.scheduled)
            return
        }
        for share in returned.shares.isEmpty ? payment.scheduled.shares : returned.shares {
            credits(share)
            if payment.scheduled.source == .freeAmount { free[share.budget]?.taken -= share.cents }
        }
    }

    private mutating func release(_ payment: PaymentScheduled) {
        for share in payment.shares {
            add(share, to: \.scheduled, sign: -1)
            if payment.source == .freeAmount { free[share.budget]?.taken -= share.cents }
        }
        for recovery in payment.recoveries {
            open[recovery.receivable, default: .zero] += recovery.cents
            for share in recovery.shares { credits(share, sign: -1) }
        }
    }

    private mutating func collect(_ receivable: ReceivableID, _ cents: Cents, _ shares: [BudgetShare]) {
        open[receivable, default: .zero] -= cents
        if open[receivable] ?? .zero < .zero { faults.append("More comes in on a receivable than is open.") }
        for share in shares { credits(share) }
    }

    /// Where the state of a budget differs from these books.
    func faults(of budget: BudgetState) -> [String] {
        guard let account = accounts[Pocket(budget: budget.id, pot: .grant)] else {
            return ["The state has a budget that was never granted."]
        }
        let deposit = accounts[Pocket(budget: budget.id, pot: .deposit)] ?? Account()
        var faults: [String] = []
        if budget.grantedCents != account.received { faults.append("granted differs") }
        if budget.creditCents != account.credits { faults.append("credits differ") }
        if budget.paidCents != account.paid { faults.append("paid differs") }
        if budget.scheduledCents != account.scheduled { faults.append("scheduled differs") }
        if budget.freeTakenCents != free[budget.id]?.taken { faults.append("free amount taken differs") }
        if budget.deposit.receivedCents != deposit.received { faults.append("deposit received differs") }
        if budget.deposit.creditCents != deposit.credits { faults.append("deposit credits differ") }
        if budget.deposit.paidCents != deposit.paid { faults.append("deposit paid differs") }
        if budget.deposit.scheduledCents != deposit.scheduled { faults.append("deposit scheduled differs") }
        if budget.availableCents != account.available {
            faults.append("granted + credits is not paid + scheduled + available")
        }
        if budget.deposit.availableCents < .zero { faults.append("the deposit is below zero") }
        return faults
    }
}
