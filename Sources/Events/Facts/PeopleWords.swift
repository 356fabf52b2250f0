// The closed sets of people, applications and rights, with their stored names. A stored name never changes; a case
// may be renamed.

/// Where what is known of a person comes from.
package enum PersonSource: String, StoredName, CaseIterable {
    /// The person entered it at a first sign-in; nobody has compared it with the civil registry yet.
    case oneself = "self"
    /// An employee entered it.
    case office
    /// The civil registry (BRP).
    case registry
}

/// For what somebody gives consent (portal 1.10).
package enum ConsentPurpose: String, StoredName, CaseIterable {
    /// That the awareness interview is reported with a recording.
    case interviewRecording = "interview-recording"
    /// That somebody else is present at an interview or a home visit.
    case thirdPerson = "third-person"
    /// That a home visit takes place.
    case homeVisit = "home-visit"
    /// That another office is told something.
    case shareWithOffice = "share-with-office"
}

/// Why the use of somebody's data is restricted (AVG art. 18(1)).
package enum RestrictionGround: String, StoredName, CaseIterable {
    /// art. 18(1)(a)
    case accuracyContested = "accuracy-contested"
    /// art. 18(1)(b)
    case unlawful
    /// art. 18(1)(c)
    case legalClaim = "legal-claim"
    /// art. 18(1)(d)
    case objection
}

/// Why data are kept past their term.
package enum HoldReason: String, StoredName, CaseIterable {
    /// An objection or appeal is open.
    case objection
    /// Somebody still has to pay.
    case receivable
    /// An investigation is open.
    case investigation
    /// A court asked for it.
    case court
}

/// Why somebody's data are erased.
package enum ErasureGround: String, StoredName, CaseIterable {
    /// Every retention term has passed (AVG art. 5(1)(e)).
    case termOver = "term-over"
    /// He asked, and no duty to keep them stands in the way (AVG art. 17).
    case request
    /// They should not have been recorded (AVG art. 17(1)(d)).
    case unlawful
    /// He had been erased before, and an older copy of the log was put back: the system erases him again.
    case again
}

/// What a granter decides on a request.
package enum ApplicationOutcome: String, StoredName, CaseIterable {
    case granted
    case refused
}

/// Why a granter refuses or grants an application or a request; refusal grounds of Wlz 3.3.3, Wmo 2.3.6 and Jeugdwet 8.1.1
/// (portal 1.10).
package enum ApplicationReason: String, StoredName, CaseIterable {
    /// All conditions are met.
    case conditionsMet = "conditions-met"
    /// The applicant cannot manage the budget, alone or with help.
    case notCapable = "not-capable"
    /// It is not clear why care in kind does not fit.
    case noMotivation = "no-motivation"
    /// The care is not safe, effective and person-centred.
    case careUnsafe = "care-unsafe"
    /// There is no indication or decision that gives a right to it.
    case noIndication = "no-indication"
    /// The applicant has no fixed address.
    case noFixedAddress = "no-fixed-address"
    /// The applicant is bankrupt or in debt restructuring.
    case insolvent
    /// The applicant is in detention.
    case detained
    /// An earlier budget was withdrawn because rules were broken.
    case earlierBreach = "earlier-breach"
    /// The proposed representative is not fit for it.
    case representativeUnfit = "representative-unfit"
    /// The budget plan is not complete, also after it was asked for.
    case planIncomplete = "plan-incomplete"
    /// The extra care is not needed, or is in the budget already.
    case notNecessary = "not-necessary"
    case other
}

/// How an interview or a visit takes place.
package enum InterviewForm: String, StoredName, CaseIterable {
    /// At the office or at home.
    case inPerson = "in-person"
    case phone
    case video
}

/// What an interview shows of managing the budget.
package enum InterviewOutcome: String, StoredName, CaseIterable {
    case capable
    /// With a representative.
    case capableWithHelp = "capable-with-help"
    /// Neither alone nor with the proposed help.
    case notCapable = "not-capable"
    /// It did not take place.
    case notHeld = "not-held"
}

/// What a home visit shows.
package enum VisitOutcome: String, StoredName, CaseIterable {
    /// The care is as agreed.
    case inOrder = "in-order"
    /// Something has to change; the granter says what.
    case followUp = "follow-up"
    /// The care is not as agreed.
    case notInOrder = "not-in-order"
    /// It did not take place.
    case notHeld = "not-held"
}

/// What a holder has to tell his granter (portal 1.10, must-report list).
package enum CircumstanceKind: String, StoredName, CaseIterable {
    /// The representative moved; the move of a holder comes from the civil registry.
    case move
    /// Admission to an institution; more than two months ends a Wlz budget.
    case admission
    /// A stay abroad; more than six weeks in a calendar year has consequences.
    case abroad
    case detention
    /// Bankruptcy, or suspension of payments.
    case bankruptcy
    /// Debt restructuring (WSNP).
    case debtRestructuring = "debt-restructuring"
    /// A switch to care in kind (zorg in natura).
    case careInKind = "care-in-kind"
    case other
}

/// What a granter does with what was told.
package enum CircumstanceOutcome: String, StoredName, CaseIterable {
    case noted
    /// A budget changed because of it.
    case budgetChanged = "budget-changed"
    /// The pgb ends because of it.
    case pgbEnded = "pgb-ended"
}

/// Three different decisions (portal 1.10).
package enum PgbEnding: String, StoredName, CaseIterable {
    /// From a day on (beëindigen).
    case ended
    /// From the start of the budget (intrekken).
    case withdrawn
}

/// Why a decision that a pgb ends is taken back.
package enum EndingRevisionReason: String, StoredName, CaseIterable {
    /// On an objection (bezwaar, Awb 7:11).
    case objection
    /// After a court said so (beroep, Awb 8:72).
    case appeal
    /// The granter saw by itself that it was wrong (Awb 6:19).
    case ownMotion = "own-motion"
}

/// Why a pgb ends (portal 1.10).
package enum PgbEndReason: String, StoredName, CaseIterable {
    case ownWish = "own-wish"
    case admission
    case rulesBroken = "rules-broken"
    case representativeUnfit = "representative-unfit"
    case careInKind = "care-in-kind"
    case noFixedAddress = "no-fixed-address"
    case insolvent
    case detained
    case died
    case noIndication = "no-indication"
}

/// What a holder asks his granter besides a first budget.
package enum RequestKind: String, StoredName, CaseIterable {
    /// More budget, of a kind of its own.
    case extraBudget = "extra-budget"
    /// Another representative.
    case representative
    /// That the pgb ends.
    case ending
}

/// How a message left.
package enum DispatchChannel: String, StoredName, CaseIterable {
    case email
    case post
}

/// Why an e-mail or a letter came back.
package enum BounceReason: String, StoredName, CaseIterable {
    case unknownAddress = "unknown-address"
    case mailboxFull = "mailbox-full"
    case refused
    case returnedLetter = "returned-letter"
}
