// Receivables (vorderingen): what somebody has to pay back.

/// Somebody received more than he had a right to and owes it.
package struct ReceivableRaised: Fact {
    package static let name: StaticString = "receivable-raised"
    package let receivable: ReceivableID
    package let debtor: PartyID
    package let amountCents: Cents
    /// The budgets it was paid from.
    package let shares: [BudgetShare]
    package let cause: ReceivableCause
    package let payment: PaymentID?
    package let claim: ClaimID?
    package let contract: ContractID?
    package let month: Month?
    package let reasons: Reasons
    /// Why an employee decided it.
    package let explanation: Personal<Text>?

    package init(
        receivable: ReceivableID, debtor: PartyID, amountCents: Cents, shares: [BudgetShare], cause: ReceivableCause,
        payment: PaymentID? = nil, claim: ClaimID? = nil, contract: ContractID? = nil, month: Month? = nil,
        reasons: Reasons, explanation: Personal<Text>? = nil
    ) {
        self.receivable = receivable
        self.debtor = debtor
        self.amountCents = amountCents
        self.shares = shares
        self.cause = cause
        self.payment = payment
        self.claim = claim
        self.contract = contract
        self.month = month
        self.reasons = reasons
        self.explanation = explanation
    }

    package init(from r: inout JSONReader) {
        receivable = r("receivable")
        debtor = r("debtor")
        amountCents = r("amountCents")
        shares = r.list("shares")
        cause = r("cause")
        payment = r.optional("payment")
        claim = r.optional("claim")
        contract = r.optional("contract")
        month = r.optional("month")
        reasons = r("reasons")
        explanation = r.optional("explanation")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("receivable", receivable)
        w.field("debtor", debtor)
        w.field("amountCents", amountCents)
        w.field("shares", shares)
        w.field("cause", cause)
        w.present("payment", payment)
        w.present("claim", claim)
        w.present("contract", contract)
        w.present("month", month)
        w.field("reasons", reasons)
        w.present("explanation", explanation)
    }

    package var validOn: Day? { month?.last }
}

/// A part of a receivable, due on a day.
package struct Instalment: Record, Equatable {
    package let dueOn: Day
    package let cents: Cents

    package init(dueOn: Day, cents: Cents) {
        self.dueOn = dueOn
        self.cents = cents
    }

    package init(from r: inout JSONReader) {
        dueOn = r("dueOn")
        cents = r("cents")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dueOn", dueOn)
        w.field("cents", cents)
    }
}

/// The debtor pays in parts (betalingsregeling). A later plan replaces this one.
package struct ReceivablePlanned: Fact {
    package static let name: StaticString = "receivable-planned"
    package let receivable: ReceivableID
    package let instalments: [Instalment]

    package init(receivable: ReceivableID, instalments: [Instalment]) {
        self.receivable = receivable
        self.instalments = instalments
    }

    package init(from r: inout JSONReader) {
        receivable = r("receivable")
        instalments = r.list("instalments")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("receivable", receivable)
        w.field("instalments", instalments)
    }
}

/// Money came in on a receivable.
package struct ReceivablePaid: Fact {
    package static let name: StaticString = "receivable-paid"
    package let receivable: ReceivableID
    package let cents: Cents
    /// The budgets the money comes back to.
    package let shares: [BudgetShare]
    package let on: Day
    /// Where the bank told it.
    package let entry: BankEntry?

    package init(receivable: ReceivableID, cents: Cents, shares: [BudgetShare], on: Day, entry: BankEntry? = nil) {
        self.receivable = receivable
        self.cents = cents
        self.shares = shares
        self.on = on
        self.entry = entry
    }

    package init(from r: inout JSONReader) {
        receivable = r("receivable")
        cents = r("cents")
        shares = r.list("shares")
        on = r("on")
        entry = r.optional("entry")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("receivable", receivable)
        w.field("cents", cents)
        w.field("shares", shares)
        w.field("on", on)
        w.present("entry", entry)
    }

    package var validOn: Day? { on }
}

/// By decision nobody has to pay the rest, or a part, of a receivable any more.
package struct ReceivableWrittenOff: Fact {
    package static let name: StaticString = "receivable-written-off"
    package let receivable: ReceivableID
    package let cents: Cents
    package let ground: WriteOffGround
    package let explanation: Personal<Text>

    package init(receivable: ReceivableID, cents: Cents, ground: WriteOffGround, explanation: Personal<Text>) {
        self.receivable = receivable
        self.cents = cents
        self.ground = ground
        self.explanation = explanation
    }

    package init(from r: inout JSONReader) {
        receivable = r("receivable")
        cents = r("cents")
        ground = r("ground")
        explanation = r("explanation")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("receivable", receivable)
        w.field("cents", cents)
        w.field("ground", ground)
        w.field("explanation", explanation)
    }
}

package enum ReceivableFact: Sendable, Equatable {
    case raised(ReceivableRaised)
    case planned(ReceivablePlanned)
    case paid(ReceivablePaid)
    case writtenOff(ReceivableWrittenOff)

    package var fact: any Fact {
        switch self {
        case .raised(let fact): fact
        case .planned(let fact): fact
        case .paid(let fact): fact
        case .writtenOff(let fact): fact
        }
    }
}
