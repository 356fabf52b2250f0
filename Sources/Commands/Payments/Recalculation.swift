import Events

/// What should have been paid for one month of a contract under what is agreed on and known now, against what was paid or is
/// scheduled: for the monthly wage, or for one claim. Nil where they are the same, or where nothing was paid. They also differ
/// where the amount is right and the money it came from is not: another budget or function, public money for what only the
/// holder's own may pay, or employer charges.
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
    let all: [PaymentState]
    /// What was asked back of them already.
    let receivables: [ReceivableState]
    /// Where the money comes from now, and where it has to.
    let sources: MoneySources
    let reasons: [Reason]
    /// Which version of the contract holds at the beginning of the month.
    private let version: Int64

    /// All differences of a contract: its wages by month, then its claims as they were filed.
    static func all(of contract: ContractState, _ world: borrowing World) -> [Recalculation] {
        let dossier = world.dossier
        let months = dossier.payments.compactMap { payment in
            payment.contract == contract.id && payment.isOfWage && payment.stands ? payment.month : nil
        }
        var found = Set(months).sorted { $0.first < $1.first }.compactMap { wage(of: contract, $0, world) }
        for claim in dossier.claims where claim.contract == contract.id {
            if let one = Self.claim(claim, contract, world) { found.append(one) }
        }
        return found
    }

    /// The difference of the wage of a month.
    static func wage(of contract: ContractState, _ month: Month, _ world: borrowing World) -> Recalculation? {
        let dossier = world.dossier
        let due = WageDue(contract, month, dossier, world)
        let paid = dossier.payments.filter { $0.contract == contract.id && $0.month == month && $0.isOfWage }
        let asked = dossier.receivables.filter {
            $0.contract == contract.id && $0.month == month && $0.claim == nil
        }
        return Recalculation(
            contract: contract, month: month, claim: nil, due: due.covered, charges: due.charges, needs: due.needs,
            paid: paid, asked: asked, dossier: dossier,
            reasons: due.reasons + (due.uncovered > 0 ? [due.coverage] : [])
                + (due.chargesReason.map { [$0] } ?? []) + due.aboveMaximum)
    }

    /// The difference of an accepted claim for care. Weeks on which the contract does not hold any more are not due, and
    /// neither are weeks of work throughout which somebody was ill who is not in employment (money 9.3).
    static func claim(_ claim: ClaimState, _ contract: ContractState, _ world: borrowing World) -> Recalculation? {
        guard claim.status == .accepted, claim.kind == .care, let month = claim.month,
            let filed = world.filed(claim.id)
        else { return nil }
        let terms = contract.terms(in: month)
        let held = filed.entries.filter { entry in
            let days = contract.careDays(of: entry, in: month)
            return contract.holds(on: days.lowerBound) || contract.holds(on: days.upperBound)
        }
        let worked = held.filter { entry in
            terms.kind == .employment || terms.kind == .institution
                || !contract.isSick(throughout: contract.careDays(of: entry, in: month))
        }
        let amounts: CareAmounts
        do {
            amounts = try CareAmounts(worked, contract, month, world.dossier)
        } catch {
            // The lines of that month are others now: nobody can say what the weeks would have come to.
            return nil
        }
        let costs = filed.costs.reduce(Cents.zero) { $0 + $1.cents }
        let day = max(month.first, contract.start)
        var care = Cents.zero
        var needs: [Draw.Need] = []
        var above: [Reason] = []
        for line in amounts.lines {
            guard let budget = line.budget.flatMap(world.dossier.budget) else { continue }
            let rate = LineRate(of: line.line, terms, contract, world, on: day)
            if rate.excessCents > .zero { above.appendOnce([rate.reason]) }
            care += line.cents
            needs.append(
                Draw.Need(
                    budget: budget.id, function: budget.named(line.line.function), cents: line.cents,
                    ownCents: line.part(of: rate.excessCents)))
        }
        // A claim that took the place of others stands on what was paid on them.
        let chain = world.dossier.chain(of: claim.id)
        let paid = world.dossier.payments.filter { $0.claim.map(chain.contains) ?? false }
        let asked = world.dossier.receivables.filter { $0.claim.map(chain.contains) ?? false }
        needs += Self.costs(costs, paid, asked, besides: needs, world.dossier)
        let sick = held.count - worked.count
        return Recalculation(
            contract: contract, month: month, claim: claim.id, due: care + costs, charges: .zero,
            needs: needs, paid: paid, asked: asked, dossier: world.dossier,
            reasons: (sick > 0 ? [.notWhileSick(weeks: sick)] : []) + above)
    }

    /// Costs are as they were: what was spent beyond the care stays on the money it was paid from.
    private static func costs(
        _ cents: Cents, _ paid: [PaymentState], _ asked: [ReceivableState], besides care: [Draw.Need],
        _ dossier: DossierState
    ) -> [Draw.Need] {
        guard cents > .zero, let first = paid.first?.shares.first else { return [] }
        let spent = BudgetShare.part(of: MoneySources(paid, asked, charges: .zero, care, dossier).excess, cents)
        var needs = spent.map { share in
            Draw.Need(
                budget: share.budget, function: share.function, cents: share.cents,
                ownCents: share.pot == .deposit ? share.cents : .zero)
        }
        let left = cents - spent.totalCents
        if left > .zero { needs.append(Draw.Need(budget: first.budget, function: first.function, cents: left)) }
        return needs
    }

    private init?(
        contract: ContractState, month: Month, claim: ClaimID?, due: Cents, charges: Cents,
        needs: [Draw.Need], paid: [PaymentState], asked: [ReceivableState], dossier: DossierState, reasons: [Reason]
    ) {
        let decided = asked.filter { $0.cause == .decided }.reduce(Cents.zero) { $0 + $1.raisedCents }
        // What was asked back does not stand any more; what somebody decided to ask back is not asked again.
        let before = paid.reduce(decided) { $0 + $1.keptCents } - asked.reduce(Cents.zero) { $0 + $1.raisedCents }
        let after = max(due, min(decided, before))
        payments = paid.filter(\.stands)
        all = paid
        sources = MoneySources(paid, asked, charges: charges, needs, dossier)
        // What came back waits for the holder side.
        guard before != after || sources.differ, !payments.isEmpty,
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
        self.version = version
        self.reasons = [Self.reason(before, after, version)] + reasons
    }

    private static func reason(_ before: Cents, _ after: Cents, _ version: Int64) -> Reason {
        Reason(
            rule: .difference, met: true,
            figures: [
                Figure("before-cents", before.raw), Figure("after-cents", after.raw), Figure("version", version),
            ], source: "Rlz 5.23(4)(d)")
    }

    /// The one payment of it, when that is not in a file yet: it is taken back and made anew.
    func open(on day: Day) -> PaymentState? {
        guard payments.count == 1, all.allSatisfy({ $0.stands || $0.keptCents == .zero }), receivables.isEmpty,
            sources.isAsPaid, let only = payments.first, only.status == .scheduled, !only.isSuspended(on: day)
        else { return nil }
        return only
    }

    /// As a fact: what was settled.
    var settled: DifferenceSettled {
        DifferenceSettled(
            contract: contract.id, month: month, claim: claim, beforeCents: before, afterCents: after,
            shares: BudgetShare.merged(needs.flatMap(\.shares)), reasons: Reasons(reasons),
            paidShares: before == after ? sources.spent.filter { $0.cents > .zero } : [])
    }

    /// As a granter sees it who sees only some budgets. Where a budget of another one pays or paid a part, he sees what his
    /// own paid and should have paid, with employer charges, and nothing from which the rest follows (portal 2.3); nil when
    /// that is the same.
    func settled(seeing budgets: Set<BudgetID>) -> DifferenceSettled? {
        let whole = settled
        let (due, spent) = (whole.shares, sources.spent.filter { $0.cents > .zero })
        guard (due + spent).contains(where: { !budgets.contains($0.budget) }) else { return whole }
        let ownDue = due.filter { budgets.contains($0.budget) }
        let ownSpent = spent.filter { budgets.contains($0.budget) }
        // What somebody decided to ask back is not asked again, as in the whole.
        let decided = decidedShares.filter { budgets.contains($0.budget) }.totalCents
        let before = ownSpent.totalCents + decided
        let after = max(ownDue.totalCents, min(decided, before))
        guard before != after || sources.excess.contains(where: { budgets.contains($0.budget) }) else { return nil }
        return DifferenceSettled(
            contract: contract.id, month: month, claim: claim, beforeCents: before, afterCents: after, shares: ownDue,
            reasons: [Self.reason(before, after, version)], paidShares: before == after ? ownSpent : [])
    }

    /// Which budgets get back what somebody decided to ask back.
    private var decidedShares: [BudgetShare] { receivables.filter { $0.cause == .decided }.flatMap(\.shares) }

    /// Whether what was paid is gross.
    var isPayroll: Bool { all.isPayroll }

    /// Employer charges that come with what is paid besides.
    var moreCharges: Cents { max(.zero, charges - sources.charges) }

    /// What is still to be paid, by budget, where too little was.
    var missing: [Draw.Need] {
        var left = after - before + moreCharges
        var missing: [Draw.Need] = []
        var decided = decidedShares
        // Where a budget paid too much the others make up for it, so that the sum is right.
        for need in sources.lacking where left > .zero {
            // What somebody decided to ask back from a budget is not lacking there: it is not paid again.
            var lacking = need.cents
            for index in decided.indices where decided[index].budget == need.budget {
                let back = min(lacking, decided[index].cents)
                decided[index] = decided[index].with(decided[index].cents - back)
                lacking -= back
            }
            let part = min(left, lacking)
            guard part > .zero else { continue }
            left -= part
            missing.append(need.of(part))
        }
        if left > .zero, let last = missing.popLast() ?? needs.last?.of(.zero) {
            missing.append(
                Draw.Need(
                    budget: last.budget, function: last.function, cents: last.cents + left, ownCents: last.ownCents))
        }
        return missing
    }

    /// Where too much was paid: from which money it has to come back, the holder's own first.
    var excess: [BudgetShare] { BudgetShare.merged(BudgetShare.part(of: sources.inOrderOfReturn, before - after)) }

    /// The employer charges that come back with it, or with nothing.
    var chargesBack: [BudgetShare] {
        guard isPayroll, charges < sources.charges else { return [] }
        let asked = before > after ? excess : []
        let all = BudgetShare.part(of: sources.inOrderOfReturn, asked.totalCents + sources.charges - charges)
        return BudgetShare.merged(all + asked.map { $0.with(-$0.cents) }).filter { $0.cents > .zero }
    }
}
