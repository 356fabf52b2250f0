package import Events

/// The SVB settles what a change with effect in the past did to one month of a contract: what was paid too little is paid, what
/// was paid too much is asked back or set off, and what is not in a file yet is made anew. What was paid from the wrong money is
/// booked on the right one, and employer charges on what is asked back come back too. Who asks names the amounts he was
/// shown: when they are others by now he looks again. Settled once, there is no difference any more.
package struct SettleDifference: Command {
    package static let name: StaticString = "settle-difference"
    package static let allowed: [Actor] = [.svb(.paymentsMaker)]

    package let dossier: DossierID
    package let contract: ContractID
    package let month: Month
    /// The claim it is about; nil for the monthly wage.
    package let claim: ClaimID?
    package let beforeCents: Cents
    package let afterCents: Cents

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        contract = r("contract")
        month = r("month")
        claim = r.optional("claim")
        beforeCents = r("beforeCents")
        afterCents = r("afterCents")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("contract", contract)
        w.field("month", month)
        w.present("claim", claim)
        w.field("beforeCents", beforeCents)
        w.field("afterCents", afterCents)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let agreed = try world.dossier.contract(contract, for: stamp.principal)
        guard let found = try find(agreed, world) else { return [] }
        guard found.before == beforeCents, found.after == afterCents else { throw .differenceChanged }
        guard found.after.raw <= Cents.limit else { throw .amountTooLarge }
        var events: [Event] = [.payment(.differenceSettled(found.settled))]
        var dossier = world.dossier
        for event in events { dossier.evolve(event) }
        if let open = found.open(on: stamp.today) {
            let withdrawn = Event.payment(
                .withdrawn(PaymentWithdrawn(payment: open.id, cause: .contractChanged)))
            dossier.evolve(withdrawn)
            events.append(withdrawn)
            if found.after > .zero { events += try anew(found, open, dossier, stamp) }
        } else {
            if found.after > found.before {
                events += try backPayment(found, dossier, stamp)
            } else if found.after < found.before {
                events.append(.receivable(.raised(receivable(found, stamp))))
            } else {
                events += try Rebooking(found).events(dossier)
            }
            events += Rebooking(found).chargesBack
        }
        dossier = world.dossier
        for event in events { dossier.evolve(event) }
        return events + SickCompensation.events(of: agreed, dossier)
    }

    private func find(_ agreed: ContractState, _ world: borrowing World) throws(Rejection) -> Recalculation? {
        guard let claim else { return Recalculation.wage(of: agreed, month, world) }
        guard let known = world.dossier.claim(claim), known.contract == contract, known.month == month else {
            throw .unknownClaim
        }
        return Recalculation.claim(known, agreed, world)
    }

    /// The payment that takes the place of one that is not in a file yet, for what is due now.
    private func anew(
        _ found: Recalculation, _ open: PaymentState, _ dossier: DossierState, _ stamp: Stamp
    ) throws(Rejection) -> [Event] {
        let draw = try Draw.enough(found.needs, dossier)
        return NewPayment(
            source: open.source, claim: claim, contract: contract, month: month, payee: open.payee,
            amountCents: found.after, chargesCents: found.charges, shares: draw.shares,
            runOn: max(open.runOn, PaymentTerms.claimRun(decidedOn: stamp.today)), latestOn: open.latestOn,
            isPayroll: open.isPayroll, reasons: found.reasons + draw.reasons
        ).facts(stamp, dossier)
    }

    private func backPayment(
        _ found: Recalculation, _ dossier: DossierState, _ stamp: Stamp
    ) throws(Rejection) -> [Event] {
        guard let last = found.payments.last else { return [] }
        var reasons = found.reasons
        var needs: [Draw.Need] = []
        for need in found.missing {
            guard let budget = dossier.budget(need.budget) else { throw .unknownBudget }
            guard budget.isFixed else {
                needs.append(need)
                continue
            }
            // A budget that was fixed is sealed: the next one of the same granter pays, and the month is named.
            guard
                let next = dossier.budgets.last(where: {
                    $0.law == budget.law && $0.office == budget.office && !$0.isFixed && $0.closedOn == nil
                })
            else { throw .noOpenBudget }
            needs.append(
                Draw.Need(
                    budget: next.id, function: need.function.flatMap(next.named), cents: need.cents,
                    ownCents: need.ownCents))
            reasons.append(
                Reason(
                    rule: .openBudget, met: true,
                    figures: [Figure("care-until", month.last.figure), Figure("budget-until", next.until.figure)],
                    source: "Rlz 5.21"))
        }
        let draw = try Draw.enough(needs, dossier)
        return NewPayment(
            source: .backPayment, claim: claim, contract: contract, month: month, payee: last.payee,
            amountCents: found.after - found.before, chargesCents: found.moreCharges, shares: draw.shares,
            runOn: PaymentTerms.claimRun(decidedOn: stamp.today),
            latestOn: PaymentTerms.claimLatest(receivedOn: stamp.today, payroll: found.isPayroll),
            isPayroll: found.isPayroll, corrects: last.id, reasons: reasons + draw.reasons
        ).facts(stamp, dossier)
    }

    private func receivable(_ found: Recalculation, _ stamp: Stamp) -> ReceivableRaised {
        ReceivableRaised(
            receivable: stamp.id(0), debtor: found.payments.last?.payee ?? found.contract.caregiver,
            amountCents: found.before - found.after, shares: found.excess, cause: .backdated,
            payment: found.payments.last?.id, claim: claim, contract: contract, month: month,
            reasons: Reasons(found.reasons))
    }
}

/// What a change with effect in the past did to the payments of a contract, before anybody decides: one fact for each
/// difference, as `settle-difference` would make it; a granter is told what his own budgets paid and should have paid. Only ever
/// tried, never kept.
package struct FindDifferences: Command {
    package static let name: StaticString = "find-differences"
    package static let allowed: [Actor] = [
        .holderSide, .svb(.paymentsMaker), .svb(.paymentsReleaser), .granter(.grants),
    ]

    package let dossier: DossierID
    package let contract: ContractID

    package init(dossier: DossierID, contract: ContractID) {
        self.dossier = dossier
        self.contract = contract
    }

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        contract = r("contract")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("contract", contract)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let agreed = try world.dossier.contract(contract, for: stamp.principal)
        let budgets = world.dossier.budgets(seenBy: stamp.principal)
        return Recalculation.all(of: agreed, world).compactMap { found in
            guard let budgets else { return .payment(.differenceSettled(found.settled)) }
            return found.settled(seeing: budgets).map { .payment(.differenceSettled($0)) }
        }
    }
}

extension DossierState {
    /// The budgets of a granter's own office; nil for who sees all.
    fileprivate func budgets(seenBy principal: Principal) -> Set<BudgetID>? {
        guard let office = principal.office, granters.contains(office) else { return nil }
        return Set(budgets.filter { $0.office == office }.map(\.id))
    }
}

extension Rejection {
    package static let differenceChanged = Rejection(
        "difference-changed", "Het verschil is intussen anders. Bekijk het opnieuw voor u beslist.")
    package static let noOpenBudget = Rejection(
        "no-open-budget", "Het budget van deze maand is vastgesteld en er is geen open budget. Vraag de verstrekker.")
    package static let differenceShort = Rejection(
        "difference-short", "Er is te weinig budget om het verschil te betalen. Vraag de verstrekker wat er kan.")
}
