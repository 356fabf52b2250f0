import Events

// What it takes from the budgets in a year: ZO-22 and ZO-25.

extension ContractChecks {
    /// ZO-25: how long the holder stays elsewhere in a year, over all contracts of the Wlz.
    static func respiteStay(_ checked: CheckedContract, _ world: borrowing World) -> [Finding] {
        let own = checked.terms.respiteDays(world.dossier)
        guard own > 0, let budget = checked.budgets.first(where: { $0.law == .wlz })
        else { return [] }
        let others = world.dossier.contracts.reduce(into: Int64(0)) { days, contract in
            guard contract.id != checked.id, contract.holds(on: checked.from) else { return }
            days += contract.terms(on: checked.from).respiteDays(world.dossier)
        }
        let most = RespiteStay.most(from: budget.from, until: budget.until)
        guard own + others > most else { return [] }
        let figures: Figures = [
            Figure("days", own), Figure("other-days", others), Figure("most-days", most),
        ]
        guard own <= most else {
            return [
                Finding(
                    .zo25, .assessor, at: "/terms/lines",
                    "Dit is meer logeeropvang dan de Wlz toestaat. De beoordelaar kijkt ernaar.", figures: figures,
                    source: "Blz 3.1.3")
            ]
        }
        return [
            Finding(
                .zo25, .warn, at: "/terms/lines",
                "Samen met uw andere overeenkomsten is dit te veel logeeropvang in een jaar. Spreek minder af.",
                figures: figures, source: "Blz 3.1.3")
        ]
    }

    /// ZO-22: what the contract is expected to cost until the end of each budget, with employer charges and travel, beside
    /// what is left. Only what is known counts: hours by the week and numbers by the year.
    static func estimate(_ checked: CheckedContract, _ world: borrowing World) -> [Finding] {
        var found: [Finding] = []
        var seen: [BudgetID] = []
        let charges = EmployerCharges.basisPoints(checked.terms, on: checked.from)
        for (pointer, line, budget) in checked.lines where !seen.contains(budget.id) {
            seen.append(line.budget)
            let from = max(checked.from, budget.from)
            let until = min(checked.terms.end ?? budget.until, budget.until)
            guard from <= until else { continue }
            let week = checked.terms.weekCost(from: budget.id, chargesBasisPoints: charges?.points ?? 0)
            let needed = week.scaled(by: Int64(until - from) + 1, over: 7)
            guard needed > budget.availableCents else { continue }
            let isInferred = charges?.row.isInferred ?? false
            var figures = [
                Figure("needed-cents", needed.raw), Figure("left-cents", budget.availableCents.raw),
                Figure("week-cents", week.raw),
            ]
            if let charges { figures.append(Figure("charges-basis-points", charges.points)) }
            found.append(
                Finding(
                    .zo22, .warn, at: pointer + "/budget",
                    Inferred.sentence(
                        "Deze afspraken kosten naar verwachting meer dan er over is van het budget. Spreek minder af.",
                        isInferred),
                    figures: Figures(figures + (isInferred ? [.inferred] : [])),
                    source: charges?.row.source ?? "VGZ maximumtarief"))
        }
        return found
    }
}

extension ContractTerms {
    /// Days and nights of respite stay a year from Wlz budgets.
    fileprivate func respiteDays(_ dossier: DossierState) -> Int64 {
        lines.reduce(into: 0) { days, line in
            guard line.function == .respiteStay, dossier.budget(line.budget)?.law == .wlz,
                let count = line.detail.yearlyCount, let time = line.unitTime
            else { return }
            // A part of a day counts as a day.
            days += line.unit == .fullDay ? count : (count * time.minutes + 1_439) / 1_440
        }
    }

    /// What the lines of one budget cost in an even week, charges included; travel is with the budget of the first line.
    /// Rounded half away from zero once for each line, and once for the charges.
    fileprivate func weekCost(from budget: BudgetID, chargesBasisPoints: Int64) -> Cents {
        var wage = Cents.zero
        for line in lines where line.budget == budget {
            if line.unit == .month {
                wage += line.rateCents.scaled(by: 12, over: 52)
            } else if let count = line.detail.yearlyCount {
                wage += line.rateCents.scaled(by: count, over: 52)
            } else if let minutes = line.weeklyMinutes, let time = line.unitTime {
                wage += line.rateCents.scaled(by: minutes * time.per, over: time.minutes)
            }
        }
        let travel = (work.kilometreCents ?? .zero).scaled(by: work.weeklyKilometres ?? 0, over: 1)
        return wage + wage.scaled(by: chargesBasisPoints, over: 10_000)
            + (lines.first?.budget == budget ? travel : .zero)
    }
}
