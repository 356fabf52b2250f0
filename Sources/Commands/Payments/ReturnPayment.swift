package import Events

/// The SVB records that the bank sent a payment back.
package struct ReturnPayment: Command {
    package static let name: StaticString = "return-payment"
    package static let allowed: [Actor] = [.svb(.paymentsReleaser)]

    package let dossier: DossierID
    package let payment: PaymentID
    package let on: Day
    package let bankReason: Code
    /// What the statement says that came back; nil when it was not compared.
    package let bankCents: Cents?

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        payment = r("payment")
        on = r("on")
        bankReason = r("bankReason")
        bankCents = r.optional("bankCents")
    }

    package init(dossier: DossierID, payment: PaymentID, on: Day, bankReason: Code, bankCents: Cents? = nil) {
        self.dossier = dossier
        self.payment = payment
        self.on = on
        self.bankReason = bankReason
        self.bankCents = bankCents
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("payment", payment)
        w.field("on", on)
        w.field("bankReason", bankReason)
        w.field("bankCents", bankCents)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        guard let known = world.dossier.payment(payment) else { throw .unknownPayment }
        if let bankCents, let due = known.bankCents, bankCents != due { throw .bankAmountDiffers }
        switch known.status {
        case .scheduled, .filed, .paid: break
        case .returned: return []
        case .withdrawn, .offset: throw .paymentNotMade
        }
        guard on <= stamp.today else { throw .dayNotCome }
        // A bank refuses what is in a file at once, before the day on which it would pay.
        if case .filed = known.status {} else { guard on >= known.runOn else { throw .beforeRun } }
        let returned = PaymentReturned(
            payment: payment, on: on, bankReason: bankReason, shares: known.sharesOfReturn)
        let events = Rebooking.after([.payment(.returned(returned))], known, world.dossier)
        return SickCompensation.after(events, known, world.dossier)
    }
}

extension PaymentState {
    /// What comes back to each budget, where that is not all that was booked: only what the bank had paid comes back. What
    /// was kept for a receivable stays kept, and what was withheld from a wage is with the tax office. Each share in order
    /// is made whole, until all that came back is given. Empty when everything comes back.
    fileprivate var sharesOfReturn: [BudgetShare] {
        // Before it was paid all that was held for it is free again.
        guard status == .paid, let bankCents else { return [] }
        var left = bankCents
        guard left < shares.reduce(Cents.zero, { $0 + $1.cents }) else { return [] }
        var back: [BudgetShare] = []
        for share in shares where left > .zero {
            let part = min(left, share.cents)
            left -= part
            back.append(share.with(part))
        }
        return back
    }
}
