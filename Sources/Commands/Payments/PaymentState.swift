package import Events

/// One payment as decisions see it.
package struct PaymentState: Sendable, Equatable {
    package enum Status: Sendable, Equatable { case scheduled, paid, returned }

    package let id: PaymentID
    package let source: PaymentSource
    package let claim: ClaimID?
    package let contract: ContractID?
    package let month: Month?
    package let payee: PartyID
    package let amountCents: Cents
    package let shares: [BudgetShare]
    package let runOn: Day
    package internal(set) var status: Status
    /// Whether another payment has taken its place after it came back.
    package internal(set) var isRepeated = false
}

/// A month of a monthly wage.
package struct WageMonth: Sendable, Equatable, Hashable {
    package let contract: ContractID
    package let month: Month
}

extension DossierState {
    mutating func evolve(_ fact: PaymentFact) {
        switch fact {
        case .scheduled(let payment): schedule(payment)
        case .wageWithheld(let withheld):
            let wage = WageMonth(contract: withheld.contract, month: withheld.month)
            if !withheldWages.contains(wage) { withheldWages.append(wage) }
        case .paid(let paid):
            let payment = change(paid.payment) { $0.status = .paid }
            for share in payment.shares {
                book(share.budget) {
                    $0.scheduledCents -= share.cents
                    $0.paidCents += share.cents
                    if payment.source != .freeAmount { $0.carePaidCents += share.cents }
                }
            }
        case .returned(let returned):
            var before = PaymentState.Status.scheduled
            let payment = change(returned.payment) {
                before = $0.status
                $0.status = .returned
            }
            for share in payment.shares {
                book(share.budget) {
                    if before == .paid { $0.creditCents += share.cents } else { $0.scheduledCents -= share.cents }
                    if payment.source == .freeAmount {
                        $0.freeTakenCents -= share.cents
                    } else if before == .paid {
                        $0.carePaidCents -= share.cents
                    }
                }
            }
        }
    }

    package func payment(_ id: PaymentID) -> PaymentState? { payments.last { $0.id == id } }

    /// Whether care after that day was already claimed or scheduled under the contract.
    func wasPaid(_ contract: ContractID, after day: Day) -> Bool {
        payments.contains {
            $0.contract == contract && $0.status != .returned && ($0.month.map { $0.first > day } ?? false)
        }
    }

    /// Whether the wage of that month was scheduled before, returned or not.
    func wageScheduled(_ contract: ContractID, _ month: Month) -> Bool {
        payments.contains { $0.source == .wage && $0.contract == contract && $0.month == month }
    }

    private mutating func schedule(_ payment: PaymentScheduled) {
        payments.append(
            PaymentState(
                id: payment.payment, source: payment.source, claim: payment.claim, contract: payment.contract,
                month: payment.month, payee: payment.payee, amountCents: payment.amountCents, shares: payment.shares,
                runOn: payment.runOn, status: .scheduled))
        for share in payment.shares {
            book(share.budget) {
                $0.scheduledCents += share.cents
                if payment.source == .freeAmount { $0.freeTakenCents += share.cents }
            }
        }
        if let before = payment.repeats { _ = change(before) { $0.isRepeated = true } }
        if payment.source == .wage, let contract = payment.contract, let month = payment.month {
            withheldWages.removeAll { $0 == WageMonth(contract: contract, month: month) }
        }
    }

    private mutating func change(_ id: PaymentID, _ body: (inout PaymentState) -> Void) -> PaymentState {
        guard let index = payments.lastIndex(where: { $0.id == id }) else {
            preconditionFailure("A payment changes that was never scheduled in its dossier.")
        }
        body(&payments[index])
        return payments[index]
    }
}
