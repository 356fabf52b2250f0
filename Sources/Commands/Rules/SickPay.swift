import Events

/// How long and how high the wage of somebody in employment goes on while he is ill (money 9.2), by the care day.
///
/// From 2026 one rule would hold for all employment (bill 36 744, retroactive when it is adopted). The bill was still before
/// the senate in the newest source, so its row is switched off: `isBillInForce` turns it on, and what was paid since 2026 then
/// shows as differences.
enum SickPay {
    struct Length: Sendable {
        /// For up to three days of work a week.
        let fewDaysWeeks: Int64
        /// For four days or more.
        let moreDaysWeeks: Int64
    }

    static let isBillInForce = false
    /// In the first year the whole wage goes on, after that 70 percent.
    static let firstYearWeeks: Int64 = 52
    static let wholeBasisPoints: Int64 = 10_000
    static let laterBasisPoints: Int64 = 7_000

    private static let present = DatedRow(
        .of(2015, 1, 1), Length(fewDaysWeeks: 6, moreDaysWeeks: 104), "SVB loon tijdens ziekte")
    private static let bill = DatedRow(
        .of(2026, 1, 1), Length(fewDaysWeeks: 104, moreDaysWeeks: 104), "wetsvoorstel 36 744", isInferred: true)

    static func table(billInForce: Bool = isBillInForce) -> DatedTable<Length> {
        DatedTable(billInForce ? [present, bill] : [present])
    }

    /// Which part of the wage goes on on a day of a sickness, in basis points; zero when the right has ended, and always for
    /// who is not in employment: he is paid for what he does.
    static func basisPoints(
        _ terms: ContractTerms, sickFrom: Day, on day: Day, billInForce: Bool = isBillInForce
    ) -> Int64 {
        guard terms.kind == .employment, let row = table(billInForce: billInForce).row(on: day) else { return 0 }
        let weeks = terms.worksFewDays ? row.value.fewDaysWeeks : row.value.moreDaysWeeks
        let week = Int64(day - sickFrom) / 7
        guard week < weeks else { return 0 }
        return week < firstYearWeeks ? wholeBasisPoints : laterBasisPoints
    }
}

extension ContractTerms {
    /// Whether the work is on three days a week or fewer (Regeling dienstverlening aan huis). Where the days are not known
    /// they are counted from the hours, eight a day.
    var worksFewDays: Bool {
        let minutes = lines.reduce(Int64(0)) { $0 + ($1.weeklyMinutes ?? 0) }
        return (work.workDays ?? (minutes + 479) / 480) < WorkingTime.fullProtectionDays
    }
}
