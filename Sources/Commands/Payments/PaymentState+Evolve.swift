import Events

extension DossierState {
    mutating func evolve(_ fact: PaymentFact) {
        switch fact {
        case .scheduled(let payment): schedule(payment)
        case .wageWithheld(let withheld):
            let wage = WageMonth(contract: withheld.contract, month: withheld.month)
            if !withheldWages.contains(wage) { withheldWages.append(wage) }
        case .paid(let paid): settle(paid.payment, as: .paid)
        case .offset(let offset): settle(offset.payment, as: .offset)
        case .returned(let returned): bringBack(returned)
        case .withdrawn(let withdrawn): takeBack(withdrawn)
        case .suspended(let suspended):
            change(suspended.payment) {
                $0.suspendedUntil = suspended.until
                $0.firstSuspendedOn = $0.firstSuspendedOn ?? suspended.from
            }
        case .resumed(let resumed): change(resumed.payment) { $0.suspendedUntil = nil }
        case .filed(let filed): change(filed.payment) { $0.status = .filed(filed.run) }
        case .unfiled(let unfiled): change(unfiled.payment) { $0.status = .scheduled }
        case .payrollSettled(let settled): change(settled.payment) { $0.netCents = settled.netCents }
        case .differenceSettled(let settled):
            guard let claim = settled.claim else { break }
            change(claim) { $0.amountCents = settled.afterCents }
        }
    }

    private mutating func schedule(_ payment: PaymentScheduled) {
        payments.append(
            PaymentState(
                id: payment.payment, source: payment.source, claim: payment.claim, contract: payment.contract,
                month: payment.month, payee: payment.payee, amountCents: payment.amountCents,
                chargesCents: payment.chargesCents ?? .zero, shares: payment.shares, recoveries: payment.recoveries,
                isPayroll: payment.payroll, runOn: payment.runOn, latestOn: payment.latestOn,
                corrects: payment.corrects, status: .scheduled))
        for share in payment.shares {
            change(share.budget) {
                $0.schedule(share)
                if payment.source == .freeAmount { $0.freeTakenCents += share.cents }
            }
        }
        for recovery in payment.recoveries { recover(recovery, taken: true) }
        if let before = payment.repeats { change(before) { $0.isRepeated = true } }
        if payment.source == .wage, let contract = payment.contract, let month = payment.month {
            withheldWages.removeAll { $0 == WageMonth(contract: contract, month: month) }
        }
    }

    private mutating func settle(_ id: PaymentID, as status: PaymentState.Status) {
        let payment = change(id) { $0.status = status }
        for share in payment.shares {
            change(share.budget) {
                $0.pay(share)
                if payment.source.isCare, share.pot == .grant { $0.carePaidCents += share.cents }
            }
        }
    }

    private mutating func bringBack(_ returned: PaymentReturned) {
        var before = PaymentState.Status.scheduled
        let payment = change(returned.payment) {
            before = $0.status
            $0.status = .returned
            $0.cameBackUnpaid = before != .paid && before != .offset
            $0.returnedShares = returned.shares.isEmpty ? $0.shares : returned.shares
        }
        guard before == .paid || before == .offset else {
            release(payment)
            return
        }
        for share in payment.returnedShares {
            change(share.budget) {
                $0.credit(share)
                if payment.source == .freeAmount { $0.freeTakenCents -= share.cents }
                if payment.source.isCare, share.pot == .grant { $0.carePaidCents -= share.cents }
            }
        }
    }

    private mutating func takeBack(_ withdrawn: PaymentWithdrawn) {
        let payment = change(withdrawn.payment) {
            $0.status = .withdrawn
            $0.withdrawal = withdrawn.cause
        }
        release(payment)
    }

    /// Undoes what was held for a payment that was never made, and what was kept from it.
    private mutating func release(_ payment: PaymentState) {
        for share in payment.shares {
            change(share.budget) {
                $0.release(share)
                if payment.source == .freeAmount { $0.freeTakenCents -= share.cents }
            }
        }
        for recovery in payment.recoveries { recover(recovery, taken: false) }
    }

    @discardableResult
    private mutating func change(_ id: PaymentID, _ body: (inout PaymentState) -> Void) -> PaymentState {
        guard let index = payments.lastIndex(where: { $0.id == id }) else {
            preconditionFailure("A payment changes that was never scheduled in its dossier.")
        }
        body(&payments[index])
        return payments[index]
    }
}

extension PaymentSource {
    /// Whether it pays for care: what a budget is fixed at counts only these and the free amount beside them.
    package var isCare: Bool {
        switch self {
        case .claim, .wage, .backPayment: true
        case .freeAmount, .depositRefund: false
        }
    }
}
