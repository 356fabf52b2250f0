import Events

/// A budget of a random dossier, as far as decisions look at it.
struct RandomBudget {
    let id: BudgetID
    var cents: Cents
    var until: Day
    var isStopped = false
    var isEnded = false
    var isClosed = false
    var isFixed = false
    /// What is left of what the holder put beside it.
    var deposit = Cents.zero
}

/// A receivable of a random dossier.
struct RandomReceivable {
    let id: ReceivableID
    let debtor: PartyID
    let share: BudgetShare
    var open: Cents
}

/// A payment that is to be scheduled.
struct RandomPayment {
    let id: PaymentID
    let source: PaymentSource
    let payee: PartyID
    let cents: Cents
    let runOn: Day
    var contract: ContractID?
    var month: Month?
    var shares: [BudgetShare]?
    var repeats: PaymentID?
    var corrects: PaymentID?
}

extension SeededNumbers {
    mutating func payment(_ source: PaymentSource, to payee: PartyID, _ cents: Cents, on day: Day) -> RandomPayment {
        RandomPayment(id: id(), source: source, payee: payee, cents: cents, runOn: day)
    }
}

/// How the money of a random dossier goes on besides claims and wages that are paid.
extension RandomDossier {
    /// The budgets on which something may still be booked.
    var open: [RandomBudget] { budgets.filter { !$0.isClosed } }

    mutating func money(_ random: inout SeededNumbers) -> [Event] {
        switch random.below(10) {
        case 0, 1: changeBudget(&random)
        case 2: addMoney(&random)
        case 3: otherClaim(&random)
        case 4: goOnWithClaim(&random)
        case 5, 6, 7: goOnWithPayment(&random)
        case 8: receive(&random)
        default: difference(&random)
        }
    }

    // MARK: Budgets

    private mutating func changeBudget(_ random: inout SeededNumbers) -> [Event] {
        if let closed = budgets.firstIndex(where: { $0.isClosed && !$0.isFixed }), !isBooked(budgets[closed].id) {
            budgets[closed].isFixed = true
            let fixed = BudgetFixed(
                budget: budgets[closed].id, fixedCents: Cents(1_000),
                unspentCents: budgets[closed].cents - Cents(1_000),
                reasons: [])
            return [.budget(.fixed(fixed))]
        }
        guard let index = budgets.firstIndex(where: { [id = random.pick(open).id] in $0.id == id }) else { return [] }
        let budget = budgets[index]
        switch random.below(6) {
        case 0, 1: return change(index, &random)
        case 2:
            budgets[index].isStopped.toggle()
            guard !budget.isStopped else { return [.budget(.claimStopLifted(ClaimStopLifted(budget: budget.id)))] }
            return [
                .budget(
                    .claimStopSet(
                        ClaimStopSet(
                            budget: budget.id, from: start.adding(days: random.below(300)),
                            explanation: random.sealed(of: holder))))
            ]
        case 3 where !budget.isEnded:
            budgets[index].isEnded = true
            budgets[index].until = start.adding(days: 200)
            return [
                .budget(
                    .ended(
                        BudgetEnded(
                            budget: budget.id, cause: random.pick(BudgetEndCause.allCases),
                            lastDay: budgets[index].until, grantedCents: budget.cents,
                            functions: [FunctionBudget(function: .total, cents: budget.cents)],
                            freeAmountCents: Cents(5_000), reasons: [])))
            ]
        case 4 where open.count > 1:
            budgets[index].isClosed = true
            return [.budget(.closed(BudgetClosed(budget: budget.id, on: budget.until.adding(days: 90))))]
        default:
            return [
                .budget(
                    .warned(
                        BudgetWarned(
                            budget: budget.id, warning: random.pick(BudgetWarning.allCases),
                            reasons: [
                                Reason(
                                    rule: .balance, met: false,
                                    figures: [
                                        Figure("needed-cents", 200), Figure("left-cents", 100),
                                        Figure("short-cents", 100),
                                    ], source: "Rlz 5.23(4)(d)")
                            ])))
            ]
        }
    }

