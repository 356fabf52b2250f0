// How a contract that holds goes on: a next version, a longer term, notice, sickness. See decisions 4 and contracts 7.

/// One side proposed a next version of a contract that holds. The old one holds until the new one is approved, and for
/// the days before `from` for ever.
package struct ChangeProposed: Fact {
    package static let name: StaticString = "contract-change-proposed"
    package let contract: ContractID
    package let contractVersion: Int64
    package let side: Side
    /// The first day of the new version.
    package let from: Day
    /// The names of the fields that differ from the version before.
    package let changed: [Code]
    /// What it needs before it holds, besides the signature of the holder side.
    package let needs: [ChangeNeed]
    package let terms: ContractTerms

    package init(
        contract: ContractID, contractVersion: Int64, side: Side, from: Day, changed: [Code], needs: [ChangeNeed],
        terms: ContractTerms
    ) {
        self.contract = contract
        self.contractVersion = contractVersion
        self.side = side
        self.from = from
        self.changed = changed
        self.needs = needs
        self.terms = terms
    }

    package init(from r: inout JSONReader) {
        contract = r("contract")
        contractVersion = r("contractVersion")
        side = r("side")
        from = r("from")
        changed = r.list("changed")
        needs = r.list("needs")
        terms = r("terms")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("contract", contract)
        w.field("contractVersion", contractVersion)
        w.field("side", side)
        w.field("from", from)
        w.field("changed", changed)
        w.field("needs", needs)
        w.field("terms", terms)
    }

    package var validOn: Day? { from }
}

/// The next version was given up; the present one goes on.
package struct ChangeWithdrawn: Fact {
    package static let name: StaticString = "contract-change-withdrawn"
    package let contract: ContractID
    package let contractVersion: Int64
    package let side: Side

    package init(contract: ContractID, contractVersion: Int64, side: Side) {
        self.contract = contract
        self.contractVersion = contractVersion
        self.side = side
    }

    package init(from r: inout JSONReader) {
        contract = r("contract")
        contractVersion = r("contractVersion")
        side = r("side")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("contract", contract)
        w.field("contractVersion", contractVersion)
        w.field("side", side)
    }
}

/// A change that needs no approval holds (contracts 7.3): at once, or once everybody signed whose signature it needs.
package struct ContractChanged: Fact {
    package static let name: StaticString = "contract-changed"
    package let contract: ContractID
    package let contractVersion: Int64
    package let from: Day
    package let changed: [Code]
    package let terms: ContractTerms

    package init(contract: ContractID, contractVersion: Int64, from: Day, changed: [Code], terms: ContractTerms) {
        self.contract = contract
        self.contractVersion = contractVersion
        self.from = from
        self.changed = changed
        self.terms = terms
    }

    package init(from r: inout JSONReader) {
        contract = r("contract")
        contractVersion = r("contractVersion")
        from = r("from")
        changed = r.list("changed")
        terms = r("terms")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("contract", contract)
        w.field("contractVersion", contractVersion)
        w.field("from", from)
        w.field("changed", changed)
        w.field("terms", terms)
    }

    package var validOn: Day? { from }
}

/// A fixed term goes on: until a later day, or without an end. Needs no signature of the caregiver and no approval.
package struct ContractExtended: Fact {
    package static let name: StaticString = "contract-extended"
    package let contract: ContractID
    package let contractVersion: Int64
    /// The first day behind the term before.
    package let from: Day
    /// The new last day; nil when it is indefinite from now on.
    package let until: Day?
    /// What the chain rule and the notification terms say about it.
    package let reasons: Reasons

    package init(contract: ContractID, contractVersion: Int64, from: Day, until: Day?, reasons: Reasons) {
        self.contract = contract
        self.contractVersion = contractVersion
        self.from = from
        self.until = until
        self.reasons = reasons
    }

    package init(from r: inout JSONReader) {
        contract = r("contract")
        contractVersion = r("contractVersion")
        from = r("from")
        until = r.optional("until")
        reasons = r("reasons")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("contract", contract)
        w.field("contractVersion", contractVersion)
        w.field("from", from)
        w.present("until", until)
        w.field("reasons", reasons)
    }

    package var validOn: Day? { from }
}

/// The holder side told the caregiver in writing whether a fixed term will be extended (aanzegging, BW 7:668).
package struct RenewalNotified: Fact {
    package static let name: StaticString = "renewal-notified"
    package let contract: ContractID
    package let renews: Bool
    package let toldOn: Day
    /// Whether that was in time: late is allowed, and costs wage.
    package let reasons: Reasons

    package init(contract: ContractID, renews: Bool, toldOn: Day, reasons: Reasons) {
        self.contract = contract
        self.renews = renews
        self.toldOn = toldOn
        self.reasons = reasons
    }

    package init(from r: inout JSONReader) {
        contract = r("contract")
        renews = r("renews")
        toldOn = r("toldOn")
        reasons = r("reasons")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("contract", contract)
        w.field("renews", renews)
        w.field("toldOn", toldOn)
        w.field("reasons", reasons)
    }

    package var validOn: Day? { toldOn }
}

/// The caregiver of a contract fell ill: while he is, notice needs his consent (contracts 8.8).
package struct SicknessReported: Fact {
    package static let name: StaticString = "sickness-reported"
    package let contract: ContractID
    /// The first day not fully worked.
    package let from: Day
    /// The day of the report, where that is a later one.
    package let reportedOn: Day?
    /// How much he can still work, from 1 to 99 percent; nil when he does not work.
    package let fitPercent: Int64?
    /// Whether he had reached state pension age (AOW) by then.
    package let pensionAge: Bool

    package init(
        contract: ContractID, from: Day, reportedOn: Day? = nil, fitPercent: Int64? = nil, pensionAge: Bool = false
    ) {
        self.contract = contract
        self.from = from
        self.reportedOn = reportedOn
        self.fitPercent = fitPercent
        self.pensionAge = pensionAge
    }

    package init(from r: inout JSONReader) {
        contract = r("contract")
        from = r("from")
        reportedOn = r.optional("reportedOn")
        fitPercent = r.optional("fitPercent")
        pensionAge = r.flag("pensionAge")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("contract", contract)
        w.field("from", from)
        w.present("reportedOn", reportedOn)
        w.present("fitPercent", fitPercent)
        w.present("pensionAge", pensionAge)
    }

    package var validOn: Day? { from }
}

/// The caregiver is well again, and works from this day.
package struct RecoveryReported: Fact {
    package static let name: StaticString = "recovery-reported"
    package let contract: ContractID
    package let on: Day

    package init(contract: ContractID, on: Day) {
        self.contract = contract
        self.on = on
    }

    package init(from r: inout JSONReader) {
        contract = r("contract")
        on = r("on")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("contract", contract)
        w.field("on", on)
    }

    package var validOn: Day? { on }
}
