import Events

/// What should have been paid for one month of a contract under what is agreed on and known now, against what was paid or is
/// scheduled: for the monthly wage, or for one claim. Nil where they are the same, or where nothing was paid.
struct Recalculation {
    let contract: ContractState
    let month: Month
    let claim: ClaimID?
    let before: Cents
    let after: Cents
    /// Employer charges on `after`.
    let charges: Cents
    /// What each budget should have paid, with charges.
    let needs: [Draw.Need]
    /// The payments of the month that stand, in order.
    let payments: [PaymentState]
    /// All of them: of what came back and was paid again a part may have stayed behind.
    private let all: [PaymentState]
    /// What was asked back of them already.
    private let receivables: [ReceivableState]
    let reasons: [Reason]

    /// All differences of a contract: its wages by month, then its claims as they were filed.
    static func all(of contract: ContractState, _ world: borrowing World) -> [Recalculation] {
        let dossier = world.dossier
        let months = dossier.payments.compactMap { payment in
            payment.contract == contract.id && payment.isOfWage && payment.stands ? payment.month : nil
        }
        var found = Set(months).sorted { $0.first < $1.first }.compactMap { wage(of: contract, $0, dossier) }
        for claim in dossier.claims where claim.contract == contract.id {
            if let one = Self.claim(claim, contract, world) { found.append(one) }
        }
        return found
    }

    /// The difference of the wage of a month.
    static func wage(of contract: ContractState, _ month: Month, _ dossier: DossierState) -> Recalculation? {
        let due = WageDue(contract, month, dossier)
        let paid = dossier.payments.filter { $0.contract == contract.id && $0.month == month && $0.isOfWage }
        let asked = dossier.receivables.filter {
            $0.contract == contract.id && $0.month == month && $0.claim == nil
        }
        return Recalculation(
            contract: contract, month: month, claim: nil, due: due.covered, charges: due.charges, needs: due.needs,
            paid: paid, asked: asked,
            reasons: due.reasons + (due.uncovered > 0 ? [due.coverage] : [])
                + (due.chargesReason.map { [$0] } ?? []))
    }

    /// The difference of an accepted claim for care. Weeks on which the contract does not hold any more are not due.
    static func claim(_ claim: ClaimState, _ contract: ContractState, _ world: borrowing World) -> Recalculation? {
        guard claim.status == .accepted, claim.kind == .care, let month = claim.month,
            let filed = world.filed(claim.id)
        else { return nil }
        let entries = filed.entries.filter { entry in
            let days = contract.careDays(of: entry, in: month)
            return contract.holds(on: days.lowerBound) || contract.holds(on: days.upperBound)
        }
        let amounts: CareAmounts
        do {
            amounts = try CareAmounts(entries, contract, month, world.dossier)
        } catch {
            // The lines of that month are others now: nobody can say what the weeks would have come to.
            return nil
        }
        let costs = filed.costs.reduce(Cents.zero) { $0 + $1.cents }
        let covered = amounts.lines.filter { $0.budget != nil }
        let care = covered.reduce(Cents.zero) { $0 + $1.cents }
        let terms = contract.terms(in: month)
        let charges = EmployerCharges.on(care, terms, on: month.first)
        var needs: [Draw.Need] = []
        var sum = Cents.zero
        for line in covered {
            guard let budget = line.budget.flatMap(world.dossier.budget) else { continue }
            let part = { (charges?.cents ?? .zero).scaled(by: $0, over: max(1, care.raw)) }
            let cents = line.cents + part((sum + line.cents).raw) - part(sum.raw)
            sum += line.cents
            needs.append(Draw.Need(budget: budget.id, function: budget.named(line.line.function), cents: cents))
        }
        // A claim that took the place of others stands on what was paid on them.
        let chain = world.dossier.chain(of: claim.id)
        let paid = world.dossier.payments.filter { $0.claim.map(chain.contains) ?? false }
        // Costs are as they were: what was spent beyond the care stays on the budget it was paid from.
        if costs > .zero, let budget = paid.first?.shares.first {
            needs.append(Draw.Need(budget: budget.budget, function: budget.function, cents: costs))
        }
        let asked = world.dossier.receivables.filter { $0.claim.map(chain.contains) ?? false }
        return Recalculation(
            contract: contract, month: month, claim: claim.id, due: care + costs, charges: charges?.cents ?? .zero,
            needs: needs, paid: paid, asked: asked,
            reasons: charges.map { [$0.reason] } ?? [])
    }

