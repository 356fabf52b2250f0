// The life of a contract (zorgovereenkomst) between the budget holder and one caregiver.

/// One assessment a submitted contract waits for: which part, by which office.
package struct AssessmentDue: Record, Equatable {
    package let part: AssessmentPart
    package let office: OfficeID

    package init(part: AssessmentPart, office: OfficeID) {
        self.part = part
        self.office = office
    }

    package init(from r: inout JSONReader) {
        part = r("part")
        office = r("office")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("part", part)
        w.field("office", office)
    }
}

/// The holder side drafted a contract.
package struct ContractDrafted: Fact {
    package static let name: StaticString = "contract-drafted"
    package let contract: ContractID
    package let caregiver: PartyID
    package let terms: ContractTerms

    package init(contract: ContractID, caregiver: PartyID, terms: ContractTerms) {
        self.contract = contract
        self.caregiver = caregiver
        self.terms = terms
    }

    package init(from r: inout JSONReader) {
        contract = r("contract")
        caregiver = r("caregiver")
        terms = r("terms")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("contract", contract)
        w.field("caregiver", caregiver)
        w.field("terms", terms)
    }

    package var validOn: Day? { terms.start }
}

/// One side changed the terms; which fields changed, and the full new terms.
package struct ContractRevised: Fact {
    package static let name: StaticString = "contract-revised"
    package let contract: ContractID
    package let side: Side
    /// The names of the fields that differ from the terms before.
    package let changed: [Code]
    package let terms: ContractTerms

    package init(contract: ContractID, side: Side, changed: [Code], terms: ContractTerms) {
        self.contract = contract
        self.side = side
        self.changed = changed
        self.terms = terms
    }

    package init(from r: inout JSONReader) {
        contract = r("contract")
        side = r("side")
        changed = r.list("changed")
        terms = r("terms")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("contract", contract)
        w.field("side", side)
        w.field("changed", changed)
        w.field("terms", terms)
    }

    package var validOn: Day? { terms.start }
}

/// The holder side shared the draft with the caregiver. The checks it passed or was warned about stand in the reasons.
package struct ContractShared: Fact {
    package static let name: StaticString = "contract-shared"
    package let contract: ContractID
    package let reasons: Reasons

    package init(contract: ContractID, reasons: Reasons) {
        self.contract = contract
        self.reasons = reasons
    }

    package init(from r: inout JSONReader) {
        contract = r("contract")
        reasons = r("reasons")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("contract", contract)
        w.field("reasons", reasons)
    }
}

/// One side signed. The digest is that of exactly the terms that were signed.
package struct ContractSigned: Fact {
    package static let name: StaticString = "contract-signed"
    package let contract: ContractID
    package let side: Side
    /// The person or organisation that signed, for whom stands in the principal.
    package let signer: PartyID
    package let means: SignInMeans
    package let level: AssuranceLevel
    package let termsDigest: Digest

    package init(
        contract: ContractID, side: Side, signer: PartyID, means: SignInMeans, level: AssuranceLevel,
        termsDigest: Digest
    ) {
        self.contract = contract
        self.side = side
        self.signer = signer
        self.means = means
        self.level = level
        self.termsDigest = termsDigest
    }

    package init(from r: inout JSONReader) {
        contract = r("contract")
        side = r("side")
        signer = r("signer")
        means = r("means")
        level = r("level")
        termsDigest = r("termsDigest")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("contract", contract)
        w.field("side", side)
        w.field("signer", signer)
        w.field("means", means)
        w.field("level", level)
        w.field("termsDigest", termsDigest)
    }
}

/// A signature lost its force because the terms changed after it.
package struct SignatureVoided: Fact {
    package static let name: StaticString = "signature-voided"
    package let contract: ContractID
    package let side: Side

    package init(contract: ContractID, side: Side) {
        self.contract = contract
        self.side = side
    }

    package init(from r: inout JSONReader) {
        contract = r("contract")
        side = r("side")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("contract", contract)
        w.field("side", side)
    }
}

/// The holder side submitted the contract for assessment.
package struct ContractSubmitted: Fact {
    package static let name: StaticString = "contract-submitted"
    package let contract: ContractID
    package let assessments: [AssessmentDue]

    package init(contract: ContractID, assessments: [AssessmentDue]) {
        self.contract = contract
        self.assessments = assessments
    }

    package init(from r: inout JSONReader) {
        contract = r("contract")
        assessments = r.list("assessments")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("contract", contract)
        w.field("assessments", assessments)
    }
}

