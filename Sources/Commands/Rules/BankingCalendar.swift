package import Events

/// The days on which payments move between banks: the TARGET2 calendar. Closed on Saturdays, Sundays, New Year's Day,
/// Good Friday, Easter Monday, 1 May, and 25 and 26 December (European Central Bank, TARGET closing days).
package enum BankingCalendar {
    package static func isBankingDay(_ day: Day) -> Bool {
        if day.weekday >= 6 { return false }
        switch (day.month.number, day.day) {
        case (1, 1), (5, 1), (12, 25), (12, 26): return false
        default: break
        }
        let easter = Day.easterSunday(day.year)
        return day != easter.adding(days: -2) && day != easter.adding(days: 1)
    }

    /// The first banking day after a day.
    package static func next(after day: Day) -> Day {
        var candidate = day.adding(days: 1)
        while !isBankingDay(candidate) { candidate = candidate.adding(days: 1) }
        return candidate
    }

    /// The day itself when it is a banking day, else the last one before it.
    package static func onOrBefore(_ day: Day) -> Day {
        var candidate = day
        while !isBankingDay(candidate) { candidate = candidate.adding(days: -1) }
        return candidate
    }
}
