package import Events

/// What another system had paid from a budget is taken over as one amount (money 12), once, before anything is booked here.
package struct LoadOpeningBalance: Command {
    package static let name: StaticString = "load-opening-balance"
    package static let allowed: [Actor] = [.granter(.grants), .svb(.paymentsMaker)]

    package let dossier: DossierID
    package let budget: BudgetID
    /// Through which day it counts.
    package let on: Day
    package let paidCents: Cents
    /// What of it was the free amount.
    package let freeTakenCents: Cents

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        budget = r("budget")
        on = r("on")
        paidCents = r.positiveCents("paidCents")
        freeTakenCents = r("freeTakenCents")
        if freeTakenCents < .zero || freeTakenCents > paidCents {
            r.refuse("freeTakenCents", .outOfRange, "Vul een bedrag in van nul tot en met wat er betaald is.")
        }
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("budget", budget)
        w.field("on", on)
        w.field("paidCents", paidCents)
        w.field("freeTakenCents", freeTakenCents)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let known = try world.dossier.openBudget(budget, of: stamp.principal)
        let opening = OpeningBalanceLoaded(
            budget: budget, on: on, paidCents: paidCents, freeTakenCents: freeTakenCents)
        if let loaded = known.opening {
            guard loaded == opening else { throw .openingLoaded }
            return []
        }
        guard !world.dossier.hasBookings(on: known) else { throw .alreadyBooked }
        guard on <= stamp.today else { throw .dayInFuture }
        guard known.covers(on) else { throw .outsideBudget }
        guard paidCents <= known.grantedCents else { throw .openingAboveGrant }
        return [.budget(.openingLoaded(opening))]
    }
}

extension DossierState {
    /// Whether anything was ever booked on a budget.
    fileprivate func hasBookings(on budget: BudgetState) -> Bool {
        !budget.credits.isEmpty || !budget.deposit.booked.isEmpty
            || payments.contains { $0.shares.contains { $0.budget == budget.id } }
    }
}

extension Rejection {
    package static let openingLoaded = Rejection(
        "opening-loaded", "Voor dit budget is al een ander beginsaldo overgenomen. Bekijk het overzicht.")
    package static let alreadyBooked = Rejection(
        "already-booked", "Op dit budget is al iets geboekt. Een beginsaldo kan dan niet meer.")
    package static let openingAboveGrant = Rejection(
        "opening-above-grant", "Er is meer betaald dan is toegekend. Controleer het bedrag.")
}
