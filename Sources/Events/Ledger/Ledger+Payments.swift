extension Ledger {
    mutating func take(_ fact: PaymentFact) {
        switch fact {
        case .scheduled(let payment): schedule(payment)
        case .paid(let paid):
            guard let payment = leave(paid.payment, as: .paid, "Paid") else { return }
            for share in payment.shares { change(share.budget) { $0.move(share, from: .scheduled, to: .paid) } }
        case .offset(let offset):
            if payments[offset.payment]?.bankCents != .zero { fault("Set off is what the bank had to pay.") }
            guard let payment = leave(offset.payment, as: .offset, "Set off") else { return }
            for share in payment.shares { change(share.budget) { $0.move(share, from: .scheduled, to: .paid) } }
        case .returned(let returned): bringBack(returned)
        case .withdrawn(let withdrawn):
            if let stage = payments[withdrawn.payment]?.stage, stage != .scheduled {
                fault("Withdrawn is what was in a file, or gone.")
                return
            }
            if let payment = leave(withdrawn.payment, as: .withdrawn, "Withdrawn") {
                release(payment)
                if withdrawn.cause == .corrected { free(payment) }
            }
        case .filed(let filed): file(filed)
        case .unfiled(let unfiled):
            guard case .filed(unfiled.run, let cents)? = payments[unfiled.payment]?.stage else {
                return fault("Taken out of a file is what was not in it.")
            }
            payments[unfiled.payment]?.stage = .scheduled
            runs[unfiled.run]?.payments -= 1
            runs[unfiled.run]?.cents -= cents
        case .payrollSettled(let settled):
            guard let payment = payments[settled.payment], payment.isPayroll, payment.stage == .scheduled else {
                return fault("A net wage of what is no gross wage, or is gone.")
            }
            if settled.netCents + settled.withheldCents != payment.amount || settled.netCents < .zero {
                fault("Net and withheld are not the gross wage.")
            }
            payments[settled.payment]?.net = settled.netCents
        case .wageWithheld, .suspended, .resumed, .differenceSettled: break
        }
    }

    private mutating func schedule(_ payment: PaymentScheduled) {
        if payments[payment.payment] != nil { fault("A payment has the id of another one.") }
        if payment.shares.total != payment.amountCents + (payment.chargesCents ?? .zero) {
            fault("The shares of a payment are not its amount and charges.")
        }
        if payment.amountCents <= .zero || payment.shares.contains(where: { $0.cents <= .zero }) {
            fault("A payment of nothing, or less.")
        }
        settle(payment)
        let new = LedgerPayment(payment)
        if let wage = new.wage { charges[wage, default: .zero] += new.charges }
        payments[payment.payment] = new
        for share in payment.shares {
            change(share.budget) {
                $0.move(share, from: .available, to: .scheduled)
                if payment.source == .freeAmount { $0.freeTaken += share.cents }
            }
            guard let budget = budget(share.budget) else { continue }
            if budget[share.pot].available < .zero, !isFreed(share, for: payment.claim) {
                fault("More is scheduled than there is.")
            }
            if budget.isFixed, share.pot == .grant { fault("A payment from a budget that was fixed.") }
            if payment.source == .freeAmount, budget.freeTaken - budget.freeRepaid > budget.freeAmount {
                fault("More than the free amount is taken.")
            }
        }
        useFreed(for: payment.claim)
        if payment.recoveries.reduce(Cents.zero, { $0 + $1.cents }) > payment.amountCents {
            fault("More is kept from a payment than it is.")
        }
        for recovery in payment.recoveries { recover(recovery, undone: false) }
    }

    /// Ends the course of a payment that had not left yet; nil, with a fault, when it had.
    private mutating func leave(_ id: PaymentID, as stage: LedgerPayment.Stage, _ what: String) -> LedgerPayment? {
        guard let payment = payments[id], payment.isOpen else {
            fault("\(what) is what was not scheduled, or was paid, set off, returned or withdrawn before.")
            return nil
        }
        payments[id]?.stage = stage
        return payment
    }

    private mutating func bringBack(_ returned: PaymentReturned) {
        guard let payment = payments[returned.payment], payment.stage != .returned, payment.stage != .withdrawn else {
            return fault("Returned is what was not scheduled, or had come back before.")
        }
        payments[returned.payment]?.stage = .returned
        payments[returned.payment]?.cameBack = payment.shares.total
        guard payment.stage == .paid || payment.stage == .offset else { return release(payment) }
        let shares = returned.shares.isEmpty ? payment.shares : returned.shares
        payments[returned.payment]?.cameBack = shares.total
        for share in shares {
            let most = payment.shares.filter(share.draws(like:)).total
            if share.cents > most { fault("More comes back than was paid.") }
            change(share.budget) {
                $0.credit(share)
                if payment.source == .freeAmount { $0.freeTaken -= share.cents }
            }
        }
    }

    /// Nothing is held for it any more, and nothing is kept from it.
    private mutating func release(_ payment: LedgerPayment) {
        if let wage = payment.wage { charges[wage, default: .zero] -= payment.charges }
        for share in payment.shares {
            change(share.budget) {
                $0.move(share, from: .scheduled, to: .available)
                if payment.source == .freeAmount { $0.freeTaken -= share.cents }
            }
        }
        for recovery in payment.recoveries { recover(recovery, undone: true) }
    }

    private mutating func file(_ filed: PaymentFiled) {
        guard let payment = payments[filed.payment], payment.stage == .scheduled else {
            return fault("Into a file goes what is not scheduled.")
        }
        if payment.bankCents != filed.bankCents || filed.bankCents <= .zero {
            fault("A file pays another amount than the payment.")
        }
        guard runs[filed.run] != nil else { return fault("A run was never opened.") }
        payments[filed.payment]?.stage = .filed(filed.run, filed.bankCents)
        runs[filed.run]?.payments += 1
        runs[filed.run]?.cents += filed.bankCents
    }

    mutating func take(_ fact: ReceivableFact) {
        switch fact {
        case .raised(let raised):
            if receivables[raised.receivable] != nil { fault("A receivable has the id of another one.") }
            if raised.amountCents <= .zero { fault("A receivable of nothing, or less.") }
            if raised.shares.total != raised.amountCents { fault("The shares of a receivable are not its amount.") }
            receivables[raised.receivable] = LedgerReceivable(
                amount: raised.amountCents, isFreeAmount: raised.cause == .freeAmountOverdrawn,
                open: raised.amountCents)
        case .planned(let planned):
            if planned.instalments.reduce(Cents.zero, { $0 + $1.cents }) != receivables[planned.receivable]?.open {
                fault("Instalments do not come to what is owed.")
            }
        case .paid(let paid):
            recover(Recovery(receivable: paid.receivable, cents: paid.cents, shares: paid.shares), undone: false)
        case .writtenOff(let written): owe(written.receivable, less: written.cents)
        }
    }

    /// Money comes in on a receivable, or turns out not to have come in.
    private mutating func recover(_ recovery: Recovery, undone: Bool) {
        if recovery.shares.total != recovery.cents || recovery.cents <= .zero {
            fault("What comes back is not what its budgets get.")
        }
        owe(recovery.receivable, less: undone ? -recovery.cents : recovery.cents)
        let isFreeAmount = receivables[recovery.receivable]?.isFreeAmount ?? false
        for share in recovery.shares {
            let back = undone ? share.with(-share.cents) : share
            change(share.budget) {
                $0.credit(back)
                if isFreeAmount { $0.freeRepaid += back.cents }
            }
        }
    }

    private mutating func owe(_ id: ReceivableID, less cents: Cents) {
        guard var receivable = receivables[id] else { return fault("A receivable was never raised.") }
        receivable.open -= cents
        receivables[id] = receivable
        if receivable.open < .zero { fault("More is paid back than is owed.") }
        if receivable.open > receivable.amount { fault("More is owed than was raised.") }
    }
}
