/// One line of the work agreements: what care, from which budget, in which unit and at what rate, with its description.
package struct ContractLine: Record, Equatable {
    package let budget: BudgetID
    package let function: CareFunction
    package let unit: Unit
    /// Gross, per unit. For the unit month this is the fixed monthly wage.
    package let rateCents: Cents
    /// Agreed working time per week in minutes; required for a monthly wage (ZO-10).
    package let weeklyMinutes: Int64?
    /// What care, how, why and when (zorgbeschrijving).
    package let description: Personal<Text>

    package init(
        budget: BudgetID, function: CareFunction, unit: Unit, rateCents: Cents, weeklyMinutes: Int64?,
        description: Personal<Text>
    ) {
        self.budget = budget
        self.function = function
        self.unit = unit
        self.rateCents = rateCents
        self.weeklyMinutes = weeklyMinutes
        self.description = description
    }

    package init(from r: inout JSONReader) {
        budget = r("budget")
        function = r("function")
        unit = r("unit")
        rateCents = r("rateCents")
        weeklyMinutes = r.optional("weeklyMinutes")
        description = r("description")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("budget", budget)
        w.field("function", function)
        w.field("unit", unit)
        w.field("rateCents", rateCents)
        w.field("weeklyMinutes", weeklyMinutes)
        w.field("description", description)
    }
}

/// All that two parties agree on in a contract. A revision repeats the full terms.
package struct ContractTerms: Record, Equatable {
    package let kind: ContractKind
    package let relation: Relation
    /// Whether the caregiver counts as formal: trade register or BIG register (Rlz 5.22(1)).
    package let formal: Bool
    package let start: Day
    /// The last day of a fixed term; nil when indefinite.
    package let end: Day?
    package let lines: [ContractLine]

    package init(
        kind: ContractKind, relation: Relation, formal: Bool, start: Day, end: Day?, lines: [ContractLine]
    ) {
        self.kind = kind
        self.relation = relation
        self.formal = formal
        self.start = start
        self.end = end
        self.lines = lines
    }

    package init(from r: inout JSONReader) {
        kind = r("kind")
        relation = r("relation")
        formal = r("formal")
        start = r("start")
        end = r.optional("end")
        lines = r.list("lines")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("kind", kind)
        w.field("relation", relation)
        w.field("formal", formal)
        w.field("start", start)
        w.field("end", end)
        w.field("lines", lines)
    }
}
