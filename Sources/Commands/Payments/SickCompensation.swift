import Events

/// The wage of an employee goes on while he is ill, and the budget gets back what it pays for those days, so that the holder
/// can pay a replacement (money 9.3): from the day of the report on, and only what public money paid.
enum SickCompensation {
    /// What budgets are still to get, or have to give back, for the wages of a contract; nothing when all is as it should be.
    static func events(of contract: ContractState, _ dossier: DossierState) -> [Event] {
        let paid = dossier.payments.compactMap { payment in
            payment.contract == contract.id && payment.isOfWage && payment.status != .withdrawn ? payment.month : nil
        }
        let given = dossier.budgets.flatMap(\.credits).compactMap { $0.isForSickness(contract.id) ? $0.month : nil }
        guard !contract.sickness.isEmpty || !given.isEmpty else { return [] }
        return Set(paid + given).sorted { $0.first < $1.first }.flatMap { month in
            events(of: contract, month, dossier)
        }
    }

    /// The facts of a decision about a payment, with what follows from them for the compensation of that wage.
    static func after(_ events: [Event], _ payment: PaymentState, _ before: DossierState) -> [Event] {
        guard payment.isOfWage, let id = payment.contract else { return events }
        var dossier = before
        for event in events { dossier.evolve(event) }
        guard let contract = dossier.contract(id) else { return events }
        return events + Self.events(of: contract, dossier)
    }

    private static func events(of contract: ContractState, _ month: Month, _ dossier: DossierState) -> [Event] {
        let due = WageDue(contract, month, dossier)
        let payments = dossier.payments.filter {
            $0.contract == contract.id && $0.month == month && $0.isOfWage && $0.status != .withdrawn
        }
        let kept = dossier.booked(payments, payments.flatMap(\.keptShares))
        var events: [Event] = []
        for budget in dossier.budgets where !budget.isFixed {
            let parts = due.parts.filter { $0.budget == budget.id }
            let gross = parts.reduce(Cents.zero) { $0 + $1.gross }
            let whole = parts.reduce(gross) { $0 + $1.charges }
            let sick = parts.reduce(Cents.zero) { $0 + $1.sick }
            let spent = kept.filter { $0.budget == budget.id && $0.pot == .grant }
                .reduce(Cents.zero) { $0 + $1.cents }
            // What was paid beyond what is due comes back another way.
            let target = gross > .zero ? min(spent, whole).scaled(by: sick.raw, over: gross.raw) : .zero
            let before = budget.credits.filter { $0.isForSickness(contract.id) && $0.month == month }
                .reduce(Cents.zero) { $0 + $1.cents }
            guard target != before else { continue }
            events.append(
                .budget(
                    .credited(
                        BudgetCredited(
                            budget: budget.id, cents: target - before, cause: .sickness, contract: contract.id,
                            month: month, payment: payments.last?.id,
                            reasons: [
                                Reason(
                                    rule: .sickPay, met: true,
                                    figures: [
                                        Figure("sick-days", due.sickDays), Figure("month-days", Int64(month.days)),
                                        Figure("paid-cents", spent.raw), Figure("compensated-cents", target.raw),
                                    ], source: "SVB loon tijdens ziekte")
                            ]))))
        }
        return events
    }
}

extension BookedCredit {
    fileprivate func isForSickness(_ contract: ContractID) -> Bool { cause == .sickness && self.contract == contract }
}

extension PaymentState {
    /// Whether it pays a monthly wage, or a difference of one.
    var isOfWage: Bool { source == .wage || (source == .backPayment && claim == nil) }

    /// What budgets spend on it: all while it stands; of what was paid and came back, what was withheld and kept from it.
    var keptShares: [BudgetShare] {
        if stands { return shares }
        guard status == .returned, !cameBackUnpaid else { return [] }
        return shares.map { share in
            let back = returnedShares.filter(share.draws(like:)).reduce(Cents.zero) { $0 + $1.cents }
            return share.with(max(.zero, share.cents - back))
        }
    }

    /// The part of the amount that is in `keptShares`.
    var keptCents: Cents {
        if stands { return amountCents }
        guard status == .returned, !cameBackUnpaid else { return .zero }
        return max(.zero, amountCents - returnedShares.reduce(.zero) { $0 + $1.cents })
    }

    /// Employer charges that were paid or are held.
    var keptCharges: Cents { stands || (status == .returned && !cameBackUnpaid) ? chargesCents : .zero }
}
