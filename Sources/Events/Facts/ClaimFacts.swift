// Claims (declaraties): what was delivered, or what is taken of the free amount, and what was decided.

/// What was delivered in one week on one line of the contract.
package struct ClaimEntry: Record, Equatable {
    /// The Monday of the week.
    package let week: Day
    /// The line of the contract, from 1.
    package let line: Int64
    /// Time worked, for a line paid by the hour.
    package let minutes: Int64?
    /// The number of units, for every other line.
    package let count: Int64?
    /// Hours of a caregiver in employment that he was sick.
    package let sick: Bool

    package init(week: Day, line: Int64, minutes: Int64?, count: Int64?, sick: Bool = false) {
        self.week = week
        self.line = line
        self.minutes = minutes
        self.count = count
        self.sick = sick
    }

    package init(from r: inout JSONReader) {
        week = r("week")
        line = r("line")
        minutes = r.optional("minutes")
        count = r.optional("count")
        sick = r.flag("sick")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("week", week)
        w.field("line", line)
        w.field("minutes", minutes)
        w.field("count", count)
        w.present("sick", sick)
    }
}

/// The part of an amount that one budget pays.
package struct BudgetShare: Record, Equatable {
    package let budget: BudgetID
    package let cents: Cents
    /// Public money, or what the holder put beside it.
    package let pot: Pot
    /// The function budget it draws on, where a budget has several.
    package let function: CareFunction?

    package init(budget: BudgetID, cents: Cents, pot: Pot = .grant, function: CareFunction? = nil) {
        self.budget = budget
        self.cents = cents
        self.pot = pot
        self.function = function
    }

    package init(from r: inout JSONReader) {
        budget = r("budget")
        cents = r("cents")
        pot = r.optional("pot") ?? .grant
        function = r.optional("function")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("budget", budget)
        w.field("cents", cents)
        w.present("pot", pot == .grant ? nil : pot)
        w.present("function", function)
    }

    /// The same draw with another amount.
    package func with(_ cents: Cents) -> BudgetShare {
        BudgetShare(budget: budget, cents: cents, pot: pot, function: function)
    }

    /// Whether both draw on the same money.
    package func draws(like other: BudgetShare) -> Bool {
        budget == other.budget && pot == other.pot && function == other.function
    }
}

/// A claim was filed, by the holder side or by the caregiver.
package struct ClaimFiled: Fact {
    package static let name: StaticString = "claim-filed"
    package let claim: ClaimID
    package let kind: ClaimKind
    package let side: Side
    /// The contract and the month of care; nil for the free amount.
    package let contract: ContractID?
    package let month: Month?
    package let entries: [ClaimEntry]
    /// The budget of the free amount; nil for care.
    package let budget: BudgetID?
    /// What the entries come to at the agreed rates, or what is asked of the free amount.
    package let amountCents: Cents
    /// What is claimed besides weeks of care.
    package let costs: [ClaimCost]
    package let invoice: ClaimInvoice?
    /// The day a claim on paper came in; an employee entered it for the holder.
    package let receivedOn: Day?
    /// The claim that this one takes the place of.
    package let corrects: ClaimID?

    package init(
        claim: ClaimID, kind: ClaimKind, side: Side, contract: ContractID?, month: Month?, entries: [ClaimEntry],
        budget: BudgetID?, amountCents: Cents, costs: [ClaimCost] = [], invoice: ClaimInvoice? = nil,
        receivedOn: Day? = nil, corrects: ClaimID? = nil
    ) {
        self.claim = claim
        self.kind = kind
        self.side = side
        self.contract = contract
        self.month = month
        self.entries = entries
        self.budget = budget
        self.amountCents = amountCents
        self.costs = costs
        self.invoice = invoice
        self.receivedOn = receivedOn
        self.corrects = corrects
    }

    package init(from r: inout JSONReader) {
        claim = r("claim")
        kind = r("kind")
        side = r("side")
        contract = r.optional("contract")
        month = r.optional("month")
        entries = r.list("entries")
        budget = r.optional("budget")
        amountCents = r("amountCents")
        costs = r.optionalList("costs")
        invoice = r.optional("invoice")
        receivedOn = r.optional("receivedOn")
        corrects = r.optional("corrects")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("claim", claim)
        w.field("kind", kind)
        w.field("side", side)
        w.field("contract", contract)
        w.field("month", month)
        w.field("entries", entries)
        w.field("budget", budget)
        w.field("amountCents", amountCents)
        w.present("costs", list: costs)
        w.present("invoice", invoice)
        w.present("receivedOn", receivedOn)
        w.present("corrects", corrects)
    }

    package var validOn: Day? { month?.last }
}

