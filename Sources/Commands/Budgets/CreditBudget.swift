package import Events

/// The SVB adds money to a budget besides the grant, such as the compensation for wage during sickness, or takes it off
/// again.
///
/// Each credit is for a cause and a month or payment. The same amount for the same thing, asked again, is booked once; another
/// amount is booked besides.
package struct CreditBudget: Command {
    package static let name: StaticString = "credit-budget"
    package static let allowed: [Actor] = [.svb(.paymentsMaker)]

    package let dossier: DossierID
    package let budget: BudgetID
    /// Below zero to take off what was added.
    package let cents: Cents
    package let cause: CreditCause
    package let contract: ContractID?
    package let month: Month?
    package let payment: PaymentID?

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        budget = r("budget")
        cents = r("cents")
        cause = r("cause")
        contract = r.optional("contract")
        month = r.optional("month")
        payment = r.optional("payment")
        if cents == .zero { r.refuse("cents", .outOfRange, "Vul een bedrag in dat niet nul is.") }
        if cause == .chargesBack || cause == .rebooked {
            r.refuse("cause", .outOfRange, "Dit boekt het systeem zelf bij een verschil. Kies een andere reden.")
        }
        if month == nil, payment == nil {
            r.refuse("month", .missing, "Noem de maand of de betaling waar dit bedrag bij hoort.")
        }
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("budget", budget)
        w.field("cents", cents)
        w.field("cause", cause)
        w.present("contract", contract)
        w.present("month", month)
        w.present("payment", payment)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let known = try world.dossier.openBudget(budget, of: stamp.principal)
        if let contract { _ = try world.dossier.contract(contract, for: stamp.principal) }
        if let payment, world.dossier.payment(payment) == nil { throw .unknownPayment }
        let alike = known.credits.filter {
            $0.cause == cause && $0.contract == contract && $0.month == month && $0.payment == payment
        }
        if alike.last?.cents == cents { return [] }
        let total = alike.reduce(cents) { $0 + $1.cents }
        guard total >= .zero else { throw .creditTooLow }
        // What was added and spent cannot be taken off: it is no longer there.
        guard cents > .zero || known.availableCents + cents >= .zero else { throw .creditSpent }
        return [
            .budget(
                .credited(
                    BudgetCredited(
                        budget: budget, cents: cents, cause: cause, contract: contract, month: month,
                        payment: payment,
                        reasons: [
                            Reason(
                                rule: .creditBooked, met: true,
                                figures: [
                                    Figure("credit-cents", cents.raw), Figure("total-cents", total.raw),
                                    Figure("left-cents", (known.availableCents + cents).raw),
                                ], source: cause == .sickness ? "SVB loon bij ziekte" : "besluit SVB")
                        ])))
        ]
    }
}

extension Rejection {
    package static let creditTooLow = Rejection(
        "credit-too-low", "U haalt er meer af dan er is bijgeschreven. Controleer het bedrag.")
    package static let creditSpent = Rejection(
        "credit-spent", "Dit geld is al uitgegeven. U kunt het er niet meer afhalen.")
}