    private mutating func change(_ index: Int, _ random: inout SeededNumbers) -> [Event] {
        let before = budgets[index].cents
        let step = Cents(Int64(random.below(5)) * 50_000)
        budgets[index].cents = random.isLucky(1, of: 2) ? before + step : max(Cents(100_000), before - step)
        if random.isLucky(1, of: 4) { budgets[index].until = budgets[index].until.adding(days: -10) }
        let (id, cents) = (budgets[index].id, budgets[index].cents)
        let changed = BudgetChanged(
            budget: id, cause: random.pick(BudgetChange.allCases), from: start, until: budgets[index].until,
            grantedCents: cents, functions: [FunctionBudget(function: .total, cents: cents)],
            freeAmountCents: cents.scaled(by: 150, over: 10_000),
            extras: random.isLucky(1, of: 5) ? [ExtraBudget(kind: .moreCare, cents: Cents(1_000))] : [],
            indication: random.isLucky(1, of: 5) ? random.sealed(of: holder) : nil, reasons: [])
        guard cents < before, random.isLucky(1, of: 2) else { return [.budget(.changed(changed))] }
        let conflict = SpendingConflictFound(budget: id, grantedCents: cents, spentCents: cents + Cents(100))
        return [.budget(.changed(changed)), .budget(.conflictFound(conflict))]
    }

    private mutating func addMoney(_ random: inout SeededNumbers) -> [Event] {
        guard let index = budgets.firstIndex(where: { [id = random.pick(open).id] in $0.id == id }) else { return [] }
        let id = budgets[index].id
        let cents = Cents(Int64(1_000 + random.below(20_000)))
        switch random.below(4) {
        case 0:
            let opening = OpeningBalanceLoaded(budget: id, on: start, paidCents: cents, freeTakenCents: Cents(500))
            return [.budget(.openingLoaded(opening))]
        case 1:
            budgets[index].deposit += cents
            let entry = random.isLucky(1, of: 2) ? BankEntry(file: random.id(), number: 1) : nil
            return [
                .budget(
                    .depositReceived(
                        DepositReceived(deposit: random.id(), budget: id, cents: cents, on: start, entry: entry)))
            ]
        case 2 where budgets[index].deposit > .zero:
            // What is left of it goes back to the holder.
            var refund = random.payment(.depositRefund, to: holder, budgets[index].deposit, on: start.adding(days: 90))
            refund.shares = [BudgetShare(budget: id, cents: refund.cents, pot: .deposit)]
            budgets[index].deposit = .zero
            return schedule(refund, &random)
        default:
            return [
                .budget(
                    .credited(
                        BudgetCredited(
                            budget: id, cents: random.isLucky(1, of: 6) ? Cents(-500) : cents,
                            cause: random.pick(CreditCause.allCases), contract: contracts.first?.id,
                            month: start.month, reasons: [])))
            ]
        }
    }

    /// Whether something is still to be paid from a budget.
    private func isBooked(_ budget: BudgetID) -> Bool {
        payments.contains { payment in
            switch payment.step {
            case .scheduled, .filed: payment.scheduled.shares.contains { $0.budget == budget }
            case .paid, .offset, .returned, .repeated, .withdrawn: false
            }
        }
    }

    // MARK: Payments

    /// Schedules a payment; what the payee owes is sometimes kept from it.
    mutating func schedule(
        _ payment: RandomPayment, claim: ClaimFiled? = nil, _ random: inout SeededNumbers
    ) -> [Event] {
        let isPlain = payment.shares != nil || payment.source == .freeAmount
        let charges = !isPlain && random.isLucky(1, of: 6) ? Cents(payment.cents.raw / 5) : nil
        let payroll = !isPlain && random.isLucky(1, of: 8)
        var recoveries: [Recovery] = []
        if !payroll, payment.source != .depositRefund, random.isLucky(2, of: 3),
            let owed = receivables.firstIndex(where: { $0.debtor == payment.payee && $0.open > .zero })
        {
            let cents = min(payment.cents, receivables[owed].open)
            receivables[owed].open -= cents
            recoveries = [
                Recovery(
                    receivable: receivables[owed].id, cents: cents, shares: [receivables[owed].share.with(cents)])
            ]
        }
        let scheduled = PaymentScheduled(
            payment: payment.id, endToEnd: Code(payment.id), source: payment.source, claim: claim?.claim,
            contract: payment.contract ?? claim?.contract, month: payment.month ?? claim?.month, payee: payment.payee,
            amountCents: payment.cents,
            shares: payment.shares ?? split(payment.cents + (charges ?? .zero), &random), runOn: payment.runOn,
            latestOn: payment.runOn.adding(days: 30), repeats: payment.repeats, reasons: [], chargesCents: charges,
            payroll: payroll, recoveries: recoveries, corrects: payment.corrects)
        payments.append(Payment(scheduled: scheduled))
        guard scheduled.isWhollySetOff else { return [.payment(.scheduled(scheduled))] }
        payments[payments.count - 1].step = .offset
        return [
            .payment(.scheduled(scheduled)),
            .payment(.offset(PaymentOffset(payment: payment.id, on: payment.runOn))),
        ]
    }

