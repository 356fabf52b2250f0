/// The money of one pot of a budget, as double-entry bookkeeping: an entry takes from one side what it puts on another, so
/// the sides always come to zero together.
package struct LedgerAccount: Equatable, Sendable {
    /// What comes from outside is kept below zero: what was granted or put in, and what came besides.
    enum Side: Int {
        case granted, credits, available, scheduled, paid
    }

    private var sides = SIMD8<Int64>()

    /// An entry. Below zero it goes the other way.
    mutating func move(_ cents: Cents, from: Side, to: Side) {
        sides[from.rawValue] -= cents.raw
        sides[to.rawValue] += cents.raw
    }

    package var granted: Cents { Cents(-sides[Side.granted.rawValue]) }
    package var credits: Cents { Cents(-sides[Side.credits.rawValue]) }
    package var available: Cents { Cents(sides[Side.available.rawValue]) }
    package var scheduled: Cents { Cents(sides[Side.scheduled.rawValue]) }
    package var paid: Cents { Cents(sides[Side.paid.rawValue]) }

    /// Whether granted + credits = paid + scheduled + available.
    var isBalanced: Bool { granted + credits == paid + scheduled + available }
}

/// What the ledger keeps of one budget.
package struct LedgerBudget: Equatable, Sendable {
    package internal(set) var grant = LedgerAccount()
    package internal(set) var deposit = LedgerAccount()
    var freeAmount = Cents.zero
    package internal(set) var freeTaken = Cents.zero
    /// What of a free amount that was overdrawn came back.
    package internal(set) var freeRepaid = Cents.zero
    var isFixed = false
    /// What came back after it was fixed: it is the granter's.
    package internal(set) var cameAfterFixing = Cents.zero

    subscript(pot: Pot) -> LedgerAccount {
        get { pot == .grant ? grant : deposit }
        set { if pot == .grant { grant = newValue } else { deposit = newValue } }
    }

    mutating func move(_ share: BudgetShare, from: LedgerAccount.Side, to: LedgerAccount.Side) {
        self[share.pot].move(share.cents, from: from, to: to)
    }

    /// Money comes in from outside; once the budget is fixed it is not its own any more.
    mutating func credit(_ share: BudgetShare) {
        if isFixed, share.pot == .grant {
            cameAfterFixing += share.cents
        } else {
            move(share, from: .credits, to: .available)
        }
    }
}

/// What the ledger keeps of one payment.
struct LedgerPayment: Equatable, Sendable {
    enum Stage: Equatable, Sendable {
        case scheduled
        case filed(RunID, Cents)
        case paid, offset, returned, withdrawn
    }

    let source: PaymentSource
    let claim: ClaimID?
    let amount: Cents
    /// Employer charges on top.
    let charges: Cents
    /// The month of wage it is for, where it is for one.
    let wage: Ledger.Due?
    let shares: [BudgetShare]
    let recoveries: [Recovery]
    let isPayroll: Bool
    var stage = Stage.scheduled
    var net: Cents?
    /// What was booked back when it was returned.
    var cameBack = Cents.zero
    var isRepeated = false

    init(_ payment: PaymentScheduled) {
        source = payment.source
        claim = payment.claim
        amount = payment.amountCents
        charges = payment.chargesCents ?? .zero
        if let contract = payment.contract, let month = payment.month {
            wage = .wage(contract, month)
        } else {
            wage = nil
        }
        shares = payment.shares
        recoveries = payment.recoveries
        isPayroll = payment.payroll
    }

    /// What the bank has to pay; nil while a gross wage waits for the salary engine.
    var bankCents: Cents? { (isPayroll ? net : amount).map { recoveries.reduce($0) { $0 - $1.cents } } }

    var isOpen: Bool {
        switch stage {
        case .scheduled, .filed: true
        case .paid, .offset, .returned, .withdrawn: false
        }
    }
}

/// What the ledger keeps of one receivable.
struct LedgerReceivable: Equatable, Sendable {
    let amount: Cents
    /// Whether it is about a free amount: what comes in is not the holder's any more.
    let isFreeAmount: Bool
    var open: Cents
}

/// What the ledger keeps of one run: the sum of the payments that are in its file now.
struct LedgerRun: Equatable, Sendable {
    var payments: Int64 = 0
    var cents = Cents.zero
    /// What was written into its file.
    var written: Cents?
}
