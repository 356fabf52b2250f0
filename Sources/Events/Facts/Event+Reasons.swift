extension Reason {
    /// Whether it is about the contract, the caregiver or the calendar, and about nobody's budget, policy or working time: each
    /// of two granters who pay one contract may read it (portal 2.3). Of all others nobody can say whose they are.
    package var concernsNoBudget: Bool {
        switch Rule(rawValue: rule.text) {
        case .contractApproved, .periodOver, .onePerMonth, .onceAMonth, .weeksInMonth, .accountKnown, .inTime,
            .claimRecent, .paymentDay, .invoiceDate, .noticeTerm, .toldInTime, .zo30:
            true
        default: false
        }
    }
}

extension Event {
    /// The reasons of a decision, in the order in which they were weighed; none for what is not one.
    package var reasons: [Reason] {
        switch self {
        case .budget(let fact): fact.reasons?.list ?? []
        case .contract(let fact): fact.reasons?.list ?? []
        case .claim(.accepted(let fact)): fact.reasons.list
        case .claim(.refused(let fact)): fact.reasons.list
        case .claim(.held(let fact)): fact.reasons.list
        case .payment(.scheduled(let fact)): fact.reasons.list
        case .payment(.wageWithheld(let fact)): fact.reasons.list
        case .payment(.differenceSettled(let fact)): fact.reasons.list
        case .receivable(.raised(let fact)): fact.reasons.list
        case .representation(.appointed(let fact)): fact.reasons?.list ?? []
        case .application(.decided(let fact)): fact.reasons.list
        case .circumstance(.requestDecided(let fact)): fact.reasons.list
        case .circumstance(.reported(let fact)): fact.reasons.list
        case .circumstance(.pgbEnded(let fact)): fact.reasons.list
        case .rights(.erased(let fact)): fact.reasons.list
        case .party, .office, .representation, .claim, .payment, .receivable, .run, .bank, .inbox, .document,
            .application, .circumstance, .rights, .dispatch, .system:
            []
        }
    }
}

extension BudgetFact {
    fileprivate var reasons: Reasons? {
        switch self {
        case .granted(let fact): fact.reasons
        case .changed(let fact): fact.reasons
        case .ended(let fact): fact.reasons
        case .credited(let fact): fact.reasons
        case .warned(let fact): fact.reasons
        case .fixed(let fact): fact.reasons
        case .depositReceived(let fact): fact.reasons
        case .conflictFound, .claimStopSet, .claimStopLifted, .openingLoaded, .closed: nil
        }
    }
}

extension ContractFact {
    fileprivate var reasons: Reasons? {
        switch self {
        case .shared(let fact): fact.reasons
        case .approved(let fact): fact.reasons
        case .warned(let fact): fact.reasons
        case .extended(let fact): fact.reasons
        case .renewalNotified(let fact): fact.reasons
        case .ended(let fact): fact.reasons
        default: nil
        }
    }
}
