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
        let easter = easterSunday(day.year)
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

    /// Easter Sunday of the Gregorian calendar, by the anonymous algorithm of 1876 (Meeus, Jones, Butcher).
    static func easterSunday(_ year: Int) -> Day {
        let golden = year % 19
        let century = year / 100
        let inCentury = year % 100
        let epact = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30
        let weekday = (32 + 2 * (century % 4) + 2 * (inCentury / 4) - epact - inCentury % 4) % 7
        let correction = (golden + 11 * epact + 22 * weekday) / 451
        let sum = epact + weekday - 7 * correction + 114
        guard let day = Day(year: year, month: sum / 31, day: sum % 31 + 1) else {
            preconditionFailure("Easter falls on a day that exists.")
        }
        return day
    }
}
