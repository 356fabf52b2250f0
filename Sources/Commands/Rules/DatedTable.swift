import Events

/// One row of a rule table: what holds from a day on, until the next row, and where that was found.
struct DatedRow<Value: Sendable>: Sendable {
    let from: Day
    let value: Value
    let source: Name
    /// Whether the figures are worked out by us from others and were not found in a source. Whoever is told such a
    /// figure is told that too.
    let isInferred: Bool

    init(_ from: Day, _ value: Value, _ source: Name, isInferred: Bool = false) {
        self.from = from
        self.value = value
        self.source = source
        self.isInferred = isInferred
    }
}

/// A rule that changes with time: rows by first day, rising, and the day from which nothing is known yet.
struct DatedTable<Value: Sendable>: Sendable {
    let rows: [DatedRow<Value>]
    /// The first day of which the figures were not found; nil when the last row holds until a newer one.
    let unknownFrom: Day?

    init(_ rows: [DatedRow<Value>], unknownFrom: Day? = nil) {
        self.rows = rows
        self.unknownFrom = unknownFrom
    }

    /// The row that holds on a day; nil where none is known.
    func row(on day: Day) -> DatedRow<Value>? {
        if let unknownFrom, day >= unknownFrom { return nil }
        return rows.last { $0.from <= day }
    }
}

extension Day {
    /// A day of the rule tables.
    static func of(_ year: Int, _ month: Int, _ day: Int) -> Day {
        guard let day = Day(year: year, month: month, day: day) else {
            preconditionFailure("A rule table names a day outside the calendar.")
        }
        return day
    }

    /// The same day so many months later; the last of that month where it has no such day.
    func adding(months count: Int) -> Day {
        let month = month.adding(months: count)
        return month.first.adding(days: min(day, month.days) - 1)
    }

    /// The day as YYYYMMDD: how figures of a reason name a day.
    package var figure: Int64 { Int64(year) * 10_000 + Int64(month.number) * 100 + Int64(day) }
}

extension Figure {
    /// Says that a figure beside it was worked out and not found.
    static let inferred = Figure("inferred", 1)
}

/// The sentence that goes with an inferred figure.
enum Inferred {
    static func sentence(_ detail: String, _ isInferred: Bool) -> String {
        isInferred ? detail + " Dit bedrag is afgeleid, niet gevonden in een bron." : detail
    }
}
