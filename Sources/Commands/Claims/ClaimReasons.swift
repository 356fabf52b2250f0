import Events

// The reasons that more than one kind of claim gives.

extension Reason {
    /// Check 4: no claims in advance. The month has ended.
    static func periodOver(_ month: Month, _ receivedOn: Day) -> Reason {
        Reason(
            rule: .periodOver, met: receivedOn > month.last,
            figures: [Figure("month-ends-on", month.last.figure), Figure("filed-on", receivedOn.figure)],
            source: "SVB correct declareren")
    }

    /// Check 8: whether it came within the usual terms. Late is told; what is very late waits for a person.
    static func times(_ month: Month, _ receivedOn: Day) -> [Reason] {
        let last = month.last.adding(days: PaymentTerms.claimTermDays)
        let recent = month.last.adding(days: ClaimLimits.recentDays)
        let inTime = Reason(
            rule: .inTime, met: receivedOn <= last,
            figures: [Figure("received-on", receivedOn.figure), Figure("last-day", last.figure)],
            source: "Rlz 5.23(4)(c)")
        guard receivedOn > last else { return [inTime] }
        return [
            inTime,
            Reason(
                rule: .claimRecent, met: receivedOn <= recent,
                figures: [Figure("received-on", receivedOn.figure), Figure("last-day", recent.figure)],
                source: "eigen keuze bij Rlz 5.23(4)(c)"),
        ]
    }

    /// Not met: the amount is nothing. A bank refuses a payment of nothing, and with it the whole file it is in.
    static let nothingToPay = Reason(
        rule: .amountAboveZero, met: false, figures: [Figure("amount-cents", 0)], source: "controle betaling")

    /// Check 16: the payee has an account.
    static func account(of payee: PartyID, _ register: Register) -> Reason {
        let known = register.parties[payee]?.hasBankAccount ?? false
        return Reason(
            rule: .accountKnown, met: known, figures: [Figure("account-known", known ? 1 : 0)],
            source: "controle betaling")
    }

    /// The difference between what stands paid for a claim and what is due: met when it is paid on, not met when it is
    /// asked back.
    static func difference(paid: Cents, due: Cents, met: Bool) -> Reason {
        Reason(
            rule: .claimDifference, met: met, figures: [Figure("paid-cents", paid.raw), Figure("due-cents", due.raw)],
            source: "verrekening na correctie")
    }
}

extension Array<Reason> {
    /// Adds what is not there yet: a line that two budgets pay is looked at once.
    mutating func appendOnce(_ reasons: [Reason]) {
        for reason in reasons where !contains(reason) { append(reason) }
    }
}
