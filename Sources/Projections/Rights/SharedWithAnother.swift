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
    /// that has to do with its own lines.
    func sees(_ row: ClaimRow, _ filed: ClaimFiled, _ s: Snapshot) throws(DatabaseError) -> Bool {
        guard sees(filed.contract, filed.budget), isShared(filed.contract) else {
            return sees(filed.contract, filed.budget)
        }
        if row.decided > 0, case .claim(.accepted(let accepted)) = try s.event(row.decided).event {
            return accepted.shares.contains { budgets.contains($0.budget) }
        }
        return try !entries(of: filed, s).isEmpty
    }

    /// The weeks of a claim for lines of this granter, by the version that holds for its month: by that one it is paid.
    func entries(of filed: ClaimFiled, _ s: Snapshot) throws(DatabaseError) -> [ClaimEntry] {
        guard let contract = filed.contract, let row = try ContractRow.find(contract, in: s.db),
            let version = row.version(on: filed.month?.first ?? .first)
        else { return [] }
        let lines = try version.terms.read(s).lines
        return filed.entries.filter { entry in
            let index = Int(entry.line) - 1
            return lines.indices.contains(index) && budgets.contains(lines[index].budget)
        }
    }

    /// Whether one of these comes out of a budget of another granter.
    func isAnothers(_ shares: [BudgetShare]) -> Bool { shares.contains { !budgets.contains($0.budget) } }
}
