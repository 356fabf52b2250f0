// Payments to caregivers and to the holder.

/// A payment was scheduled for a run.
package struct PaymentScheduled: Fact {
    package static let name: StaticString = "payment-scheduled"
    package let payment: PaymentID
    /// The reference the bank carries; it belongs to this payment for ever.
    package let endToEnd: Code
    package let source: PaymentSource
    package let claim: ClaimID?
    package let contract: ContractID?
    package let month: Month?
    package let payee: PartyID
    package let amountCents: Cents
    package let shares: [BudgetShare]
    /// The banking day of the run.
    package let runOn: Day
    /// The last day the law allows.
    package let latestOn: Day
    /// The returned payment that this one pays again.
    package let repeats: PaymentID?
    package let reasons: Reasons
    /// Employer charges that come on top of the amount; the shares are both together.
    package let chargesCents: Cents?
    /// Whether the amount is gross and the salary engine says what it comes to.
    package let payroll: Bool
    /// What is kept from it to settle receivables on the payee.
    package let recoveries: [Recovery]
    /// The payment of which it pays the difference.
    package let corrects: PaymentID?

    package init(
        payment: PaymentID, endToEnd: Code, source: PaymentSource, claim: ClaimID?, contract: ContractID?,
        month: Month?, payee: PartyID, amountCents: Cents, shares: [BudgetShare], runOn: Day, latestOn: Day,
        repeats: PaymentID?, reasons: Reasons, chargesCents: Cents? = nil, payroll: Bool = false,
        recoveries: [Recovery] = [], corrects: PaymentID? = nil
    ) {
        self.payment = payment
        self.endToEnd = endToEnd
        self.source = source
        self.claim = claim
        self.contract = contract
        self.month = month
        self.payee = payee
        self.amountCents = amountCents
        self.shares = shares
        self.runOn = runOn
        self.latestOn = latestOn
        self.repeats = repeats
        self.reasons = reasons
        self.chargesCents = chargesCents
        self.payroll = payroll
        self.recoveries = recoveries
        self.corrects = corrects
    }

    package init(from r: inout JSONReader) {
        payment = r("payment")
        endToEnd = r("endToEnd")
        source = r("source")
        claim = r.optional("claim")
        contract = r.optional("contract")
        month = r.optional("month")
        payee = r("payee")
        amountCents = r("amountCents")
        shares = r.list("shares")
        runOn = r("runOn")
        latestOn = r("latestOn")
        repeats = r.optional("repeats")
        reasons = r("reasons")
        chargesCents = r.optional("chargesCents")
        payroll = r.flag("payroll")
        recoveries = r.optionalList("recoveries")
        corrects = r.optional("corrects")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("payment", payment)
        w.field("endToEnd", endToEnd)
        w.field("source", source)
        w.field("claim", claim)
        w.field("contract", contract)
        w.field("month", month)
        w.field("payee", payee)
        w.field("amountCents", amountCents)
        w.field("shares", shares)
        w.field("runOn", runOn)
        w.field("latestOn", latestOn)
        w.field("repeats", repeats)
        w.field("reasons", reasons)
        w.present("chargesCents", chargesCents)
        w.present("payroll", payroll)
        w.present("recoveries", list: recoveries)
        w.present("corrects", corrects)
    }

    package var validOn: Day? { runOn }

    /// What is kept from it in all.
    package var recoveredCents: Cents { recoveries.reduce(.zero) { $0 + $1.cents } }

    /// Whether it is set off wholly, so that the bank has nothing to pay.
    package var isWhollySetOff: Bool { !payroll && !recoveries.isEmpty && recoveredCents == amountCents }
}

/// A monthly wage could not be scheduled; the reasons say why, with the figures.
package struct WageWithheld: Fact {
    package static let name: StaticString = "wage-withheld"
    package let contract: ContractID
    package let month: Month
    package let amountCents: Cents
    package let reasons: Reasons

    package init(contract: ContractID, month: Month, amountCents: Cents, reasons: Reasons) {
        self.contract = contract
        self.month = month
        self.amountCents = amountCents
        self.reasons = reasons
    }

    package init(from r: inout JSONReader) {
        contract = r("contract")
        month = r("month")
        amountCents = r("amountCents")
        reasons = r("reasons")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("contract", contract)
        w.field("month", month)
        w.field("amountCents", amountCents)
        w.field("reasons", reasons)
    }

    package var validOn: Day? { month.last }
}

/// The bank statement shows that the payment left.
package struct PaymentPaid: Fact {
    package static let name: StaticString = "payment-paid"
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

/// The bank sent the money back. It is on the balance again and the holder side decides what happens.
package struct PaymentReturned: Fact {
    package static let name: StaticString = "payment-returned"
    package let payment: PaymentID
    package let on: Day
    /// The ISO 20022 return code in lower case, e.g. `ac04` for a closed account.
    package let bankReason: Code
    /// What comes back to each budget, where that is not all that was booked.
    package let shares: [BudgetShare]

    package init(payment: PaymentID, on: Day, bankReason: Code, shares: [BudgetShare] = []) {
        self.payment = payment
        self.on = on
        self.bankReason = bankReason
        self.shares = shares
    }

    package init(from r: inout JSONReader) {
        payment = r("payment")
        on = r("on")
        bankReason = r("bankReason")
        shares = r.optionalList("shares")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("payment", payment)
        w.field("on", on)
        w.field("bankReason", bankReason)
        w.present("shares", list: shares)
    }

    package var validOn: Day? { on }
}

package enum PaymentFact: Sendable, Equatable {
    case scheduled(PaymentScheduled)
    case wageWithheld(WageWithheld)
    case paid(PaymentPaid)
    case returned(PaymentReturned)
    case suspended(PaymentSuspended)
    case resumed(PaymentResumed)
    case withdrawn(PaymentWithdrawn)
    case filed(PaymentFiled)
    case unfiled(PaymentUnfiled)
    case offset(PaymentOffset)
    case payrollSettled(PayrollSettled)
    case differenceSettled(DifferenceSettled)

    package var fact: any Fact {
        switch self {
        case .scheduled(let fact): fact
        case .wageWithheld(let fact): fact
        case .paid(let fact): fact
        case .returned(let fact): fact
        case .suspended(let fact): fact
        case .resumed(let fact): fact
        case .withdrawn(let fact): fact
        case .filed(let fact): fact
        case .unfiled(let fact): fact
        case .offset(let fact): fact
        case .payrollSettled(let fact): fact
        case .differenceSettled(let fact): fact
        }
    }
}
