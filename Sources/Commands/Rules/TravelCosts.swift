import Events

/// What may be paid for a kilometre without tax; more may be agreed on, and the part above it is taxed (contracts 3.2,
/// money 8). Until 2023 the SVB names 0.19, which was the limit of the tax office. That the figure of 2024 still holds
/// from 2025 on is inferred.
enum TravelCosts {
    static let untaxedKilometre = DatedTable([
        DatedRow(.of(2015, 1, 1), Cents(19), "SVB reiskosten"),
        DatedRow(.of(2023, 1, 1), Cents(21), "Zilveren Kruis reiskosten tot 2024"),
        DatedRow(.of(2024, 1, 1), Cents(23), "Zilveren Kruis reiskosten 2024"),
        DatedRow(.of(2025, 1, 1), Cents(23), "afgeleid uit 2024", isInferred: true),
    ])
}
