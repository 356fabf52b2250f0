package import Events

/// Where a claim is.
package enum ClaimStatus: String, StoredName, CaseIterable, Bindable {
    /// Filed by the caregiver; the holder side has not answered yet.
    case waiting
    case declined, accepted, refused
    /// It waits for an employee of the SVB.
    case held
    /// It was taken back before its payment was in a file.
    case withdrawn
    /// Another claim has taken its place.
    case corrected
}

/// One claim as it is shown to one reader.
package struct Claim: Described, Equatable {
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
    /// The weeks; for a granter that pays a part of the contract those of its own lines.
    package let entries: [ClaimEntry]
    /// What is claimed besides weeks of care; like the invoice and the explanation not for who pays only a part.
    package let costs: [ClaimCost]
    package let invoice: ClaimInvoice?
    /// The day a claim on paper came in.
    package let receivedOn: Day?
    /// What is claimed, and once it is accepted what is paid for it. A granter that pays a part sees what its budgets pay,
    /// employer charges included, once that is decided.
    package let amount: Cents?
    /// Employer charges that come on top of it; nil for who may not see budgets or pays only a part.
    package let charges: Cents?
    /// What is due for it in the end, where a change with effect in the past or a correction made that another amount; nil
    /// for a granter of a contract that another one pays too.
    package let due: Cents?
    package let isAgreed: Bool
    package let isLate: Bool
    package let filedAt: Moment
    package let decidedAt: Moment?
    /// Since when it waited for an employee.
    package let heldAt: Moment?
    /// The claim whose place it took, and the one that took its place.
    package let corrects: ClaimID?
    package let correctedBy: ClaimID?
    /// Its newest payment, and where that is.
    package let payment: PaymentID?
    package let paymentStatus: PaymentStatus?
    package let runOn: Day?
    package let paidOn: Day?
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
        w.field("costs", costs)
        w.field("invoice", invoice)
        w.field("receivedOn", receivedOn)
        w.field("amountCents", amount)
        w.field("chargesCents", charges)
        w.field("dueCents", due)
        w.field("agreed", isAgreed)
        w.field("late", isLate)
        w.field("filedAt", filedAt)
        w.field("decidedAt", decidedAt)
        w.field("heldAt", heldAt)
        w.field("corrects", corrects)
        w.field("correctedBy", correctedBy)
        w.field("payment", payment)
        w.field("paymentStatus", paymentStatus)
        w.field("runOn", runOn)
        w.field("paidOn", paidOn)
        w.field("shares", shares)
        w.field("reasons", reasons)
        w.field("explanation", explanation)
    }

    /// What a list of claims is limited to, besides its page.
    package struct Filter: Sendable {
        /// Only claims of this caregiver's contracts. He sees the status and not why: a reason can tell a balance.
        package var onlyCaregiver: PartyID?
        /// Only claims for contracts that draw on this office's budgets, and of their free amounts.
        package var onlyOffice: OfficeID?
        package var status: ClaimStatus?
        package var kind: ClaimKind?
        /// Which side filed it.
        package var side: Side?
        package var contract: ContractID?
        /// Whose care it is for. Unlike `onlyCaregiver` this hides nothing.
        package var caregiver: PartyID?
        /// The month of care; for a claim of no month, the one in which it was filed.
        package var months = Months()
        /// The day that decides whether a suspension of its payment still holds.
        package var day: Day

        package init(
            onlyCaregiver: PartyID? = nil, onlyOffice: OfficeID? = nil, status: ClaimStatus? = nil,
            contract: ContractID? = nil, on day: Day = .first
        ) {
            self.onlyCaregiver = onlyCaregiver
            self.onlyOffice = onlyOffice
            self.status = status
            self.contract = contract
            self.day = day
        }

        /// What a row alone can tell.
        fileprivate func takes(_ row: ClaimRow) -> Bool {
            (onlyCaregiver == nil || row.caregiver == onlyCaregiver) && (status == nil || row.status == status)
                && (caregiver == nil || row.caregiver == caregiver)
        }

        fileprivate func takes(_ filed: ClaimFiled, at moment: Moment, _ own: OfficeView?) -> Bool {
            (kind == nil || filed.kind == kind) && (side == nil || filed.side == side)
                && (contract == nil || filed.contract == contract) && months.has(filed.month ?? moment.day.month)
                && (own?.sees(filed.contract, filed.budget) ?? true)
        }
    }

    /// The claims of a dossier, newest first. `before` is the position of the last one of the page before.
    package static func page(
        _ s: Snapshot, dossier: DossierID, _ filter: Filter = Filter(), before: Position? = nil, limit: Int = Page.max
    ) throws(DatabaseError) -> [Claim] {
        let newest = try start(
            s, before, \.olderInDossier, of: dossier.owner, list: ClaimView.Lists.ofDossier
        ) { (row) throws(DatabaseError) in
            try s.event(row.number).stream == .dossier(dossier)
        }
        let own = try filter.onlyOffice.map { (office) throws(DatabaseError) in try OfficeView(s, dossier, office) }
        return try page(s, from: newest, before, \.olderInDossier, filter, own, limit)
    }

    /// The claims for the care of one caregiver in all dossiers, newest first. `before` is as in a dossier.
    package static func page(
        _ s: Snapshot, caregiver: PartyID, status: ClaimStatus? = nil, before: Position? = nil, limit: Int = Page.max
    ) throws(DatabaseError) -> [Claim] {
        let newest = try start(
            s, before, \.olderOfCaregiver, of: caregiver.owner, list: ClaimView.Lists.ofCaregiver
        ) { $0.caregiver == caregiver }
        let filter = Filter(onlyCaregiver: caregiver, status: status)
        return try page(s, from: newest, before, \.olderOfCaregiver, filter, nil, limit)
    }

    /// One claim; nil when the dossier has none with this id that the filter lets through.
    package static func one(
        _ s: Snapshot, _ claim: ClaimID, dossier: DossierID, _ filter: Filter = Filter()
    ) throws(DatabaseError) -> Claim? {
        let own = try filter.onlyOffice.map { (office) throws(DatabaseError) in try OfficeView(s, dossier, office) }
        guard let row = try ClaimRow.find(claim, in: s.db), filter.takes(row) else { return nil }
        let filed = try s.event(row.number)
        guard filed.stream == .dossier(dossier) else { return nil }
        return try Claim(row, filed, filter, own, s)
    }

    /// Where to begin to look for a page: behind the last row of the page before, if that is of this list. Else at the newest,
    /// and what is not behind it is passed over: whether there is a row, perhaps a hidden one, makes no difference.
    private static func start(
        _ s: Snapshot, _ before: Position?, _ older: KeyPath<ClaimRow, Int64>, of owner: OwnerID, list: Int64,
        _ isOfList: (ClaimRow) throws(DatabaseError) -> Bool
    ) throws(DatabaseError) -> Int64 {
        if let before, let last = try ClaimRow.find(number: before.rawValue, in: s.db), try isOfList(last) {
            return last[keyPath: older]
        }
        return try s.newest(ClaimView.Lists.byKey, of: owner, list: list)
    }

    private static func page(
        _ s: Snapshot, from newest: Int64, _ before: Position?, _ older: KeyPath<ClaimRow, Int64>, _ filter: Filter,
        _ own: OfficeView?, _ limit: Int
    ) throws(DatabaseError) -> [Claim] {
        let most = Page.limit(limit)
        var page: [Claim] = []
        try s.walk(from: newest) { (number) throws(DatabaseError) in
            guard page.count < most else { return nil }
            guard let row = try ClaimRow.find(number: number, in: s.db) else { throw .missing(ClaimRow.table) }
            if before.map({ number < $0.rawValue }) ?? true, filter.takes(row),
                let claim = try Claim(row, try s.event(number), filter, own, s)
            {
                page.append(claim)
            }
            return row[keyPath: older]
        }
        return page
    }
}

