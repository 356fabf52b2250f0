// What becomes of a budget after it was granted: changes, ends, stops, and what comes in besides.

/// A granter changed a budget. The event repeats the full state, so what is missing is gone: iPgb OP501 has every message
/// repeat all that is valid.
package struct BudgetChanged: Fact {
    package static let name: StaticString = "budget-changed"
    package let budget: BudgetID
    package let cause: BudgetChange
    /// First and last day of the period after the change.
    package let from: Day
    package let until: Day
    package let grantedCents: Cents
    /// All functions, also those withdrawn: at zero, for the first day only (iPgb OP505).
    package let functions: [FunctionBudget]
    /// What the holder may take without accounting for it; below what was taken when the rest is overdrawn.
    package let freeAmountCents: Cents
    /// What of the amount is for extra care.
    package let extras: [ExtraBudget]
    package let indication: Personal<Indication>?
    package let reasons: Reasons

    package init(
        budget: BudgetID, cause: BudgetChange, from: Day, until: Day, grantedCents: Cents, functions: [FunctionBudget],
        freeAmountCents: Cents, extras: [ExtraBudget] = [], indication: Personal<Indication>? = nil, reasons: Reasons
    ) {
        self.budget = budget
        self.cause = cause
        self.from = from
        self.until = until
        self.grantedCents = grantedCents
        self.functions = functions
        self.freeAmountCents = freeAmountCents
        self.extras = extras
        self.indication = indication
        self.reasons = reasons
    }

    package init(from r: inout JSONReader) {
        budget = r("budget")
        cause = r("cause")
        from = r("from")
        until = r("until")
        grantedCents = r("grantedCents")
        functions = r.list("functions")
        freeAmountCents = r("freeAmountCents")
        extras = r.optionalList("extras")
        indication = r.optional("indication")
        reasons = r("reasons")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("budget", budget)
        w.field("cause", cause)
        w.field("from", from)
        w.field("until", until)
        w.field("grantedCents", grantedCents)
        w.field("functions", functions)
        w.field("freeAmountCents", freeAmountCents)
        w.present("extras", list: extras)
        w.present("indication", indication)
        w.field("reasons", reasons)
    }
}

/// A granter ended a budget before its period was over. What was granted for the days after goes back to the granter.
package struct BudgetEnded: Fact {
    package static let name: StaticString = "budget-ended"
    package let budget: BudgetID
    package let cause: BudgetEndCause
    /// The last day care may be paid for; with a death the day of death.
    package let lastDay: Day
    /// What is granted for the part that remains (Rlz 5.14).
    package let grantedCents: Cents
    package let functions: [FunctionBudget]
    package let freeAmountCents: Cents
    package let reasons: Reasons

    package init(
        budget: BudgetID, cause: BudgetEndCause, lastDay: Day, grantedCents: Cents, functions: [FunctionBudget],
        freeAmountCents: Cents, reasons: Reasons
    ) {
        self.budget = budget
        self.cause = cause
        self.lastDay = lastDay
        self.grantedCents = grantedCents
        self.functions = functions
        self.freeAmountCents = freeAmountCents
        self.reasons = reasons
    }

    package init(from r: inout JSONReader) {
        budget = r("budget")
        cause = r("cause")
        lastDay = r("lastDay")
        grantedCents = r("grantedCents")
        functions = r.list("functions")
        freeAmountCents = r("freeAmountCents")
        reasons = r("reasons")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("budget", budget)
        w.field("cause", cause)
        w.field("lastDay", lastDay)
        w.field("grantedCents", grantedCents)
        w.field("functions", functions)
        w.field("freeAmountCents", freeAmountCents)
        w.field("reasons", reasons)
    }

    package var validOn: Day? { lastDay }
}

/// A granter lowered a budget under what was spent or is scheduled (bestedingsconflict, iPgb OP504). The change holds; the granter
/// and the holder are told.
package struct SpendingConflictFound: Fact {
    package static let name: StaticString = "spending-conflict-found"
    package let budget: BudgetID
    package let grantedCents: Cents
    /// Paid and scheduled, less what came back.
    package let spentCents: Cents
    /// The function it is about, where that has an amount of its own; nil for the whole.
    package let function: CareFunction?

    package init(budget: BudgetID, grantedCents: Cents, spentCents: Cents, function: CareFunction? = nil) {
        self.budget = budget
        self.grantedCents = grantedCents
        self.spentCents = spentCents
        self.function = function
    }

    package init(from r: inout JSONReader) {
        budget = r("budget")
        grantedCents = r("grantedCents")
        spentCents = r("spentCents")
        function = r.optional("function")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("budget", budget)
        w.field("grantedCents", grantedCents)
        w.field("spentCents", spentCents)
        w.present("function", function)
    }
}

/// A granter stopped claims on a budget (declaratiestop): for care from that day on nothing is accepted until it is lifted.
package struct ClaimStopSet: Fact {
    package static let name: StaticString = "claim-stop-set"
    package let budget: BudgetID
    package let from: Day
    package let explanation: Personal<Text>

    package init(budget: BudgetID, from: Day, explanation: Personal<Text>) {
        self.budget = budget
        self.from = from
        self.explanation = explanation
    }

    package init(from r: inout JSONReader) {
        budget = r("budget")
        from = r("from")
        explanation = r("explanation")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("budget", budget)
        w.field("from", from)
        w.field("explanation", explanation)
    }

    package var validOn: Day? { from }
}

