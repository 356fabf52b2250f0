// What becomes of a payment between the day it is scheduled and the day the bank paid it.

/// What is kept from a payment to settle a receivable on the same payee (verrekening).
package struct Recovery: Record, Equatable {
    package let receivable: ReceivableID
    package let cents: Cents
    /// The budgets the money comes back to.
    package let shares: [BudgetShare]

    package init(receivable: ReceivableID, cents: Cents, shares: [BudgetShare]) {
        self.receivable = receivable
        self.cents = cents
        self.shares = shares
    }

    package init(from r: inout JSONReader) {
        receivable = r("receivable")
        cents = r("cents")
        shares = r.list("shares")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("receivable", receivable)
        w.field("cents", cents)
        w.field("shares", shares)
    }
}

/// A payment may not go out before that day, unless it is resumed (Rlz 5.23(4)(e)).
package struct PaymentSuspended: Fact {
    package static let name: StaticString = "payment-suspended"
    package let payment: PaymentID
    /// The day on which it was decided.
    package let from: Day
    /// The last day of the suspension, at most thirteen weeks from the first day of the first one.
    package let until: Day
    package let explanation: Personal<Text>

    package init(payment: PaymentID, from: Day, until: Day, explanation: Personal<Text>) {
        self.payment = payment
        self.from = from
        self.until = until
        self.explanation = explanation
    }

    package init(from r: inout JSONReader) {
        payment = r("payment")
        from = r("from")
        until = r("until")
        explanation = r("explanation")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("payment", payment)
        w.field("from", from)
        w.field("until", until)
        w.field("explanation", explanation)
    }
}

/// A suspended payment may go out again.
package struct PaymentResumed: Fact {
    package static let name: StaticString = "payment-resumed"
    package let payment: PaymentID

    package init(payment: PaymentID) {
        self.payment = payment
    }

    package init(from r: inout JSONReader) {
        payment = r("payment")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("payment", payment)
    }
}

/// A payment will not be made: it had not gone into a file yet. The money is free again.
package struct PaymentWithdrawn: Fact {
    package static let name: StaticString = "payment-withdrawn"
    package let payment: PaymentID
    package let cause: WithdrawalCause

    package init(payment: PaymentID, cause: WithdrawalCause) {
        self.payment = payment
        self.cause = cause
    }

    package init(from r: inout JSONReader) {
        payment = r("payment")
        cause = r("cause")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("payment", payment)
        w.field("cause", cause)
    }
}

/// A payment went into a payment file.
package struct PaymentFiled: Fact {
    package static let name: StaticString = "payment-filed"
    package let payment: PaymentID
    package let run: RunID
    /// What the bank pays: the amount less what is set off, or the net wage.
    package let bankCents: Cents
    /// The commitment to the account it goes to. A later change of the account changes nothing in a file.
    package let account: Digest

    package init(payment: PaymentID, run: RunID, bankCents: Cents, account: Digest) {
        self.payment = payment
        self.run = run
        self.bankCents = bankCents
        self.account = account
    }

    package init(from r: inout JSONReader) {
        payment = r("payment")
        run = r("run")
        bankCents = r("bankCents")
        account = r("account")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("payment", payment)
        w.field("run", run)
        w.field("bankCents", bankCents)
        w.field("account", account)
    }
}

/// A payment was taken out of a file that never left: it is scheduled as before.
package struct PaymentUnfiled: Fact {
    package static let name: StaticString = "payment-unfiled"
    package let payment: PaymentID
    package let run: RunID

    package init(payment: PaymentID, run: RunID) {
        self.payment = payment
        self.run = run
    }

    package init(from r: inout JSONReader) {
        payment = r("payment")
        run = r("run")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("payment", payment)
        w.field("run", run)
    }
}

/// A payment was set off wholly, so that the bank has nothing to pay.
package struct PaymentOffset: Fact {
    package static let name: StaticString = "payment-offset"
    package let payment: PaymentID
    package let on: Day

    package init(payment: PaymentID, on: Day) {
        self.payment = payment
        self.on = on
    }

    package init(from r: inout JSONReader) {
        payment = r("payment")
        on = r("on")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("payment", payment)
        w.field("on", on)
    }

    package var validOn: Day? { on }
}

/// The salary engine said what a gross wage comes to net. What is withheld goes to the tax office with the charges.
package struct PayrollSettled: Fact {
    package static let name: StaticString = "payroll-settled"
    package let payment: PaymentID
    package let netCents: Cents
    package let withheldCents: Cents

    package init(payment: PaymentID, netCents: Cents, withheldCents: Cents) {
        self.payment = payment
        self.netCents = netCents
        self.withheldCents = withheldCents
    }

    package init(from r: inout JSONReader) {
        payment = r("payment")
        netCents = r("netCents")
        withheldCents = r("withheldCents")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("payment", payment)
        w.field("netCents", netCents)
        w.field("withheldCents", withheldCents)
    }
}

/// A change with effect in the past was settled for one month of a contract: what had been paid was too little or too much.
package struct DifferenceSettled: Fact {
    package static let name: StaticString = "difference-settled"
    package let contract: ContractID
    package let month: Month
    /// The claim it is about; nil for the monthly wage.
    package let claim: ClaimID?
    /// What was paid or scheduled for the month.
    package let beforeCents: Cents
    /// What it should have been.
    package let afterCents: Cents
    /// What each budget should have paid.
    package let shares: [BudgetShare]
    package let reasons: Reasons
    /// What each budget paid, where the amount is the same and only the money it comes from differs.
    package let paidShares: [BudgetShare]

    package init(
        contract: ContractID, month: Month, claim: ClaimID? = nil, beforeCents: Cents, afterCents: Cents,
        shares: [BudgetShare], reasons: Reasons, paidShares: [BudgetShare] = []
    ) {
        self.contract = contract
        self.month = month
        self.claim = claim
        self.beforeCents = beforeCents
        self.afterCents = afterCents
        self.shares = shares
        self.reasons = reasons
        self.paidShares = paidShares
    }

    package init(from r: inout JSONReader) {
        contract = r("contract")
        month = r("month")
        claim = r.optional("claim")
        beforeCents = r("beforeCents")
        afterCents = r("afterCents")
        shares = r.list("shares")
        reasons = r("reasons")
        paidShares = r.optionalList("paidShares")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("contract", contract)
        w.field("month", month)
        w.present("claim", claim)
        w.field("beforeCents", beforeCents)
        w.field("afterCents", afterCents)
        w.field("shares", shares)
        w.field("reasons", reasons)
        w.present("paidShares", list: paidShares)
    }

    package var validOn: Day? { month.last }
}
