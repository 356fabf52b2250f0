import Events

/// What becomes of a claim that does not meet a rule.
enum ClaimWeight {
    case refuse
    /// It waits for an employee of the SVB.
    case hold
    /// It is told and goes on: lateness is for the SVB to act upon (Rlz 5.23(4)), and what a rate is above the maximum
    /// is paid from the holder's own deposit, which has a reason of its own.
    case tell
}

extension Reason {
    /// How the reason weighs in a claim when it is not met.
    var weight: ClaimWeight {
        switch Rule(rawValue: rule.text) {
        case .inTime, .rateWithinMaximum: .tell
        case .claimRecent, .sickHoursTerm, .invoiceAmount, .transportMonth: .hold
        default: .refuse
        }
    }

    var refuses: Bool { !met && weight == .refuse }
    var holds: Bool { !met && weight == .hold }
}

/// What the checks of a claim found, and from which money it would be paid.
struct CheckedClaim {
    let claim: ClaimID
    let contract: ContractID?
    let month: Month?
    let payee: PartyID
    /// The day the order to pay came in; the terms count from it.
    let receivedOn: Day
    let reasons: [Reason]
    let totalCents: Cents
    let shares: [BudgetShare]
    var source = PaymentSource.claim
    /// The claim it takes the place of, once it is accepted.
    var corrects: ClaimID?

    var isLate: Bool { reasons.contains { $0.rule == Rule.inTime.code && !$0.met } }
    var isRefused: Bool { reasons.contains(where: \.refuses) }
    var isHeld: Bool { !isRefused && reasons.contains(where: \.holds) }
}
