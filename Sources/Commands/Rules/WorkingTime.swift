import Events

/// How much somebody may work.
enum WorkingTime {
    /// Who is not bound by the working-time decree, for one budget holder: 40 hours in one week, from a Wlz budget. Rlz
    /// 5.18(1)(d) and 5.22(5).
    static let weeklyMinutesMost: Int64 = 2_400

    /// Employees, Arbeidstijdenwet 5:7: 12 hours a shift.
    static let shiftMinutesMost: Int64 = 720

    /// Employees, Arbeidstijdenwet 5:7: 60 hours in a week, 220 in four weeks, 768 in sixteen.
    static let periods: [(weeks: Int64, minutesMost: Int64)] = [(1, 3_600), (4, 13_200), (16, 46_080)]

    /// The most an employee may work in each week of a contract of so many weeks, when every week is alike.
    static func evenWeekMinutesMost(weeks: Int64?) -> Int64 {
        let bounds = periods.map { period in period.minutesMost / min(period.weeks, max(1, weeks ?? period.weeks)) }
        return bounds.min() ?? 0
    }

    /// From this many days a week on an employee had the full protection of the law until 2026 (contracts 6.1).
    static let fullProtectionDays: Int64 = 4
}
