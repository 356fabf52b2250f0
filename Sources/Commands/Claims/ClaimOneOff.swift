package import Events

/// After the death of the holder his survivors ask for one average month for a caregiver (eenmalige uitkering). They ask in
/// writing, and an employee of the SVB enters it.
package struct ClaimOneOff: Command {
    package static let name: StaticString = "claim-one-off"
    package static let allowed: [Actor] = [.svb(.paymentsMaker)]

    package let dossier: DossierID
    package let claim: ClaimID
    package let contract: ContractID
    package let budget: BudgetID
    package let amountCents: Cents
    /// The day the letter came in.
    package let receivedOn: Day

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        claim = r("claim")
        contract = r("contract")
        budget = r("budget")
        amountCents = r.positiveCents("amountCents")
        receivedOn = r("receivedOn")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("claim", claim)
        w.field("contract", contract)
        w.field("budget", budget)
        w.field("amountCents", amountCents)
        w.field("receivedOn", receivedOn)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let agreed = try world.dossier.contract(contract, for: stamp.principal)
        guard let known = world.dossier.budget(budget) else { throw .unknownBudget }
        guard world.dossier.claim(claim) == nil else { throw .claimExists }
        guard known.endCause == .holderDied else { throw .noDeathKnown }
        let day = try stamp.receiptDay(receivedOn)
        let month = known.until.month
        let terms = agreed.terms(in: month)
        let line = world.dossier.line(of: terms, paidFrom: known)
        let need = Draw.Need(
            budget: budget, function: line.flatMap { known.named($0.function) }, cents: amountCents)
        let draw = Draw([need], world.dossier)
        let reasons =
            [
                agreed.holds(in: month), coverage(line), allowed(known, world.register), kind(terms),
                average(agreed, diedOn: known.until, world.dossier), .account(of: agreed.caregiver, world.register),
            ] + known.claimReasons(care: known.until...known.until, today: day, world.register) + draw.reasons
        let checked = CheckedClaim(
            claim: claim, contract: contract, month: month, payee: agreed.caregiver, receivedOn: day,
            reasons: reasons, totalCents: amountCents, shares: draw.shares)
        let filed = ClaimFiled(
            claim: claim, kind: .oneOff, side: .holder, contract: contract, month: month, entries: [], budget: budget,
            amountCents: amountCents, receivedOn: receivedOn)
        return [.claim(.filed(filed))] + ClaimOutcome.facts(checked, stamp, world.dossier)
    }

    private func coverage(_ line: ContractLine?) -> Reason {
        Reason(
            rule: .budgetCovers, met: line != nil, figures: [Figure("lines-without-budget", line == nil ? 1 : 0)],
            source: "Rlz 5.23(1)")
    }

    /// Wlz always; Wmo and Jeugdwet where the granter allows it.
    private func allowed(_ budget: BudgetState, _ register: Register) -> Reason {
        let isAllowed =
            budget.law == .wlz || register.money(of: budget.office, on: budget.until).oneOffAfterDeath
        return Reason(
            rule: .oneOffPaid, met: isAllowed, figures: [Figure("died-on", budget.until.figure)],
            source: "MantelzorgNL overlijden budgethouder")
    }

    /// An institution is never paid it. Sources disagree on freelancers; who works for the holder himself gets it
    /// (money 16).
    private func kind(_ terms: ContractTerms) -> Reason {
        let isPerson = terms.kind != .institution && terms.kind != .networkHelp
        return Reason(
            rule: .oneOffKind, met: isPerson, figures: [Figure("eligible", isPerson ? 1 : 0)],
            source: "MantelzorgNL overlijden budgethouder")
    }

    /// At most the average of the last three months worked; of fewer where he worked fewer (inferred). With what was
    /// given before.
    private func average(_ contract: ContractState, diedOn: Day, _ dossier: DossierState) -> Reason {
        let worked = dossier.worked(contract, through: diedOn).prefix(3)
        let sum = worked.reduce(Cents.zero) { $0 + $1 }
        let most = worked.isEmpty ? Cents.zero : sum.scaled(by: 1, over: Int64(worked.count))
        let before = dossier.claims.filter {
            $0.kind == .oneOff && $0.contract == contract.id && $0.status == .accepted
        }
        let taken = before.reduce(Cents.zero) { $0 + $1.amountCents }
        return Reason(
            rule: .oneOffMonth, met: taken + amountCents <= most,
            figures: [
                Figure("asked-cents", amountCents.raw), Figure("taken-cents", taken.raw),
                Figure("most-cents", most.raw), Figure("months", Int64(worked.count)),
            ], source: "MantelzorgNL overlijden budgethouder")
    }
}

extension DossierState {
    /// What was earned under a contract in each month that was worked, the latest first: what was claimed for care without
    /// the costs, the monthly wage, and what was paid on it later, less what was asked back. In the month of death nobody
    /// worked after that day: of a wage that was paid for all of it only the days until then count.
    fileprivate func worked(_ contract: ContractState, through death: Day) -> [Cents] {
        var months: [Month: Cents] = [:]
        for payment in payments where payment.contract == contract.id && payment.claim == nil && payment.stands {
            guard let month = payment.month, month <= death.month else { continue }
            months[month, default: .zero] += payment.amountCents
        }
        for receivable in receivables where receivable.contract == contract.id && receivable.claim == nil {
            guard let month = receivable.month, months[month] != nil else { continue }
            months[month, default: .zero] -= receivable.raisedCents
        }
        if let paid = months[death.month] {
            months[death.month] = min(paid, WageDue(contract, death.month, self, through: death).total)
        }
        for claim in claims where claim.contract == contract.id && claim.kind == .care && claim.status == .accepted {
            guard let month = claim.month, month <= death.month else { continue }
            // What follows from a difference is in the amount of the claim already.
            let decided = receivables.filter { $0.claim == claim.id && $0.cause == .decided }
            months[month, default: .zero] += claim.amountCents - claim.costCents
            months[month, default: .zero] -= decided.reduce(.zero) { $0 + $1.raisedCents }
        }
        return months.keys.sorted(by: >).compactMap { months[$0] }.filter { $0 > .zero }
    }
}

extension Rejection {
    package static let noDeathKnown = Rejection(
        "no-death-known", "Dit budget is niet geëindigd door overlijden. Vraag de verstrekker het eerst te beëindigen.")
}
