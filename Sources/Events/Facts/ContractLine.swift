/// One line of the work agreements: what care, from which budget, in which unit and at what rate, with its description.
package struct ContractLine: Record, Equatable {
    package let budget: BudgetID
    package let function: CareFunction
    package let unit: Unit
    /// Gross, per unit, with VAT where it applies. For the unit month this is the fixed monthly wage.
    package let rateCents: Cents
    /// Agreed working time per week in minutes; required for a monthly wage (ZO-10).
    package let weeklyMinutes: Int64?
    /// What care, how, why and when (zorgbeschrijving).
    package let description: Personal<Text>
    /// What else is agreed about it.
    package let detail: LineDetail

    package init(
        budget: BudgetID, function: CareFunction, unit: Unit, rateCents: Cents, weeklyMinutes: Int64?,
        description: Personal<Text>, detail: LineDetail = LineDetail()
    ) {
        self.budget = budget
        self.function = function
        self.unit = unit
        self.rateCents = rateCents
        self.weeklyMinutes = weeklyMinutes
        self.description = description
        self.detail = detail
    }

    package init(from r: inout JSONReader) {
        budget = r("budget")
        function = r("function")
        unit = r("unit")
        rateCents = r("rateCents")
        weeklyMinutes = r.optional("weeklyMinutes")
        description = r("description")
        detail = r.optional("detail") ?? LineDetail()
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("budget", budget)
        w.field("function", function)
        w.field("unit", unit)
        w.field("rateCents", rateCents)
        w.field("weeklyMinutes", weeklyMinutes)
        w.field("description", description)
        w.present("detail", detail.isEmpty ? nil : detail)
    }
}

/// What is only asked of some lines (contracts 3.2 and 3.4).
package struct LineDetail: Record, Hashable {
    /// The time of day or week the rate is for.
    package let time: CareTime
    /// The working time in one unit where it differs from what the SVB counts for it, in minutes.
    package let unitMinutes: Int64?
    /// How many units a year are expected of a unit that is not in hours: stays, rides, day parts.
    package let yearlyCount: Int64?
    /// A monthly wage: the hourly wage it was built up from.
    package let hourCents: Cents?
    /// Group support: how many people are in the group.
    package let groupSize: Int64?
    /// A ride: how long it takes by the route planner, in minutes.
    package let rideMinutes: Int64?

    package init(
        time: CareTime = .any, unitMinutes: Int64? = nil, yearlyCount: Int64? = nil, hourCents: Cents? = nil,
        groupSize: Int64? = nil, rideMinutes: Int64? = nil
    ) {
        self.time = time
        self.unitMinutes = unitMinutes
        self.yearlyCount = yearlyCount
        self.hourCents = hourCents
        self.groupSize = groupSize
        self.rideMinutes = rideMinutes
    }

    package init(from r: inout JSONReader) {
        time = r.optional("time") ?? .any
        unitMinutes = r.optional("unitMinutes")
        yearlyCount = r.optional("yearlyCount")
        hourCents = r.optional("hourCents")
        groupSize = r.optional("groupSize")
        rideMinutes = r.optional("rideMinutes")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.present("time", time == .any ? nil : time)
        w.present("unitMinutes", unitMinutes)
        w.present("yearlyCount", yearlyCount)
        w.present("hourCents", hourCents)
        w.present("groupSize", groupSize)
        w.present("rideMinutes", rideMinutes)
    }

    package var isEmpty: Bool { self == LineDetail() }
}
