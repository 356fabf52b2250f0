package import Events

/// Where a receivable is.
package enum ReceivableStatus: String, StoredName, CaseIterable {
    case open, paid
    /// Nothing is open any more, and a part or the whole was written off.
    case writtenOff = "written-off"
}

/// One receivable as it is shown to one reader: what somebody has to pay back, why, and what came back how.
package struct Receivable: Described, Equatable {
    package let receivable: ReceivableID
    package let dossier: DossierID
    /// Where it was raised; the key for the next page.
    package let position: Position
    package let raisedAt: Moment
    package let status: ReceivableStatus
    package let cause: ReceivableCause
    package let debtor: PartyID
    package let amount: Cents
    /// What has still to come in; nil, as what was written off, for who sees only a part of it that is not settled.
    package let open: Cents?
    package let repaid: Cents
    package let offset: Cents
    package let writtenOff: Cents?
    package let payment: PaymentID?
    package let claim: ClaimID?
    package let contract: ContractID?
    package let month: Month?
    /// The plan of payment, empty when the whole is due at once.
    package let instalments: [Instalment]
    package let entries: [ReceivableEntry]
    /// The budgets it was paid from; nil for who may not see budgets.
    package let shares: [BudgetShare]?
    /// What it rests on, each rule with its sentence; nil for who may not see budgets.
    package let reasons: [ExplainedReason]?

    package func writeFields(to w: inout JSONWriter) {
        w.field("receivable", receivable)
        w.field("dossier", dossier)
        w.field("position", position.rawValue)
        w.field("raisedAt", raisedAt)
        w.field("status", status)
        w.field("cause", cause)
        w.field("debtor", debtor)
        w.field("amountCents", amount)
        w.field("openCents", open)
        w.field("repaidCents", repaid)
        w.field("offsetCents", offset)
        w.field("writtenOffCents", writtenOff)
        w.field("payment", payment)
        w.field("claim", claim)
        w.field("contract", contract)
        w.field("month", month)
        w.field("instalments", instalments)
        w.field("entries", entries)
        w.field("shares", shares)
        w.field("reasons", reasons)
    }

    /// What a list of receivables is limited to, besides its page.
    package struct Filter: Sendable {
        /// Only what this caregiver owes; he does not see the budgets.
        package var onlyCaregiver: PartyID?
        /// Only what comes back to this office's budgets; of what another granter paid too, only its own part.
        package var onlyOffice: OfficeID?
        package var status: ReceivableStatus?

        package init(
            onlyCaregiver: PartyID? = nil, onlyOffice: OfficeID? = nil, status: ReceivableStatus? = nil
        ) {
            self.onlyCaregiver = onlyCaregiver
            self.onlyOffice = onlyOffice
            self.status = status
        }

        fileprivate func takes(_ row: ReceivableRow, _ own: OfficeView?) -> Bool {
            (onlyCaregiver == nil || row.debtor == onlyCaregiver) && (status == nil || row.status == status)
                && (own.map { own in row.shares.contains { own.budgets.contains($0.budget) } } ?? true)
        }
    }

    /// The receivables of a dossier, newest first: they are few.
    package static func list(
        _ s: Snapshot, dossier: DossierID, _ filter: Filter = Filter()
    ) throws(DatabaseError) -> [Receivable] {
        let own = try filter.onlyOffice.map { (office) throws(DatabaseError) in try OfficeView(s, dossier, office) }
        return try ReceivableRow.list(s, dossier).reversed().filter { filter.takes($0, own) }
            .map { (row) throws(DatabaseError) in try Receivable(row, filter, own, s) }
    }

    /// One receivable; nil when the dossier has none with this id that the filter lets through.
    package static func one(
        _ s: Snapshot, _ receivable: ReceivableID, dossier: DossierID, _ filter: Filter = Filter()
    ) throws(DatabaseError) -> Receivable? {
        try list(s, dossier: dossier, filter).first { $0.receivable == receivable }
    }

    /// What is open in all dossiers, oldest first. `after` is the position of the last one of the page before.
    package static func open(
        _ s: Snapshot, after: Position = .start, limit: Int = Page.max
    ) throws(DatabaseError) -> [Receivable] {
        try s.db.all(
            "SELECT * FROM receivable WHERE open > 0 AND number > ? ORDER BY number LIMIT ?", after,
            Page.limit(limit), body: ReceivableRow.init
        ).map { (row) throws(DatabaseError) in try Receivable(row, Filter(), nil, s) }
    }

    /// What somebody owes in all dossiers, or owed, oldest first, as he may see it.
    package static func list(_ s: Snapshot, debtor: PartyID) throws(DatabaseError) -> [Receivable] {
        let filter = Filter(onlyCaregiver: debtor)
        return try s.db.all(
            "SELECT * FROM receivable WHERE debtor = ? ORDER BY number", debtor, body: ReceivableRow.init
        ).map { (row) throws(DatabaseError) in try Receivable(row, filter, nil, s) }
    }
}

extension Receivable {
    private init(
        _ row: ReceivableRow, _ filter: Filter, _ own: OfficeView?, _ s: Snapshot
    ) throws(DatabaseError) {
        let envelope = try s.event(row.number)
        guard case .receivable(.raised(let raised)) = envelope.event else { throw .missing("receivable-raised") }
        let isForDebtor = filter.onlyCaregiver != nil
        receivable = row.key
        dossier = row.dossier
        position = envelope.position
        raisedAt = envelope.recordedAt
        status = row.status
        cause = raised.cause
        debtor = row.debtor
        // A granter that paid a part sees what was paid from its own budgets and what came back to them.
        let part = own.flatMap { $0.isAnothers(row.shares) ? $0.budgets : nil }
        var entries = part.map { own in row.entries.compactMap { $0.part(of: own) } } ?? row.entries
        if let own { entries = try entries.map { (entry) throws(DatabaseError) in try entry.seen(by: own, s) } }
        shares = isForDebtor ? nil : row.shares.filter { part?.contains($0.budget) ?? true }
        amount = part == nil ? row.amount : (shares ?? []).reduce(.zero) { $0 + $1.cents }
        open = part == nil || row.open == .zero ? row.open : nil
        repaid = entries.sum(.repaid)
        offset = entries.sum(.offset) - entries.sum(.offsetUndone)
        writtenOff = part == nil ? entries.sum(.writtenOff) : nil
        payment = own == nil ? raised.payment : try own?.own(raised.payment, s)
        claim = raised.claim
        contract = raised.contract
        month = raised.month
        instalments = part == nil ? row.instalments : []
        self.entries = isForDebtor ? entries.map(\.withoutShares) : entries
        let told = own.map { $0.told(raised.reasons.list, under: raised.contract) } ?? raised.reasons.list
        reasons = isForDebtor ? nil : told.map { ExplainedReason($0) }
    }
}
