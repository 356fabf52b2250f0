package import Events

/// One payment as decisions see it.
package struct PaymentState: Sendable, Equatable {
    package enum Status: Sendable, Equatable {
        case scheduled
        /// In the file of a run.
        case filed(RunID)
        case paid, returned
        /// It is not made: it was taken back before it was in a file.
        case withdrawn
        /// It was set off wholly, so the bank had nothing to pay.
        case offset
    }

    package let id: PaymentID
    package let source: PaymentSource
    package let claim: ClaimID?
    package let contract: ContractID?
    package let month: Month?
    package let payee: PartyID
    package let amountCents: Cents
    /// Employer charges on top of the amount.
    package let chargesCents: Cents
    /// What each budget pays: the amount and the charges together.
    package let shares: [BudgetShare]
    /// What is kept from it for receivables.
    package let recoveries: [Recovery]
    /// Whether the amount is gross, so that it waits for the salary engine.
    package let isPayroll: Bool
    package let runOn: Day
    /// The last day the law allows.
    package let latestOn: Day
    /// The payment whose difference it pays.
    package let corrects: PaymentID?
    package internal(set) var status: Status
    /// What the salary engine says it comes to.
    package internal(set) var netCents: Cents?
    /// The last day of a suspension that was not resumed.
    package internal(set) var suspendedUntil: Day?
    /// The first day of the first suspension: all of them together have thirteen weeks from there.
    package internal(set) var firstSuspendedOn: Day?
    /// Why it was taken back.
    package internal(set) var withdrawal: WithdrawalCause?
    /// What came back to each budget, once it was returned.
    package internal(set) var returnedShares: [BudgetShare] = []
    /// Whether it came back before it was paid: then all that was held for it is free again, and what was kept from it is
    /// owed again.
    package internal(set) var cameBackUnpaid = false
    /// Whether another payment has taken its place after it came back.
    package internal(set) var isRepeated = false

    /// What the bank pays: less what is set off; nil while the salary engine has not said what the net wage is.
    package var bankCents: Cents? {
        let due = isPayroll ? netCents : amountCents
        return due.map { recoveries.reduce($0) { $0 - $1.cents } }
    }

    /// Whether it stands: scheduled, on its way, paid or set off.
    package var stands: Bool {
        switch status {
        case .scheduled, .filed, .paid, .offset: true
        case .returned, .withdrawn: false
        }
    }

    package func isSuspended(on day: Day) -> Bool { suspendedUntil.map { day <= $0 } ?? false }

    /// In which run it goes: a wage, and the difference of one, with the wages (portal 4.2: they have batches of their
    /// own); all else with the claims.
    package var runKind: RunKind {
        switch source {
        case .wage: .wages
        case .backPayment: claim == nil ? .wages : .claims
        case .claim, .freeAmount, .depositRefund: .claims
        }
    }
}

/// A month of a monthly wage.
package struct WageMonth: Sendable, Equatable, Hashable {
    package let contract: ContractID
    package let month: Month
}

extension DossierState {
    package func payment(_ id: PaymentID) -> PaymentState? { payments.last { $0.id == id } }

    /// Whether care after that day was already claimed under the contract. A monthly wage is taken back, or shows as a
    /// difference.
    func wasPaid(_ contract: ContractID, after day: Day) -> Bool {
        payments.contains {
            $0.source != .wage && $0.contract == contract && $0.stands && ($0.month.map { $0.first > day } ?? false)
        }
    }

    /// Whether the wage of that month was scheduled before, and not taken back to be scheduled otherwise. What an employee
    /// took back by decision stays so: no look of the clock makes it again. What the bank sent back waits for the holder
    /// side, unless that asked for it again.
    func wageScheduled(_ contract: ContractID, _ month: Month) -> Bool {
        payments.contains {
            $0.source == .wage && $0.contract == contract && $0.month == month
                && ($0.stands || ($0.status == .returned && !$0.isRepeated) || $0.withdrawal == .decided)
        }
    }
}
