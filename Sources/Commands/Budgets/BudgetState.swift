package import Events

/// One budget with the money that moves on it. At every moment
/// `granted + credits = paid + scheduled + available`, for what was granted and for the holder's own deposit apart.
package struct BudgetState: Sendable, Equatable {
    package let id: BudgetID
    package let law: Law
    package let office: OfficeID
    package internal(set) var from: Day
    package internal(set) var until: Day
    package internal(set) var functions: [FunctionBudget]
    package internal(set) var grantedCents: Cents
    package internal(set) var freeAmountCents: Cents
    package internal(set) var extras: [ExtraBudget]
    /// The sealed indication it rests on, Wlz only.
    package internal(set) var indication: Personal<Indication>?
    /// Since when the holder has had a budget without a break, where the granter said so.
    package let unbrokenSince: Day?
    /// The budget of the year before.
    package let follows: BudgetID?
    /// The application that it follows from, where the grant said so.
    package let application: ApplicationID?
    /// Money that came back or was added: returned payments, compensation, what was recovered.
    package internal(set) var creditCents = Cents.zero
    package internal(set) var paidCents = Cents.zero
    package internal(set) var scheduledCents = Cents.zero
    /// What was taken of the free amount, scheduled or paid and not returned.
    package internal(set) var freeTakenCents = Cents.zero
    /// What of a free amount that was overdrawn was paid back since.
    package internal(set) var freeRepaidCents = Cents.zero
    /// Care that was paid from it and did not come back.
    package internal(set) var carePaidCents = Cents.zero
    /// What was paid or is scheduled per function, where a budget has several; less what came back.
    package internal(set) var spentByFunction: [FunctionBudget] = []
    /// What the holder put beside it.
    package internal(set) var deposit = DepositState()
    /// Why it ends before its period was over; nil when it does not.
    package internal(set) var endCause: BudgetEndCause?
    /// What another system had paid, where that was loaded.
    package internal(set) var opening: OpeningBalanceLoaded?
    /// What was added besides the grant, in order.
    package internal(set) var credits: [BookedCredit] = []
    /// From which day of care on nothing is accepted; nil when nothing is stopped.
    package internal(set) var claimStopFrom: Day?
    /// Since when no claims are taken up any more.
    package internal(set) var closedOn: Day?
    /// Whether it was fixed: nothing is booked on it any more.
    package internal(set) var isFixed = false
    /// What came back after it was fixed: it is the granter's.
    package internal(set) var cameAfterFixingCents = Cents.zero
    /// What was warned of already, and not since made good by a change.
    package internal(set) var warnings: [BudgetWarning] = []

    package var availableCents: Cents { grantedCents + creditCents - paidCents - scheduledCents }
    /// What may still be paid from it: nothing once it is fixed.
    package var spendableCents: Cents { isFixed ? .zero : availableCents }
    /// What of the free amount the holder has.
    package var freeKeptCents: Cents { freeTakenCents - freeRepaidCents }
    package var freeLeftCents: Cents { freeAmountCents - freeTakenCents }
    /// What he may still take: what was overdrawn and paid back is free again once the right allows it.
    package var freeOpenCents: Cents { freeAmountCents - freeKeptCents }
    /// Whether care was paid from it: without that there is no free amount (Rlz 5.21(4)).
    package var carePaid: Bool { carePaidCents > .zero }
    /// What was spent of it and did not come back.
    package var spentCents: Cents { paidCents + scheduledCents - creditCents }

    package func covers(_ day: Day) -> Bool { from <= day && day <= until }

    /// Whether a line for this care function may be paid from it.
    package func pays(_ function: CareFunction) -> Bool {
        functions.contains { $0.function == .total || $0.function == function }
    }
}

/// An amount that was added to a budget besides the grant, and what for.
package struct BookedCredit: Sendable, Equatable {
    package let share: BudgetShare
    package let cause: CreditCause
    package let contract: ContractID?
    package let month: Month?
    package let payment: PaymentID?

    package var cents: Cents { share.cents }
}

/// What the holder put beside a budget and what became of it.
package struct DepositState: Sendable, Equatable {
    package internal(set) var receivedCents = Cents.zero
    package internal(set) var creditCents = Cents.zero
    package internal(set) var paidCents = Cents.zero
    package internal(set) var scheduledCents = Cents.zero
    /// What came in, one by one.
    package internal(set) var booked: [DepositReceived] = []

    package var availableCents: Cents { receivedCents + creditCents - paidCents - scheduledCents }
}

extension DossierState {
    package func budget(_ id: BudgetID) -> BudgetState? { budgets.first { $0.id == id } }

    /// Changes one budget. One that the dossier does not hold is a bug of a decision: facts name known budgets.
    mutating func change(_ id: BudgetID, _ body: (inout BudgetState) -> Void) {
        guard let index = budgets.firstIndex(where: { $0.id == id }) else {
            preconditionFailure("A fact names a budget that was never granted in its dossier.")
        }
        body(&budgets[index])
    }
}
