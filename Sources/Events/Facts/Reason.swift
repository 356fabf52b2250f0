/// One figure of a decision: its name in the rule and its value, in the unit the name ends with.
package struct Figure: Record, Equatable {
    package let name: Code
    package let value: Int64

    package init(_ name: Code, _ value: Int64) {
        self.name = name
        self.value = value
    }

    package init(from r: inout JSONReader) {
        name = r("name")
        value = r("value")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("name", name)
        w.field("value", value)
    }
}

/// One rule that a decision applied: which, whether it was met, the figures it compared and where the rule comes from.
/// Figures carry no personal data; a decision can be explained from these alone.
package struct Reason: Record, Equatable {
    package let rule: Code
    package let met: Bool
    package let figures: [Figure]
    /// The source of the rule, e.g. `Rlz 5.22(1)`.
    package let source: Name

    package init(rule: Code, met: Bool, figures: [Figure], source: Name) {
        self.rule = rule
        self.met = met
        self.figures = figures
        self.source = source
    }

    package init(from r: inout JSONReader) {
        rule = r("rule")
        met = r("met")
        figures = r.list("figures")
        source = r("source")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("rule", rule)
        w.field("met", met)
        w.field("figures", figures)
        w.field("source", source)
    }
}

extension Code: ExpressibleByStringLiteral {
    /// A code written in our own source; a wrong one is a mistake there.
    package init(stringLiteral text: StaticString) {
        guard let code = Code(text.description) else { preconditionFailure("A code is 1 to 64 of a-z, 0-9 and -.") }
        self = code
    }
}

extension Name: ExpressibleByStringLiteral {
    /// A name written in our own source; a wrong one is a mistake there.
    package init(stringLiteral text: StaticString) {
        guard let name = Name(text.description) else { preconditionFailure("A name is one line of visible text.") }
        self = name
    }
}
