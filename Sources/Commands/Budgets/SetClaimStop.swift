package import Events

/// The granter stops claims on a budget (declaratiestop): care from that day on is not paid until it is lifted.
package struct SetClaimStop: Command {
    package static let name: StaticString = "set-claim-stop"
    package static let allowed: [Actor] = [.granter(.grants)]

    package let dossier: DossierID
    package let budget: BudgetID
    /// The first day of care that is not paid.
    package let from: Day
    package let explanation: Text

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        budget = r("budget")
        from = r("from")
        explanation = r("explanation")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("budget", budget)
        w.field("from", from)
        w.field("explanation", explanation)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let known = try world.dossier.openBudget(budget, of: stamp.principal)
        if known.claimStopFrom == from { return [] }
        guard known.covers(from) else { throw .outsideBudget }
        return [
            .budget(
                .claimStopSet(
                    ClaimStopSet(
                        budget: budget, from: from, explanation: stamp.seal(explanation, of: dossier.holder, use: 0))))
        ]
    }
}

/// The granter lifts a stop of claims.
package struct LiftClaimStop: Command {
    package static let name: StaticString = "lift-claim-stop"
    package static let allowed: [Actor] = [.granter(.grants)]

    package let dossier: DossierID
    package let budget: BudgetID

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        budget = r("budget")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("budget", budget)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let known = try world.dossier.openBudget(budget, of: stamp.principal)
        guard known.claimStopFrom != nil else { return [] }
        return [.budget(.claimStopLifted(ClaimStopLifted(budget: budget)))]
    }
}
