import Events

/// The checks of a contract (catalogue ZO-01 to ZO-30) that need no more than the terms, the dossier and the register.
/// Each finding names the field and says what to do; all come at once.
enum ContractChecks {
    static func findings(_ contract: ContractState, _ world: borrowing World) -> [Finding] {
        let terms = contract.terms
        var found: [Finding] = []
        found += parties(contract, world)
        found += workingWeek(terms, world)
        for (index, line) in terms.lines.enumerated() {
            let pointer = "/terms/lines/\(index)"
            guard let budget = world.dossier.budget(line.budget) else { continue }
            found += period(terms, budget, world, pointer)
            found += unit(terms, line, budget, world, pointer)
            found += rate(terms, line, budget, world, pointer)
        }
        // What is wrong with the whole contract is found once for each line.
        return found.reduce(into: []) { distinct, finding in
            if !distinct.contains(finding) { distinct.append(finding) }
        }
    }

    /// The figures an approved contract keeps: the maximum that held for each line on the start day.
    static func figures(_ contract: ContractState, _ world: borrowing World) -> [Reason] {
        var reasons: [Reason] = []
        for line in contract.terms.lines {
            guard let budget = world.dossier.budget(line.budget) else { continue }
            reasons.append(RateLimit.reason(contract.terms, line, budget, world.register, on: contract.terms.start))
        }
        return reasons
    }

    private static func parties(_ contract: ContractState, _ world: borrowing World) -> [Finding] {
        let terms = contract.terms
        let party = world.register.parties[contract.caregiver]
        var found: [Finding] = []
        // ZO-06: formal means registered, and never for partner or family (Rlz 5.22(3)).
        if terms.formal, party?.kvk == nil || terms.relation.isFamily {
            found.append(
                Finding(
                    .zo06, .block, at: "/terms/formal",
                    "Deze zorgverlener telt niet als formeel. Zet formeel uit of controleer de registratie."))
        }
        // ZO-16: the kind fits the relation and the registration.
        switch terms.kind {
        case .family where !terms.relation.isFamily:
            found.append(
                Finding(
                    .zo16, .block, at: "/terms/relation",
                    "Vul in welke familie de zorgverlener is, of kies een ander soort overeenkomst."))
        case .institution where party?.agb == nil:
            found.append(
                Finding(
                    .zo16, .block, at: "/terms/kind",
                    "Voor een zorginstelling is een AGB-code nodig. Kies een ander soort overeenkomst of laat die invullen."
                ))
        case .employment where terms.relation.isFamily, .assignment where terms.relation.isFamily:
            found.append(
                Finding(
                    .zo16, .warn, at: "/terms/kind",
                    "Bij familie hoort meestal de overeenkomst met partner of familielid. Controleer uw keuze."))
        case .employment, .assignment, .institution, .family, .networkHelp: break
        }
        return found
    }

    /// ZO-13: at most 40 hours a week for whom the working-time decree does not bind, from a Wlz budget (Rlz 5.22(5)).
    private static func workingWeek(_ terms: ContractTerms, _ world: borrowing World) -> [Finding] {
        guard terms.kind == .family || terms.kind == .assignment else { return [] }
        var minutes: Int64 = 0
        for line in terms.lines where world.dossier.budget(line.budget)?.law == .wlz {
            minutes += line.weeklyMinutes ?? 0
        }
        guard minutes > WorkingTime.weeklyMinutesMost else { return [] }
        return [
            Finding(
                .zo13, .block, at: "/terms/lines",
                "Deze zorgverlener mag hoogstens 40 uur per week werken. Spreek minder uren af.",
                figures: [Figure("weekly-minutes", minutes), Figure("most-minutes", WorkingTime.weeklyMinutesMost)])
        ]
    }

    private static func period(
        _ terms: ContractTerms, _ budget: BudgetState, _ world: borrowing World, _ pointer: String
    ) -> [Finding] {
        // ZO-01: not before the first grant of that law.
        let first = world.dossier.budgets.filter { $0.law == budget.law }.map(\.from).min() ?? budget.from
        var found: [Finding] = []
        if terms.start < first {
            found.append(
                Finding(
                    .zo01, .block, at: "/terms/start",
                    "De overeenkomst begint voor het budget. Kies een latere begindatum.",
                    figures: [Figure("starts-on", terms.start.figure), Figure("budget-from", first.figure)]))
        }
        // ZO-02: ending after the grant is allowed, but nothing is sure then.
        if let end = terms.end, end > budget.until {
            found.append(
                Finding(
                    .zo02, .warn, at: "/terms/end",
                    "De overeenkomst loopt door na het einde van het budget. Betalen kan dan alleen met een nieuw budget.",
                    figures: [Figure("ends-on", end.figure), Figure("budget-until", budget.until.figure)]))
        }
        return found
    }

    private static func unit(
        _ terms: ContractTerms, _ line: ContractLine, _ budget: BudgetState, _ world: borrowing World,
        _ pointer: String
    ) -> [Finding] {
        var found: [Finding] = []
        // ZO-20: the care fits the budget.
        if !budget.pays(line.function) {
            found.append(
                Finding(
                    .zo20, .block, at: pointer + "/function",
                    "Dit budget is niet voor deze soort zorg. Kies een ander budget of een andere soort zorg."))
        }
        // ZO-09: no whole days and longer where the minimum wage law holds (Rlz 5.23(2)(d)).
        let wholeDays: [Unit] = [.fullDay, .weekend, .midweek, .week]
        if wholeDays.contains(line.unit), terms.kind != .institution, !(terms.kind == .assignment && terms.formal) {
            found.append(
                Finding(
                    .zo09, .block, at: pointer + "/unit",
                    "Voor deze zorgverlener geldt het minimumloon. Spreek een tarief per uur of dagdeel af."))
        }
        guard line.unit == .month else { return found }
        // ZO-10: a monthly wage goes with fixed hours.
        if line.weeklyMinutes == nil {
            found.append(
                Finding(
                    .zo10, .block, at: pointer + "/weeklyMinutes",
                    "Bij een vast maandloon horen vaste uren. Vul de uren per week in."))
        }
        // ZO-11: a municipality must allow it.
        if budget.law != .wlz,
            !(world.register.offices[budget.office]?.policy(on: terms.start)?.monthlyWage ?? false)
        {
            found.append(
                Finding(
                    .zo11, .block, at: pointer + "/unit",
                    "Deze gemeente staat geen vast maandloon toe. Spreek een tarief per uur af."))
        }
        return found
    }

    /// ZO-04 and ZO-05: not above the maximum; where none is known the assessor decides.
    private static func rate(
        _ terms: ContractTerms, _ line: ContractLine, _ budget: BudgetState, _ world: borrowing World,
        _ pointer: String
    ) -> [Finding] {
        let reason = RateLimit.reason(terms, line, budget, world.register, on: terms.start)
        switch reason.rule {
        case Rule.rateWithinMaximum.code where !reason.met:
            return [
                Finding(
                    terms.countsAsFormal ? .zo05 : .zo04, .block, at: pointer + "/rateCents",
                    "Het tarief is hoger dan het maximum. Verlaag het tarief.", figures: reason.figures)
            ]
        case Rule.rateMaximumUnknown.code:
            return [
                Finding(
                    terms.countsAsFormal ? .zo05 : .zo04, .assessor, at: pointer + "/rateCents",
                    "Voor dit tarief kennen wij geen maximum. De beoordelaar kijkt ernaar.", figures: reason.figures)
            ]
        default: return []
        }
    }
}