    private init?(
        contract: ContractState, month: Month, claim: ClaimID?, due: Cents, charges: Cents,
        needs: [Draw.Need], paid: [PaymentState], asked: [ReceivableState], reasons: [Reason]
    ) {
        let decided = asked.filter { $0.cause == .decided }.reduce(Cents.zero) { $0 + $1.raisedCents }
        // What was asked back does not stand any more; what somebody decided to ask back is not asked again.
        let before = paid.reduce(decided) { $0 + $1.keptCents } - asked.reduce(Cents.zero) { $0 + $1.raisedCents }
        let after = max(due, min(decided, before))
        payments = paid.filter(\.stands)
        all = paid
        // What came back waits for the holder side.
        guard before != after, !payments.isEmpty,
            !paid.contains(where: { $0.status == .returned && !$0.isRepeated })
        else { return nil }
        self.contract = contract
        self.month = month
        self.claim = claim
        self.before = before
        self.after = after
        self.charges = charges
        self.needs = needs
        receivables = asked
        let version = contract.versions.last { $0.from <= month.first }?.number ?? 1
        self.reasons =
            [
                Reason(
                    rule: .difference, met: true,
                    figures: [
                        Figure("before-cents", before.raw), Figure("after-cents", after.raw),
                        Figure("version", version),
                    ], source: "Rlz 5.23(4)(d)")
            ] + reasons
    }

    /// The one payment of it, when that is not in a file yet: it is taken back and made anew.
    func open(on day: Day) -> PaymentState? {
        guard payments.count == 1, all.allSatisfy({ $0.stands || $0.keptCents == .zero }), receivables.isEmpty,
            let only = payments.first, only.status == .scheduled,
            !only.isSuspended(on: day)
        else { return nil }
        return only
    }

    /// As a fact: what was settled.
    var settled: DifferenceSettled {
        DifferenceSettled(
            contract: contract.id, month: month, claim: claim, beforeCents: before, afterCents: after,
            shares: BudgetShare.merged(
                needs.map { BudgetShare(budget: $0.budget, cents: $0.cents, function: $0.function) }),
            reasons: Reasons(reasons))
    }

    /// Whether what was paid is gross.
    var isPayroll: Bool { all.contains { $0.isPayroll && $0.status != .withdrawn } }

    /// Employer charges that come with what is paid besides.
    var moreCharges: Cents {
        max(.zero, charges - all.reduce(Cents.zero) { $0 + $1.keptCharges })
    }

    /// What is still to be paid, by budget, where too little was.
    var missing: [Draw.Need] {
        var left = after - before + moreCharges
        var missing: [Draw.Need] = []
        for (index, need) in merged.enumerated() {
            let lacks = need.cents - spent(need).reduce(Cents.zero) { $0 + $1.cents }
            // Where a budget paid too much the others make up for it, so that the sum is right.
            let part = index == merged.count - 1 && missing.isEmpty ? left : min(left, max(.zero, lacks))
            guard part > .zero else { continue }
            left -= part
            missing.append(Draw.Need(budget: need.budget, function: need.function, cents: part))
        }
        if left > .zero, let last = missing.popLast() {
            missing.append(Draw.Need(budget: last.budget, function: last.function, cents: last.cents + left))
        }
        return missing
    }

    /// Where too much was paid: from which money it has to come back, the holder's own first.
    var excess: [BudgetShare] {
        let spent = BudgetShare.merged(all.flatMap(\.keptShares))
        let back = receivables.flatMap(\.shares)
        var shares: [BudgetShare] = []
        for pot in [Pot.deposit, .grant] {
            for share in spent where share.pot == pot {
                let gone = back.filter(share.draws(like:)).reduce(Cents.zero) { $0 + $1.cents }
                shares.append(share.with(share.cents - gone))
            }
        }
        // First what a budget paid beyond what it should have, then whatever was paid.
        let beyond = shares.compactMap { share -> BudgetShare? in
            let need = merged.first { $0.budget == share.budget && $0.function == share.function }?.cents ?? .zero
            let spent = shares.filter { $0.budget == share.budget && $0.function == share.function }
                .reduce(Cents.zero) { $0 + $1.cents }
            let part = min(share.cents, spent - need)
            return part > .zero ? share.with(part) : nil
        }
        let rest = shares.map { share in
            share.with(share.cents - beyond.filter(share.draws(like:)).reduce(Cents.zero) { $0 + $1.cents })
        }
        return BudgetShare.merged(BudgetShare.part(of: beyond + rest, before - after))
    }

    private var merged: [Draw.Need] {
        settled.shares.map { Draw.Need(budget: $0.budget, function: $0.function, cents: $0.cents) }
    }

    private func spent(_ need: Draw.Need) -> [BudgetShare] {
        let back = receivables.flatMap(\.shares).map { $0.with(-$0.cents) }
        return (all.flatMap(\.keptShares) + back).filter {
            $0.budget == need.budget && $0.function == need.function
        }
    }
}
