package import Events

/// Where a claim is.
package enum ClaimStatus: String, StoredName, CaseIterable, Bindable {
    /// Filed by the caregiver; the holder side has not answered yet.
    case waiting
    case declined, accepted, refused
}

/// One claim as it is shown to one reader.
package struct Claim: Shown, Equatable {
    package let claim: ClaimID
    package let dossier: DossierID
    /// Where it was filed; the key for the next page.
    package let position: Position
    package let kind: ClaimKind
    package let status: ClaimStatus
    /// Which side filed it.
    package let side: Side
    package let contract: ContractID?
    package let caregiver: PartyID?
    package let month: Month?
    /// The budget of the free amount.
    package let budget: BudgetID?
    package let entries: [ClaimEntry]
    package let amount: Cents
    package let isAgreed: Bool
    package let isLate: Bool
    package let filedAt: Moment
    package let decidedAt: Moment?
    /// By which budgets it is paid; nil for who may not see budgets.
    package let shares: [BudgetShare]?
    /// What the decision rests on, each rule with its sentence; nil for who may see the status only.
    package let reasons: [ExplainedReason]?
    package let explanation: Personal<Text>?

    package func writeFields(to w: inout JSONWriter) {
        w.field("claim", claim)
        w.field("dossier", dossier)
        w.field("position", position.rawValue)
        w.field("kind", kind)
        w.field("status", status)
        w.field("side", side)
        w.field("contract", contract)
        w.field("caregiver", caregiver)
        w.field("month", month)
        w.field("budget", budget)
        w.field("entries", entries)
        w.field("amountCents", amount)
        w.field("agreed", isAgreed)
        w.field("late", isLate)
        w.field("filedAt", filedAt)
        w.field("decidedAt", decidedAt)
        w.field("shares", shares)
        w.key("reasons")
        if let reasons { w.array { w in for reason in reasons { reason.write(to: &w) } } } else { w.null() }
        w.field("explanation", explanation)
    }

    /// What a list of claims is limited to, besides its page.
    package struct Filter: Sendable {
        /// Only claims of this caregiver's contracts. He sees the status and not why: a reason can tell a balance.
        package var onlyCaregiver: PartyID?
        /// Only claims for contracts that draw on this office's budgets, and of their free amounts.
        package var onlyOffice: OfficeID?
        package var status: ClaimStatus?
        package var contract: ContractID?
        package var month: Month?

        package init(
            onlyCaregiver: PartyID? = nil, onlyOffice: OfficeID? = nil, status: ClaimStatus? = nil,
            contract: ContractID? = nil, month: Month? = nil
        ) {
            self.onlyCaregiver = onlyCaregiver
            self.onlyOffice = onlyOffice
            self.status = status
            self.contract = contract
            self.month = month
        }

        fileprivate func takes(_ row: ClaimRow, _ own: OfficeView?) -> Bool {
            (onlyCaregiver == nil || row.caregiver == onlyCaregiver) && (status == nil || row.status == status)
                && (contract == nil || row.contract == contract) && (month == nil || row.month == month)
                && (own?.sees(row.contract, row.budget) ?? true)
        }
    }

    /// The claims of a dossier, newest first. `before` is the position of the last one of the page before.
    package static func page(
        _ s: Snapshot, dossier: DossierID, _ filter: Filter = Filter(), before: Position? = nil, limit: Int = Page.max
    ) throws(DatabaseError) -> [Claim] {
        let last = try before.flatMap { (p) throws(DatabaseError) in try ClaimRow.find(number: p.rawValue, in: s.db) }
        let newest =
            if let last, last.dossier == dossier { last.olderInDossier } else {
                try s.newest(ClaimView.Lists.byKey, of: dossier.owner, list: ClaimView.Lists.ofDossier)
            }
        let own = try filter.onlyOffice.map { (office) throws(DatabaseError) in try OfficeView(s, dossier, office) }
        return try page(s, from: newest, \.olderInDossier, filter, own, limit)
    }

    /// The claims for the care of one caregiver in all dossiers, newest first. `before` is as in a dossier.
    package static func page(
        _ s: Snapshot, caregiver: PartyID, status: ClaimStatus? = nil, before: Position? = nil, limit: Int = Page.max
    ) throws(DatabaseError) -> [Claim] {
        let last = try before.flatMap { (p) throws(DatabaseError) in try ClaimRow.find(number: p.rawValue, in: s.db) }
        let newest =
            if let last, last.caregiver == caregiver { last.olderOfCaregiver } else {
                try s.newest(ClaimView.Lists.byKey, of: caregiver.owner, list: ClaimView.Lists.ofCaregiver)
            }
        let filter = Filter(onlyCaregiver: caregiver, status: status)
        return try page(s, from: newest, \.olderOfCaregiver, filter, nil, limit)
    }

    /// One claim; nil when the dossier has none with this id that the filter lets through.
    package static func one(
        _ s: Snapshot, _ claim: ClaimID, dossier: DossierID, _ filter: Filter = Filter()
    ) throws(DatabaseError) -> Claim? {
        let own = try filter.onlyOffice.map { (office) throws(DatabaseError) in try OfficeView(s, dossier, office) }
        guard let row = try ClaimRow.find(claim, in: s.db), row.dossier == dossier, filter.takes(row, own)
        else { return nil }
        return Claim(row, filter, own)
    }

    private static func page(
        _ s: Snapshot, from newest: Int64, _ older: KeyPath<ClaimRow, Int64>, _ filter: Filter, _ own: OfficeView?,
        _ limit: Int
    ) throws(DatabaseError) -> [Claim] {
        let most = Page.limit(limit)
        var page: [Claim] = []
        try s.walk(from: newest) { (number) throws(DatabaseError) in
            guard page.count < most else { return nil }
            guard let row = try ClaimRow.find(number: number, in: s.db) else { throw .missing(ClaimRow.table) }
            if filter.takes(row, own) { page.append(Claim(row, filter, own)) }
            return row[keyPath: older]
        }
        return page
    }

    private init(_ row: ClaimRow, _ filter: Filter, _ own: OfficeView?) {
        let isForCaregiver = filter.onlyCaregiver != nil
        claim = row.key
        dossier = row.dossier
        position = Position(row.number)
        kind = row.kind
        status = row.status
        side = row.side
        contract = row.contract
        caregiver = row.caregiver
        month = row.month
        budget = row.budget
        entries = row.entries
        amount = row.amount
        isAgreed = row.isAgreed
        isLate = row.isLate
        filedAt = row.filedAt
        decidedAt = row.decidedAt
        shares = isForCaregiver ? nil : row.shares.filter { own?.budgets.contains($0.budget) ?? true }
        reasons = isForCaregiver ? nil : row.reasons.map { ExplainedReason($0) }
        explanation = row.explanation
    }
}
