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

    private func isAnothers(_ shares: [BudgetShare]) -> Bool { shares.contains { !budgets.contains($0.budget) } }
}
