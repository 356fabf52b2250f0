package import Events

/// After a payment came back the holder side asks to pay it again, to the account the payee has now.
package struct RepeatPayment: Command {
    package static let name: StaticString = "repeat-payment"
    package static let allowed: [Actor] = [.holderSide]

    package let dossier: DossierID
    package let payment: PaymentID

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        payment = r("payment")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("payment", payment)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        guard let known = world.dossier.payment(payment) else { throw .unknownPayment }
        guard known.status == .returned else { throw .paymentNotReturned }
        guard !known.isRepeated else { throw .alreadyRepeated }
        // What took its place pays for it now.
        if let claim = known.claim.flatMap(world.dossier.claim), claim.status != .accepted { throw .claimNotAccepted }
        var reasons: [Reason] = []
        var shares: [BudgetShare] = []
        for returned in known.returnedShares {
            let share = try sealed(returned, known, stamp, world.dossier, &reasons)
            shares.append(share)
            guard let budget = world.dossier.budget(share.budget) else { throw .unknownBudget }
            if share.pot == .deposit {
                let balance = Balance.deposit(needs: share.cents, left: budget.deposit.availableCents)
                guard balance.met else { throw .balanceShort }
                reasons.append(balance)
                continue
            }
            if known.source == .freeAmount {
                // What came back may have been asked for anew in the meantime.
                let left = FreeAmount.left(of: budget, asked: share.cents)
                guard left.met else { throw .freeAmountTaken }
                reasons.append(left)
            }
            let balance = Balance.reason(budget, needs: share.cents)
            guard balance.met else { throw .balanceShort }
            reasons.append(balance)
        }
        // What was paid comes back without what was kept or withheld from it, and goes out again as it came. What came back
        // unpaid is whole again: charges, recoveries and the gross wage are as they were.
        let isWhole = known.cameBackUnpaid
        var again = NewPayment(
            source: known.source, claim: known.claim, contract: known.contract, month: known.month,
            payee: known.payee,
            amountCents: isWhole ? known.amountCents : known.returnedShares.reduce(.zero) { $0 + $1.cents },
            shares: BudgetShare.merged(shares),
            runOn: PaymentTerms.claimRun(decidedOn: stamp.today),
            latestOn: PaymentTerms.claimLatest(receivedOn: stamp.today), repeats: payment, reasons: reasons)
        again.isPayroll = isWhole && known.isPayroll
        if isWhole { again.chargesCents = known.chargesCents }
        let events = again.facts(stamp, world.dossier) + settled(known, again, stamp)
        return SickCompensation.after(events, known, world.dossier)
    }

    /// What came back to a budget after it was fixed is the granter's: an open one of his pays again, and the month is named
    /// (decisions 3). A free amount is of its own year, so it ends with it.
    private func sealed(
        _ share: BudgetShare, _ known: PaymentState, _ stamp: Stamp, _ dossier: DossierState, _ reasons: inout [Reason]
    ) throws(Rejection) -> BudgetShare {
        guard share.pot == .grant, let budget = dossier.budget(share.budget), budget.isFixed else { return share }
        guard known.source != .freeAmount else { throw .budgetIsFixed }
        guard let open = dossier.bookingBudget(for: budget.id, on: stamp.today) else { throw .noOpenBudget }
        reasons.append(
            Reason(
                rule: .openBudget, met: true,
                figures: [
                    Figure("care-until", (known.month?.last ?? budget.until).figure),
                    Figure("budget-until", open.until.figure),
                ], source: "Rlz 5.21"))
        return BudgetShare(budget: open.id, cents: share.cents, function: share.function.flatMap(open.named))
    }

    /// The salary engine has said what a wage comes to; that holds for the payment that takes its place.
    private func settled(_ known: PaymentState, _ again: NewPayment, _ stamp: Stamp) -> [Event] {
        guard again.isPayroll, let netCents = known.netCents else { return [] }
        return [
            .payment(
                .payrollSettled(
                    PayrollSettled(
                        payment: stamp.id(0), netCents: netCents, withheldCents: known.amountCents - netCents)))
        ]
    }
}

extension Rejection {
    package static let paymentNotReturned = Rejection(
        "payment-not-returned",
        "Deze betaling is niet teruggekomen. Alleen een teruggekomen betaling kunt u opnieuw laten doen.")
    package static let alreadyRepeated = Rejection(
        "already-repeated", "Voor deze betaling is al een nieuwe betaling klaargezet. Bekijk het overzicht.")
    package static let freeAmountTaken = Rejection(
        "free-amount-taken",
        "Het vrije bedrag is intussen opnieuw opgenomen. Bekijk in het overzicht hoeveel er nog over is.")
    package static let balanceShort = Rejection(
        "balance-short",
        "Er is te weinig budget over om deze betaling opnieuw te doen. Bekijk het overzicht van uw budget.")
}
