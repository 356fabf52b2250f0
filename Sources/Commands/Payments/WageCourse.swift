import Events

/// What becomes of the monthly wages of a contract: scheduled or withheld for a month, and looked at again in the same
/// decision that ends the contract, changes it, or says who is ill. What is not in a payment file yet is taken back and
/// scheduled anew at what is right now; what is stays, and shows as a difference.
enum WageCourse {
    /// Schedules the wage of a month, or says why not.
    ///
    /// - Parameter use: numbers the payments of one decision.
    static func schedule(
        _ due: WageDue, _ stamp: Stamp, _ dossier: DossierState, use: Int = 0
    ) throws(Rejection) -> [Event] {
        // What cannot be stored cannot be paid.
        guard due.total.raw <= Cents.limit, (due.covered + due.charges).raw <= Cents.limit else {
            throw .amountTooLarge
        }
        let draw = Draw(due.needs, dossier)
        var reasons = due.reasons
        reasons.append(due.coverage)
        if let charges = due.chargesReason { reasons.append(charges) }
        reasons += due.aboveMaximum + draw.reasons
        if due.total == .zero { reasons.append(.nothingToPay) }
        // A rate above the maximum is told: the deposit, which pays for it, has a reason of its own.
        guard !reasons.contains(where: \.refuses) else {
            if dossier.withheldWages.contains(WageMonth(contract: due.contract.id, month: due.month)) { return [] }
            return [
                .payment(
                    .wageWithheld(
                        WageWithheld(
                            contract: due.contract.id, month: due.month, amountCents: due.total,
                            reasons: Reasons(reasons))))
            ]
        }
        return NewPayment(
            source: .wage, contract: due.contract.id, month: due.month, payee: due.contract.caregiver,
            amountCents: due.total, chargesCents: due.charges, shares: draw.shares,
            runOn: PaymentTerms.wageRun(of: due.month, decidedOn: stamp.today),
            latestOn: PaymentTerms.wageLatest(of: due.month, payroll: due.isPayroll), isPayroll: due.isPayroll,
            reasons: reasons
        ).facts(stamp, dossier, use: use)
    }

    /// The facts of a decision with what follows from them for the wages of contracts: taken back and scheduled anew,
    /// compensated.
    static func after(
        _ events: [Event], of contracts: [ContractID], _ stamp: Stamp, _ world: borrowing World
    ) throws(Rejection) -> [Event] {
        let before = world.dossier
        guard before.payments.contains(where: \.isOfWage) else { return events }
        var dossier = before
        for event in events { dossier.evolve(event) }
        var all = events
        var use = 0
        for id in contracts {
            for payment in dossier.payments where payment.contract == id && payment.isTakenBackByChange(stamp.today) {
                guard let contract = dossier.contract(id), let month = payment.month else { continue }
                let due = WageDue(contract, month, dossier, world)
                guard payment.differs(from: due) else { continue }
                var following: [Event] = [
                    .payment(.withdrawn(PaymentWithdrawn(payment: payment.id, cause: .contractChanged)))
                ]
                for event in following { dossier.evolve(event) }
                if due.days != nil {
                    let anew = try schedule(due, stamp, dossier, use: use)
                    for event in anew { dossier.evolve(event) }
                    following += anew
                    use += 1
                }
                all += following
            }
            if let contract = dossier.contract(id) {
                let compensation = SickCompensation.events(of: contract, dossier)
                for event in compensation { dossier.evolve(event) }
                all += compensation
            }
        }
        return all
    }
}

extension PaymentState {
    /// A monthly wage that is not in a file. What is suspended stays as it is: taken back, it would not be suspended any
    /// more.
    fileprivate func isTakenBackByChange(_ day: Day) -> Bool {
        source == .wage && status == .scheduled && !isSuspended(on: day)
    }

    /// Whether it pays something else than what is due now.
    fileprivate func differs(from due: WageDue) -> Bool {
        due.days == nil || due.total != amountCents || due.charges != chargesCents || due.isPayroll != isPayroll
            || BudgetShare.merged(due.needs.flatMap(\.shares)).sums != shares.sums
            || shares.ownCents < due.needs.reduce(.zero) { $0 + $1.ownCents }
    }
}

extension [BudgetShare] {
    /// What each budget pays, from whichever pot.
    fileprivate var sums: [BudgetID: Cents] { reduce(into: [:]) { $0[$1.budget, default: .zero] += $1.cents } }

    fileprivate var ownCents: Cents { reduce(.zero) { $0 + ($1.pot == .deposit ? $1.cents : .zero) } }
}
