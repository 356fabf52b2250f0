import Events

extension ContractLine {
    /// The working time in one unit: `minutes` over `per` of them; nil where the unit is not a time, or nobody said how
    /// long it takes. Units are kept as agreed and converted only here, for a check (contracts 3.2): the hours the SVB
    /// counts, unless the line states its own. A month is 52/12 weeks of the fixed hours (inferred: the sources name the
    /// conversion and not the factor).
    var unitTime: (minutes: Int64, per: Int64)? {
        switch unit {
        case .hour: (60, 1)
        case .month: weeklyMinutes.map { ($0 * 52, 12) }
        case .ride: (detail.unitMinutes ?? detail.rideMinutes).map { ($0, 1) }
        case .piece: detail.unitMinutes.map { ($0, 1) }
        case .dayPart, .night, .day, .fullDay, .weekend, .midweek, .week:
            (detail.unitMinutes ?? (unit.hours ?? 0) * 60, 1)
        }
    }

    /// What the rate comes to for an hour, in hundred-thousandths of a euro: the SVB keeps a converted rate with five
    /// decimals (contracts 3.2). Nil where the unit is not a time.
    var hourlyRate: Int64? {
        unitTime.map { rateCents.scaled(by: 60_000 * $0.per, over: $0.minutes).raw }
    }

    /// The lowest rate for one unit that comes to at least so much for an hour; nil where the unit is not a time.
    func lowestRate(for hour: Cents) -> Cents? {
        guard let time = unitTime else { return nil }
        let (minutes, hours) = (time.minutes, 60 * time.per)
        let lowest = (hour.raw * minutes + hours - 1) / hours
        // Five decimals are coarser than cents when the unit is long.
        let before = Cents(lowest - 1).scaled(by: 1_000 * hours, over: minutes).raw
        return Cents(before >= hour.raw * 1_000 ? lowest - 1 : lowest)
    }

    /// The time a week this line asks of the caregiver, in minutes: as agreed, else from the number of units a year;
    /// nil when neither is known.
    var minutesAWeek: Int64? {
        if let weeklyMinutes { return weeklyMinutes }
        guard let count = detail.yearlyCount, let time = unitTime else { return nil }
        return count * time.minutes / (52 * time.per)
    }
}

extension Unit {
    /// A day and a night, or longer.
    var isWholeDays: Bool {
        switch self {
        case .fullDay, .weekend, .midweek, .week: true
        case .hour, .dayPart, .night, .day, .month, .piece, .ride: false
        }
    }
}
