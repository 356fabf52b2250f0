import Events

/// What a claim that takes the place of another does with the money: what was not paid yet is taken back, and of what was
/// paid the difference is paid on or asked back, per budget and pot. The old claim is reversed exactly and once, because
/// only an accepted one can be replaced and it then no longer counts.
struct ClaimCorrection {
    private let replaced: ClaimState
    /// Payments that have not gone into a file.
    private let scheduled: [PaymentState]
    /// Payments that are under way, made or set off.
    private let made: [PaymentState]
    /// What stands paid: what those came to, less what was asked back before.
    private let paid: [BudgetShare]
    private let dossier: DossierState

    init(of id: ClaimID, in dossier: DossierState) {
        guard let replaced = dossier.claim(id) else {
            preconditionFailure("A claim is corrected that was never filed in its dossier.")
        }
        self.replaced = replaced
        self.dossier = dossier
        let chain = dossier.chain(of: id)
        let standing = dossier.payments.filter { payment in
            payment.stands && payment.claim.map(chain.contains) ?? false
        }
        scheduled = standing.filter { $0.status == .scheduled }
        made = standing.filter { $0.status != .scheduled }
        let back = dossier.receivables.filter { $0.claim.map(chain.contains) ?? false }.flatMap(\.shares)
        paid = BudgetShare.merged(dossier.booked(made, made.flatMap(\.shares)) + back.map { $0.with(-$0.cents) })
            .filter { $0.cents > .zero }
    }

    /// The dossier as if nothing had been paid on the old claim: in these books the money for the new one is looked for.
    var books: DossierState {
        var books = withdrawn.reduce(into: dossier) { $0.evolve($1) }
        for share in paid {
            books.change(share.budget) {
                // What was paid from a fixed budget is still what was paid.
                $0.isFixed = false
                $0.credit(share)
            }
        }
        return books
    }

    /// What the new claim takes, where it may. A correction that asks for no more than the old one took is not stopped by
    /// a budget that was closed or lowered since: it then keeps to what the old one was paid from.
    func settled(_ found: CheckedClaim) -> CheckedClaim {
        let held = BudgetShare.merged(paid + scheduled.flatMap(\.shares))
        guard found.totalCents <= held.totalCents else { return found }
        let money: [Rule] = [.budgetOpen, .claimStop, .balance, .deposit]
        guard found.reasons.contains(where: { !$0.met && money.map(\.code).contains($0.rule) }) else { return found }
        return found.without(money, shares: held.first(found.totalCents))
    }

    /// The facts that follow the acceptance of the new claim.
    func facts(_ checked: CheckedClaim, _ stamp: Stamp) -> [Event] {
        var events: [Event] = [
            .claim(
                .corrected(
                    ClaimCorrected(
                        claim: replaced.id, by: checked.claim, beforeCents: replaced.amountCents,
                        afterCents: checked.totalCents)))
        ]
        events += withdrawn
        var after = withdrawn.reduce(into: dossier) { $0.evolve($1) }
        guard !paid.isEmpty else {
            return checked.totalCents == .zero
                ? events : events + NewPayment.claimed(checked, stamp).facts(stamp, after)
        }
        let asked = below(checked.shares)
        if !asked.isEmpty {
            let raised = Event.receivable(.raised(receivable(asked, checked, stamp)))
            events.append(raised)
            after.evolve(raised)
        }
        let added = above(checked.shares)
        if !added.isEmpty { events += backPayment(added, checked, stamp).facts(stamp, after) }
        return events
    }

    private var withdrawn: [Event] {
        scheduled.map { .payment(.withdrawn(PaymentWithdrawn(payment: $0.id, cause: .corrected))) }
    }

    /// What the budgets pay on top of what stands paid.
    private func above(_ shares: [BudgetShare]) -> [BudgetShare] { Self.rest(of: shares, less: paid) }

    /// What the budgets paid too much.
    private func below(_ shares: [BudgetShare]) -> [BudgetShare] { Self.rest(of: paid, less: shares) }

    private static func rest(of shares: [BudgetShare], less others: [BudgetShare]) -> [BudgetShare] {
        shares.compactMap { share in
            let rest = share.cents - (others.first(where: share.draws)?.cents ?? .zero)
            return rest > .zero ? share.with(rest) : nil
        }
    }

    private func receivable(_ shares: [BudgetShare], _ checked: CheckedClaim, _ stamp: Stamp) -> ReceivableRaised {
        let before = paid(like: shares)
        return ReceivableRaised(
            receivable: stamp.id(1), debtor: checked.payee, amountCents: shares.totalCents, shares: shares,
            cause: .claimCorrected, payment: made.last?.id, claim: checked.claim, contract: checked.contract,
            month: checked.month,
            reasons: [.difference(paid: before, due: before - shares.totalCents, met: false)])
    }

    private func backPayment(_ shares: [BudgetShare], _ checked: CheckedClaim, _ stamp: Stamp) -> NewPayment {
        let before = paid(like: shares)
        return NewPayment(
            source: .backPayment, claim: checked.claim, contract: checked.contract, month: checked.month,
            payee: checked.payee, amountCents: shares.totalCents, shares: shares,
            runOn: PaymentTerms.claimRun(decidedOn: stamp.today),
            latestOn: PaymentTerms.claimLatest(receivedOn: checked.receivedOn), corrects: made.last?.id,
            reasons: [.difference(paid: before, due: before + shares.totalCents, met: true)])
    }

    /// What stands paid from the money that some shares are about.
    private func paid(like shares: [BudgetShare]) -> Cents {
        paid.filter { share in shares.contains(where: share.draws) }.totalCents
    }
}

extension DossierState {
    /// A claim with those whose place it took.
    func chain(of id: ClaimID) -> [ClaimID] {
        var chain = [id]
        while let last = chain.last, let before = claim(last)?.corrects { chain.append(before) }
        return chain
    }
}

extension ClaimCheck {
    /// What was found, for a claim that may take the place of another: its money is then looked for as if the old one
    /// had never been paid.
    func settled(_ world: borrowing World) -> CheckedClaim {
        guard let old = replaces.first else { return checked(world) }
        let correction = ClaimCorrection(of: old, in: world.dossier)
        return correction.settled(checked(world, books: correction.books))
    }
}

extension Array<BudgetShare> {
    var totalCents: Cents { reduce(.zero) { $0 + $1.cents } }

    /// The first so many cents of them.
    fileprivate func first(_ cents: Cents) -> [BudgetShare] {
        var left = cents
        return compactMap { share in
            let part = Swift.min(left, share.cents)
            left -= part
            return part > .zero ? share.with(part) : nil
        }
    }
}
