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

    /// How many weeks it goes on for who has reached state pension age, or goes on after he does. The six weeks are known
    /// from BW 7:629(2) and were not in the sources (money 9.2).
    static let pensionWeeks = DatedTable<Int64>([
        DatedRow(.of(2015, 1, 1), 13, "SVB loon tijdens ziekte"),
        DatedRow(.of(2023, 7, 1), 6, "BW 7:629(2)", isInferred: true),
    ])

    /// Sicknesses with fewer than four weeks between them count as one (BW 7:629(10)).
    static let joinedDays = 28

    /// Which part of the wage goes on for what he cannot work on a day of a sickness, in basis points; zero when the right has
    /// ended, and always for who is not in employment: he is paid for what he does.
    ///
    /// - Parameter sickDays: days of sickness before that day, joined ones included.
    /// - Parameter pensionDays: how many of them he had reached state pension age; nil when he has not.
    static func basisPoints(
        _ terms: ContractTerms, sickDays: Int, pensionDays: Int? = nil, on day: Day,
        _ table: DatedTable<Length> = table()
    ) -> Int64 {
        guard terms.kind == .employment, let row = table.row(on: day) else { return 0 }
        let weeks = terms.worksFewDays ? row.value.fewDaysWeeks : row.value.moreDaysWeeks
        let week = Int64(sickDays) / 7
        guard week < weeks else { return 0 }
        if let pensionDays, let most = pensionWeeks.row(on: day)?.value, Int64(pensionDays) / 7 >= most { return 0 }
        return week < firstYearWeeks ? wholeBasisPoints : laterBasisPoints
    }
}

extension ContractState {
    /// How many days of a sickness lie before one of its days, with those of earlier ones that are joined to it.
    ///
    /// - Parameter counts: which parts of it are counted.
    func sickDays(
        before day: Day, of index: Int, where counts: (Sickness) -> Bool = { _ in true }
    ) -> Int {
        var days = counts(sickness[index]) ? day - sickness[index].from : 0
        var from = sickness[index].from
        for earlier in sickness[..<index].reversed() {
            guard let until = earlier.until, from - until - 1 < SickPay.joinedDays else { break }
            if counts(earlier) { days += until - earlier.from + 1 }
            from = earlier.from
        }
        return days
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
