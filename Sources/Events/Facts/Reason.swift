/// One figure of a decision: its name in the rule and its value, in the unit the name ends with. A day is YYYYMMDD.
package struct Figure: Sendable, Equatable {
    package let name: Code
    package let value: Int64

    package init(_ name: Code, _ value: Int64) {
        self.name = name
        self.value = value
    }
}

/// The figures of a reason, in the order of the rule; in JSON one object, `{"needed-cents":100,"left-cents":80}`.
package struct Figures: Stored, Equatable, ExpressibleByArrayLiteral {
    package let list: [Figure]

    package init(_ list: [Figure]) { self.list = list }
    package init(arrayLiteral elements: Figure...) { list = elements }

    package static let placeholder = Figures([])
    package static let schema = JSONSchema.numbers

    package static func read(_ r: inout JSONReader) -> Figures {
        var list: [Figure] = []
        for (name, value) in r.members() { list.append(Figure(Code(name) ?? r.refuse(Code.advice), value)) }
        return Figures(list)
    }

    package func write(to w: inout JSONWriter) {
        w.object { w in
            for figure in list {
                w.key(named: figure.name.text)
                w.value(figure.value)
            }
        }
    }
}

/// One rule that a decision applied: which, whether it was met, the figures it compared and where the rule comes from.
/// Figures carry no personal data; a decision can be explained from these alone.
package struct Reason: Record, Equatable {
    package let rule: Code
    package let met: Bool
    package let figures: Figures
    /// The source of the rule, e.g. `Rlz 5.22(1)`.
    package let source: Name

    /// - Parameter code: that of a rule, as a finding holds it.
    package init(code: Code, met: Bool, figures: Figures, source: Name) {
        rule = code
        self.met = met
        self.figures = figures
        self.source = source
    }

    package init(rule: Rule, met: Bool, figures: Figures, source: Name) {
        self.init(code: rule.code, met: met, figures: figures, source: source)
    }

    package init(from r: inout JSONReader) {
        rule = r("rule")
        met = r("met")
        figures = r("figures")
        source = r("source")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("rule", rule)
        w.field("met", met)
        w.field("figures", figures)
        w.field("source", source)
    }
}

/// The reasons of a decision event, kept as the JSON they are stored in: a fold passes over them, and only who wants
/// to explain a decision reads them.
package struct Reasons: Stored, Equatable, Sequence, ExpressibleByArrayLiteral {
    private let json: [UInt8]

    package init(_ list: [Reason]) {
        var writer = JSONWriter()
        list.write(to: &writer)
        json = writer.bytes
    }

    package init(arrayLiteral elements: Reason...) { self.init(elements) }

    private init(json: [UInt8]) { self.json = json }

    /// The reasons, read anew at each call.
    package var list: [Reason] {
        var reader = JSONReader()
        reader.load(json)
        return reader.value([Reason].self) ?? []
    }

    package func makeIterator() -> IndexingIterator<[Reason]> { list.makeIterator() }

    package static let placeholder = Reasons([])
    package static var schema: JSONSchema { [Reason].schema }
    package static func read(_ r: inout JSONReader) -> Reasons { Reasons(json: r.rawArray() ?? Array("[]".utf8)) }
    package func write(to w: inout JSONWriter) { json.withUnsafeBytes { w.value(json: $0) } }
}

extension Code: ExpressibleByStringLiteral {
    /// A code written in our own source; a wrong one is a mistake there, which any test that comes by it finds.
    package init(stringLiteral text: String) {
        assert(Code(text) != nil, "A code is 1 to 64 of a-z, 0-9 and -.")
        self.init(literal: text)
    }
}

extension Name: ExpressibleByStringLiteral {
    /// A name written in our own source; a wrong one is a mistake there, which any test that comes by it finds.
    package init(stringLiteral text: String) {
        assert(Name(text) != nil, "A name is one line of visible text.")
        self.init(literal: text)
    }
}
