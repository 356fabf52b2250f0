import Events

/// What becomes of claims and payments of a random dossier afterwards: other kinds, corrections, differences and what
/// has to be paid back.
extension RandomDossier {
    // MARK: Claims

    /// A claim of another kind than care.
    mutating func otherClaim(_ random: inout SeededNumbers) -> [Event] {
        let kind = random.pick([.travel, .transport, .holidayAllowance, .extraCosts, .oneOff]) as ClaimKind
        let active = contracts.indices.filter { contracts[$0].step == .approved }
        let index = kind == .transport || active.isEmpty ? nil : random.pick(active)
        let cents = Cents(Int64(500 + random.below(20_000)))
        let day = start.adding(days: random.below(60))
        let costs = [
            ClaimCost(on: day, cost: .kilometres, kilometres: 12, cents: Cents(288)),
            ClaimCost(on: day, cost: .ticket, cents: cents - Cents(288), receipt: random.id()),
        ]
        let invoice = ClaimInvoice(number: random.sealed(of: holder), date: day)
        let filed = ClaimFiled(
            claim: random.id(), kind: kind, side: .holder, contract: index.map { contracts[$0].id },
            month: index.map { _ in day.month }, entries: [], budget: index == nil ? random.pick(open).id : nil,
            amountCents: cents, costs: costs, invoice: random.isLucky(1, of: 3) ? invoice : nil,
            receivedOn: random.isLucky(1, of: 4) ? day.adding(days: 20) : nil)
        return [.claim(.filed(filed))] + decide(filed, index, &random)
    }

    /// An employee decides a claim that is held, or somebody takes one back or corrects it.
    mutating func goOnWithClaim(_ random: inout SeededNumbers) -> [Event] {
        if let (filed, index) = held.first {
            guard random.isLucky(1, of: 4) else { return decide(filed, index, &random) }
            held.removeFirst()
            return [.claim(.withdrawn(ClaimWithdrawn(claim: filed.claim)))]
        }
        for (place, (filed, id)) in accepted.enumerated().reversed() {
            guard let index = payments.firstIndex(where: { $0.scheduled.payment == id }) else { continue }
            switch payments[index].step {
            case .scheduled:
                accepted.remove(at: place)
                return [.claim(.withdrawn(ClaimWithdrawn(claim: filed.claim))), takeBack(index, .claimWithdrawn)]
            case .paid, .offset:
                guard filed.kind != .freeAmount else { continue }
                accepted.remove(at: place)
                return correct(filed, payments[index].scheduled, &random)
            case .filed, .returned, .repeated, .withdrawn: continue
            }
        }
        return claim(&random)
    }

    private mutating func correct(
        _ old: ClaimFiled, _ payment: PaymentScheduled, _ random: inout SeededNumbers
    ) -> [Event] {
        let after = Cents(max(100, old.amountCents.raw + Int64(random.below(600)) - 300))
        let filed = ClaimFiled(
            claim: random.id(), kind: old.kind, side: .holder, contract: old.contract, month: old.month,
            entries: old.entries, budget: old.budget, amountCents: after, corrects: old.claim)
        let followed = settle(payment, claim: filed, before: old.amountCents, after: after, &random)
        return [
            .claim(.filed(filed)),
            .claim(
                .accepted(
                    ClaimAccepted(
                        claim: filed.claim, amountCents: after, shares: [payment.shares[0].with(after)], late: false,
                        reasons: []))),
            .claim(
                .corrected(
                    ClaimCorrected(
                        claim: old.claim, by: filed.claim, beforeCents: old.amountCents, afterCents: after))),
        ] + followed
    }

    // MARK: Differences

