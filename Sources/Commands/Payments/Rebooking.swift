import Events

/// What is booked on budgets when the amount of a payment stands and the money it came from was wrong: taken off the one that
/// had to pay, given to the one that did, the same sum. Employer charges come back from the tax office, or go there.
struct Rebooking {
    private let found: Recalculation

    init(_ found: Recalculation) { self.found = found }

    /// The facts. A payment that can still be taken back, or come back unpaid, has to be paid first.
    func events(_ dossier: DossierState) throws(Rejection) -> [Event] {
        let sources = found.sources
        let isPaid = found.payments.allSatisfy { $0.status == .paid || $0.status == .offset }
        guard isPaid || (sources.taken.isEmpty && sources.chargesMissing.isEmpty) else { throw .differenceUnderWay }
        let moved =
            try Draw.enough(sources.taken, dossier).shares.map { credited($0.with(-$0.cents), .rebooked) }
            + sources.given.map { credited($0, .rebooked) }
        let after = moved.reduce(into: dossier) { $0.evolve($1) }
        let charges = try Draw.enough(sources.chargesMissing, after).shares
        return moved + charges.map { credited($0.with(-$0.cents), .chargesBack) }
    }

    /// Employer charges that are not due any more.
    var chargesBack: [Event] { found.chargesBack.map { credited($0, .chargesBack) } }

    private func credited(_ share: BudgetShare, _ cause: CreditCause) -> Event {
        .budget(
            .credited(
                BudgetCredited(
                    budget: share.budget, cents: share.cents, cause: cause, contract: found.contract.id,
                    month: found.month, payment: found.payments.last?.id, reasons: Reasons(found.reasons),
                    pot: share.pot, function: share.function)))
    }

    /// The facts of a payment that came back, with what follows where it had been booked on other money since: what came back
    /// to a budget that does not pay for it any more goes on to the one that does.
    static func after(_ events: [Event], _ payment: PaymentState, _ before: DossierState) -> [Event] {
        let together = before.payments.filter { other in
            other.contract == payment.contract && other.month == payment.month && other.isOfWage == payment.isOfWage
        }
        guard before.bookings(of: together).contains(where: { $0.cause == .rebooked }) else { return events }
        var dossier = before
        for event in events { dossier.evolve(event) }
        let now = dossier.payments.filter { other in together.contains { $0.id == other.id } }
        let booked = dossier.booked(now, now.flatMap(\.keptShares))
        let below = booked.filter { $0.cents < .zero }.map { $0.with(-$0.cents) }
        let onto = BudgetShare.part(of: booked.filter { $0.cents > .zero }, below.totalCents)
        let off = BudgetShare.part(of: below, onto.totalCents)
        return events
            + (off.map { $0.with(-$0.cents) } + onto).map { share in
                .budget(
                    .credited(
                        BudgetCredited(
                            budget: share.budget, cents: share.cents, cause: .rebooked, contract: payment.contract,
                            month: payment.month, payment: payment.id, reasons: [], pot: share.pot,
                            function: share.function)))
            }
    }
}

extension Draw {
    /// The money for what is needed; refused when there is too little.
    static func enough(_ needs: [Need], _ dossier: DossierState) throws(Rejection) -> Draw {
        let draw = Draw(needs, dossier)
        guard draw.reasons.allSatisfy(\.met) else { throw .differenceShort }
        return draw
    }
}

extension Rejection {
    package static let differenceUnderWay = Rejection(
        "difference-under-way",
        "Deze betaling is nog onderweg. Wacht tot zij betaald is, en boek het dan op het goede budget.")
}
