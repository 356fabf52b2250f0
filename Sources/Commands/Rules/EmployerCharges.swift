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

    /// Since then they are paid for everybody in employment; before, only for four days a week or more (money 7, contracts
    /// 6.2: the SVB has withheld them since, ahead of the bill).
    private static let forAllFrom = Day.of(2026, 1, 1)

    /// In basis points of the gross wage, with the row it stands in; nil where there are none to pay.
    static func basisPoints(_ terms: ContractTerms, on day: Day) -> (points: Int64, row: DatedRow<Percentages>)? {
        guard terms.kind == .employment, let row = table.row(on: day) else { return nil }
        let isFixed = !terms.work.week.isEmpty || terms.lines.contains { $0.unit == .month }
        let isLow = terms.end == nil && terms.work.replaces == nil && isFixed
        return (isLow ? row.value.lowBasisPoints : row.value.highBasisPoints, row)
    }

    /// The charges on a gross wage that the SVB pays out, rounded once, with how they were computed; nil where the SVB keeps no
    /// salary administration or there are none to pay.
    static func on(_ gross: Cents, _ terms: ContractTerms, on day: Day) -> (cents: Cents, reason: Reason)? {
        guard terms.general.payroll, day >= forAllFrom || !terms.worksFewDays,
            let (points, row) = basisPoints(terms, on: day)
        else { return nil }
        let cents = gross.scaled(by: points, over: 10_000)
        let figures = [
            Figure("gross-cents", gross.raw), Figure("basis-points", points), Figure("charges-cents", cents.raw),
        ]
        return (
            cents,
            Reason(
                rule: .employerCharges, met: true, figures: Figures(figures + (row.isInferred ? [.inferred] : [])),
                source: row.source)
        )
    }
}
