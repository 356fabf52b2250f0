package import Events

/// The system schedules the fixed monthly wage of one month, without a claim. Asked again, it does nothing more; after
/// a wage was withheld it tries anew.
package struct ScheduleWage: Command {
    package static let name: StaticString = "schedule-wage"
    package static let allowed: [Actor] = [.system, .svb(.paymentsMaker)]

    package let dossier: DossierID
    package let contract: ContractID
    package let month: Month

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        contract = r("contract")
        month = r("month")
    }

    package init(dossier: DossierID, contract: ContractID, month: Month) {
        self.dossier = dossier
        self.contract = contract
        self.month = month
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("contract", contract)
        w.field("month", month)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let agreed = try world.dossier.contract(contract, for: stamp.principal)
        let wages = agreed.terms(in: month).wageLines
        guard !wages.isEmpty else { throw .noMonthlyWage }
        guard !world.dossier.wageScheduled(contract, month) else { return [] }
        guard stamp.today >= month.first else { throw .monthNotBegun }
        guard let days = agreed.days(in: month) else { throw .contractNotActive }
        let (shares, uncovered) = self.shares(wages, days, world.dossier)
        var reasons = [activeDays(days)]
        reasons.append(
            Reason(
                rule: .budgetCovers, met: uncovered == 0, figures: [Figure("days-without-budget", uncovered)],
                source: "Rlz 5.23(1)"))
        let merged = BudgetShare.merged(shares)
        reasons += merged.compactMap { share in
            world.dossier.budget(share.budget).map { Balance.reason($0, needs: share.cents) }
        }
        // What is due, whether or not there is a budget for every day; the shares come to the same when there is.
        let count = Int64(days.upperBound - days.lowerBound) + 1
        let total = wages.reduce(Cents.zero) { $0 + $1.rateCents.scaled(by: count, over: Int64(month.days)) }
        // What cannot be stored cannot be paid.
        guard total.raw <= Cents.limit else { throw .amountTooLarge }
        if total == .zero { reasons.append(.nothingToPay) }
        guard reasons.allSatisfy(\.met) else {
            if world.dossier.withheldWages.contains(WageMonth(contract: contract, month: month)) { return [] }
            return [
                .payment(
                    .wageWithheld(
                        WageWithheld(contract: contract, month: month, amountCents: total, reasons: Reasons(reasons))))
            ]
        }
        return payment(agreed, total, merged, reasons, stamp).facts(stamp, world.dossier)
    }

    /// Each wage line for the days it holds: calendar days over days in the month (decisions 2). Where one grant follows
    /// another within the month, each pays its own days; together they pay what the whole comes to, rounded once.
    private func shares(
        _ wages: [ContractLine], _ days: ClosedRange<Day>, _ dossier: DossierState
    ) -> (shares: [BudgetShare], uncovered: Int64) {
        var shares: [BudgetShare] = []
        var uncovered: Int64 = 0
        for line in wages {
            var counted: Int64 = 0
            var before = Cents.zero
            for offset in 0...(days.upperBound - days.lowerBound) {
                let day = days.lowerBound.adding(days: offset)
                guard let budget = dossier.budget(for: line, on: day...day)?.id else {
                    uncovered += 1
                    continue
                }
                counted += 1
                let after = line.rateCents.scaled(by: counted, over: Int64(month.days))
                shares.append(BudgetShare(budget: budget, cents: after - before))
                before = after
            }
        }
        return (shares, uncovered)
    }

    private func activeDays(_ days: ClosedRange<Day>) -> Reason {
        Reason(
            rule: .wageDays, met: true,
            figures: [
                Figure("days", Int64(days.upperBound - days.lowerBound) + 1), Figure("month-days", Int64(month.days)),
            ], source: "Rlz 5.23(1)(b)")
    }

    private func payment(
        _ agreed: ContractState, _ total: Cents, _ shares: [BudgetShare], _ reasons: [Reason], _ stamp: Stamp
    ) -> NewPayment {
        NewPayment(
            source: .wage, contract: contract, month: month, payee: agreed.caregiver, amountCents: total,
            shares: shares, runOn: PaymentTerms.wageRun(of: month, decidedOn: stamp.today),
            latestOn: PaymentTerms.wageLatest(of: month), reasons: reasons)
    }
}

extension ContractTerms {
    /// The lines that are paid each month without a claim. The allowance of a volunteer is claimed (contracts 2.7).
    var wageLines: [ContractLine] { kind == .networkHelp ? [] : lines.filter { $0.unit == .month } }
}

extension ContractState {
    /// The days of the month on which it holds; nil when there are none.
    func days(in month: Month) -> ClosedRange<Day>? {
        guard status == .approved || status == .ended else { return nil }
        let from = max(month.first, start)
        let until = finalDay.map { min($0, month.last) } ?? month.last
        return from <= until ? from...until : nil
    }
}

extension BudgetShare {
    /// One share for each money that is drawn on, in order of first mention.
    static func merged(_ shares: [BudgetShare]) -> [BudgetShare] {
        var merged: [BudgetShare] = []
        for share in shares {
            if let index = merged.firstIndex(where: share.draws(like:)) {
                merged[index] = share.with(merged[index].cents + share.cents)
            } else {
                merged.append(share)
            }
        }
        return merged
    }
}

extension Rejection {
    package static let noMonthlyWage = Rejection(
        "no-monthly-wage", "In deze zorgovereenkomst is geen vast maandloon afgesproken. Dien een declaratie in.")
    package static let monthNotBegun = Rejection(
        "month-not-begun", "Deze maand is nog niet begonnen. Wacht tot de eerste dag van de maand.")
    package static let contractNotActive = Rejection(
        "contract-not-active", "De zorgovereenkomst geldt niet in deze maand. Controleer de maand.")
}
