// The life of a contract (zorgovereenkomst) between the budget holder and one caregiver.

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
    /// The first day of a next version; nil for the first version, which begins when its terms say.
    package let from: Day?
    /// What a next version needs before it holds, by the new terms; nil for the first version, which needs everything.
    package let needs: [ChangeNeed]?

    package init(
        contract: ContractID, side: Side, changed: [Code], terms: ContractTerms, from: Day? = nil,
        needs: [ChangeNeed]? = nil
    ) {
        self.contract = contract
        self.side = side
        self.changed = changed
        self.terms = terms
        self.from = from
        self.needs = needs
    }

    package init(from r: inout JSONReader) {
        contract = r("contract")
        side = r("side")
        changed = r.list("changed")
        terms = r("terms")
        from = r.optional("from")
        needs = r.optional("needs")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("contract", contract)
        w.field("side", side)
        w.field("changed", changed)
        w.field("terms", terms)
        w.present("from", from)
        w.present("needs", needs)
    }

    package var validOn: Day? { from ?? terms.start }
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

/// The contract ends after its last day.
package struct ContractEnded: Fact {
    package static let name: StaticString = "contract-ended"
    package let contract: ContractID
    package let lastDay: Day
    package let reason: EndReason
    /// The day on which notice was given; nil where no notice was needed.
    package let noticeOn: Day?
    /// What the terms of notice say about the last day, where they bind or are usual.
    package let reasons: Reasons?

    package init(
        contract: ContractID, lastDay: Day, reason: EndReason, noticeOn: Day? = nil, reasons: Reasons? = nil
    ) {
        self.contract = contract
        self.lastDay = lastDay
        self.reason = reason
        self.noticeOn = noticeOn
        self.reasons = reasons
    }

    package init(from r: inout JSONReader) {
        contract = r("contract")
        lastDay = r("lastDay")
        reason = r("reason")
        noticeOn = r.optional("noticeOn")
        reasons = r.optional("reasons")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("contract", contract)
        w.field("lastDay", lastDay)
        w.field("reason", reason)
        w.present("noticeOn", noticeOn)
        w.present("reasons", reasons)
    }

    package var validOn: Day? { lastDay }
}
