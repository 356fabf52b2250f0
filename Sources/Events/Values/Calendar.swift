/// The Gregorian calendar from 1900 to 2200, in whole numbers.
enum Calendar {
    static let years = 1900...2200

    /// Days from 0001-01-01 to 1970-01-01.
    private static let daysToEpoch = 719_162

    static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    /// The number of days of a month; `month` is 1...12.
    static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days of the year before the first of a month; `month` is 1...12.
    private static func days(beforeMonth month: Int, isLeap: Bool) -> Int {
        // From March on the months run 31 30 31 30 31, 31 30 31 30 31: 153 days for five months.
        month < 3 ? (month - 1) * 31 : (153 * (month - 3) + 2) / 5 + (isLeap ? 60 : 59)
    }

    /// Days since 1970-01-01 of a date that exists.
    static func number(year: Int, month: Int, day: Int) -> Int {
        let past = year - 1
        let daysBeforeYear = 365 * past + past / 4 - past / 100 + past / 400
        return daysBeforeYear + days(beforeMonth: month, isLeap: isLeap(year)) + day - 1 - daysToEpoch
    }

    /// The date of a number of days since 1970-01-01; the number must be a date after the year 1.
    static func date(of number: Int) -> (year: Int, month: Int, day: Int) {
        let daysFromOne = number + daysToEpoch
        // The mean year gives this year or the next one; one look at 1 January settles it.
        var year = (daysFromOne * 400) / 146_097 + 1
        var dayOfYear = number - Calendar.number(year: year, month: 1, day: 1)
        if dayOfYear < 0 {
            year -= 1
            dayOfYear += isLeap(year) ? 366 : 365
        } else if dayOfYear >= (isLeap(year) ? 366 : 365) {
            dayOfYear -= isLeap(year) ? 366 : 365
            year += 1
        }
        let leap = isLeap(year)
        var month = dayOfYear / 32 + 1
        if month < 12, days(beforeMonth: month + 1, isLeap: leap) <= dayOfYear { month += 1 }
        return (year, month, dayOfYear - days(beforeMonth: month, isLeap: leap) + 1)
    }

    /// Days since 1970-01-01 of the last Sunday of a month of 31 days.
    static func lastSunday(month: Int, of year: Int) -> Int {
        let last = number(year: year, month: month, day: 31)
        return last - (last + 4 + 7 * 4000) % 7
    }
}
