import Events

/// The checks of a contract: the catalogue ZO-01 to ZO-30 (contracts 9), and ZO-31 of our own. Pure: the same terms and world give the same
/// findings. Each names the field, the figures compared and the source of the rule, and says what to do; all come at once.
///
/// Where a rule rests on figures that we worked out ourselves (inferred), it never blocks; where they are plain arithmetic on
/// figures that were found, it may, and the sentence says so. ZO-29 (numbers and their check digits) is for the larger part
/// held where a request is read, ZO-27 where a contract is ended; ZO-07 and ZO-30 are no faults but figures of an approval.
enum ContractChecks {
    static func findings(_ terms: CheckedContract, _ world: borrowing World) -> [Finding] {
        let checked = terms.resolved(world)
        var found: [Finding] = []
        // What is wrong with the parties is found anew for each budget.
        for finding in parties(checked, world) where !found.contains(finding) { found.append(finding) }
        found += dates(checked, world)
        found += workingTime(checked, world)
        for (pointer, line, budget) in checked.lines {
            found += budgetFits(checked, line, budget, world, pointer)
            found += unit(checked, line, budget, world, pointer)
            found += rate(checked, line, budget, world, pointer)
            found += minimumWage(checked, line, pointer)
        }
        found += agreements(checked, world)
        found += documents(checked, world)
        found += respiteStay(checked, world)
        found += estimate(checked, world)
        return found
    }

    /// The findings on what is being agreed on, or else on what holds.
    static func findings(_ known: ContractState, _ world: borrowing World, today: Day) -> [Finding] {
        findings(CheckedContract(known, today: today), world)
    }

    /// The figures an approved contract keeps: for each line the maximum and the minimum wage on its first day, and what
    /// the model puts in by itself.
    static func figures(_ terms: CheckedContract, _ world: borrowing World) -> [Reason] {
        let checked = terms.resolved(world)
        var reasons: [Reason] = []
        for (_, line, budget) in checked.lines {
            reasons.append(
                RateLimit.reason(checked.terms, of: checked.caregiver, line, budget, world, on: checked.from))
            if let wage = wageReason(checked, line, on: checked.from) { reasons.append(wage) }
        }
        if let since = checked.budgets.lazy.compactMap({ [dossier = world.dossier] in
            Formality.grandfathered(dossier, $0)
        }).first {
            reasons.append(
                Reason(
                    rule: .zo07, met: true,
                    figures: [
                        Figure("unbroken-since", since.figure), Figure("before", Formality.grandfatheredBefore.figure),
                    ], source: "Rlz 5.22(2)(b)"))
        }
        // ZO-30: the model says that holiday pay is in the gross wage, without anybody asking for it.
        if checked.hasMinimumWage {
            reasons.append(
                Reason(
                    rule: .zo30, met: true, figures: [Figure("holiday-basis-points", 800)], source: "Rlz 5.16(2)(d)"))
        }
        return reasons
    }

    static func figures(_ known: ContractState, _ world: borrowing World, today: Day) -> [Reason] {
        figures(CheckedContract(known, today: today), world)
    }
}

extension Finding {
    /// A finding that did not block, as the reason the event keeps.
    var reason: Reason {
        Reason(code: code, met: false, figures: figures, source: source ?? "controles zorgovereenkomst")
    }
}