/// One part of a contract was assessed.
package struct ContractAssessed: Fact {
    package static let name: StaticString = "contract-assessed"
    package let contract: ContractID
    package let part: AssessmentPart
    package let office: OfficeID
    package let outcome: AssessmentOutcome
    package let grounds: [AssessmentReason]
    package let explanation: Personal<Text>?

    package init(
        contract: ContractID, part: AssessmentPart, office: OfficeID, outcome: AssessmentOutcome,
        grounds: [AssessmentReason], explanation: Personal<Text>?
    ) {
        self.contract = contract
        self.part = part
        self.office = office
        self.outcome = outcome
        self.grounds = grounds
        self.explanation = explanation
    }

    package init(from r: inout JSONReader) {
        contract = r("contract")
        part = r("part")
        office = r("office")
        outcome = r("outcome")
        grounds = r.list("grounds")
        explanation = r.optional("explanation")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("contract", contract)
        w.field("part", part)
        w.field("office", office)
        w.field("outcome", outcome)
        w.field("grounds", grounds)
        w.field("explanation", explanation)
    }
}

/// Every part was approved: from its start date the contract is active. The reasons keep the figures that were used.
package struct ContractApproved: Fact {
    package static let name: StaticString = "contract-approved"
    package let contract: ContractID
    package let from: Day
    package let until: Day?
    package let reasons: Reasons

    package init(contract: ContractID, from: Day, until: Day?, reasons: Reasons) {
        self.contract = contract
        self.from = from
        self.until = until
        self.reasons = reasons
    }

    package init(from r: inout JSONReader) {
        contract = r("contract")
        from = r("from")
        until = r.optional("until")
        reasons = r("reasons")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("contract", contract)
        w.field("from", from)
        w.field("until", until)
        w.field("reasons", reasons)
    }

    package var validOn: Day? { from }
}

/// A part was rejected, and so the contract.
package struct ContractRejected: Fact {
    package static let name: StaticString = "contract-rejected"
    package let contract: ContractID
    package let grounds: [AssessmentReason]

    package init(contract: ContractID, grounds: [AssessmentReason]) {
        self.contract = contract
        self.grounds = grounds
    }

    package init(from r: inout JSONReader) {
        contract = r("contract")
        grounds = r.list("grounds")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("contract", contract)
        w.field("grounds", grounds)
    }
}

/// An assessor sent the contract back for correction. That is not a rejection.
package struct ContractReturned: Fact {
    package static let name: StaticString = "contract-returned"
    package let contract: ContractID
    package let grounds: [AssessmentReason]

    package init(contract: ContractID, grounds: [AssessmentReason]) {
        self.contract = contract
        self.grounds = grounds
    }

    package init(from r: inout JSONReader) {
        contract = r("contract")
        grounds = r.list("grounds")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("contract", contract)
        w.field("grounds", grounds)
    }
}

/// The contract ends after its last day.
package struct ContractEnded: Fact {
    package static let name: StaticString = "contract-ended"
    package let contract: ContractID
    package let lastDay: Day
    package let reason: EndReason

    package init(contract: ContractID, lastDay: Day, reason: EndReason) {
        self.contract = contract
        self.lastDay = lastDay
        self.reason = reason
    }

    package init(from r: inout JSONReader) {
        contract = r("contract")
        lastDay = r("lastDay")
        reason = r("reason")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("contract", contract)
        w.field("lastDay", lastDay)
        w.field("reason", reason)
    }

    package var validOn: Day? { lastDay }
}

package enum ContractFact: Sendable, Equatable {
    case drafted(ContractDrafted)
    case revised(ContractRevised)
    case shared(ContractShared)
    case signed(ContractSigned)
    case signatureVoided(SignatureVoided)
    case submitted(ContractSubmitted)
    case assessed(ContractAssessed)
    case approved(ContractApproved)
    case rejected(ContractRejected)
    case returned(ContractReturned)
    case ended(ContractEnded)

    package var fact: any Fact {
        switch self {
        case .drafted(let fact): fact
        case .revised(let fact): fact
        case .shared(let fact): fact
        case .signed(let fact): fact
        case .signatureVoided(let fact): fact
        case .submitted(let fact): fact
        case .assessed(let fact): fact
        case .approved(let fact): fact
        case .rejected(let fact): fact
        case .returned(let fact): fact
        case .ended(let fact): fact
        }
    }
}
