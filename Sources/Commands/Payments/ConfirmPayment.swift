package import Events

/// The SVB records that a bank statement shows the payment.
package struct ConfirmPayment: Command {
    package static let name: StaticString = "confirm-payment"
    package static let allowed: [Actor] = [.svb(.paymentsReleaser)]

    package let dossier: DossierID
    package let payment: PaymentID
    package let on: Day
    /// What the statement says that was paid; nil when it was not compared.
    package let bankCents: Cents?

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        payment = r("payment")
        on = r("on")
        bankCents = r.optional("bankCents")
    }

    package init(dossier: DossierID, payment: PaymentID, on: Day, bankCents: Cents?) {
        self.dossier = dossier
        self.payment = payment
        self.on = on
        self.bankCents = bankCents
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("payment", payment)
        w.field("on", on)
        w.field("bankCents", bankCents)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        guard let known = world.dossier.payment(payment) else { throw .unknownPayment }
        if let bankCents, let due = known.bankCents, bankCents != due { throw .bankAmountDiffers }
        switch known.status {
        case .scheduled, .filed: break
        case .paid: return []
        case .returned: throw .paymentReturned
        case .withdrawn, .offset: throw .paymentNotMade
        }
        guard on <= stamp.today else { throw .dayNotCome }
        guard on >= known.runOn else { throw .beforeRun }
        return [.payment(.paid(PaymentPaid(payment: payment, on: on)))]
    }
}

extension Rejection {
    package static let unknownPayment = Rejection(
        "unknown-payment", .unknown, "Deze betaling is er niet. Controleer het nummer.")
    package static let paymentReturned = Rejection(
        "payment-returned", "Deze betaling is teruggekomen. Kijk of er een nieuwe betaling is.")
    package static let paymentNotMade = Rejection(
        "payment-not-made", "Deze betaling is ingetrokken of verrekend. De bank heeft haar niet gedaan.")
    package static let dayNotCome = Rejection(
        "day-not-come", "Deze dag is nog niet geweest. Vul de dag van het bankafschrift in.")
    package static let bankAmountDiffers = Rejection(
        "bank-amount-differs", "De bank noemt een ander bedrag dan deze betaling. Zoek uit welke betaling het is.")
    package static let beforeRun = Rejection(
        "before-run", "De betaling was voor een latere dag klaargezet. Controleer de dag.")
}
