// What a person asks about his own data and what an office does about it, in his own stream (AVG chapter III).

/// A person agreed to something.
package struct ConsentGiven: Fact {
    package static let name: StaticString = "consent-given"
    package let party: PartyID
    package let purpose: ConsentPurpose
    package let office: OfficeID

    package init(party: PartyID, purpose: ConsentPurpose, office: OfficeID) {
        self.party = party
        self.purpose = purpose
        self.office = office
    }

    package init(from r: inout JSONReader) {
        party = r("party")
        purpose = r("purpose")
        office = r("office")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("party", party)
        w.field("purpose", purpose)
        w.field("office", office)
    }
}

/// A person took his consent back; what was done before stays lawful (AVG art. 7(3)).
package struct ConsentWithdrawn: Fact {
    package static let name: StaticString = "consent-withdrawn"
    package let party: PartyID
    package let purpose: ConsentPurpose
    package let office: OfficeID

    package init(party: PartyID, purpose: ConsentPurpose, office: OfficeID) {
        self.party = party
        self.purpose = purpose
        self.office = office
    }

    package init(from r: inout JSONReader) {
        party = r("party")
        purpose = r("purpose")
        office = r("office")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("party", party)
        w.field("purpose", purpose)
        w.field("office", office)
    }
}

/// The use of a person's data is restricted: they are kept, and not used for anything new (AVG art. 18).
package struct RestrictionSet: Fact {
    package static let name: StaticString = "restriction-set"
    package let party: PartyID
    package let ground: RestrictionGround
    /// Which office set it; nil when the person did so himself.
    package let office: OfficeID?
    package let explanation: Personal<Text>?
    /// Whose work it is to find out what has to be found out.
    package let offices: [OfficeID]

    package init(
        party: PartyID, ground: RestrictionGround, office: OfficeID? = nil, explanation: Personal<Text>? = nil,
        offices: [OfficeID] = []
    ) {
        self.party = party
        self.ground = ground
        self.office = office
        self.explanation = explanation
        self.offices = offices
    }

    package init(from r: inout JSONReader) {
        party = r("party")
        ground = r("ground")
        office = r.optional("office")
        explanation = r.optional("explanation")
        offices = r.optionalList("offices")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("party", party)
        w.field("ground", ground)
        w.present("office", office)
        w.present("explanation", explanation)
        w.present("offices", list: offices)
    }
}

/// The restriction is over; the person is told before (AVG art. 18(3)).
package struct RestrictionLifted: Fact {
    package static let name: StaticString = "restriction-lifted"
    package let party: PartyID
    /// Which office lifted it; nil when the person did so himself.
    package let office: OfficeID?
    /// On which day the office told the person that it would.
    package let toldOn: Day?

    package init(party: PartyID, office: OfficeID? = nil, toldOn: Day? = nil) {
        self.party = party
        self.office = office
        self.toldOn = toldOn
    }

    package init(from r: inout JSONReader) {
        party = r("party")
        office = r.optional("office")
        toldOn = r.optional("toldOn")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("party", party)
        w.present("office", office)
        w.present("toldOn", toldOn)
    }
}

/// A person's data are not erased while this holds.
package struct HoldSet: Fact {
    package static let name: StaticString = "hold-set"
    package let party: PartyID
    package let reason: HoldReason
    package let office: OfficeID
    /// The last day; nil while nobody lifts it.
    package let until: Day?
    package let explanation: Personal<Text>?

    package init(
        party: PartyID, reason: HoldReason, office: OfficeID, until: Day? = nil, explanation: Personal<Text>? = nil
    ) {
        self.party = party
        self.reason = reason
        self.office = office
        self.until = until
        self.explanation = explanation
    }

    package init(from r: inout JSONReader) {
        party = r("party")
        reason = r("reason")
        office = r("office")
        until = r.optional("until")
        explanation = r.optional("explanation")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("party", party)
        w.field("reason", reason)
        w.field("office", office)
        w.present("until", until)
        w.present("explanation", explanation)
    }
}

/// An office no longer needs a person's data to be kept.
package struct HoldLifted: Fact {
    package static let name: StaticString = "hold-lifted"
    package let party: PartyID
    package let office: OfficeID
    package let reason: HoldReason

    package init(party: PartyID, office: OfficeID, reason: HoldReason) {
        self.party = party
        self.office = office
        self.reason = reason
    }

    package init(from r: inout JSONReader) {
        party = r("party")
        office = r("office")
        reason = r("reason")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("party", party)
        w.field("office", office)
        w.field("reason", reason)
    }
}

/// All personal values of a person are gone from the vault, and cannot come back. The log keeps that it was done and why.
package struct PersonErased: Fact {
    package static let name: StaticString = "person-erased"
    package let party: PartyID
    package let ground: ErasureGround
    /// Who decided it; nil for the system.
    package let office: OfficeID?
    /// Which terms had passed.
    package let reasons: Reasons

    package init(party: PartyID, ground: ErasureGround, office: OfficeID? = nil, reasons: Reasons) {
        self.party = party
        self.ground = ground
        self.office = office
        self.reasons = reasons
    }

    package init(from r: inout JSONReader) {
        party = r("party")
        ground = r("ground")
        office = r.optional("office")
        reasons = r("reasons")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("party", party)
        w.field("ground", ground)
        w.present("office", office)
        w.field("reasons", reasons)
    }
}

/// The terms of all that is kept about a person have passed, or no longer: something new came up. Nobody is erased by the
/// clock; this tells the offices that somebody has to decide.
package struct ErasureDue: Fact {
    package static let name: StaticString = "erasure-due"
    package let party: PartyID
    package let due: Bool
    /// Whose work it is.
    package let offices: [OfficeID]
    /// Which terms were looked at.
    package let reasons: Reasons

    package init(party: PartyID, due: Bool, offices: [OfficeID], reasons: Reasons) {
        self.party = party
        self.due = due
        self.offices = offices
        self.reasons = reasons
    }

    package init(from r: inout JSONReader) {
        party = r("party")
        due = r("due")
        offices = r.list("offices")
        reasons = r("reasons")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("party", party)
        w.field("due", due)
        w.field("offices", offices)
        w.field("reasons", reasons)
    }
}

package enum RightsFact: Sendable, Equatable {
    case consentGiven(ConsentGiven)
    case consentWithdrawn(ConsentWithdrawn)
    case restrictionSet(RestrictionSet)
    case restrictionLifted(RestrictionLifted)
    case holdSet(HoldSet)
    case holdLifted(HoldLifted)
    case erased(PersonErased)
    case erasureDue(ErasureDue)

    package var fact: any Fact {
        switch self {
        case .consentGiven(let fact): fact
        case .consentWithdrawn(let fact): fact
        case .restrictionSet(let fact): fact
        case .restrictionLifted(let fact): fact
        case .holdSet(let fact): fact
        case .holdLifted(let fact): fact
        case .erased(let fact): fact
        case .erasureDue(let fact): fact
        }
    }
}

extension RightsFact {
    /// The offices that it names: who did it, or whose work it is.
    package var offices: [OfficeID] {
        switch self {
        case .consentGiven(let fact): [fact.office]
        case .consentWithdrawn(let fact): [fact.office]
        case .restrictionSet(let fact): [fact.office].compactMap(\.self) + fact.offices
        case .restrictionLifted(let fact): [fact.office].compactMap(\.self)
        case .holdSet(let fact): [fact.office]
        case .holdLifted(let fact): [fact.office]
        case .erased(let fact): [fact.office].compactMap(\.self)
        case .erasureDue(let fact): fact.offices
        }
    }
}
