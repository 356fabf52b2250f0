import Events

/// What a granter pays together with another one: it may know that it is there, and not what the other pays (portal 2.3).
extension OfficeView {
    /// Whether a claim, a payment or a debt comes out of the budgets of another granter as well.
    func isShared(_ event: Event, _ s: Snapshot) throws(DatabaseError) -> Bool {
        let subject = TimelineFacts(event).subject.bits
        switch event {
        case .claim:
            let row = try ClaimRow.find(ClaimID(bits: subject), in: s.db)
            return isShared(try row?.filed(s).contract)
        case .payment(.wageWithheld), .payment(.differenceSettled): return isShared(ContractID(bits: subject))
        case .payment:
            guard let row = try PaymentRow.find(PaymentID(bits: subject), in: s.db) else { return false }
            // What is kept of it may go to another granter's budget.
            return try isAnothers(row.shares + row.scheduled(s).recoveries.flatMap(\.shares))
        case .receivable:
            guard let row = try TimelineReceivable.find(ReceivableID(bits: subject), in: s.db),
                case .receivable(.raised(let raised)) = try s.event(row.number).event
            else { return false }
            return isAnothers(raised.shares)
        case .party, .office, .representation, .budget, .contract, .run, .bank, .inbox, .document, .application,
            .circumstance, .rights, .dispatch, .system:
            return false
        }
    }

    /// Whether a claim may be known of: one of its own budget or contract, and of a contract that another granter pays too one
    /// that has to do with its own lines, or takes the place of such a one.
    ///
    /// - Parameter entries: its weeks for lines of this granter.
    func sees(
        _ row: ClaimRow, _ filed: ClaimFiled, _ entries: [ClaimEntry], _ s: Snapshot
    ) throws(DatabaseError) -> Bool {
        guard sees(filed.contract, filed.budget) else { return false }
        guard isShared(filed.contract), entries.isEmpty else { return true }
        if row.decided > 0, case .claim(.accepted(let accepted)) = try s.event(row.decided).event,
            pays(accepted.shares)
        {
            return true
        }
        guard let id = filed.corrects, let corrected = try ClaimRow.find(id, in: s.db) else { return false }
        let before = try corrected.filed(s)
        return try sees(corrected, before, self.entries(of: before, s), s)
    }

    /// The weeks of a claim that are surely for lines of this granter: which lines a version has may have changed since it
    /// was filed, so a line counts that is its own in every version. Of a contract that it pays alone all are.
    func entries(of filed: ClaimFiled, _ s: Snapshot) throws(DatabaseError) -> [ClaimEntry] {
        guard let contract = filed.contract, isShared(contract) else { return filed.entries }
        guard let row = try ContractRow.find(contract, in: s.db) else { return [] }
        var (own, others) = (Set<Int64>(), Set<Int64>())
        for version in row.versions {
            for (index, line) in try version.terms.read(s).lines.enumerated() {
                let number = Int64(index) + 1
                if budgets.contains(line.budget) { own.insert(number) } else { others.insert(number) }
            }
        }
        return filed.entries.filter { own.subtracting(others).contains($0.line) }
    }

    /// The payment with this id, if this granter pays a part of it.
    func own(_ payment: PaymentID?, _ s: Snapshot) throws(DatabaseError) -> PaymentID? {
        guard let payment, let row = try PaymentRow.find(payment, in: s.db), pays(row.shares) else { return nil }
        return payment
    }

    /// The newest payment of which this granter pays a part, from this one back along those that it corrects or repeats.
    func newestOwn(_ newest: PaymentRow, _ s: Snapshot) throws(DatabaseError) -> PaymentRow? {
        var row = newest
        while !pays(row.shares) {
            let scheduled = try row.scheduled(s)
            guard let before = scheduled.corrects ?? scheduled.repeats,
                let older = try PaymentRow.find(before, in: s.db)
            else { return nil }
            row = older
        }
        return row
    }

    /// Whether something happened to a payment of which this granter pays nothing.
    func isOfOthersPayment(_ event: Event) -> Bool {
        guard case .payment(.scheduled(let payment)) = event else { return false }
        return !pays(payment.shares)
    }

    /// Whether one of these comes out of a budget of this granter.
    func pays(_ shares: [BudgetShare]) -> Bool { shares.contains { budgets.contains($0.budget) } }

    /// Whether one of these comes out of a budget of another granter.
    func isAnothers(_ shares: [BudgetShare]) -> Bool { shares.contains { !budgets.contains($0.budget) } }
}