extension Claim {
    /// Nil when the filter does not let it through.
    private init?(
        _ row: ClaimRow, _ envelope: EventEnvelope, _ filter: Filter, _ own: OfficeView?, _ s: Snapshot
    ) throws(DatabaseError) {
        guard case .claim(.filed(let filed)) = envelope.event, let dossier = envelope.stream.dossier
        else { throw .missing("claim-filed") }
        guard filter.takes(filed, at: envelope.recordedAt, own) else { return nil }
        let isForCaregiver = filter.onlyCaregiver != nil
        let ownEntries = try own?.entries(of: filed, s) ?? filed.entries
        if let own, try !own.sees(row, filed, ownEntries, s) { return nil }
        claim = row.key
        self.dossier = dossier
        position = envelope.position
        kind = filed.kind
        status = row.status
        side = filed.side
        contract = filed.contract
        caregiver = row.caregiver
        month = filed.month
        budget = filed.budget
        isAgreed = row.isAgreed
        filedAt = envelope.recordedAt
        receivedOn = filed.receivedOn
        corrects = filed.corrects
        let word = try Decision(row, filed, s)
        let mayBeShared = own?.isShared(filed.contract) ?? false
        // An amount of all of it, less its own part, would be what another granter pays (portal 2.3). Before it is accepted
        // nobody knows who pays its costs.
        let isPart =
            mayBeShared
            && (own?.isAnothers(word.shares) ?? false
                || word.shares.isEmpty && (ownEntries.count < filed.entries.count || !filed.costs.isEmpty))
        entries = ownEntries
        costs = isPart ? [] : filed.costs
        invoice = isPart ? nil : filed.invoice
        decidedAt = word.decidedAt
        heldAt = word.heldAt
        let seen = word.shares.filter { own?.budgets.contains($0.budget) ?? true }
        let part: Cents? = seen.isEmpty ? nil : seen.reduce(.zero) { $0 + $1.cents }
        amount = isPart ? part : word.amount
        charges = isForCaregiver || isPart ? nil : word.charges
        due = mayBeShared ? nil : word.due
        isLate = word.isLate
        correctedBy = word.correctedBy
        var paid = row.payment == 0 ? nil : try PaymentRow.find(number: row.payment, in: s.db)
        if let own { paid = try paid.flatMap { (row) throws(DatabaseError) in try own.newestOwn(row, s) } }
        payment = paid?.key
        paymentStatus = paid?.status(on: filter.day, forGranter: own != nil)
        runOn = paid?.runOn
        paidOn = try paid?.paidOn(forGranter: own != nil, s)
        shares = isForCaregiver ? nil : seen
        let told = own.map { $0.told(word.reasons.list, under: filed.contract) } ?? word.reasons.list
        reasons = isForCaregiver ? nil : told.map { ExplainedReason($0) }
        explanation = isPart ? nil : word.explanation
    }

