// The closed sets of the domain, with their stored names. A stored name never changes; a case may be renamed.

/// The law a budget is granted under.
package enum Law: String, StoredName, CaseIterable {
    case wlz, wmo, jeugdwet
}

/// The four model contracts of the SVB.
package enum ContractKind: String, StoredName, CaseIterable {
    case employment, assignment, institution, family
}

/// What a rate or a quantity counts. Never converted for the user; see `Unit.hours` for the checks.
package enum Unit: String, StoredName, CaseIterable {
    case hour
    case dayPart = "day-part"
    case night, day
    case fullDay = "full-day"
    case weekend, midweek, week, month, piece, ride

    /// The hours the SVB counts for one unit, agreed with the ministry; nil where a unit is not a time. Source: SVB,
    /// "betalingen" (contracts 3.2): day part 4, night 8, day 8, etmaal 24, weekend 72, midweek 120, week 168.
    package var hours: Int64? {
        switch self {
        case .hour: 1
        case .dayPart: 4
        case .night, .day: 8
        case .fullDay: 24
        case .weekend: 72
        case .midweek: 120
        case .week: 168
        case .month, .piece, .ride: nil
        }
    }
}

/// What kind of care a line buys. `total` is the one function of a Wlz budget (code 99, "Totaal zorgpakket").
package enum CareFunction: String, StoredName, CaseIterable {
    case total
    case personalCare = "personal-care"
    case nursing
    case individualSupport = "individual-support"
    case groupSupport = "group-support"
    case householdHelp = "household-help"
    case transport
    case respiteStay = "respite-stay"
}

/// How the caregiver is related to the budget holder.
package enum Relation: String, StoredName, CaseIterable {
    case none, partner
    case firstDegree = "first-degree"
    case secondDegree = "second-degree"

    /// Partner or relative by blood or marriage in the first or second degree: Regeling langdurige zorg 5.22(3).
    package var isFamily: Bool { self != .none }
}

/// The side of a contract or claim a person acts for.
package enum Side: String, StoredName, CaseIterable {
    case holder, caregiver
}

/// The two parts in which a contract is assessed.
package enum AssessmentPart: String, StoredName, CaseIterable {
    case care, labour
}

package enum AssessmentOutcome: String, StoredName, CaseIterable {
    case approve, reject
    case returnForCorrection = "return"
}

/// Why an assessor rejects or returns a contract.
package enum AssessmentReason: String, StoredName, CaseIterable {
    case careNotPermitted = "care-not-permitted"
    case descriptionInsufficient = "description-insufficient"
    case functionMismatch = "function-mismatch"
    case rateAboveMaximum = "rate-above-maximum"
    case rateBelowMinimumWage = "rate-below-minimum-wage"
    case hoursAboveLimit = "hours-above-limit"
    case wrongKind = "wrong-kind"
    case notFormal = "not-formal"
    case representativeIsCaregiver = "representative-is-caregiver"
    case budgetInsufficient = "budget-insufficient"
    case budgetPlanRequired = "budget-plan-required"
    case dateOutOfRange = "date-out-of-range"
    case retroactiveTooFar = "retroactive-too-far"
    case incomplete
    case modelOutdated = "model-outdated"
    case documentMissing = "document-missing"
    case labourLawOther = "labour-law-other"
}

/// Why a contract ends.
package enum EndReason: String, StoredName, CaseIterable {
    case notice
    case mutualConsent = "mutual-consent"
    case probation
    case holderDied = "holder-died"
    case caregiverDied = "caregiver-died"
    case budgetStopped = "budget-stopped"
    case replacementOver = "replacement-over"
}

/// On what ground somebody represents a budget holder (domain: portal 1.1).
package enum RepresentationGround: String, StoredName, CaseIterable {
    case parent, guardian, curator
    case administrator, mentor
    case authorised
    case guaranteedHelp = "guaranteed-help"
}

package enum ClaimKind: String, StoredName, CaseIterable {
    case care
    case freeAmount = "free-amount"
}

/// What a payment is for.
package enum PaymentSource: String, StoredName, CaseIterable {
    case claim, wage
    case freeAmount = "free-amount"
}

package enum OfficeKind: String, StoredName, CaseIterable {
    case careOffice = "care-office"
    case municipality, svb
}

/// What an employee of an office may do there.
package enum Role: String, StoredName, CaseIterable {
    /// Registers persons and organisations.
    case registrar
    /// Enters budgets and representatives.
    case grants
    case assessor
    case paymentsMaker = "payments-maker"
    case paymentsReleaser = "payments-releaser"
    /// Replay and proof, read only.
    case auditor
}

/// How somebody wants to be told that a message waits.
package enum MessageChannel: String, StoredName, CaseIterable {
    case email, post
}

/// By which means somebody proved who he is.
package enum SignInMeans: String, StoredName, CaseIterable {
    case digid, eherkenning, vecozo, employee, `operator`, system
}

/// How sure that proof is, lowest first.
package enum AssuranceLevel: String, StoredName, CaseIterable, Comparable {
    case basis, midden
    case substantieel
    case hoog

    package static func < (left: AssuranceLevel, right: AssuranceLevel) -> Bool { left.rank < right.rank }
    private var rank: Int {
        switch self {
        case .basis: 0
        case .midden: 1
        case .substantieel: 2
        case .hoog: 3
        }
    }
}
