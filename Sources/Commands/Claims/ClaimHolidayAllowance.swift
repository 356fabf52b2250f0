package import Events

/// What one budget pays of an amount that is spread over several.
package struct AllowancePart: Record, Equatable {
    package let budget: BudgetID
    package let cents: Cents

    package init(from r: inout JSONReader) {
        budget = r("budget")
        cents = r.positiveCents("cents")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("budget", budget)
        w.field("cents", cents)
    }
}

/// The holder gives a caregiver something extra at a feast (feestdagenuitkering), from one budget or several.
package struct ClaimHolidayAllowance: Command {
    package static let name: StaticString = "claim-holiday-allowance"
    package static let allowed: [Actor] = [.holderSide, .svb(.paymentsMaker)]

    package let dossier: DossierID
    package let claim: ClaimID
    package let contract: ContractID
    package let month: Month
    package let parts: [AllowancePart]
    package let receivedOn: Day?

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        claim = r("claim")
        contract = r("contract")
        month = r("month")
        parts = r.list("parts")
        receivedOn = r.optional("receivedOn")
        if parts.isEmpty { r.refuse("parts", .missing, "Kies minstens één budget.") }
        for index in parts.repeats(of: \.budget) {
            r.refuse("parts", element: index, .invalidValue, "Dit budget staat er al. Tel de bedragen op.")
        }
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("claim", claim)
        w.field("contract", contract)
        w.field("month", month)
        w.field("parts", parts)
        w.present("receivedOn", receivedOn)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let agreed = try world.dossier.contract(contract, for: stamp.principal)
        guard world.dossier.claim(claim) == nil else { throw .claimExists }
        let day = try stamp.receiptDay(receivedOn)
        guard day >= month.first else { throw .monthNotBegun }
        var paid: [(budget: BudgetState, line: ContractLine?, cents: Cents)] = []
        for part in parts {
            guard let budget = world.dossier.budget(part.budget) else { throw .unknownBudget }
            paid.append((budget, world.dossier.line(of: agreed.terms(in: month), paidFrom: budget), part.cents))
        }
        let total = parts.reduce(Cents.zero) { $0 + $1.cents }
        guard total.raw <= Cents.limit else { throw .amountTooLarge }
        let draw = Draw(
            paid.map { part in
                Draw.Need(
                    budget: part.budget.id, function: part.line.flatMap { part.budget.named($0.function) },
                    cents: part.cents)
            }, world.dossier)
        var reasons = [agreed.holds(in: month), coverage(paid.map { ($0.budget, $0.line) })]
        reasons += [allowed(paid.map(\.budget), world.register), year(total, agreed, world.dossier)]
        reasons.append(.account(of: agreed.caregiver, world.register))
        let care = month.first...min(day, month.last)
        for part in paid { reasons.appendOnce(part.budget.claimReasons(care: care, today: day, world.register)) }
        let checked = CheckedClaim(
            claim: claim, contract: contract, month: month, payee: agreed.caregiver, receivedOn: day,
            reasons: reasons + draw.reasons, totalCents: total, shares: draw.shares)
        let filed = ClaimFiled(
            claim: claim, kind: .holidayAllowance, side: .holder, contract: contract, month: month, entries: [],
            budget: parts.count == 1 ? parts.first?.budget : nil, amountCents: total, receivedOn: receivedOn)
        return [.claim(.filed(filed))] + ClaimOutcome.facts(checked, stamp, world.dossier)
    }

    /// Each budget pays for the contract, and in that month.
    private func coverage(_ paid: [(budget: BudgetState, line: ContractLine?)]) -> Reason {
        let without = paid.count { $0.line == nil || $0.budget.from > month.last || $0.budget.until < month.first }
        return Reason(
            rule: .budgetCovers, met: without == 0, figures: [Figure("lines-without-budget", Int64(without))],
            source: "Rlz 5.23(1)")
    }

    /// Wlz always; Wmo and Jeugdwet where the granter allows it.
    private func allowed(_ budgets: [BudgetState], _ register: Register) -> Reason {
        let unpaid = budgets.count {
            $0.law != .wlz && !register.money(of: $0.office, on: month.last).holidayAllowance
        }
        return Reason(
            rule: .holidayAllowancePaid, met: unpaid == 0, figures: [Figure("budgets-not-paying", Int64(unpaid))],
            source: "SVB feestdagenuitkering")
    }

    /// Check 12: one maximum a year for the caregiver, whatever the contracts and budgets.
    private func year(_ asked: Cents, _ contract: ContractState, _ dossier: DossierState) -> Reason {
        let before = dossier.claims.filter { claim in
            claim.kind == .holidayAllowance && claim.status == .accepted && claim.month?.year == month.year
                && claim.contract.flatMap(dossier.contract)?.caregiver == contract.caregiver
        }
        let taken = before.reduce(Cents.zero) { $0 + $1.amountCents }
        let most = ClaimLimits.holidayAllowanceYear
        return Reason(
            rule: .holidayAllowanceYear, met: taken + asked <= most,
            figures: [
                Figure("asked-cents", asked.raw), Figure("taken-cents", taken.raw), Figure("most-cents", most.raw),
            ], source: "SVB feestdagenuitkering")
    }
}

extension DossierState {
    /// The first line of a contract that a budget pays: the one it names, or one of the same law and granter.
    func line(of terms: ContractTerms, paidFrom budget: BudgetState) -> ContractLine? {
        terms.lines.first { $0.budget == budget.id }
            ?? terms.lines.first { line in
                self.budget(line.budget).map { $0.law == budget.law && $0.office == budget.office } ?? false
            }
    }
}

extension ContractState {
    /// Check 1 for what is not about single days: an approved contract in the month.
    func holds(in month: Month) -> Reason {
        let held = days(in: month) != nil && !versions.isEmpty
        return Reason(
            rule: .contractApproved, met: held,
            figures: [
                Figure("care-from", month.first.figure), Figure("care-until", month.last.figure),
                Figure("contract-from", start.figure), Figure("contract-until", finalDay?.figure ?? 0),
            ], source: "Rlz 5.23(1)")
    }
}
