import Events

/// Where the terms of a contract stand in the log. Lists of contracts need only what they name; the terms themselves are
/// read for who looks at them.
struct TermsAt: Record, Equatable {
    /// The position of the event that has them.
    let position: Int64
    /// Their last day; an extension moved it since the event.
    let until: Day?
    let budgets: [BudgetID]

    init(_ terms: ContractTerms, at position: Int64) {
        self.position = position
        until = terms.end
        budgets = terms.lines.map(\.budget).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    private init(_ terms: TermsAt, until: Day?) {
        position = terms.position
        self.until = until
        budgets = terms.budgets
    }

    init(from r: inout JSONReader) {
        position = r("position")
        until = r.optional("until")
        budgets = r.list("budgets")
    }

    func writeFields(to w: inout JSONWriter) {
        w.field("position", position)
        w.present("until", until)
        w.field("budgets", budgets)
    }

    /// The same terms with another last day.
    func lasting(until: Day?) -> TermsAt { TermsAt(self, until: until) }

    /// The terms.
    func read(_ s: Snapshot) throws(DatabaseError) -> ContractTerms {
        let event = try s.event(position).event
        guard let terms = event.terms else { throw .missing("terms") }
        return terms.lasting(until: until)
    }
}

extension Event {
    /// The terms that a contract's event brings; nil when it brings none.
    var terms: ContractTerms? {
        switch self {
        case .contract(.drafted(let draft)): draft.terms
        case .contract(.revised(let revision)): revision.terms
        case .contract(.changeProposed(let proposal)): proposal.terms
        case .contract(.changed(let next)): next.terms
        case .contract, .party, .office, .representation, .budget, .claim, .payment, .receivable, .run, .bank,
            .inbox, .document, .application, .circumstance, .rights, .dispatch, .system:
            nil
        }
    }
}

/// How a version of a contract came about.
package enum VersionOrigin: String, StoredName, CaseIterable {
    /// The first one.
    case contract
    /// A change that both sides signed or a granter approved.
    case change
    /// A change that needed no other signature and no approval.
    case atOnce = "at-once"
    case `extension`
}

/// A version of a contract that holds from a day on, or held.
struct VersionRow: Record, Equatable {
    let number: Int64
    let origin: VersionOrigin
    let from: Day
    let terms: TermsAt
    /// Who proposed it, and when.
    let side: Side
    let proposedAt: Moment
    /// When it became a version: the approval, or the change at once.
    let agreedAt: Moment
    let conditions: [Personal<Text>]
    let signatures: [Signature]
    let assessments: [Assessment]

    var until: Day? { terms.until }

    /// What was agreed on was approved.
    init(_ agreed: NegotiationRow, _ approval: ContractApproved, at moment: Moment) {
        number = agreed.number
        origin = agreed.number == 1 ? .contract : .change
        from = agreed.from
        terms = agreed.terms
        side = agreed.side
        proposedAt = agreed.proposedAt
        agreedAt = moment
        conditions = approval.conditions
        signatures = agreed.signatures
        assessments = agreed.assessments
    }

    /// A change that needed no approval: `agreed` when a side had to sign it, else the holder side made it at once.
    init(_ next: ContractChanged, at position: Int64, _ agreed: NegotiationRow?, at moment: Moment) {
        number = next.contractVersion
        origin = agreed == nil ? .atOnce : .change
        from = next.from
        terms = TermsAt(next.terms, at: position)
        side = agreed?.side ?? .holder
        proposedAt = agreed?.proposedAt ?? moment
        agreedAt = moment
        conditions = []
        signatures = agreed?.signatures ?? []
        assessments = []
    }

    init(_ extended: ContractExtended, _ terms: TermsAt, at moment: Moment) {
        number = extended.contractVersion
        origin = .extension
        from = extended.from
        self.terms = terms
        side = .holder
        proposedAt = moment
        agreedAt = moment
        conditions = []
        signatures = []
        assessments = []
    }

    init(from r: inout JSONReader) {
        number = r("number")
        origin = r("origin")
        from = r("from")
        terms = r("terms")
        side = r("side")
        proposedAt = r("proposedAt")
        agreedAt = r("agreedAt")
        conditions = r.list("conditions")
        signatures = r.list("signatures")
        assessments = r.list("assessments")
    }

    func writeFields(to w: inout JSONWriter) {
        w.field("number", number)
        w.field("origin", origin)
        w.field("from", from)
        w.field("terms", terms)
        w.field("side", side)
        w.field("proposedAt", proposedAt)
        w.field("agreedAt", agreedAt)
        w.field("conditions", conditions)
        w.field("signatures", signatures)
        w.field("assessments", assessments)
    }
}

/// A version on its way: the first one of a contract, or the next one of a contract that holds.
struct NegotiationRow: Record, Equatable {
    let number: Int64
    /// The first day it would hold.
    var from: Day
    var terms: TermsAt
    /// Who began it, and when.
    let side: Side
    let proposedAt: Moment
    var status: ContractStatus
    /// What it needs before it holds, besides the signature of the holder side.
    var needs: [ChangeNeed]
    /// Whether the caregiver may know of it.
    var wasShared: Bool
    var signatures: [Signature] = []
    /// Assessments that are still to come.
    var due: [AssessmentDue] = []
    /// Assessments since it was submitted last.
    var assessments: [Assessment] = []
    /// Why it was rejected or returned last.
    var grounds: [AssessmentReason] = []

    init(_ draft: ContractDrafted, _ position: Int64, at moment: Moment) {
        number = 1
        from = draft.terms.start
        terms = TermsAt(draft.terms, at: position)
        side = .holder
        proposedAt = moment
        status = .draft
        needs = ChangeNeed.allCases
        wasShared = false
    }

    init(_ proposal: ChangeProposed, _ position: Int64, at moment: Moment) {
        number = proposal.contractVersion
        from = proposal.from
        terms = TermsAt(proposal.terms, at: position)
        side = proposal.side
        proposedAt = moment
        // The holder side sees at once what the caregiver proposes.
        status = proposal.side == .holder ? .draft : .shared
        needs = proposal.needs
        wasShared = proposal.side == .caregiver
    }

    init(from r: inout JSONReader) {
        number = r("number")
        from = r("from")
        terms = r("terms")
        side = r("side")
        proposedAt = r("proposedAt")
        status = r("status")
        needs = r.list("needs")
        wasShared = r("wasShared")
        signatures = r.list("signatures")
        due = r.list("due")
        assessments = r.list("assessments")
        grounds = r.list("grounds")
    }

    func writeFields(to w: inout JSONWriter) {
        w.field("number", number)
        w.field("from", from)
        w.field("terms", terms)
        w.field("side", side)
        w.field("proposedAt", proposedAt)
        w.field("status", status)
        w.field("needs", needs)
        w.field("wasShared", wasShared)
        w.field("signatures", signatures)
        w.field("due", due)
        w.field("assessments", assessments)
        w.field("grounds", grounds)
    }
}
