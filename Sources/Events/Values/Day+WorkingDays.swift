extension Day {
    /// Whether offices work on it: not a Saturday, a Sunday or a generally recognised holiday (Algemene termijnenwet 3:
    /// New Year's Day, Easter Monday, Whit Monday, both days of Christmas, Ascension Day, the King's birthday, 5 May, and
    /// Good Friday, which counts as one). The King's birthday is that since 2014: 27 April, or 26 April when that is a
    /// Sunday.
    package var isWorkingDay: Bool {
        guard weekday < 6 else { return false }
        switch (month.number, day) {
        // A birthday on a Sunday is kept on the Saturday, when nobody works anyway.
        case (1, 1), (4, 27), (5, 5), (12, 25), (12, 26): return false
        default: break
        }
        let easter = Day.easterSunday(year)
        return ![-2, 1, 39, 50].contains(self - easter)
    }

    /// Easter Sunday of the Gregorian calendar, by the anonymous algorithm of 1876 (Meeus, Jones, Butcher).
    package static func easterSunday(_ year: Int) -> Day {
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
