import Events

@testable import Commands

/// Bookkeeping of one dossier by the facts alone, apart from the state that decisions see, so that the two can be compared.
struct Ledger: Equatable {
    private struct Account: Equatable {
        var granted = Cents.zero
        var freeAmount = Cents.zero
        var credits = Cents.zero
        var paid = Cents.zero
        var scheduled = Cents.zero
        var freeTaken = Cents.zero
    }

    private struct Payment: Equatable {
        let scheduled: PaymentScheduled
        var isPaid = false
        var isReturned = false
    }

    private var accounts: [BudgetID: Account] = [:]
    private var payments: [PaymentID: Payment] = [:]
    private var repeated: Set<PaymentID> = []
    private var paidClaims: Set<ClaimID> = []
    private var paidWages: Set<WageMonth> = []
    private(set) var faults: [String] = []

    mutating func take(_ event: Event) {
        switch event {
        case .budget(.granted(let grant)):
            accounts[grant.budget] = Account(granted: grant.grantedCents, freeAmount: grant.freeAmountCents)
        case .payment(.scheduled(let payment)): schedule(payment)
        case .payment(.paid(let paid)):
            guard let payment = payments[paid.payment], !payment.isPaid, !payment.isReturned else {
                faults.append("Paid is what was not scheduled, was paid before, or had come back.")
                return
            }
            payments[paid.payment]?.isPaid = true
            for share in payment.scheduled.shares {
                accounts[share.budget]?.scheduled -= share.cents
                accounts[share.budget]?.paid += share.cents
            }
        case .payment(.returned(let returned)): bringBack(returned.payment)
        case .party, .office, .representation, .budget, .contract, .claim, .payment, .receivable, .run,
            .bank, .inbox, .document, .system:
            break
        }
    }

    private mutating func schedule(_ payment: PaymentScheduled) {
        if payments[payment.payment] != nil { faults.append("A payment has the id of another one.") }
        if payment.shares.reduce(Cents.zero, { $0 + $1.cents }) != payment.amountCents {
            faults.append("The shares of a payment are not its amount.")
        }
        if payment.amountCents <= .zero { faults.append("A payment of nothing, or less.") }
        if payment.runOn > payment.latestOn, payment.source == .claim { faults.append("A claim is paid too late.") }
        checkOnce(payment)
        payments[payment.payment] = Payment(scheduled: payment)
        for share in payment.shares {
            guard var account = accounts[share.budget] else {
                faults.append("A payment from a budget that was never granted.")
                continue
            }
            account.scheduled += share.cents
            if payment.source == .freeAmount { account.freeTaken += share.cents }
            if account.freeTaken > account.freeAmount { faults.append("More than the free amount is taken.") }
            if account.granted + account.credits < account.paid + account.scheduled {
                faults.append("More is scheduled than there is.")
            }
            accounts[share.budget] = account
        }
    }

    /// A claim, a wage month and a returned payment are paid once; a repeat needs the one that came back.
    private mutating func checkOnce(_ payment: PaymentScheduled) {
        if let before = payment.repeats {
            if payments[before]?.isReturned != true { faults.append("Repeated is a payment that did not come back.") }
            if !repeated.insert(before).inserted { faults.append("A payment is repeated twice.") }
            if payments[before]?.scheduled.amountCents != payment.amountCents {
                faults.append("A repeated payment has another amount.")
            }
            return
        }
        if let claim = payment.claim, !paidClaims.insert(claim).inserted { faults.append("A claim is paid twice.") }
        if payment.source == .wage, let contract = payment.contract, let month = payment.month,
            !paidWages.insert(WageMonth(contract: contract, month: month)).inserted
        {
            faults.append("A wage is paid twice.")
        }
    }

    private mutating func bringBack(_ id: PaymentID) {
        guard let payment = payments[id], !payment.isReturned else {
            faults.append("Returned is what was not scheduled, or had come back before.")
            return
        }
        payments[id]?.isReturned = true
        for share in payment.scheduled.shares {
            if payment.isPaid {
                accounts[share.budget]?.credits += share.cents
            } else {
                accounts[share.budget]?.scheduled -= share.cents
            }
            if payment.scheduled.source == .freeAmount { accounts[share.budget]?.freeTaken -= share.cents }
        }
    }

    /// Where the state of a budget differs from these books.
    func faults(of budget: BudgetState) -> [String] {
        guard let account = accounts[budget.id] else { return ["The state has a budget that was never granted."] }
        var faults: [String] = []
        if budget.grantedCents != account.granted { faults.append("granted differs") }
        if budget.creditCents != account.credits { faults.append("credits differ") }
        if budget.paidCents != account.paid { faults.append("paid differs") }
        if budget.scheduledCents != account.scheduled { faults.append("scheduled differs") }
        if budget.freeTakenCents != account.freeTaken { faults.append("free amount taken differs") }
        if budget.grantedCents + budget.creditCents
            != budget.paidCents + budget.scheduledCents + budget.availableCents
        {
            faults.append("granted + credits is not paid + scheduled + available")
        }
        if budget.availableCents < .zero { faults.append("available is below zero") }
        return faults
    }
}