/// A granter lifted a stop of claims.
package struct ClaimStopLifted: Fact {
    package static let name: StaticString = "claim-stop-lifted"
    package let budget: BudgetID

    package init(budget: BudgetID) {
        self.budget = budget
    }

    package init(from r: inout JSONReader) {
        budget = r("budget")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("budget", budget)
    }
}

/// What another system had paid from a budget before it was kept here, as one amount.
package struct OpeningBalanceLoaded: Fact {
    package static let name: StaticString = "opening-balance-loaded"
    package let budget: BudgetID
    /// Through which day it counts.
    package let on: Day
    package let paidCents: Cents
    /// What of it was the free amount.
    package let freeTakenCents: Cents

    package init(budget: BudgetID, on: Day, paidCents: Cents, freeTakenCents: Cents) {
        self.budget = budget
        self.on = on
        self.paidCents = paidCents
        self.freeTakenCents = freeTakenCents
    }

    package init(from r: inout JSONReader) {
        budget = r("budget")
        on = r("on")
        paidCents = r("paidCents")
        freeTakenCents = r("freeTakenCents")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("budget", budget)
        w.field("on", on)
        w.field("paidCents", paidCents)
        w.field("freeTakenCents", freeTakenCents)
    }

    package var validOn: Day? { on }
}

/// Money was added to a budget besides the grant, such as the compensation for wage during sickness; taken off again when below
/// zero.
package struct BudgetCredited: Fact {
    package static let name: StaticString = "budget-credited"
    package let budget: BudgetID
    package let cents: Cents
    package let cause: CreditCause
    /// The contract and month it is about.
    package let contract: ContractID?
    package let month: Month?
    /// The payment it compensates.
    package let payment: PaymentID?
    package let reasons: Reasons
    /// Public money, or what the holder put beside it.
    package let pot: Pot
    /// The function it counts for, where a budget has several.
    package let function: CareFunction?

    package init(
        budget: BudgetID, cents: Cents, cause: CreditCause, contract: ContractID? = nil, month: Month? = nil,
        payment: PaymentID? = nil, reasons: Reasons, pot: Pot = .grant, function: CareFunction? = nil
    ) {
        self.budget = budget
        self.cents = cents
        self.cause = cause
        self.contract = contract
        self.month = month
        self.payment = payment
        self.reasons = reasons
        self.pot = pot
        self.function = function
    }

    package init(from r: inout JSONReader) {
        budget = r("budget")
        cents = r("cents")
        cause = r("cause")
        contract = r.optional("contract")
        month = r.optional("month")
        payment = r.optional("payment")
        reasons = r("reasons")
        pot = r.optional("pot") ?? .grant
        function = r.optional("function")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("budget", budget)
        w.field("cents", cents)
        w.field("cause", cause)
        w.present("contract", contract)
        w.present("month", month)
        w.present("payment", payment)
        w.field("reasons", reasons)
        w.present("pot", pot == .grant ? nil : pot)
        w.present("function", function)
    }

    package var validOn: Day? { month?.last }

    /// The money it is added to.
    package var share: BudgetShare { BudgetShare(budget: budget, cents: cents, pot: pot, function: function) }
}

/// The holder put money of his own beside a budget (vrijwillige storting, Rlz 5.23(7)). It pays what public money may not pay.
package struct DepositReceived: Fact {
    package static let name: StaticString = "deposit-received"
    package let deposit: DepositID
    package let budget: BudgetID
    package let cents: Cents
    /// The day of the bank statement.
    package let on: Day
    /// Where the bank told it.
    package let entry: BankEntry?
    /// Whether there is or will be a shortage: without one a deposit is not asked for (money 11). Money that came in is
    /// booked all the same.
    package let reasons: Reasons

    package init(
        deposit: DepositID, budget: BudgetID, cents: Cents, on: Day, entry: BankEntry? = nil, reasons: Reasons = []
    ) {
        self.deposit = deposit
        self.budget = budget
        self.cents = cents
        self.on = on
        self.entry = entry
        self.reasons = reasons
    }

    package init(from r: inout JSONReader) {
        deposit = r("deposit")
        budget = r("budget")
        cents = r("cents")
        on = r("on")
        entry = r.optional("entry")
        reasons = r.optional("reasons") ?? []
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("deposit", deposit)
        w.field("budget", budget)
        w.field("cents", cents)
        w.field("on", on)
        w.present("entry", entry)
        w.present("reasons", reasons == [] ? nil : reasons)
    }

    package var validOn: Day? { on }
}

/// The system warned that a budget runs low or will not last.
package struct BudgetWarned: Fact {
    package static let name: StaticString = "budget-warned"
    package let budget: BudgetID
    package let warning: BudgetWarning
    package let reasons: Reasons

    package init(budget: BudgetID, warning: BudgetWarning, reasons: Reasons) {
        self.budget = budget
        self.warning = warning
        self.reasons = reasons
    }

    package init(from r: inout JSONReader) {
        budget = r("budget")
        warning = r("warning")
        reasons = r("reasons")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("budget", budget)
        w.field("warning", warning)
        w.field("reasons", reasons)
    }
}
