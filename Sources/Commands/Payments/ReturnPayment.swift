package import Events

/// The SVB records that the bank sent a payment back.
package struct ReturnPayment: Command {
    package static let name: StaticString = "return-payment"
    package static let allowed: [Actor] = [.svb(.paymentsReleaser)]

    package let dossier: DossierID
    package let payment: PaymentID
    package let on: Day
    package let bankReason: Code

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        payment = r("payment")
        on = r("on")
        bankReason = r("bankReason")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("payment", payment)
        w.field("on", on)
        w.field("bankReason", bankReason)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        guard let known = world.dossier.payment(payment) else { throw .unknownPayment }
        switch known.status {
        case .scheduled, .filed, .paid: break
        case .returned: return []
        case .withdrawn, .offset: throw .paymentNotMade
        }
        guard on <= stamp.today else { throw .dayNotCome }
        guard on >= known.runOn else { throw .beforeRun }
        return [
            .payment(.returned(PaymentReturned(payment: payment, on: on, bankReason: bankReason)))
        ]
    }
}
