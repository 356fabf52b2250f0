import Events

/// What one share of a payment, or money from elsewhere, does to one budget. The balance and its movements both come from
/// here, so they add up.
struct Booking {
    let kind: Movement.Kind
    let share: BudgetShare
    /// What the payment is for. Money on a receivable has none, unless it is the free amount that was asked back: then that
    /// is not the holder's any more.
    let source: PaymentSource?

    init(_ kind: Movement.Kind, _ share: BudgetShare, of source: PaymentSource? = nil) {
        self.kind = kind
        self.share = share
        self.source = source
    }

    /// What it adds to each line of a balance, in the share's own pot.
    struct Effect {
        var granted = Cents.zero
        var credits = Cents.zero
        var paid = Cents.zero
        var scheduled = Cents.zero
        var freeTaken = Cents.zero
        /// What of a free amount that was overdrawn was paid back.
        var freeRepaid = Cents.zero
        var care = Cents.zero
        /// Money that comes back after a budget was fixed is the granter's.
        var afterFixing = Cents.zero
        /// What it adds to what was spent on a function.
        var spent = Cents.zero
    }

    func effect(isFixed: Bool) -> Effect {
        var effect = Effect()
        let cents = share.cents
        switch kind {
        case .granted, .changed, .ended, .deposit: effect.granted = cents
        case .opening: effect.paid = cents
        case .scheduled:
            effect.scheduled = cents
            effect.spent = cents
        case .paid, .offset:
            effect.scheduled = -cents
            effect.paid = cents
        case .cancelled, .withdrawn:
            effect.scheduled = -cents
            effect.spent = -cents
        case .returned, .recovered, .repaid, .credited: Self.credit(cents, share.pot, isFixed, &effect)
        case .recoveryUndone: Self.credit(-cents, share.pot, isFixed, &effect)
        }
        if source == .freeAmount { free(&effect) }
        if let source, source.isCare, share.pot == .grant { effect.care = effect.paid - returned }
        return effect
    }

    private func free(_ effect: inout Effect) {
        switch kind {
        case .recovered, .repaid: effect.freeRepaid = share.cents
        case .recoveryUndone: effect.freeRepaid = -share.cents
        case .granted, .changed, .ended, .opening, .credited, .deposit, .scheduled, .paid, .offset, .cancelled,
            .withdrawn, .returned:
            effect.freeTaken = effect.scheduled + effect.paid - returned
        }
    }

    private var returned: Cents { kind == .returned ? share.cents : .zero }

    private static func credit(_ cents: Cents, _ pot: Pot, _ isFixed: Bool, _ effect: inout Effect) {
        guard pot == .deposit || !isFixed else {
            effect.afterFixing = cents
            return
        }
        effect.credits = cents
        effect.spent = -cents
    }
}

extension PaymentSource {
    /// Whether it pays for care, and not the free amount or what is left of a deposit.
    var isCare: Bool {
        switch self {
        case .claim, .wage, .backPayment: true
        case .freeAmount, .depositRefund: false
        }
    }
}
