import Events

/// What follows from a circumstance that was told, by its kind and its length, with the figures compared. It decides
/// nothing: the granters that were told do.
enum StayLength {
    /// A stay abroad of more than six weeks in a calendar year has consequences (must-report list, portal 1.10; Blz 3.7.2(3)).
    static let abroadDaysMost: Int64 = 42
    /// So has an admission of more than two months (must-report list, portal 1.10).
    static let admissionMonthsMost = 2

    static func reasons(
        _ kind: CircumstanceKind, from: Day, until: Day?, among reported: [CircumstanceState], on today: Day
    ) -> [Reason] {
        switch kind {
        case .admission: [admission(from: from, until: until, on: today)]
        case .abroad: abroad(from: from, until: until ?? from, among: reported)
        case .detention, .bankruptcy, .debtRestructuring, .careInKind: [goesOn(false, from: from)]
        case .move, .other: [goesOn(true, from: from)]
        }
    }

    /// Two months end on the day before the one with the number of the first. Of an admission whose end is not known, what
    /// lasts until now counts.
    private static func admission(from: Day, until: Day?, on today: Day) -> Reason {
        let limit = from.adding(months: admissionMonthsMost).adding(days: -1)
        var figures = [Figure("admitted-from", from.figure)]
        if let until { figures.append(Figure("admitted-until", until.figure)) }
        figures.append(Figure("limit-on", limit.figure))
        return Reason(
            rule: .admissionLength, met: (until ?? today) <= limit, figures: Figures(figures),
            source: "meldplicht pgb: opname")
    }

    /// One reason for each calendar year of the stay, with all days abroad of that year that were told; a day that was told
    /// twice counts once.
    private static func abroad(from: Day, until: Day, among reported: [CircumstanceState]) -> [Reason] {
        let stays =
            reported.filter { $0.reported.kind == .abroad }.map {
                $0.reported.from...($0.reported.until ?? $0.reported.from)
            }
            + [from...until]
        return (from.year...until.year).map { year in
            let first = Day.of(year, 1, 1)
            let last = Day.of(year, 12, 31)
            var counted: Int64 = 0
            var behind = first
            for stay in stays.sorted(by: { $0.lowerBound < $1.lowerBound }) {
                let begin = max(stay.lowerBound, behind)
                let end = min(stay.upperBound, last)
                guard begin <= end else { continue }
                counted += Int64(end - begin) + 1
                behind = end.adding(days: 1)
            }
            return Reason(
                rule: .abroadLength, met: counted <= abroadDaysMost,
                figures: [
                    Figure("year", Int64(year)), Figure("abroad-days", counted), Figure("most-days", abroadDaysMost),
                ], source: "meldplicht pgb: buitenland")
        }
    }

    private static func goesOn(_ met: Bool, from: Day) -> Reason {
        Reason(rule: .pgbGoesOn, met: met, figures: [Figure("from", from.figure)], source: "meldplicht pgb")
    }
}
