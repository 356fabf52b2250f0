import Events

/// Compares an agreed rate with the highest rate that may be paid for it on a day.
enum RateLimit {
    /// `rate-within-maximum`, met or not, with the figures compared; `rate-maximum-unknown` where none is known.
    static func reason(
        _ terms: ContractTerms, _ line: ContractLine, _ budget: BudgetState, _ register: Register, on day: Day
    ) -> Reason {
        budget.law == .wlz
            ? national(terms, line, on: day)
            : local(terms, line, register.offices[budget.office]?.policy(on: day), on: day)
    }

    /// Rlz 5.22(1) and (3).
    private static func national(_ terms: ContractTerms, _ line: ContractLine, on day: Day) -> Reason {
        let formal = terms.countsAsFormal
        // Respite stay has no maximum (contracts 3.4).
        guard line.function != .respiteStay, let row = WlzMaximumRates.row(on: day) else {
            return unknown(line, on: day)
        }
        if line.unit == .month {
            guard let minutes = line.weeklyMinutes else { return unknown(line, on: day) }
            let hour = formal ? row.formalHour : row.informalHour
            // A month is 52/12 weeks: the wage is within the cap when wage × 12 × 60 ≤ cap × 52 × minutes a week.
            let most = hour.scaled(by: 52 * minutes, over: 12 * 60)
            return compared(line, most: most, row.source, on: day)
        }
        guard let limit = WlzMaximumRates.maximum(line.unit, formal: formal, on: row) else {
            return unknown(line, on: day)
        }
        return compared(line, most: limit, row.source, on: day)
    }

    /// Wmo and Jeugdwet: what the municipality set for this function and unit.
    private static func local(_ terms: ContractTerms, _ line: ContractLine, _ policy: PolicySet?, on day: Day) -> Reason
    {
        let formal = terms.countsAsFormal
        let rate = policy?.maximumRates.first {
            $0.function == line.function && $0.unit == line.unit && $0.formal == formal
        }
        guard let rate else { return unknown(line, on: day) }
        return compared(line, most: rate.cents, "beleid gemeente", on: day)
    }

    private static func compared(_ line: ContractLine, most: Cents, _ source: Name, on day: Day) -> Reason {
        Reason(
            rule: .rateWithinMaximum, met: line.rateCents <= most,
            figures: [
                Figure("rate-cents", line.rateCents.raw), Figure("most-cents", most.raw), Figure("day", day.figure),
            ], source: source)
    }

    private static func unknown(_ line: ContractLine, on day: Day) -> Reason {
        Reason(
            rule: .rateMaximumUnknown, met: true,
            figures: [Figure("rate-cents", line.rateCents.raw), Figure("day", day.figure)],
            source: "geen maximum bekend")
    }
}

extension ContractTerms {
    /// Whether the maximum for formal caregivers holds: never for partner and family, registered or not. Rlz 5.22(3).
    var countsAsFormal: Bool { formal && !relation.isFamily }
}
