import Events

/// What a caregiver may cost at most from a Wlz budget, by care day. Rlz 5.22; amounts include holiday pay (5.22(4)).
///
/// The figures of 2022 and 2025 were not found. They were computed back from the year after with the indexation of that
/// year (5.99% and 5.17%), and are marked so. Nobody is refused on a figure of our own: a rate above one of them is a
/// point for the assessor, who knows the real one.
enum WlzMaximumRates {
    struct Rates: Sendable {
        let formalHour: Cents
        let formalDayPart: Cents
        let informalHour: Cents
    }

    static let table = DatedTable([
        row(2015, 1, 63_00, 58_00, 20_00, "Rlz 5.22, tekst 2015"),
        row(2020, 7, 65_29, 60_12, 20_73, "Rlz 5.22, tekst 1 juli 2020"),
        row(2021, 1, 66_60, 61_32, 21_14, "Rlz 5.22, tekst 2021"),
        row(2022, 1, 68_30, 62_87, 21_68, "afgeleid uit 2023: indexatie 5,99%", isInferred: true),
        row(2023, 1, 72_39, 66_64, 22_98, "Rlz 5.22, tekst 2023"),
        row(2024, 1, 77_00, 70_88, 24_44, "Rlz 5.22, tekst 2024"),
        row(2025, 1, 80_81, 74_39, 25_65, "afgeleid uit 2026: indexatie 5,17%", isInferred: true),
        row(2026, 1, 84_99, 78_24, 26_98, "Rlz 5.22, tekst 2026"),
    ])

    /// The highest rate for one unit; nil where the unit is not a time. Informal has only an hourly cap, so a day part
    /// counts as four hours. A price that is not whole cents is rounded down for a ride, whose price per minute may
    /// never be above the hourly cap over 60 (care offices; ZO-24).
    static func maximum(_ line: ContractLine, formal: Bool, on rates: Rates) -> Cents? {
        if formal, line.unit == .dayPart { return rates.formalDayPart }
        return scaled(formal ? rates.formalHour : rates.informalHour, to: line)
    }

    /// An hourly maximum for one unit of a line; nil where the unit is not a time.
    static func scaled(_ hour: Cents, to line: ContractLine) -> Cents? {
        guard let time = line.unitTime else { return nil }
        if line.unit == .ride { return Cents(hour.raw * time.minutes / (60 * time.per)) }
        return hour.scaled(by: time.minutes, over: 60 * time.per)
    }

    private static func row(
        _ year: Int, _ month: Int, _ hour: Int64, _ dayPart: Int64, _ informal: Int64, _ source: Name,
        isInferred: Bool = false
    ) -> DatedRow<Rates> {
        DatedRow(
            .of(year, month, 1),
            Rates(formalHour: Cents(hour), formalDayPart: Cents(dayPart), informalHour: Cents(informal)), source,
            isInferred: isInferred)
    }
}
