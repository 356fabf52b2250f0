// How a contract is assessed, and what a granter says about it.

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

/// One part of a contract was assessed.
package struct ContractAssessed: Fact {
    package static let name: StaticString = "contract-assessed"
    package let contract: ContractID
    package let part: AssessmentPart
    package let office: OfficeID
    package let outcome: AssessmentOutcome
    package let grounds: [AssessmentReason]
    package let explanation: Personal<Text>?
    /// An approval that a second assessor has to repeat before it counts (four eyes).
    package let awaitsSecond: Bool
    /// The employee who assessed; stored where a second one may not be the same.
    package let assessor: PartyID?
    /// What this assessor asks the parties to see to (approval with conditions).
    package let conditions: Personal<Text>?

    package init(
        contract: ContractID, part: AssessmentPart, office: OfficeID, outcome: AssessmentOutcome,
        grounds: [AssessmentReason], explanation: Personal<Text>?, awaitsSecond: Bool = false,
        assessor: PartyID? = nil, conditions: Personal<Text>? = nil
    ) {
        self.contract = contract
        self.part = part
        self.office = office
        self.outcome = outcome
        self.grounds = grounds
        self.explanation = explanation
        self.awaitsSecond = awaitsSecond
        self.assessor = assessor
        self.conditions = conditions
    }

    package init(from r: inout JSONReader) {
        contract = r("contract")
        part = r("part")
        office = r("office")
        outcome = r("outcome")
        grounds = r.list("grounds")
        explanation = r.optional("explanation")
        awaitsSecond = r.flag("awaitsSecond")
        assessor = r.optional("assessor")
        conditions = r.optional("conditions")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("contract", contract)
        w.field("part", part)
        w.field("office", office)
        w.field("outcome", outcome)
        w.field("grounds", grounds)
        w.field("explanation", explanation)
        w.present("awaitsSecond", awaitsSecond)
        w.present("assessor", assessor)
        w.present("conditions", conditions)
    }
}

/// Every part was approved: from its start date the contract is active. The reasons keep the figures that were used.
package struct ContractApproved: Fact {
    package static let name: StaticString = "contract-approved"
    package let contract: ContractID
    package let from: Day
    package let until: Day?
    package let reasons: Reasons
    /// Which version of the contract holds from then on; the first is 1.
    package let contractVersion: Int64
    /// What the assessors ask the parties to see to (approval with conditions), in the order they said it.
    package let conditions: [Personal<Text>]

    package init(
        contract: ContractID, from: Day, until: Day?, reasons: Reasons, contractVersion: Int64 = 1,
        conditions: [Personal<Text>] = []
    ) {
        self.contract = contract
        self.from = from
        self.until = until
        self.reasons = reasons
        self.contractVersion = contractVersion
        self.conditions = conditions
    }

    package init(from r: inout JSONReader) {
        contract = r("contract")
        from = r("from")
        until = r.optional("until")
        reasons = r("reasons")
        contractVersion = r.optional("contractVersion") ?? 1
        conditions = r.optionalList("conditions")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("contract", contract)
        w.field("from", from)
        w.field("until", until)
        w.field("reasons", reasons)
        w.present("contractVersion", contractVersion == 1 ? nil : contractVersion)
        w.present("conditions", list: conditions)
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

/// An assessment was given to one employee of the office, or to nobody in particular again.
package struct AssessmentAssigned: Fact {
    package static let name: StaticString = "assessment-assigned"
    package let contract: ContractID
    package let part: AssessmentPart
    package let office: OfficeID
    /// Nil when it is anybody's again.
    package let employee: PartyID?

    package init(contract: ContractID, part: AssessmentPart, office: OfficeID, employee: PartyID?) {
        self.contract = contract
        self.part = part
        self.office = office
        self.employee = employee
    }

    package init(from r: inout JSONReader) {
        contract = r("contract")
        part = r("part")
        office = r("office")
        employee = r.optional("employee")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("contract", contract)
        w.field("part", part)
        w.field("office", office)
        w.present("employee", employee)
    }
}

/// A rejected contract is assessed again, because an objection was upheld or a court ruled so (contracts 7.1.6).
package struct ContractReopened: Fact {
    package static let name: StaticString = "contract-reopened"
    package let contract: ContractID
    package let ground: ReopenGround
    package let office: OfficeID
    package let explanation: Personal<Text>
    package let assessments: [AssessmentDue]

    package init(
        contract: ContractID, ground: ReopenGround, office: OfficeID, explanation: Personal<Text>,
        assessments: [AssessmentDue]
    ) {
        self.contract = contract
        self.ground = ground
        self.office = office
        self.explanation = explanation
        self.assessments = assessments
    }

    package init(from r: inout JSONReader) {
        contract = r("contract")
        ground = r("ground")
        office = r("office")
        explanation = r("explanation")
        assessments = r.list("assessments")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("contract", contract)
        w.field("ground", ground)
        w.field("office", office)
        w.field("explanation", explanation)
        w.field("assessments", assessments)
    }
}

/// A granter allowed what a rule forbids, for one caregiver of the holder: more than forty hours a week (Rlz 5.22(5)),
/// a rate that the healthcare authority set (Rlz 5.22(2)), or a representative who gives care.
package struct ExceptionGranted: Fact {
    package static let name: StaticString = "exception-granted"
    package let caregiver: PartyID
    /// The code of the check, such as `zo-13`.
    package let rule: Code
    /// The new bound in the unit of the check: minutes a week, or cents; nil when there is none.
    package let most: Int64?
    package let from: Day
    package let until: Day?
    package let office: OfficeID
    package let explanation: Personal<Text>

    package init(
        caregiver: PartyID, rule: Code, most: Int64?, from: Day, until: Day?, office: OfficeID,
        explanation: Personal<Text>
    ) {
        self.caregiver = caregiver
        self.rule = rule
        self.most = most
        self.from = from
        self.until = until
        self.office = office
        self.explanation = explanation
    }

    package init(from r: inout JSONReader) {
        caregiver = r("caregiver")
        rule = r("rule")
        most = r.optional("most")
        from = r("from")
        until = r.optional("until")
        office = r("office")
        explanation = r("explanation")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("caregiver", caregiver)
        w.field("rule", rule)
        w.present("most", most)
        w.field("from", from)
        w.present("until", until)
        w.field("office", office)
        w.field("explanation", explanation)
    }

    package var validOn: Day? { from }
}

/// A contract that holds will break a rule from a day on, when a minimum wage, a maximum or an age changes. Said once for
/// each rule and day, beforehand.
package struct ContractWarned: Fact {
    package static let name: StaticString = "contract-warned"
    package let contract: ContractID
    package let contractVersion: Int64
    /// The first day on which the rule is broken.
    package let on: Day
    package let reasons: Reasons

    package init(contract: ContractID, contractVersion: Int64, on: Day, reasons: Reasons) {
        self.contract = contract
        self.contractVersion = contractVersion
        self.on = on
        self.reasons = reasons
    }

    package init(from r: inout JSONReader) {
        contract = r("contract")
        contractVersion = r("contractVersion")
        on = r("on")
        reasons = r("reasons")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("contract", contract)
        w.field("contractVersion", contractVersion)
        w.field("on", on)
        w.field("reasons", reasons)
    }

    package var validOn: Day? { on }
}
