import Events

/// A payment that a decision makes. One place turns it into facts, so that every payment is scheduled, set off and
/// explained alike.
struct NewPayment {
    let source: PaymentSource
    var claim: ClaimID?
    var contract: ContractID?
    var month: Month?
    let payee: PartyID
    let amountCents: Cents
    /// Employer charges on top; the shares are both together.
    var chargesCents = Cents.zero
    let shares: [BudgetShare]
    /// The banking day of the run, and the last day the law allows.
    let runOn: Day
    let latestOn: Day
    /// Whether the amount is gross and waits for the salary engine.
    var isPayroll = false
    /// The returned payment that this one pays again.
    var repeats: PaymentID?
    /// The payment whose difference it pays.
    var corrects: PaymentID?
    let reasons: [Reason]

    /// The facts: scheduled, and set off where nothing is left for the bank to pay.
    ///
    /// - Parameter use: numbers the things one decision makes: the payment's id follows from the command and this, so the
    ///   same decision never makes two.
    func facts(_ stamp: Stamp, _ dossier: DossierState, use: Int = 0) -> [Event] {
        let payment: PaymentID = stamp.id(use)
        let recoveries = recoveries(dossier)
        let scheduled = Event.payment(
            .scheduled(
                PaymentScheduled(
                    payment: payment, endToEnd: payment.endToEnd, source: source, claim: claim, contract: contract,
                    month: month, payee: payee, amountCents: amountCents, shares: shares, runOn: runOn,
                    latestOn: latestOn, repeats: repeats, reasons: Reasons(reasons),
                    chargesCents: chargesCents == .zero ? nil : chargesCents, payroll: isPayroll,
                    recoveries: recoveries, corrects: corrects)))
        guard !isPayroll, recoveries.reduce(Cents.zero, { $0 + $1.cents }) == amountCents else { return [scheduled] }
        return [scheduled, .payment(.offset(PaymentOffset(payment: payment, on: stamp.today)))]
    }

    /// What is kept for receivables on the payee, the oldest first (decisions 5). Never from the wage of somebody in
    /// employment: that is protected (BW 7:632), and neither from what the holder put in himself.
    private func recoveries(_ dossier: DossierState) -> [Recovery] {
        guard !isPayroll, source != .depositRefund, !isWageOfEmployment(dossier) else { return [] }
        var left = amountCents
        var recoveries: [Recovery] = []
        for receivable in dossier.receivables where receivable.debtor == payee {
            let due = min(receivable.dueCents(on: runOn), left)
            guard due > .zero else { continue }
            left -= due
            recoveries.append(
                Recovery(receivable: receivable.id, cents: due, shares: receivable.shares(of: due)))
        }
        return recoveries
    }

    private func isWageOfEmployment(_ dossier: DossierState) -> Bool {
        contract.flatMap(dossier.contract)?.allTerms.contains { $0.kind == .employment } ?? false
    }
}

extension PaymentID {
    /// The reference the bank carries, at most 35 characters: the id without its dashes, which belongs to one payment
    /// for ever.
    var endToEnd: Code { Code(self) }
}

extension ReceivableState {
    /// What may be asked on a day: all that is open, or what the plan says is due by then and has not come in.
    func dueCents(on day: Day) -> Cents {
        guard !instalments.isEmpty else { return openCents }
        let later = instalments.filter { $0.dueOn > day }.reduce(Cents.zero) { $0 + $1.cents }
        return max(.zero, openCents - later)
    }

    /// The budgets that an amount goes back to: the shares in order, each until it is whole again.
    func shares(of cents: Cents) -> [BudgetShare] {
        BudgetShare.part(of: shares, besides: returned, cents)
    }
}