    /// A month that was paid is worked out anew.
    mutating func difference(_ random: inout SeededNumbers) -> [Event] {
        let paid = payments.filter { $0.step == .paid && $0.scheduled.month != nil && $0.scheduled.contract != nil }
        guard !paid.isEmpty else { return claim(&random) }
        let payment = random.pick(paid).scheduled
        guard let contract = payment.contract, let month = payment.month else { return [] }
        let after = Cents(max(100, payment.amountCents.raw + Int64(random.below(2_000)) - 1_000))
        let isClaim = accepted.contains { $0.filed.claim == payment.claim }
        return [
            .payment(
                .differenceSettled(
                    DifferenceSettled(
                        contract: contract, month: month, claim: isClaim ? payment.claim : nil,
                        beforeCents: payment.amountCents, afterCents: after, shares: [payment.shares[0].with(after)],
                        reasons: [])))
        ] + settle(payment, claim: nil, before: payment.amountCents, after: after, &random)
    }

    /// What follows from a difference: a payment of the rest, or something to pay back.
    private mutating func settle(
        _ payment: PaymentScheduled, claim: ClaimFiled?, before: Cents, after: Cents, _ random: inout SeededNumbers
    ) -> [Event] {
        if after > before {
            var back = random.payment(.backPayment, to: payment.payee, after - before, on: payment.runOn)
            back.contract = payment.contract
            back.month = payment.month
            back.corrects = payment.payment
            return schedule(back, claim: claim, &random)
        }
        guard after < before else { return [] }
        return [
            raise(
                payment.payee, before - after, payment.shares[0], claim == nil ? .backdated : .claimCorrected,
                &random, payment: payment, claim: claim?.claim)
        ]
    }

    // MARK: Receivables

    private mutating func raise(
        _ debtor: PartyID, _ cents: Cents, _ share: BudgetShare, _ cause: ReceivableCause,
        _ random: inout SeededNumbers, payment: PaymentScheduled? = nil, claim: ClaimID? = nil
    ) -> Event {
        let raised = ReceivableRaised(
            receivable: random.id(), debtor: debtor, amountCents: cents, shares: [share.with(cents)], cause: cause,
            payment: payment?.payment, claim: claim, contract: payment?.contract, month: payment?.month, reasons: [])
        receivables.append(
            RandomReceivable(id: raised.receivable, debtor: debtor, share: share.with(cents), open: cents))
        return .receivable(.raised(raised))
    }

    mutating func receive(_ random: inout SeededNumbers) -> [Event] {
        guard let index = receivables.firstIndex(where: { $0.open > .zero }) else {
            let isHolder = random.isLucky(1, of: 2)
            let debtor = isHolder ? holder : random.pick(caregivers)
            let cause = isHolder ? random.pick([.freeAmountOverdrawn, .fixedAtNothing]) : ReceivableCause.decided
            return [
                raise(debtor, Cents(2_000), BudgetShare(budget: random.pick(open).id, cents: .zero), cause, &random)
            ]
        }
        let owed = receivables[index]
        let half = Cents(max(1, owed.open.raw / 2))
        switch random.below(4) {
        case 0:
            let parts = [
                Instalment(dueOn: start.adding(days: 60), cents: half),
                Instalment(dueOn: start.adding(days: 90), cents: max(Cents(1), owed.open - half)),
            ]
            return [.receivable(.planned(ReceivablePlanned(receivable: owed.id, instalments: parts)))]
        case 1:
            receivables[index].open -= half
            return [
                .receivable(
                    .writtenOff(
                        ReceivableWrittenOff(
                            receivable: owed.id, cents: half, ground: random.pick(WriteOffGround.allCases),
                            explanation: random.sealed(of: holder))))
            ]
        default:
            let cents = random.isLucky(1, of: 2) ? owed.open : half
            receivables[index].open -= cents
            return [
                .receivable(
                    .paid(
                        ReceivablePaid(
                            receivable: owed.id, cents: cents, shares: [owed.share.with(cents)],
                            on: start.adding(days: 50), entry: BankEntry(file: random.id(), number: 2))))
            ]
        }
    }
}
