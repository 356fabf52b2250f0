import Events

/// Compares an agreed rate with the highest rate that may be paid for it on a day.
enum RateLimit {
    /// The most a volunteer of the social network may have in a calendar month: SVB, "hulp uit sociaal netwerk", since
    /// 1 May 2019 (contracts 2.7).
    static let networkHelpMonth = Cents(141_00)

    /// `rate-within-maximum`, met or not, with the figures compared; `rate-maximum-unknown` where none is known;
    /// `rate-above-inferred` where the rate is above a maximum that we worked out ourselves, which refuses nobody.
    static func reason(
        _ terms: ContractTerms, of caregiver: PartyID, _ line: ContractLine, _ budget: BudgetState,
        _ world: borrowing World, on day: Day
    ) -> Reason {
        if terms.kind == .networkHelp {
            return compared(line, most: networkHelpMonth, "SVB hulp uit sociaal netwerk", on: day)
        }
        return budget.law == .wlz
            ? national(terms, caregiver, line, budget, world, on: day)
            : local(terms, caregiver, line, budget, world.register, on: day)
    }

    /// Rlz 5.22(1), (2) and (3).
    private static func national(
        _ terms: ContractTerms, _ caregiver: PartyID, _ line: ContractLine, _ budget: BudgetState,
        _ world: borrowing World, on day: Day
    ) -> Reason {
        // Respite stay has no maximum (contracts 3.4).
        guard line.function != .respiteStay, let row = WlzMaximumRates.table.row(on: day) else {
            return unknown(line, on: day)
        }
        let formal = Formality.countsAsFormal(terms, for: budget, world.register, on: day)
        let since = formal ? nil : Formality.grandfathered(world.dossier, budget)
        guard var most = WlzMaximumRates.maximum(line, formal: formal || since != nil, on: row.value) else {
            return unknown(line, on: day)
        }
        var figures: [Figure] = []
        if let since { figures.append(Figure("unbroken-since", since.figure)) }
        var isInferred = row.isInferred
        var source = row.source
        // Rlz 5.22(2)(a): what the healthcare authority set for this care, as the care office accepted it.
        if formal, let allowed = world.dossier.exception("zo-05", for: caregiver, by: budget.office, on: day)?.most,
            let higher = WlzMaximumRates.scaled(Cents(allowed), to: line), higher > most
        {
            (most, isInferred, source) = (higher, false, "Rlz 5.22(2), besluit verstrekker")
        }
        return compared(line, most: most, source, on: day, isInferred: isInferred, figures)
    }

    /// Wmo and Jeugdwet: what the municipality set for this function and unit; for the form of business where it set
    /// that apart.
    private static func local(
        _ terms: ContractTerms, _ caregiver: PartyID, _ line: ContractLine, _ budget: BudgetState,
        _ register: Register, on day: Day
    ) -> Reason {
        let formal = Formality.countsAsFormal(terms, for: budget, register, on: day)
        let form = register.parties[caregiver]?.registration?.form
        let rates = register.offices[budget.office]?.policy(on: day)?.maximumRates.filter {
            $0.function == line.function && $0.unit == line.unit && $0.formal == formal
        }
        guard
            let rate = rates?.first(where: { $0.form != nil && $0.form == form })
                ?? rates?.first(where: { $0.form == nil })
        else { return unknown(line, on: day) }
        return compared(line, most: rate.cents, "beleid gemeente", on: day)
    }

    private static func compared(
        _ line: ContractLine, most: Cents, _ source: Name, on day: Day, isInferred: Bool = false,
        _ figures: [Figure] = []
    ) -> Reason {
        let isWithin = line.rateCents <= most
        let compared = [
            Figure("rate-cents", line.rateCents.raw), Figure("most-cents", most.raw), Figure("day", day.figure),
        ]
        let all = Figures(compared + figures + (isInferred ? [.inferred] : []))
        if isInferred, !isWithin {
            return Reason(rule: .rateAboveInferred, met: true, figures: all, source: source)
        }
        return Reason(rule: .rateWithinMaximum, met: isWithin, figures: all, source: source)
    }

    private static func unknown(_ line: ContractLine, on day: Day) -> Reason {
        Reason(
            rule: .rateMaximumUnknown, met: true,
            figures: [Figure("rate-cents", line.rateCents.raw), Figure("day", day.figure)],
            source: "geen maximum bekend")
    }
}

extension DossierState {
    /// What a granter allowed last against a rule for a caregiver, as it holds on a day.
    func exception(
        _ rule: Code, for caregiver: PartyID, by office: OfficeID, on day: Day
    ) -> ExceptionGranted? {
        exceptions.last {
            $0.rule == rule && $0.caregiver == caregiver && $0.office == office && $0.from <= day
                && ($0.until.map { day <= $0 } ?? true)
        }
    }
}
