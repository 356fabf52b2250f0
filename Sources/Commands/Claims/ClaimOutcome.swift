import Events

/// The facts that follow from the checks of a claim: refused with all reasons, held for a person, or accepted and
/// scheduled for payment in the same breath. The one place where a claim becomes a payment.
enum ClaimOutcome {
    /// - Parameter explanation: why an employee accepts it; what would be held for him then goes on.
    static func facts(
        _ checked: CheckedClaim, _ stamp: Stamp, _ dossier: DossierState, explanation: Personal<Text>? = nil
    ) -> [Event] {
        if checked.isRefused { return refused(checked) }
        if checked.isHeld, explanation == nil {
            return [
                .claim(
                    .held(
                        ClaimHeld(
                            claim: checked.claim, receivedOn: checked.receivedOn, reasons: Reasons(checked.reasons))))
            ]
        }
        let accepted = Event.claim(
            .accepted(
                ClaimAccepted(
                    claim: checked.claim, amountCents: checked.totalCents, shares: checked.shares,
                    late: checked.isLate, reasons: Reasons(checked.reasons), explanation: explanation)))
        if let replaced = checked.corrects {
            return [accepted] + ClaimCorrection(of: replaced, in: dossier).facts(checked, stamp)
        }
        return [accepted] + NewPayment.claimed(checked, stamp).facts(stamp, dossier)
    }

    static func refused(_ checked: CheckedClaim, explanation: Personal<Text>? = nil) -> [Event] {
        [
            .claim(
                .refused(
                    ClaimRefused(
                        claim: checked.claim, reasons: Reasons(checked.reasons), explanation: explanation)))
        ]
    }
}

extension NewPayment {
    /// The payment of a claim that is accepted today: in the next run, for the reason that it is in time.
    static func claimed(_ checked: CheckedClaim, _ stamp: Stamp) -> NewPayment {
        let latest = PaymentTerms.claimLatest(receivedOn: checked.receivedOn)
        let run = PaymentTerms.claimRun(decidedOn: stamp.today)
        return NewPayment(
            source: checked.source, claim: checked.claim, contract: checked.contract, month: checked.month,
            payee: checked.payee, amountCents: checked.totalCents, shares: checked.shares, runOn: run,
            latestOn: latest,
            reasons: [
                Reason(
                    rule: .paymentDay, met: run <= latest,
                    figures: [Figure("run-on", run.figure), Figure("latest-on", latest.figure)],
                    source: "Rlz 5.23(5)")
            ])
    }
}
