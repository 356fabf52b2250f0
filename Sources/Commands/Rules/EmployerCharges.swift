import Events

/// What an employer pays on top of the gross wage (werkgeverslasten), from the same budget. Contracts 6.3.
///
/// The low contribution is for a written contract for indefinite time with fixed hours, the high one for all others: that
/// is inferred. So are the percentages before August 2021 (from the change that was announced) and the 20% of 2022 to 2025,
/// which sources only give as "about".
enum EmployerCharges {
    struct Percentages: Sendable {
        let lowBasisPoints: Int64
        let highBasisPoints: Int64
    }

    static let table = DatedTable([
        DatedRow(
            .of(2015, 1, 1), Percentages(lowBasisPoints: 1_861, highBasisPoints: 2_361),
            "afgeleid uit SVB 1 augustus 2021", isInferred: true),
        DatedRow(.of(2021, 8, 1), Percentages(lowBasisPoints: 1_625, highBasisPoints: 2_125), "SVB 1 augustus 2021"),
        DatedRow(
            .of(2022, 1, 1), Percentages(lowBasisPoints: 2_000, highBasisPoints: 2_000), "pgbplanner.nl: ongeveer 20%",
            isInferred: true),
        DatedRow(.of(2026, 1, 1), Percentages(lowBasisPoints: 1_754, highBasisPoints: 2_254), "SVB 1 januari 2026"),
    ])

    /// In basis points of the gross wage, with the row it stands in; nil where there are none to pay.
    static func basisPoints(_ terms: ContractTerms, on day: Day) -> (points: Int64, row: DatedRow<Percentages>)? {
        guard terms.kind == .employment, let row = table.row(on: day) else { return nil }
        let isFixed = !terms.work.week.isEmpty || terms.lines.contains { $0.unit == .month }
        let isLow = terms.end == nil && terms.work.replaces == nil && isFixed
        return (isLow ? row.value.lowBasisPoints : row.value.highBasisPoints, row)
    }
}