    /// What became of a claim, from the events that its row names.
    private struct Decision {
        var decidedAt: Moment?
        var heldAt: Moment?
        var amount: Cents
        var charges: Cents?
        var due: Cents?
        var isLate = false
        var shares: [BudgetShare] = []
        var reasons: Reasons = []
        var explanation: Personal<Text>?
        var correctedBy: ClaimID?

        init(_ row: ClaimRow, _ filed: ClaimFiled, _ s: Snapshot) throws(DatabaseError) {
            amount = filed.amountCents
            if row.held > 0 {
                let event = try s.event(row.held)
                guard case .claim(.held(let held)) = event.event else { throw .missing("claim-held") }
                heldAt = event.recordedAt
                reasons = held.reasons
            }
            if row.decided > 0 { try take(s.event(row.decided)) }
            if row.gone > 0, case .claim(.corrected(let corrected)) = try s.event(row.gone).event {
                correctedBy = corrected.by
                due = corrected.afterCents
            }
            if row.difference > 0, case .payment(.differenceSettled(let settled)) = try s.event(row.difference).event {
                due = settled.afterCents
            }
        }

        private mutating func take(_ decision: EventEnvelope) throws(DatabaseError) {
            decidedAt = decision.recordedAt
            switch decision.event {
            case .claim(.accepted(let accepted)):
                amount = accepted.amountCents
                charges = accepted.chargesCents
                isLate = accepted.late
                shares = accepted.shares
                reasons = accepted.reasons
                explanation = accepted.explanation
            case .claim(.refused(let refused)):
                reasons = refused.reasons
                explanation = refused.explanation
            case .claim(.declined(let declined)): explanation = declined.explanation
            case .claim, .party, .office, .representation, .budget, .contract, .payment, .receivable,
                .run, .bank, .inbox, .document, .application, .circumstance, .rights, .dispatch, .system:
                throw .missing("the decision of a claim")
            }
        }
    }
}
