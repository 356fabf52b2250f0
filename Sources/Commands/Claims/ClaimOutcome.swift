import Events

/// The facts that follow from the reasons of a claim: refused with all of them, or accepted and scheduled for payment
/// in the same breath.
enum ClaimOutcome {
    static func care(
        _ check: ClaimCheck, _ reasons: [Reason], _ stamp: Stamp, _ dossier: DossierState
    ) -> [Event] {
        guard reasons.allSatisfy(\.met) else { return refused(check.claim, reasons) }
        return accepted(
            check.claim,
            .claimed(
                check.claim, contract: check.contract.id, month: check.month, payee: check.contract.caregiver,
                check.amounts.total, check.amounts.shares, stamp),
            late: check.isLate, reasons, stamp, dossier)
    }

    static func refused(_ claim: ClaimID, _ reasons: [Reason]) -> [Event] {
        [.claim(.refused(ClaimRefused(claim: claim, reasons: Reasons(reasons))))]
    }

    static func accepted(
        _ claim: ClaimID, _ payment: NewPayment, late: Bool, _ reasons: [Reason], _ stamp: Stamp,
        _ dossier: DossierState
    ) -> [Event] {
        [
            .claim(
                .accepted(
                    ClaimAccepted(
                        claim: claim, amountCents: payment.amountCents, shares: payment.shares, late: late,
                        reasons: Reasons(reasons))))
        ] + payment.facts(stamp, dossier)
    }
}

extension NewPayment {
    /// The payment of a claim that was accepted today: in the next run, for the reason that it is in time.
    static func claimed(
        _ claim: ClaimID, source: PaymentSource = .claim, contract: ContractID?, month: Month?, payee: PartyID,
        _ total: Cents, _ shares: [BudgetShare], _ stamp: Stamp
    ) -> NewPayment {
        let latest = PaymentTerms.claimLatest(receivedOn: stamp.today)
        let run = PaymentTerms.claimRun(decidedOn: stamp.today)
        return NewPayment(
            source: source, claim: claim, contract: contract, month: month, payee: payee, amountCents: total,
            shares: shares, runOn: run, latestOn: latest,
            reasons: [
                Reason(
                    rule: .paymentDay, met: run <= latest,
                    figures: [Figure("run-on", run.figure), Figure("latest-on", latest.figure)],
                    source: "Rlz 5.23(5)")
            ])
    }
}
