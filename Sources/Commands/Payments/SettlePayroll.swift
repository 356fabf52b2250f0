package import Events

/// The SVB records what the salary engine made of a gross wage: what the caregiver gets and what is withheld, exactly the
/// gross together. Until then the payment waits. Another outcome replaces it while the payment is not in a file.
package struct SettlePayroll: Command {
    package static let name: StaticString = "settle-payroll"
    package static let allowed: [Actor] = [.svb(.paymentsMaker)]

    package let dossier: DossierID
    package let payment: PaymentID
    package let netCents: Cents
    package let withheldCents: Cents

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        payment = r("payment")
        netCents = r("netCents")
        withheldCents = r("withheldCents")
        if netCents < .zero { r.refuse("netCents", .outOfRange, "Een nettoloon is nul of meer.") }
        if withheldCents < .zero { r.refuse("withheldCents", .outOfRange, "Een inhouding is nul of meer.") }
    }

    package init(dossier: DossierID, payment: PaymentID, netCents: Cents, withheldCents: Cents) {
        self.dossier = dossier
        self.payment = payment
        self.netCents = netCents
        self.withheldCents = withheldCents
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("payment", payment)
        w.field("netCents", netCents)
        w.field("withheldCents", withheldCents)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        guard let known = world.dossier.payment(payment) else { throw .unknownPayment }
        guard known.isPayroll else { throw .notPayroll }
        guard netCents + withheldCents == known.amountCents else { throw .payrollDoesNotAddUp }
        guard known.netCents != netCents else { return [] }
        guard known.status == .scheduled else { throw .payrollTooLate }
        let settled = PaymentFact.payrollSettled(
            PayrollSettled(payment: payment, netCents: netCents, withheldCents: withheldCents))
        guard netCents == .zero else { return [.payment(settled)] }
        // Nothing is left for the bank to pay.
        return [.payment(settled), .payment(.offset(PaymentOffset(payment: payment, on: stamp.today)))]
    }
}

extension Rejection {
    package static let notPayroll = Rejection(
        "not-payroll", "Voor deze betaling doet de SVB geen salarisadministratie. Controleer het nummer.")
    package static let payrollDoesNotAddUp = Rejection(
        "payroll-does-not-add-up", "Netto en inhouding zijn samen niet het brutoloon. Controleer de bedragen.")
    package static let payrollTooLate = Rejection(
        "payroll-too-late", "Deze betaling staat al in een bestand of is gedaan. Verwerk het verschil later.")
}
