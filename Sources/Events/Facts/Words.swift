// The closed sets of the domain, with their stored names. A stored name never changes; a case may be renamed.

/// The law a budget is granted under.
package enum Law: String, StoredName, CaseIterable {
    case wlz, wmo, jeugdwet
}

/// The four model contracts of the SVB, and the declaration that stands beside them.
package enum ContractKind: String, StoredName, CaseIterable {
    case employment, assignment, institution, family
    /// Declaration help from the social network (verklaring hulp sociaal netwerk): a small allowance for a volunteer,
    /// only where the municipality allows it (contracts 2.7).
    case networkHelp = "network-help"
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

/// What the caregiver is of the budget holder. Stored as precisely as people know it; every rule derives from it what
/// it asks for (contracts 2.3, 2.4 and 11). `first-degree` and `second-degree` are for who knows no more than that.
package enum Relation: String, StoredName, CaseIterable {
    case none, partner
    case parent, child
    case grandparent, grandchild, sibling
    case parentInLaw = "parent-in-law"
    case childInLaw = "child-in-law"
    case stepchild
    case partnersGrandparent = "partners-grandparent"
    case partnersGrandchild = "partners-grandchild"
    case siblingInLaw = "sibling-in-law"
    case thirdDegree = "third-degree"
    case firstDegree = "first-degree"
    case secondDegree = "second-degree"

    /// The degree by blood or marriage, 0 for a partner; nil for who is not related, or further than the third degree.
    package var degree: Int64? {
        switch self {
        case .none: nil
        case .partner: 0
        case .parent, .child, .parentInLaw, .childInLaw, .stepchild, .firstDegree: 1
        case .grandparent, .grandchild, .sibling, .partnersGrandparent, .partnersGrandchild, .siblingInLaw,
            .secondDegree:
            2
        case .thirdDegree: 3
        }
    }

    /// Partner or relative by blood or marriage in the first or second degree: Regeling langdurige zorg 5.22(3).
    package var isFamily: Bool { degree.map { $0 <= 2 } ?? false }
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
    /// The institution left the trade register (contracts 8.3).
    case deregistered
    /// The institution is bankrupt or may suspend its payments (contracts 8.3).
    case insolvent
    /// An assessor rejected it after it had begun (contracts 8.3).
    case rejected
}

/// How one unit of care is timed, where night or weekend has a rate of its own (contracts 3.2).
package enum CareTime: String, StoredName, CaseIterable {
    case any, night, weekend
}

/// What a change of a contract needs before it holds (contracts 7.3).
package enum ChangeNeed: String, StoredName, CaseIterable {
    case caregiverSignature = "caregiver-signature"
    case approval
}

/// Why an assessment that had ended is open again (contracts 7.1.6).
package enum ReopenGround: String, StoredName, CaseIterable {
    case objection, ruling
}

/// What form a business has in the trade register (Handelsregisterwet 5): (b), or (a), (c), (d) and (e).
package enum BusinessForm: String, StoredName, CaseIterable {
    case soleProprietor = "sole-proprietor"
    case organisation
}

/// Whether somebody who represents the holder may be paid for care as well (contracts 4.9).
package enum RepresentativeCare: String, StoredName, CaseIterable {
    case never
    /// Only a parent who represents a child.
    case parents
    /// Also partner and family in the first and second degree, up to the hours the policy names.
    case family
}

/// What an attached document is for.
package enum DocumentPurpose: String, StoredName, CaseIterable {
    /// Front and back of the caregiver's passport or identity card (ZO-18).
    case identity
    /// How a monthly wage was built up (maandloonspecificatie).
    case wageBuildUp = "wage-build-up"
    /// The decision of the Dutch healthcare authority on a higher rate (ZO-05).
    case nzaRate = "nza-rate"
    /// The rates of an institution (tarievenlijst).
    case rateList = "rate-list"
    case invoice
    /// Proof of a cost: a ticket, a bill.
    case receipt
    case budgetPlan = "budget-plan"
    /// The ground of a representation: a court's decision, an authorisation.
    case representation
    /// What goes with an application or a request.
    case application
    case other
}

/// The kinds of files that are taken in.
package enum MediaType: String, StoredName, CaseIterable {
    case pdf = "application/pdf"
    case png = "image/png"
    case jpeg = "image/jpeg"
}

/// On what ground somebody represents a budget holder (domain: portal 1.1).
package enum RepresentationGround: String, StoredName, CaseIterable {
    case parent, guardian, curator
    case administrator, mentor
    case authorised
    case guaranteedHelp = "guaranteed-help"
    /// An heir or relative who winds up the pgb of a holder who died and had nobody (portal 1.1).
    case heir
}

/// Why a representation ended before its last day.
package enum RepresentationEnd: String, StoredName, CaseIterable {
    /// The holder no longer wants it: an authorisation can be withdrawn at any time.
    case holderWish = "holder-wish"
    /// The representative no longer wants it.
    case representativeWish = "representative-wish"
    /// The granter found the representative unfit.
    case unfit
    /// A court ended it, or the ground fell away.
    case groundOver = "ground-over"
    case representativeDied = "representative-died"
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
    /// Looks along with a holder who asks for help.
    case helpdesk
    /// Handles what people ask about their own data: restriction, holds, erasure.
    case privacy
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
