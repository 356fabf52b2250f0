import Events

/// What may be paid for a kilometre without tax. Zilveren Kruis; raising it is not mandatory (contracts 3.2). That the
/// figure of 2024 still holds from 2025 on is inferred.
enum TravelCosts {
    static let untaxedKilometre = DatedTable([
        DatedRow(.of(2015, 1, 1), Cents(21), "Zilveren Kruis reiskosten tot 2024"),
        DatedRow(.of(2024, 1, 1), Cents(23), "Zilveren Kruis reiskosten 2024"),
        DatedRow(.of(2025, 1, 1), Cents(23), "afgeleid uit 2024", isInferred: true),
    ])
}
