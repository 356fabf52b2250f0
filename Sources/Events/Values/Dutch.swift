/// Amounts, days and lists as people read them in Dutch.
package enum Dutch {
    /// `€ 1.234,56`, below zero `€ -1.234,56`.
    package static func amount(_ cents: Cents) -> String {
        let digits = String(cents.raw.magnitude / 100)
        var grouped = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.utf8.count - index) % 3 == 0 { grouped += "." }
            grouped.append(digit)
        }
        let rest = cents.raw.magnitude % 100
        return "€ \(cents.raw < 0 ? "-" : "")\(grouped),\(rest < 10 ? "0" : "")\(rest)"
    }

    /// `5 maart 2026`.
    package static func day(_ day: Day) -> String { "\(day.day) \(name(day.month)) \(day.year)" }

    /// `31 maart 1950`, or what is known of it: `maart 1950`, `1950`.
    package static func day(_ date: BirthDate) -> String {
        if date.isWhole { return day(date.span.lowerBound) }
        return date.month == 0 ? "\(date.year)" : month(date.span.lowerBound.month)
    }

    /// `5 maart 2026 om 9.30 uur`, by the clocks of Amsterdam.
    package static func moment(_ moment: Moment) -> String {
        let (hour, minute) = moment.minuteOfDay.quotientAndRemainder(dividingBy: 60)
        return "\(day(moment.day)) om \(hour).\(minute < 10 ? "0" : "")\(minute) uur"
    }

    /// `maart 2026`.
    package static func month(_ month: Month) -> String { "\(name(month)) \(month.year)" }

    /// `7 uur en 30 minuten`.
    package static func time(minutes: Int64) -> String {
        let rest = minutes % 60
        return "\(minutes / 60) uur" + (rest == 0 ? "" : " en \(rest) minuten")
    }

    /// The day that a figure of a reason names as YYYYMMDD; nil when it names none.
    package static func day(figure: Int64) -> String? {
        Day(year: Int(figure / 10_000), month: Int(figure / 100 % 100), day: Int(figure % 100)).map(day)
    }

    private static let months = [
        "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
        "december",
    ]

    private static func name(_ month: Month) -> String { months[month.number - 1] }
}
