import Events

/// What a caregiver may cost at most from a Wlz budget, by care day. Rlz 5.22; amounts include holiday pay (5.22(4)).
enum WlzMaximumRates {
    struct Row {
        let from: Day
        let formalHour: Cents
        let formalDayPart: Cents
        let informalHour: Cents
        let source: Name
    }

    /// No confirmed figures were found for 2022 and 2025, so those years have no row and an assessor decides.
    private static let rows: [(row: Row, lastYear: Int)] = [
        (row(2021, 66_60, 61_32, 21_14, "Rlz 5.22, tekst 2021"), 2021),
        (row(2023, 72_39, 66_64, 22_98, "Rlz 5.22, tekst 2023"), 2023),
        (row(2024, 77_00, 70_88, 24_44, "Rlz 5.22, tekst 2024"), 2024),
        (row(2026, 84_99, 78_24, 26_98, "Rlz 5.22, tekst 2026"), Int.max),
    ]

    /// The row that holds on a day; nil where no maximum is known.
    static func row(on day: Day) -> Row? {
        rows.last { $0.row.from <= day && day.year <= $0.lastYear }?.row
    }

    /// The highest rate for one unit; nil where the unit is not a time. Informal has only an hourly cap, so a day part
    /// counts as four hours.
    static func maximum(_ unit: Unit, formal: Bool, on row: Row) -> Cents? {
        if formal, unit == .dayPart { return row.formalDayPart }
        guard let hours = unit.hours else { return nil }
        return (formal ? row.formalHour : row.informalHour).scaled(by: hours, over: 1)
    }

    private static func row(_ year: Int, _ hour: Int64, _ dayPart: Int64, _ informal: Int64, _ source: Name) -> Row {
        Row(
            from: .firstOf(year), formalHour: Cents(hour), formalDayPart: Cents(dayPart), informalHour: Cents(informal),
            source: source)
    }
}

extension Day {
    /// 1 January of a year of the rule tables.
    static func firstOf(_ year: Int) -> Day {
        guard let day = Day(year: year, month: 1, day: 1) else {
            preconditionFailure("A rule table names a year outside the calendar.")
        }
        return day
    }

    /// The day as YYYYMMDD: how figures of a reason name a day.
    package var figure: Int64 { Int64(year) * 10_000 + Int64(month.number) * 100 + Int64(day) }
}
