import Events

/// How long a probation may last (BW 7:652), in months.
enum Probation {
    /// For a contract that lasts from one day to another; nil for one without an end.
    static func monthsMost(from start: Day, until end: Day?, isReplacement: Bool) -> Int64 {
        if isReplacement { return 1 }
        guard let end else { return 2 }
        let after = end.adding(days: 1)
        if after <= start.adding(months: 6) { return 0 }
        return after < start.adding(months: 24) ? 1 : 2
    }
}
