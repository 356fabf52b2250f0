package import Events

/// The granter fixes a closed budget at what was paid from it (vaststelling, Rlz 5.21). The rest goes back to the granter,
/// and nothing is booked on it any more.
///
/// When nothing but the free amount was taken, it is fixed at nothing and the free amount is asked back. Else it is fixed at
/// what was paid, less what came back or was added and less what was overdrawn of the free amount, at most what was granted:
/// what was paid above a grant that was lowered is for the granter to decide on.
package struct FixBudget: Command {
    package static let name: StaticString = "fix-budget"
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
        let known = try world.dossier.ownBudget(budget, of: stamp.principal)
        if known.isFixed { return [] }
        guard known.closedOn != nil else { throw .notClosed }
        let settled = Settled(known, world.dossier)
        let open = settled.reasons.filter { !$0.met }
        guard open.isEmpty else {
            throw Rejection.notSettled.with(
                open.map { reason in
                    Finding(
                        settled.rule(of: reason), .block, at: "/budget", ExplainedReason(reason).text,
                        figures: reason.figures, source: reason.source)
                })
        }
        let spent = max(.zero, known.spentCents)
        // What was taken of the free amount beyond the right to it is asked back, so it does not count as paid.
        let rightly = max(.zero, spent - known.freeOverdrawnCents)
        let fixedCents = known.carePaid ? min(rightly, known.grantedCents) : .zero
        let fixing = Reason(
            rule: .fixedAtPaid, met: known.carePaid || known.freeKeptCents <= .zero,
            figures: [
                Figure("granted-cents", known.grantedCents.raw), Figure("paid-cents", spent.raw),
                Figure("free-taken-cents", known.freeKeptCents.raw),
                Figure("overdrawn-cents", known.freeOverdrawnCents.raw), Figure("fixed-cents", fixedCents.raw),
            ], source: known.carePaid ? "Rlz 5.21(3)" : "Rlz 5.21(4)")
        let fixed = Event.budget(
            .fixed(
                BudgetFixed(
                    budget: budget, fixedCents: fixedCents, unspentCents: max(.zero, known.grantedCents - spent),
                    reasons: Reasons(settled.reasons + [fixing]))))
        guard !fixing.met else {
            return [fixed] + world.dossier.overdrawn(budget, raises: true, stamp)
        }
        // Without care there is no right to any free amount; what was asked back of it already is not asked twice.
        let owed = known.freeKeptCents - world.dossier.askedBackCents(of: budget)
        guard owed > .zero else { return [fixed] }
        return [fixed, world.dossier.receivable(known, owed, .fixedAtNothing, fixing, stamp)]
    }
}

/// Whether all that a budget has to do with came to an end, so that it can be fixed.
private struct Settled {
    private let payments: (count: Int, cents: Cents)
    private let claims: Int
    private let depositCents: Cents

    init(_ budget: BudgetState, _ dossier: DossierState) {
        var count = 0
        for payment in dossier.payments where payment.shares.contains(where: { $0.budget == budget.id }) {
            switch payment.status {
            case .scheduled, .filed: count += 1
            case .paid, .returned, .withdrawn, .offset: break
            }
        }
        payments = (count, budget.scheduledCents + budget.deposit.scheduledCents)
        claims = dossier.openClaims(on: budget)
        depositCents = budget.deposit.availableCents
    }

    var reasons: [Reason] {
        [
            Reason(
                rule: .paymentsSettled, met: payments.count == 0,
                figures: [
                    Figure("open-payments", Int64(payments.count)), Figure("scheduled-cents", payments.cents.raw),
                ], source: "Rlz 5.21"),
            Reason(
                rule: .claimsSettled, met: claims == 0, figures: [Figure("open-claims", Int64(claims))],
                source: "Rlz 5.21"),
            Reason(
                rule: .depositSettled, met: depositCents <= .zero,
                figures: [Figure("deposit-cents", depositCents.raw)], source: "Rlz 5.23(7)"),
        ]
    }

    func rule(of reason: Reason) -> Rule { Rule(rawValue: reason.rule.text) ?? .paymentsSettled }
}

extension Rejection {
    package static let notClosed = Rejection(
        "not-closed", "Op dit budget kan nog gedeclareerd worden. Sluit het eerst.")
    package static let notSettled = Rejection(
        "not-settled", "Er staat nog iets open op dit budget. Handel dat eerst af.")
}
