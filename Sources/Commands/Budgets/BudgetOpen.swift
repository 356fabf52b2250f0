import Events

extension BudgetState {
    /// Whether a function may be paid from it for care on a day: the function has a period of its own where the grant says
    /// so, and one that was withdrawn pays nothing.
    func covers(_ function: CareFunction, on day: Day) -> Bool {
        covers(day)
            && functions.contains {
                ($0.function == .total || $0.function == function) && ($0.from.map { $0 <= day } ?? true)
                    && ($0.until.map { day <= $0 } ?? true)
            }
    }

    /// Whether claims for care until that day may still be paid from it: no claim stop (Rlz 5.23(4)(a) and (e)), not
    /// closed and not fixed. The stop is told only where there is one.
    func openReasons(careUntil day: Day) -> [Reason] {
        let isOpen = closedOn == nil && !isFixed
        var reasons = [
            Reason(
                rule: .budgetOpen, met: isOpen,
                figures: [Figure("closed-on", closedOn?.figure ?? 0), Figure("budget-until", until.figure)],
                source: "Rlz 5.21")
        ]
        if let stop = claimStopFrom {
            reasons.append(
                Reason(
                    rule: .claimStop, met: day < stop,
                    figures: [Figure("stop-from", stop.figure), Figure("care-until", day.figure)],
                    source: "Rlz 5.23(4)(a), (e)"))
        }
        return reasons
    }
}