    /// The bank sends a payment back, or does not make it.
    mutating func bringBack(_ index: Int) -> Event {
        let scheduled = payments[index].scheduled
        let wasPaid = payments[index].step == .paid
        payments[index].step = .returned
        payments[index].back = scheduled.shares
        var named: [BudgetShare] = []
        if !wasPaid {
            release(scheduled)
        } else if !scheduled.recoveries.isEmpty || scheduled.chargesCents != nil || scheduled.payroll {
            // Only what the bank paid comes back.
            let cents = scheduled.amountCents - scheduled.recoveries.reduce(.zero) { $0 + $1.cents }
            named = [scheduled.shares[0].with(min(cents, scheduled.shares[0].cents))]
            payments[index].back = named
        }
        return .payment(
            .returned(
                PaymentReturned(
                    payment: scheduled.payment, on: scheduled.runOn.adding(days: 2), bankReason: "ac04", shares: named))
        )
    }

    /// What was kept from a payment that is not made is owed again.
    private mutating func release(_ payment: PaymentScheduled) {
        for recovery in payment.recoveries {
            guard let owed = receivables.firstIndex(where: { $0.id == recovery.receivable }) else { continue }
            receivables[owed].open += recovery.cents
        }
    }

    mutating func takeBack(_ index: Int, _ cause: WithdrawalCause) -> Event {
        payments[index].step = .withdrawn
        release(payments[index].scheduled)
        let id = payments[index].scheduled.payment
        return .payment(.withdrawn(PaymentWithdrawn(payment: id, cause: cause)))
    }

    private mutating func goOnWithPayment(_ random: inout SeededNumbers) -> [Event] {
        for index in payments.indices.reversed() {
            if case .filed(let run) = payments[index].step, cancelledRuns.contains(run) {
                payments[index].step = .scheduled
                return [
                    .payment(.unfiled(PaymentUnfiled(payment: payments[index].scheduled.payment, run: run)))
                ]
            }
        }
        guard let index = payments.lastIndex(where: { $0.step == .scheduled }) else { return claim(&random) }
        let payment = payments[index].scheduled
        if payment.payroll, payments[index].netCents == nil, random.isLucky(1, of: 2) {
            let net = Cents(payment.amountCents.raw * 3 / 4)
            payments[index].netCents = net
            return [
                .payment(
                    .payrollSettled(
                        PayrollSettled(
                            payment: payment.payment, netCents: net, withheldCents: payment.amountCents - net)))
            ]
        }
        if payments[index].isSuspended, random.isLucky(1, of: 2) {
            payments[index].isSuspended = false
            return [.payment(.resumed(PaymentResumed(payment: payment.payment)))]
        }
        switch random.below(4) {
        case 0:
            payments[index].isSuspended = true
            return [
                .payment(
                    .suspended(
                        PaymentSuspended(
                            payment: payment.payment, from: payment.runOn.adding(days: -2),
                            until: payment.runOn.adding(days: 1 + random.below(91)),
                            explanation: random.sealed(of: holder))))
            ]
        case 1 where payment.claim == nil:
            return [takeBack(index, random.pick([.contractChanged, .corrected, .decided]))]
        default:
            guard let run = openRuns.last, !payments[index].isSuspended,
                !payment.payroll || payments[index].netCents != nil
            else { return claim(&random) }
            payments[index].step = .filed(run)
            let kept = payment.recoveries.reduce(Cents.zero) { $0 + $1.cents }
            let due = payments[index].netCents ?? payment.amountCents
            let filed = PaymentFiled(
                payment: payment.payment, run: run, bankCents: due - kept,
                account: Digest(bigEndian: random.next(), 0, 0, 0))
            return [.payment(.filed(filed))]
        }
    }
}
