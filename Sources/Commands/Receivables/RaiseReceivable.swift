package import Events

/// An employee of the SVB decides that a payment, or a part of it, was made wrongly and has to come back from who received
/// it. Never more than was paid and not yet asked back.
package struct RaiseReceivable: Command {
    package static let name: StaticString = "raise-receivable"
    package static let allowed: [Actor] = [.svb(.paymentsMaker)]

    package let dossier: DossierID
    package let receivable: ReceivableID
    package let payment: PaymentID
    package let amountCents: Cents
    package let explanation: Text

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        receivable = r("receivable")
        payment = r("payment")
        amountCents = r.positiveCents("amountCents")
        explanation = r("explanation")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("receivable", receivable)
        w.field("payment", payment)
        w.field("amountCents", amountCents)
        w.field("explanation", explanation)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        if let known = world.dossier.receivable(receivable) {
            guard known.cause == .decided, known.payment == payment, known.amountCents == amountCents else {
                throw .receivableExists
            }
            return []
        }
        guard let paid = world.dossier.payment(payment) else { throw .unknownPayment }
        guard paid.status == .paid || paid.status == .offset else { throw .nothingWasPaid }
        let asked = world.dossier.receivables.filter { $0.payment == payment }
        let left = paid.amountCents - asked.reduce(Cents.zero) { $0 + $1.amountCents }
        guard amountCents <= left else { throw .moreThanPaid }
        let taken = asked.flatMap(\.shares)
        return [
            .receivable(
                .raised(
                    ReceivableRaised(
                        receivable: receivable, debtor: paid.payee, amountCents: amountCents,
                        shares: BudgetShare.part(
                            of: world.dossier.booked([paid], paid.shares), besides: taken, amountCents),
                        cause: .decided,
                        payment: payment, claim: paid.claim, contract: paid.contract, month: paid.month,
                        reasons: [
                            Reason(
                                rule: .withinPayment, met: true,
                                figures: [Figure("asked-cents", amountCents.raw), Figure("left-cents", left.raw)],
                                source: "besluit SVB")
                        ], explanation: stamp.seal(explanation, of: paid.payee, use: 1))))
        ]
    }
}

extension BudgetShare {
    /// An amount out of shares, in their order, each until it is used up; what was taken of them before is not there any
    /// more. The amount is at most what is left.
    static func part(of shares: [BudgetShare], besides taken: [BudgetShare] = [], _ cents: Cents) -> [BudgetShare] {
        var left = cents
        var parts: [BudgetShare] = []
        for share in shares {
            let gone = taken.filter(share.draws(like:)).reduce(Cents.zero) { $0 + $1.cents }
            let part = min(left, share.cents - gone)
            guard part > .zero else { continue }
            left -= part
            parts.append(share.with(part))
        }
        return parts
    }
}

extension Rejection {
    package static let receivableExists = Rejection(
        "receivable-exists", "Er is al een vordering met dit nummer. Kies een nieuw nummer.")
    package static let nothingWasPaid = Rejection(
        "nothing-was-paid", "Deze betaling is niet gedaan. Trek haar in, of wacht tot zij betaald is.")
    package static let moreThanPaid = Rejection(
        "more-than-paid", "Dit is meer dan er van deze betaling terug te vragen is. Vul een lager bedrag in.")
}
