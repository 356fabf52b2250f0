import Events

/// The statutory minimum wage (Wml) for an hour, by age and half-year. Before 2024 it was set for a month, so there is no
/// row; the figures from 1 July 2026 were not found, so an assessor looks at rates from then on.
///
/// To the wage comes 8% holiday pay, which is paid with every payment, and for an employee whose rate includes the
/// vacation hours another twelfth (contracts 4.6 and 4.7). Both are rounded up to the cent, once: that gives every cell
/// of the table the SVB published for 2025, and half away from zero does not. For the other half-years the SVB's own table was
/// not found, so what follows from the rule is marked as inferred.
enum MinimumWage {
    /// The lowest lawful gross hourly rate and what it was made from.
    struct Floor {
        let cents: Cents
        let age: Int64
        let source: Name
        let isInferred: Bool

        /// Whether an hourly rate in hundred-thousandths of a euro is enough.
        func isMet(by hour: Int64) -> Bool { hour >= cents.raw * 1_000 }
    }

    /// Grown up for the Wml (Wml 7).
    static let adultAge: Int64 = 21
    /// The youngest of whom a minimum wage is known (Besluit minimumjeugdloonregeling).
    static let youngestAge: Int64 = 15

    /// From 21 years down to 15.
    struct Wages: Sendable {
        let byAge: [Int64]
        /// The ages of which the figure was computed with the youth scale and not found.
        var inferredAges: [Int64] = []
        /// Whether the SVB's own figures with holiday pay and vacation hours were found.
        var isPublished = false
    }

    static let table = DatedTable(
        [
            row(2024, 1, [1327, 1062, 796, 664, 524, 458, 398], "Wml, 1 januari 2024"),
            row(2024, 7, [1368, 1094, 821, 684, 540, 472, 410], "Wml, 1 juli 2024"),
            row(2025, 1, [1406, 1125, 844, 703, 555, 485, 422], "SVB minimumlonen 1 januari 2025", published: true),
            row(2025, 7, [1440, 1152, 864, 720, 569, 497, 432], "Wml, 1 juli 2025", inferred: [16, 15]),
            row(2026, 1, [1471, 1177, 883, 736, 581, 507, 441], "Wml, 1 januari 2026"),
        ], unknownFrom: .of(2026, 7, 1))

    /// The floor on a day for somebody of that age; an unknown age counts as grown up. Nil where none is known.
    static func floor(age: Int64?, on day: Day, withVacation: Bool) -> Floor? {
        guard let row = table.row(on: day) else { return nil }
        let age = min(age ?? adultAge, adultAge)
        guard age >= youngestAge else { return nil }
        let base = row.value.byAge[Int(adultAge - age)]
        let cents = withVacation ? (base * 108 * 13 + 1_199) / 1_200 : (base * 108 + 99) / 100
        return Floor(
            cents: Cents(cents), age: age, source: row.source,
            isInferred: !row.value.isPublished || row.value.inferredAges.contains(age))
    }

    /// How old somebody is on a day, in whole years. Who was born on 29 February is a year older on 1 March.
    static func age(bornOn birthDate: Day, on day: Day) -> Int64 {
        let hadBirthday = (birthDate.month.number, birthDate.day) <= (day.month.number, day.day)
        return Int64(day.year - birthDate.year - (hadBirthday ? 0 : 1))
    }

    /// The birthdays at which another wage begins.
    static func birthdays(of birthDate: Day) -> [Day] {
        (youngestAge...adultAge).map { age in
            let year = birthDate.year + Int(age)
            return Day(year: year, month: birthDate.month.number, day: birthDate.day) ?? .of(year, 3, 1)
        }
    }

    private static func row(
        _ year: Int, _ month: Int, _ wages: [Int64], _ source: Name, inferred: [Int64] = [], published: Bool = false
    ) -> DatedRow<Wages> {
        DatedRow(
            .of(year, month, 1), Wages(byAge: wages, inferredAges: inferred, isPublished: published), source)
    }
}