/// The holder side agreed with a claim the caregiver filed.
package struct ClaimAgreed: Fact {
    package static let name: StaticString = "claim-agreed"
    package let claim: ClaimID

    package init(claim: ClaimID) {
        self.claim = claim
    }

    package init(from r: inout JSONReader) {
        claim = r("claim")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("claim", claim)
    }
}

/// The holder side declined a claim the caregiver filed.
package struct ClaimDeclined: Fact {
    package static let name: StaticString = "claim-declined"
    package let claim: ClaimID
    package let explanation: Personal<Text>

    package init(claim: ClaimID, explanation: Personal<Text>) {
        self.claim = claim
        self.explanation = explanation
    }

    package init(from r: inout JSONReader) {
        claim = r("claim")
        explanation = r("explanation")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("claim", claim)
        w.field("explanation", explanation)
    }
}

/// The claim passed every check and will be paid.
package struct ClaimAccepted: Fact {
    package static let name: StaticString = "claim-accepted"
    package let claim: ClaimID
    package let amountCents: Cents
    package let shares: [BudgetShare]
    /// Whether it came after the usual terms; a flag, not a ground for refusal.
    package let late: Bool
    package let reasons: Reasons
    /// Employer charges that come on top, in the shares.
    package let chargesCents: Cents?
    /// Why an employee accepted it.
    package let explanation: Personal<Text>?

    package init(
        claim: ClaimID, amountCents: Cents, shares: [BudgetShare], late: Bool, reasons: Reasons,
        chargesCents: Cents? = nil, explanation: Personal<Text>? = nil
    ) {
        self.claim = claim
        self.amountCents = amountCents
        self.shares = shares
        self.late = late
        self.reasons = reasons
        self.chargesCents = chargesCents
        self.explanation = explanation
    }

    package init(from r: inout JSONReader) {
        claim = r("claim")
        amountCents = r("amountCents")
        shares = r.list("shares")
        late = r("late")
        reasons = r("reasons")
        chargesCents = r.optional("chargesCents")
        explanation = r.optional("explanation")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("claim", claim)
        w.field("amountCents", amountCents)
        w.field("shares", shares)
        w.field("late", late)
        w.field("reasons", reasons)
        w.present("chargesCents", chargesCents)
        w.present("explanation", explanation)
    }
}

/// The claim failed one check or more. Every reason is named.
package struct ClaimRefused: Fact {
    package static let name: StaticString = "claim-refused"
    package let claim: ClaimID
    package let reasons: Reasons
    /// Why an employee refused it.
    package let explanation: Personal<Text>?

    package init(claim: ClaimID, reasons: Reasons, explanation: Personal<Text>? = nil) {
        self.claim = claim
        self.reasons = reasons
        self.explanation = explanation
    }

    package init(from r: inout JSONReader) {
        claim = r("claim")
        reasons = r("reasons")
        explanation = r.optional("explanation")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("claim", claim)
        w.field("reasons", reasons)
        w.present("explanation", explanation)
    }
}

package enum ClaimFact: Sendable, Equatable {
    case filed(ClaimFiled)
    case agreed(ClaimAgreed)
    case declined(ClaimDeclined)
    case accepted(ClaimAccepted)
    case refused(ClaimRefused)
    case held(ClaimHeld)
    case withdrawn(ClaimWithdrawn)
    case corrected(ClaimCorrected)

    package var fact: any Fact {
        switch self {
        case .filed(let fact): fact
        case .agreed(let fact): fact
        case .declined(let fact): fact
        case .accepted(let fact): fact
        case .refused(let fact): fact
        case .held(let fact): fact
        case .withdrawn(let fact): fact
        case .corrected(let fact): fact
        }
    }
}
