import Events

/// What an amount comes to for a part of the time it was for.
enum PartOfPeriod {
    /// Rlz 5.14: the amount of a whole year times the days of the period over the days of the year it begins in, rounded
    /// once, half up.
    static func ofYear(_ cents: Cents, from: Day, until: Day) -> Cents {
        cents.scaled(by: days(from, until), over: Int64(from.daysInYear))
    }

    /// The amount of a period that stops early: by the days that remain (Rlz 5.14); nothing when none do.
    static func byDays(_ cents: Cents, of period: ClosedRange<Day>, through last: Day) -> Cents {
        guard last >= period.lowerBound else { return .zero }
        let remaining = days(period.lowerBound, min(last, period.upperBound))
        return cents.scaled(by: remaining, over: days(period.lowerBound, period.upperBound))
    }

    /// The same counted in months, a part of a month by its days: how municipalities count a free amount that was
    /// granted for a year (money 19, example 35).
    static func byMonths(_ cents: Cents, of period: ClosedRange<Day>, through last: Day) -> Cents {
        guard last >= period.lowerBound else { return .zero }
        let remaining = monthParts(period.lowerBound, min(last, period.upperBound))
        return cents.scaled(by: remaining, over: monthParts(period.lowerBound, period.upperBound))
    }

    /// Calendar days, both ends included.
    static func days(_ from: Day, _ until: Day) -> Int64 { Int64(until - from) + 1 }

    /// Months in parts of which a month of 28, 29, 30 or 31 days has a whole number per day.
    private static func monthParts(_ from: Day, _ until: Day) -> Int64 {
        var parts: Int64 = 0
        var month = from.month
        while month <= until.month {
            let held = days(max(from, month.first), min(until, month.last))
            parts += held * (377_580 / Int64(month.days))
            let next = month.adding(months: 1)
            // Counting past the end of the calendar stays there.
            if next == month { break }
            month = next
        }
        return parts
    }
}
