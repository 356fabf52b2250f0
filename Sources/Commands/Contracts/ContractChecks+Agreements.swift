import Events

// What is agreed about the care, payroll and travel: ZO-17, ZO-20, ZO-23.

extension ContractChecks {
    /// ZO-20: the care fits the budget, and the description has what an assessor asks for. That there is a description is
    /// held where a line is read; the functions that can be named are those of Rlz 5.16(4).
    static func budgetFits(
        _ checked: CheckedContract, _ line: ContractLine, _ budget: BudgetState, _ world: borrowing World,
        _ pointer: String
    ) -> [Finding] {
        var found: [Finding] = []
        if !budget.pays(line.function) {
            found.append(
                Finding(
                    .zo20, .block, at: pointer + "/function",
                    "Dit budget is niet voor deze soort zorg. Kies een ander budget of een andere soort zorg.",
                    source: "toekenningsbeschikking"))
        }
        guard budget.law == .wlz else { return found }
        if line.function == .groupSupport, line.detail.groupSize == nil {
            found.append(
                Finding(
                    .zo20, .warn, at: pointer + "/detail/groupSize",
                    "Vul in hoe groot de groep is. Het zorgkantoor vraagt daarnaar.",
                    source: "VGZ aandachtspunten zorgbeschrijving"))
        }
        if line.unit == .month, line.detail.hourCents == nil {
            found.append(
                Finding(
                    .zo20, .warn, at: pointer + "/detail/hourCents",
                    "Vul in met welk uurloon het maandloon is berekend. Het zorgkantoor vraagt daarnaar.",
                    source: "VGZ aandachtspunten zorgbeschrijving"))
        }
        return found
    }

    static func agreements(_ checked: CheckedContract, _ world: borrowing World) -> [Finding] {
        payroll(checked) + travel(checked)
    }

    /// ZO-17: the SVB keeps the salary administration of an employee: since 2026 of everybody, before that from four days
    /// a week on. That law is still to be adopted (bill 36 744) and is carried out already.
    private static func payroll(_ checked: CheckedContract) -> [Finding] {
        let terms = checked.terms
        let pointer = "/terms/general/payroll"
        if terms.general.payroll {
            guard terms.kind == .institution || terms.kind == .networkHelp || terms.work.entrepreneur else { return [] }
            return [
                Finding(
                    .zo17, .block, at: pointer,
                    "Voor deze zorgverlener houdt de SVB geen salarisadministratie bij. Zet die uit.",
                    source: "mijnpgb.nl toelichting stap 3")
            ]
        }
        guard terms.kind == .employment else { return [] }
        if checked.latest >= .of(2026, 1, 1) {
            return [
                Finding(
                    .zo17, .block, at: pointer,
                    "Bij een arbeidsovereenkomst doet de SVB de salarisadministratie. Zet die aan.",
                    figures: [Figure("day", checked.latest.figure), Figure("since", 20_260_101)],
                    source: "wetsvoorstel 36 744, uitvoering SVB 2026")
            ]
        }
        guard let days = terms.work.workDays else {
            return [
                Finding(
                    .zo17, .block, at: "/terms/work/daysPerWeek",
                    "Vul in op hoeveel dagen per week de werknemer werkt.", source: "mijnpgb.nl toelichting stap 3")
            ]
        }
        guard days >= WorkingTime.fullProtectionDays else { return [] }
        return [
            Finding(
                .zo17, .block, at: pointer,
                "Bij vier of meer dagen per week doet de SVB de salarisadministratie. Zet die aan.",
                figures: [Figure("days", days), Figure("from-days", WorkingTime.fullProtectionDays)],
                source: "Zorg en Zekerheid loonservice")
        ]
    }

    /// ZO-23: more for a kilometre than is free of tax.
    private static func travel(_ checked: CheckedContract) -> [Finding] {
        guard let cents = checked.terms.work.kilometreCents,
            let row = TravelCosts.untaxedKilometre.row(on: checked.from), cents > row.value
        else { return [] }
        return [
            Finding(
                .zo23, .warn, at: "/terms/work/kilometreCents",
                Inferred.sentence(
                    "Over een deel van deze reiskosten moet de zorgverlener belasting betalen. Controleer het bedrag.",
                    row.isInferred),
                figures: Figures(
                    [
                        Figure("kilometre-cents", cents.raw), Figure("untaxed-cents", row.value.raw),
                        Figure("day", checked.from.figure),
                    ] + (row.isInferred ? [.inferred] : [])), source: row.source)
        ]
    }
}
