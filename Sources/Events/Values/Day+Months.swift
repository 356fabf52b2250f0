extension Day {
    /// The same day of the month `count` months later, or earlier when `count` is negative; the last day of that month
    /// when it has no such day. Past either end of the calendar it stays at that end.
    package func adding(months count: Int) -> Day {
        let target = month.adding(months: count)
        return target.first.adding(days: min(day, target.days) - 1)
    }
}
