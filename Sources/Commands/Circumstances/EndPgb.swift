package import Events

/// A granter decides that the pgb under a law ends (beëindigen: after a last day) or is withdrawn (intrekken: from the
/// first day of a budget), with its reason (portal 1.10).
///
/// It is the decision; budgets and contracts end by `end-budget`, `change-budget`, `end-contract` and `end-by-law`, each with
/// its own rules. What still runs after that day is counted in the reasons, so that nobody forgets it.
package struct EndPgb: Command {
    package static let name: StaticString = "end-pgb"
    package static let allowed: [Actor] = [.granter(.grants)]

    package let dossier: DossierID
    package let law: Law
    package let ending: PgbEnding
    /// The last day of the pgb; of one that is withdrawn the first day of the budget.
    package let lastDay: Day
    package let reason: PgbEndReason
    package let explanation: Text?

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        law = r("law")
        ending = r("ending")
        lastDay = r("lastDay")
        reason = r("reason")
        explanation = r.optional("explanation")
        // A decision against somebody's wish says why (Awb 3:46).
        if explanation == nil, reason != .ownWish, reason != .died {
            r.refuse("explanation", .missing, "Schrijf op waarom het pgb stopt.")
        }
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("law", law)
        w.field("ending", ending)
        w.field("lastDay", lastDay)
        w.field("reason", reason)
        w.present("explanation", explanation)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        guard let office = stamp.principal.office else { throw .notAllowed }
        let dossier = world.dossier
        let budgets = dossier.budgets.filter { $0.office == office && $0.law == law }
        guard !budgets.isEmpty else { throw .noPgbToEnd }
        if let known = dossier.isEnded(law, by: office) {
            guard known.ending == ending, known.lastDay == lastDay, known.reason == reason else {
                throw .pgbEndedAlready
            }
            return []
        }
        switch ending {
        case .ended: guard budgets.contains(where: { $0.covers(lastDay) }) else { throw .outsideBudget }
        case .withdrawn: guard budgets.contains(where: { $0.from == lastDay }) else { throw .withdrawsFromStart }
        }
        guard reason != .died || lastDay <= stamp.today else { throw .dayInFuture }
        return [
            .circumstance(
                .pgbEnded(
                    PgbEnded(
                        office: office, law: law, ending: ending, lastDay: lastDay, reason: reason,
                        explanation: stamp.seal(explanation, of: dossier.holder, use: 0),
                        reasons: [stillOpen(budgets), stillOpen(dossier.contracts, of: budgets)])))
        ]
    }

    private func stillOpen(_ budgets: [BudgetState]) -> Reason {
        let open = budgets.count { lastDay < $0.until }
        return Reason(
            rule: .budgetsEnded, met: open == 0,
            figures: [Figure("open-budgets", Int64(open)), Figure("last-day", lastDay.figure)], source: "Rlz 5.20")
    }

    /// Contracts that hold and are paid from a budget of this pgb beyond its last day.
    private func stillOpen(_ contracts: [ContractState], of budgets: [BudgetState]) -> Reason {
        let own = budgets.map(\.id)
        let open = contracts.count { contract in
            guard let terms = contract.versions.last?.terms, terms.lines.contains(where: { own.contains($0.budget) })
            else { return false }
            let last = [contract.lastDay, terms.end].compactMap { $0 }.min()
            return last.map { lastDay < $0 } ?? true
        }
        return Reason(
            rule: .contractsEnded, met: open == 0,
            figures: [Figure("open-contracts", Int64(open)), Figure("last-day", lastDay.figure)], source: "Rlz 5.20")
    }
}

extension Rejection {
    package static let noPgbToEnd = Rejection(
        "no-pgb-to-end", "Uw organisatie gaf hier geen pgb uit deze wet. Controleer de wet.")
    package static let pgbEndedAlready = Rejection(
        "pgb-ended-already", "Dit pgb is al gestopt, op een andere dag of om een andere reden. Bekijk het dossier.")
    package static let withdrawsFromStart = Rejection(
        "withdraws-from-start", "Intrekken gaat vanaf het begin van een budget. Kies de eerste dag van het budget.")
}
