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

    package init(week: Day, line: Int64, minutes: Int64?, count: Int64?) {
        self.week = week
        self.line = line
        self.minutes = minutes
        self.count = count
    }

    package init(from r: inout JSONReader) {
        week = r("week")
        line = r("line")
        minutes = r.optional("minutes")
        count = r.optional("count")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("week", week)
        w.field("line", line)
        w.field("minutes", minutes)
        w.field("count", count)
    }
}

/// The part of an amount that one budget pays.
package struct BudgetShare: Record, Equatable {
    package let budget: BudgetID
    package let cents: Cents

    package init(budget: BudgetID, cents: Cents) {
        self.budget = budget
        self.cents = cents
    }

    package init(from r: inout JSONReader) {
        budget = r("budget")
        cents = r("cents")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("budget", budget)
        w.field("cents", cents)
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

    package init(
        claim: ClaimID, kind: ClaimKind, side: Side, contract: ContractID?, month: Month?, entries: [ClaimEntry],
        budget: BudgetID?, amountCents: Cents
    ) {
        self.claim = claim
        self.kind = kind
        self.side = side
        self.contract = contract
        self.month = month
        self.entries = entries
        self.budget = budget
        self.amountCents = amountCents
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

    package init(claim: ClaimID, amountCents: Cents, shares: [BudgetShare], late: Bool, reasons: Reasons) {
        self.claim = claim
        self.amountCents = amountCents
        self.shares = shares
        self.late = late
        self.reasons = reasons
    }

    package init(from r: inout JSONReader) {
        claim = r("claim")
        amountCents = r("amountCents")
        shares = r.list("shares")
        late = r("late")
        reasons = r("reasons")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("claim", claim)
        w.field("amountCents", amountCents)
        w.field("shares", shares)
        w.field("late", late)
        w.field("reasons", reasons)
    }
}

/// The claim failed one check or more. Every reason is named.
package struct ClaimRefused: Fact {
    package static let name: StaticString = "claim-refused"
    package let claim: ClaimID
    package let reasons: Reasons

    package init(claim: ClaimID, reasons: Reasons) {
        self.claim = claim
        self.reasons = reasons
    }

    package init(from r: inout JSONReader) {
        claim = r("claim")
        reasons = r("reasons")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("claim", claim)
        w.field("reasons", reasons)
    }
}

package enum ClaimFact: Sendable, Equatable {
    case filed(ClaimFiled)
    case agreed(ClaimAgreed)
    case declined(ClaimDeclined)
    case accepted(ClaimAccepted)
    case refused(ClaimRefused)

    package var fact: any Fact {
        switch self {
        case .filed(let fact): fact
        case .agreed(let fact): fact
        case .declined(let fact): fact
        case .accepted(let fact): fact
        case .refused(let fact): fact
        }
    }
}
