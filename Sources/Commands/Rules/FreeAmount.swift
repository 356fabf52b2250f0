import Events

/// The amount a holder may take without accounting for it (verantwoordingsvrij bedrag).
enum FreeAmount {
    /// Rlz 5.17(1)(c): 1.5% of the grant, at least 250 and at most 1,250 euro. Rlz 5.17(3): for a part of the year the
    /// two bounds are multiplied by days over days in the year; the grant is already that of the part.
    static func wlz(granted: Cents, from: Day, until: Day) -> (cents: Cents, reason: Reason) {
        let days = Int64(until - from) + 1
        let yearDays = Int64(from.daysInYear)
        let least = Cents(25_000).scaled(by: days, over: yearDays)
        let most = Cents(125_000).scaled(by: days, over: yearDays)
        let share = granted.scaled(by: 150, over: 10_000)
        let cents = min(max(share, least), most)
        return (
            cents,
            Reason(
                rule: .freeAmount, met: true,
                figures: [
                    Figure("granted-cents", granted.raw), Figure("basis-points", 150),
                    Figure("period-days", days), Figure("year-days", yearDays),
                    Figure("least-cents", least.raw), Figure("most-cents", most.raw),
                    Figure("free-amount-cents", cents.raw),
                ], source: "Rlz 5.17(1)(c), 5.17(3)")
        )
    }

    /// Whether what is asked is still left of it. After a lower grant more may have been taken than there is: that is told.
    static func left(of budget: BudgetState, asked: Cents) -> Reason {
        let left = budget.freeOpenCents
        let overdrawn = left < .zero ? [Figure("overdrawn-cents", -left.raw)] : []
        return Reason(
            rule: .freeAmountLeft, met: asked <= left,
            figures: Figures(
                [
                    Figure("asked-cents", asked.raw), Figure("left-cents", max(.zero, left).raw),
                    Figure("free-amount-cents", budget.freeAmountCents.raw),
                ] + overdrawn), source: "Rlz 5.17(1)(c)")
    }

    /// Wmo and Jeugdwet: as the municipality granted it, never computed.
    static func granted(_ cents: Cents) -> (cents: Cents, reason: Reason) {
        (
            cents,
            Reason(
                rule: .freeAmount, met: true, figures: [Figure("free-amount-cents", cents.raw)],
                source: "toekenningsbeschikking")
        )
    }
}
