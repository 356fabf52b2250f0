import Events

// When the contract begins, changes and ends: ZO-01, ZO-02, ZO-12, ZO-15, ZO-21, ZO-26.

extension ContractChecks {
    static func dates(_ checked: CheckedContract, _ world: borrowing World) -> [Finding] {
        period(checked, world) + replacement(checked, world) + probation(checked, world) + effect(checked, world)
            + chain(checked, world)
    }

    private static func period(_ checked: CheckedContract, _ world: borrowing World) -> [Finding] {
        var found: [Finding] = []
        for budget in checked.budgets {
            // ZO-01: not before the first grant of that law.
            let first = world.dossier.budgets.filter { $0.law == budget.law }.map(\.from).min() ?? budget.from
            if checked.terms.start < first {
                found.append(
                    Finding(
                        .zo01, .block, at: "/terms/start",
                        "De overeenkomst begint voor het budget. Kies een latere begindatum.",
                        figures: [
                            Figure("starts-on", checked.terms.start.figure), Figure("budget-from", first.figure),
                        ],
                        source: "mijnpgb.nl toelichting stap 1"))
            }
            // ZO-02: ending after the grant is allowed, but nothing is sure then.
            if let end = checked.terms.end, end > budget.until {
                found.append(
                    Finding(
                        .zo02, .warn, at: "/terms/end",
                        "De overeenkomst loopt door na het einde van het budget. Betalen kan dan alleen met een nieuw "
                            + "budget.",
                        figures: [Figure("ends-on", end.figure), Figure("budget-until", budget.until.figure)],
                        source: "Rlz 5.12"))
            }
        }
        return found
    }

    /// ZO-12: a replacement is paid by the hour and names whom it replaces.
    private static func replacement(_ checked: CheckedContract, _ world: borrowing World) -> [Finding] {
        guard let replaced = checked.terms.work.replaces else { return [] }
        let source: Name = "SVB model 40.007NT"
        var found: [Finding] = []
        let regular = world.dossier.contract(replaced)
        if regular.map({ $0.versions.isEmpty || $0.caregiver == checked.caregiver }) ?? true {
            found.append(
                Finding(
                    .zo12, .block, at: "/terms/work/replaces",
                    "Kies de goedgekeurde overeenkomst van de vaste zorgverlener die wordt vervangen.", source: source))
        }
        for (pointer, line, _) in checked.lines where line.unit != .hour {
            found.append(
                Finding(
                    .zo12, .block, at: pointer + "/unit",
                    "Een vervanger wordt per uur betaald. Spreek een tarief per uur af.", source: source))
        }
        return found
    }

    /// ZO-15: probation only for an employee, only when the contract lasts longer than six months, and not again.
    private static func probation(_ checked: CheckedContract, _ world: borrowing World) -> [Finding] {
        let terms = checked.terms
        guard let months = terms.work.probationMonths else { return [] }
        guard terms.kind == .employment else {
            return [
                Finding(
                    .zo15, .block, at: "/terms/work/probationMonths",
                    "Een proeftijd kan alleen bij een arbeidsovereenkomst. Laat dit leeg.", source: "BW 7:652")
            ]
        }
        let isFollowUp = world.dossier.contracts.contains {
            $0.id != checked.id && $0.caregiver == checked.caregiver && !$0.versions.isEmpty
        }
        let most =
            isFollowUp
            ? 0
            : Probation.monthsMost(from: checked.start, until: terms.end, isReplacement: terms.work.replaces != nil)
        guard months > most else { return [] }
        return [
            Finding(
                .zo15, .block, at: "/terms/work/probationMonths",
                most == 0
                    ? "Bij deze overeenkomst kan geen proeftijd. Laat dit leeg."
                    : "De proeftijd is te lang. Spreek een kortere proeftijd af.",
                figures: [Figure("probation-months", months), Figure("most-months", most)], source: "BW 7:652")
        ]
    }

    /// ZO-21: from which day a change takes effect.
    private static func effect(_ checked: CheckedContract, _ world: borrowing World) -> [Finding] {
        guard checked.previous != nil, let known = checked.id.flatMap(world.dossier.contract) else { return [] }
        return ChangeDay.findings(known, to: checked.terms, from: checked.from, sentOn: checked.today, world)
    }

    /// ZO-26: successive fixed terms of an employee become one contract for indefinite time; and the end of a term of six
    /// months or longer is announced a month before.
    private static func chain(_ checked: CheckedContract, _ world: borrowing World) -> [Finding] {
        guard checked.terms.kind == .employment, let end = checked.terms.end else { return [] }
        var found: [Finding] = []
        var terms: [ChainRule.Term] = []
        for contract in world.dossier.contracts where contract.caregiver == checked.caregiver {
            terms += contract.fixedTerms
        }
        let mine = ChainRule.Term(
            from: checked.previous?.end.map { $0.adding(days: 1) } ?? checked.from, until: end)
        if checked.previous?.end != end { terms.append(mine) }
        let judged = ChainRule.judge(terms)
        if judged.indefiniteFrom != nil, !world.isYoungAndFew(checked.terms, of: checked.caregiver, on: checked.from) {
            found.append(
                Finding(
                    .zo26, .warn, at: "/terms/end",
                    "Hierdoor krijgt de zorgverlener een contract voor onbepaalde tijd. Controleer of u dat "
                        + "wilt.", figures: Figures(judged.figures), source: judged.source))
        }
        if let previous = checked.previous, let ends = previous.end, ends != end, !previous.work.notRenewed,
            ends.adding(days: 1) >= checked.start.adding(months: 6),
            let known = checked.id.flatMap(world.dossier.contract), known.renewalTold == nil
        {
            let tellBy = ends.adding(months: -1)
            if checked.today > tellBy {
                found.append(
                    Finding(
                        .zo26, .warn, at: "/terms/end",
                        "U moest de zorgverlener een maand van tevoren laten weten of u verlengt. Overleg met hem.",
                        figures: [Figure("tell-by", tellBy.figure), Figure("today", checked.today.figure)],
                        source: "BW 7:668"))
            }
        }
        return found
    }
}

extension World {
    /// The chain rule is not for who is under 18 and works twelve hours a week at most (BW 7:668a(11)).
    func isYoungAndFew(_ terms: ContractTerms, of caregiver: PartyID, on day: Day) -> Bool {
        guard let birthDate = birthDate(of: caregiver) else { return false }
        return MinimumWage.age(bornOn: birthDate, on: day) < 18 && terms.minutesAWeek <= 720
    }
}
