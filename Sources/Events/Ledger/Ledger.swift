/// The books of all money, kept from the facts alone. It shares nothing with the state that decisions see, so that the two
/// can be compared, and it is walked over a whole log by `pgb verify --money`.
///
/// Every entry takes from one side of a budget what it puts on another: at every position granted + credits = paid +
/// scheduled + available. Besides it holds that no payment takes more than there is, that nothing is paid twice, that a
/// file comes to the sum of its payments, and that nobody pays back more than he owes.
package struct Ledger: Equatable, Sendable {
    /// What goes out once: a claim, or a month of a monthly wage.
    enum Due: Hashable {
        case claim(ClaimID)
        case wage(ContractID, Month)
    }

    private var budgets: [BudgetID: LedgerBudget] = [:]
    var payments: [PaymentID: LedgerPayment] = [:]
    var receivables: [ReceivableID: LedgerReceivable] = [:]
    var runs: [RunID: LedgerRun] = [:]
    /// By which payment it went out, or goes out.
    private var settledBy: [Due: PaymentID] = [:]
    private var deposits: Set<DepositID> = []
    private var corrected: Set<ClaimID> = []
    /// By claim, what was held for the claim whose place it takes and is free again.
    private var freed: [ClaimID: [BudgetShare]] = [:]
    /// Employer charges that were booked with the wages of a month and did not come back.
    var charges: [Due: Cents] = [:]
    /// What was booked from one budget to another, by the payment it is about: never more than was taken off.
    private var rebooked: [PaymentID: [BudgetShare]] = [:]
    /// By claim that was corrected, the one that took its place.
    private var correctedBy: [ClaimID: ClaimID] = [:]
    /// References that do not follow from the id of their payment.
    private var references: Set<Code> = []
    /// Everything that was wrong so far, in English.
    package private(set) var faults: [String] = []

    package init() {}

    /// The money of a budget; nil when it was never granted.
    package func budget(_ id: BudgetID) -> LedgerBudget? { budgets[id] }

    /// How many payments are in the file of a run, and their sum; nil when it was never opened.
    package func run(_ id: RunID) -> (payments: Int64, cents: Cents)? { runs[id].map { ($0.payments, $0.cents) } }

    /// What has still to come in; nil when it was never raised.
    package func open(_ id: ReceivableID) -> Cents? { receivables[id]?.open }

    /// Takes up one event, in the order of the log.
    package mutating func take(_ event: Event) {
        switch event {
        case .budget(let fact): take(fact)
        case .payment(let fact): take(fact)
        case .receivable(let fact): take(fact)
        case .run(let fact): take(fact)
        case .claim(.corrected(let correction)):
            if !corrected.insert(correction.claim).inserted { fault("A claim is corrected twice.") }
            correctedBy[correction.claim] = correction.by
        case .party, .office, .representation, .contract, .claim, .bank, .inbox, .document, .application,
            .circumstance, .rights, .dispatch, .system:
            break
        }
    }

    /// Keeps what a payment no longer holds, for the claim that takes the place of its claim.
    mutating func free(_ payment: LedgerPayment) {
        guard let claim = payment.claim.flatMap({ correctedBy[$0] }) else { return }
        freed[claim, default: []] += payment.shares
    }

    /// Whether a share is no more than what a correction set free before it. Such a share may be taken from a budget that
    /// was lowered under what was spent: there is no more scheduled on it than before.
    func isFreed(_ share: BudgetShare, for claim: ClaimID?) -> Bool {
        guard let claim, let shares = freed[claim] else { return false }
        return share.cents <= shares.filter(share.draws(like:)).total
    }

    /// What was set free is used once.
    mutating func useFreed(for claim: ClaimID?) {
        if let claim { freed[claim] = nil }
    }

    mutating func fault(_ what: String) { faults.append(what) }

    /// Changes the books of one budget and looks at them after.
    mutating func change(_ id: BudgetID, _ body: (inout LedgerBudget) -> Void) {
        guard var budget = budgets[id] else {
            fault("Money moves on a budget that was never granted.")
            return
        }
        body(&budget)
        budgets[id] = budget
        if !budget.grant.isBalanced || !budget.deposit.isBalanced {
            fault("Granted + credits is not paid + scheduled + available.")
        }
        if budget.grant.scheduled < .zero || budget.deposit.scheduled < .zero {
            fault("Less than nothing is scheduled on a budget.")
        }
        if budget.deposit.available < .zero { fault("A deposit is below zero.") }
    }

    /// Keeps that a claim or a wage goes out by this payment. A returned payment may be repeated, and what was taken back
    /// may be scheduled anew; what pays a difference names the payment it corrects.
    mutating func settle(_ payment: PaymentScheduled) {
        if payment.endToEnd != Code(payment.payment),
            !references.insert(payment.endToEnd).inserted
        {
            fault("Two payments have one end-to-end code.")
        }
        if let before = payment.repeats {
            if payments[before]?.stage != .returned { fault("Repeated is a payment that did not come back.") }
            if payments[before]?.isRepeated == true { fault("A payment is repeated twice.") }
            if payment.shares.total != payments[before]?.cameBack {
                fault("A repeated payment takes another amount than what came back.")
            }
            payments[before]?.isRepeated = true
        }
        if let before = payment.corrects {
            if payments[before] == nil { fault("It corrects a payment that never was.") }
            if payment.source == .backPayment { return }
        }
        guard let due = due(payment) else { return }
        if let before = settledBy[due], payment.repeats == nil, payments[before]?.stage != .withdrawn {
            fault(payment.source == .wage ? "A wage is paid twice." : "A claim is paid twice.")
        }
        settledBy[due] = payment.payment
    }

    private func due(_ payment: PaymentScheduled) -> Due? {
        switch payment.source {
        case .claim, .freeAmount: return payment.claim.map(Due.claim)
        case .wage:
            guard let contract = payment.contract, let month = payment.month else { return nil }
            return .wage(contract, month)
        case .backPayment, .depositRefund: return nil
        }
    }

    private mutating func take(_ fact: BudgetFact) {
        switch fact {
        case .granted(let grant):
            if budgets[grant.budget] != nil { fault("A budget is granted twice.") }
            var budget = LedgerBudget()
            budget.grant.move(grant.grantedCents, from: .granted, to: .available)
            budget.freeAmount = grant.freeAmountCents
            budgets[grant.budget] = budget
        case .changed(let changed): regrant(changed.budget, changed.grantedCents, changed.freeAmountCents)
        case .ended(let ended): regrant(ended.budget, ended.grantedCents, ended.freeAmountCents)
        case .openingLoaded(let opening):
            change(opening.budget) {
                $0.grant.move(opening.paidCents, from: .available, to: .paid)
                $0.freeTaken += opening.freeTakenCents
            }
        case .credited(let credit):
            change(credit.budget) { $0.credit(credit.share) }
            compare(credit)
        case .depositReceived(let deposit):
            if !deposits.insert(deposit.deposit).inserted { fault("A deposit is booked twice.") }
            if deposit.cents <= .zero { fault("A deposit of nothing, or less.") }
            change(deposit.budget) { $0.deposit.move(deposit.cents, from: .granted, to: .available) }
        case .fixed(let fixed):
            if budgets[fixed.budget]?.isFixed == true { fault("A budget is fixed twice.") }
            if budgets[fixed.budget]?.grant.scheduled != .zero { fault("A budget is fixed before all is paid.") }
            if budgets[fixed.budget]?.deposit.available != .zero { fault("A budget is fixed with a deposit on it.") }
            change(fixed.budget) { $0.isFixed = true }
        case .conflictFound, .claimStopSet, .claimStopLifted, .warned, .closed: break
        }
    }

    /// Looks at what was booked between budgets and the tax office.
    private mutating func compare(_ credit: BudgetCredited) {
        switch credit.cause {
        case .chargesBack:
            guard let contract = credit.contract, let month = credit.month else {
                return fault("Employer charges come back of no wage.")
            }
            charges[.wage(contract, month), default: .zero] -= credit.cents
            if credit.cents > .zero, charges[.wage(contract, month), default: .zero] < .zero {
                fault("More employer charges come back than were booked.")
            }
        case .rebooked:
            guard let payment = credit.payment, payments[payment] != nil else {
                return fault("Booked to another budget is what was never paid.")
            }
            let shares = rebooked[payment, default: []] + [credit.share]
            rebooked[payment] = shares
            if shares.total > .zero { fault("More is booked to a budget than was taken off others.") }
            guard credit.cents < .zero, shares.filter(credit.share.draws(like:)).total < .zero else { return }
            if let books = budgets[credit.budget], books[credit.pot].available < .zero {
                fault("More is booked off a budget than there is.")
            }
        case .sickness, .employerCosts, .other: return
        }
    }

    private mutating func regrant(_ id: BudgetID, _ cents: Cents, _ free: Cents) {
        if budgets[id]?.isFixed == true { fault("A budget changes after it was fixed.") }
        change(id) {
            $0.grant.move(cents - $0.grant.granted, from: .granted, to: .available)
            $0.freeAmount = free
        }
    }

    private mutating func take(_ fact: RunFact) {
        switch fact {
        case .opened(let opened):
            if runs[opened.run] != nil { fault("A run is opened twice.") }
            runs[opened.run] = LedgerRun()
        case .collected(let collected): compare(collected.run, collected.payments, collected.cents)
        case .written(let written):
            if runs[written.run]?.written != nil { fault("The file of a run is written twice.") }
            compare(written.run, written.payments, written.cents)
            runs[written.run]?.written = written.cents
        case .released(let released):
            guard let run = runs[released.run] else { return fault("A run was never opened.") }
            if run.written != run.cents { fault("A file leaves with another sum than that of its payments.") }
        case .cancelled(let cancelled): runs[cancelled.run]?.written = nil
        }
    }

    private mutating func compare(_ id: RunID, _ count: Int64, _ cents: Cents) {
        guard let run = runs[id] else { return fault("A run was never opened.") }
        if run.payments != count || run.cents != cents { fault("A run does not come to the sum of its payments.") }
    }
}

extension [BudgetShare] {
    var total: Cents { reduce(.zero) { $0 + $1.cents } }
}
