import Events

// What each line costs and counts: ZO-04, ZO-05, ZO-07, ZO-09, ZO-10, ZO-11, ZO-24.

extension ContractChecks {
    /// ZO-04, ZO-05, ZO-07 and ZO-24: not above the maximum; where none is known, or only one of our own making, the
    /// assessor decides.
    static func rate(
        _ checked: CheckedContract, _ line: ContractLine, _ budget: BudgetState, _ world: borrowing World,
        _ pointer: String
    ) -> [Finding] {
        if line.unit == .ride, budget.law == .wlz, line.unitTime == nil {
            return [
                Finding(
                    .zo24, .block, at: pointer + "/detail/rideMinutes",
                    "Vul in hoeveel minuten de rit duurt volgens de routeplanner.", source: "CZ zorg inkopen")
            ]
        }
        let reason = RateLimit.reason(checked.terms, of: checked.caregiver, line, budget, world, on: checked.from)
        if reason.rule == Rule.rateWithinMaximum.code, reason.met { return [] }
        return rate(reason, rule(checked, line, budget, world), pointer)
    }

    private static func rate(_ reason: Reason, _ rule: Rule, _ pointer: String) -> [Finding] {
        let weight: Finding.Weight
        let detail: String
        switch reason.rule {
        case Rule.rateWithinMaximum.code where !reason.met:
            weight = .block
            detail = "Het tarief is hoger dan het maximum. Verlaag het tarief."
        case Rule.rateAboveInferred.code:
            weight = .assessor
            detail = Inferred.sentence("Het tarief lijkt hoger dan het maximum. De beoordelaar kijkt ernaar.", true)
        case Rule.rateMaximumUnknown.code:
            weight = .assessor
            detail = "Voor dit tarief kennen wij geen maximum. De beoordelaar kijkt ernaar."
        default: return []
        }
        return [
            Finding(
                rule, weight, at: pointer + "/rateCents", detail, figures: reason.figures, source: reason.source)
        ]
    }

    /// Which rule of the catalogue a maximum belongs to.
    static func rule(
        _ checked: CheckedContract, _ line: ContractLine, _ budget: BudgetState, _ world: borrowing World
    ) -> Rule {
        if line.unit == .ride { return .zo24 }
        if Formality.countsAsFormal(checked.terms, for: budget, world.register, on: checked.from) { return .zo05 }
        return Formality.grandfathered(world.dossier, budget) == nil ? .zo04 : .zo07
    }

    static func unit(
        _ checked: CheckedContract, _ line: ContractLine, _ budget: BudgetState, _ world: borrowing World,
        _ pointer: String
    ) -> [Finding] {
        var found: [Finding] = []
        // ZO-09: no whole days and longer where the minimum wage law holds (Rlz 5.23(2)(d)); that it goes for longer units
        // as well is inferred.
        if checked.hasMinimumWage, line.unit.isWholeDays {
            found.append(
                Finding(
                    .zo09, .block, at: pointer + "/unit",
                    "Voor deze zorgverlener geldt het minimumloon. Spreek een tarief per uur of dagdeel af.",
                    source: "Rlz 5.23(2)(d)"))
        }
        guard line.unit == .month, checked.terms.kind != .networkHelp else { return found }
        // ZO-10: a monthly wage goes with fixed hours.
        if line.weeklyMinutes == nil {
            found.append(
                Finding(
                    .zo10, .block, at: pointer + "/weeklyMinutes",
                    "Bij een vast maandloon horen vaste uren. Vul de uren per week in.",
                    source: "SVB toelichting zorgovereenkomst"))
        }
        // ZO-11: a municipality must allow it.
        if budget.law != .wlz,
            !(world.register.offices[budget.office]?.policy(on: checked.from)?.monthlyWage ?? false)
        {
            found.append(
                Finding(
                    .zo11, .block, at: pointer + "/unit",
                    "Deze gemeente staat geen vast maandloon toe. Spreek een tarief per uur af.",
                    source: "SVB betalingen"))
        }
        return found
    }
}
