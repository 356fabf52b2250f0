import Events

/// The facts that follow from the reasons of a claim: refused with all of them, or accepted and scheduled for payment
/// in the same breath.
enum ClaimOutcome {
    static func care(_ check: ClaimCheck, _ reasons: [Reason], _ stamp: Stamp) -> [Event] {
        guard reasons.allSatisfy(\.met) else { return refused(check.claim, reasons) }
        return accepted(
            check.claim, check.amounts.total, check.amounts.shares, late: check.isLate, reasons, stamp,
            source: .claim, contract: check.contract.id, month: check.month, payee: check.contract.caregiver)
    }

    static func refused(_ claim: ClaimID, _ reasons: [Reason]) -> [Event] {
        [.claim(.refused(ClaimRefused(claim: claim, reasons: Reasons(reasons))))]
    }

    static func accepted(
        _ claim: ClaimID, _ total: Cents, _ shares: [BudgetShare], late: Bool, _ reasons: [Reason], _ stamp: Stamp,
        source: PaymentSource, contract: ContractID?, month: Month?, payee: PartyID
    ) -> [Event] {
        // The payment's id follows from the claim's command: the same decision never makes two payments.
        let payment: PaymentID = stamp.id(0)
        let latest = PaymentTerms.claimLatest(receivedOn: stamp.today)
        let run = PaymentTerms.claimRun(decidedOn: stamp.today)
        return [
            .claim(
                .accepted(
                    ClaimAccepted(
                        claim: claim, amountCents: total, shares: shares, late: late, reasons: Reasons(reasons)))),
            .payment(
                .scheduled(
                    PaymentScheduled(
                        payment: payment, endToEnd: payment.endToEnd, source: source, claim: claim, contract: contract,
                        month: month, payee: payee, amountCents: total, shares: shares, runOn: run, latestOn: latest,
                        repeats: nil,
                        reasons: [
                            Reason(
                                rule: .paymentDay, met: run <= latest,
                                figures: [Figure("run-on", run.figure), Figure("latest-on", latest.figure)],
                                source: "Rlz 5.23(5)")
                        ]))),
        ]
    }
}

extension PaymentID {
    /// The reference the bank carries, at most 35 characters: the id without its dashes, which belongs to one payment
    /// for ever.
    var endToEnd: Code { Code(self) }
}
