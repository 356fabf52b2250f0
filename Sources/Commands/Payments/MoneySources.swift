import Events

/// From which money the payments of one month or claim come, beside that which has to pay: what each budget, function and pot
/// paid too much, and what it has still to pay.
///
/// A budget that was fixed is sealed: what another one paid in its place stays where it is. A deposit that paid because public
/// money fell short is not given back by itself when there is more of that later.
struct MoneySources {
    /// What the payments are booked on now: less what was asked back, and after what was booked elsewhere since.
    let spent: [BudgetShare]
    /// What of it was not theirs to pay, the holder's own first.
    let excess: [BudgetShare]
    /// What has to be paid and is not, by budget.
    let lacking: [Draw.Need]
    /// Employer charges that are booked on them.
    let charges: Cents
    /// Whether nothing was booked elsewhere since they were scheduled.
    let isAsPaid: Bool
    /// What is to be booked off budgets that had to pay, and onto those that did: the same sum.
    private(set) var taken: [Draw.Need] = []
    private(set) var given: [BudgetShare] = []
    /// Employer charges that are due besides, where all else is paid.
    private(set) var chargesMissing: [Draw.Need] = []
    private let hasChargesBack: Bool

    init(
        _ paid: [PaymentState], _ asked: [ReceivableState], charges due: Cents, _ needs: [Draw.Need],
        _ dossier: DossierState
    ) {
        let booked = dossier.bookings(of: paid)
        isAsPaid = booked.isEmpty
        spent = BudgetShare.merged(
            paid.flatMap(\.keptShares) + asked.flatMap(\.shares).map { $0.with(-$0.cents) }
                + booked.map { $0.share.with(-$0.cents) })
        charges =
            paid.reduce(.zero) { $0 + $1.keptCharges }
            - booked.reduce(.zero) { $0 + ($1.cause == .chargesBack ? $1.cents : .zero) }
        var left = spent.filter { $0.cents > .zero }
        var lacking: [Draw.Need] = []
        for need in Self.merged(needs) {
            let own = Self.use(&left, need.ownCents) { $0.budget == need.budget && $0.pot == .deposit }
            let granted = Self.use(&left, need.cents - need.ownCents) {
                $0.budget == need.budget && $0.pot == .grant
                    && ($0.function == need.function || $0.function == nil || need.function == nil)
            }
            lacking.append(
                Draw.Need(
                    budget: need.budget, function: need.function, cents: need.cents - own - granted,
                    ownCents: need.ownCents - own))
        }
        // A deposit names no function; it may have paid for any of them where public money fell short.
        self.lacking = lacking.compactMap { need in
            let granted = Self.use(&left, need.cents - need.ownCents) {
                $0.budget == need.budget && $0.pot == .deposit
            }
            return need.cents > granted
                ? Draw.Need(
                    budget: need.budget, function: need.function, cents: need.cents - granted, ownCents: need.ownCents)
                : nil
        }
        let over = left.filter { $0.cents > .zero }
        excess = over.filter { $0.pot == .deposit } + over.filter { $0.pot == .grant }
        hasChargesBack = paid.isPayroll && due < charges
        divide(paid.isPayroll ? due - charges : .zero, dossier)
    }

    /// Whether the money comes from where it should, with the charges that are due.
    var differ: Bool { !given.isEmpty || !chargesMissing.isEmpty || hasChargesBack }

    /// In which order money goes back: what should not have been paid, then whatever was.
    var inOrderOfReturn: [BudgetShare] {
        let rest = spent.map { share in
            share.with(share.cents - excess.filter(share.draws(like:)).reduce(Cents.zero) { $0 + $1.cents })
        }
        return excess + rest.filter { $0.pot == .deposit } + rest.filter { $0.pot == .grant }
    }

    /// Pairs what budgets paid too much with what others lack, after what charges alone add or take away.
    private mutating func divide(_ moreCharges: Cents, _ dossier: DossierState) {
        func isOpen(_ id: BudgetID) -> Bool { dossier.budget(id).map { !$0.isFixed } ?? false }
        let off = lacking.filter { isOpen($0.budget) }
        var on = excess.filter { isOpen($0.budget) }
        if moreCharges < .zero { on = BudgetShare.less(on, -moreCharges) }
        let most = min(
            off.reduce(Cents.zero) { $0 + $1.cents }, on.reduce(Cents.zero) { $0 + $1.cents })
        given = BudgetShare.part(of: on, most)
        var left = most
        var charged = max(.zero, moreCharges)
        for need in off {
            let part = min(left, need.cents)
            if part > .zero { taken.append(need.of(part)) }
            left -= part
            let more = min(charged, need.cents - part)
            if more > .zero {
                let own = min(more, max(.zero, need.ownCents - part))
                chargesMissing.append(
                    Draw.Need(budget: need.budget, function: need.function, cents: more, ownCents: own))
            }
            charged -= more
        }
    }

    /// Takes up to so much out of what is left of some money; how much there was.
    private static func use(
        _ left: inout [BudgetShare], _ cents: Cents, _ fits: (BudgetShare) -> Bool
    ) -> Cents {
        var used = Cents.zero
        for index in left.indices where fits(left[index]) {
            let part = min(cents - used, left[index].cents)
            guard part > .zero else { continue }
            left[index] = left[index].with(left[index].cents - part)
            used += part
        }
        return used
    }

    private static func merged(_ needs: [Draw.Need]) -> [Draw.Need] {
        var merged: [Draw.Need] = []
        for need in needs {
            guard let index = merged.firstIndex(where: { $0.budget == need.budget && $0.function == need.function })
            else {
                merged.append(need)
                continue
            }
            merged[index] = Draw.Need(
                budget: need.budget, function: need.function, cents: merged[index].cents + need.cents,
                ownCents: merged[index].ownCents + need.ownCents)
        }
        return merged
    }
}

extension Draw.Need {
    /// The first so many cents of it, what only the holder's own money may pay before the rest.
    func of(_ part: Cents) -> Draw.Need {
        Draw.Need(budget: budget, function: function, cents: part, ownCents: min(part, ownCents))
    }

    /// As shares of a budget: public money up to the maximum, the holder's own for the rest.
    var shares: [BudgetShare] {
        [
            BudgetShare(budget: budget, cents: cents - ownCents, function: function),
            BudgetShare(budget: budget, cents: ownCents, pot: .deposit),
        ].filter { $0.cents > .zero }
    }
}

extension BudgetShare {
    /// The shares without the first so many cents of them.
    fileprivate static func less(_ shares: [BudgetShare], _ cents: Cents) -> [BudgetShare] {
        let gone = part(of: shares, cents)
        return shares.map { share in
            share.with(share.cents - gone.filter(share.draws(like:)).reduce(Cents.zero) { $0 + $1.cents })
        }.filter { $0.cents > .zero }
    }
}

extension [PaymentState] {
    /// Whether what they paid is gross.
    var isPayroll: Bool { contains { $0.isPayroll && $0.status != .withdrawn } }
}

extension DossierState {
    /// What was booked to other money, or came back from the tax office, on some payments.
    func bookings(of payments: [PaymentState]) -> [BookedCredit] {
        budgets.flatMap(\.credits).filter { credit in
            (credit.cause == .rebooked || credit.cause == .chargesBack)
                && payments.contains { $0.id == credit.payment }
        }
    }

    /// The shares of payments as they are booked now.
    func booked(_ payments: [PaymentState], _ shares: [BudgetShare]) -> [BudgetShare] {
        BudgetShare.merged(shares + bookings(of: payments).map { $0.share.with(-$0.cents) })
    }
}
