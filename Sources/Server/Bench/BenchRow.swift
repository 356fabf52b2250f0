import Events

/// One measured figure, with the target beside it.
struct BenchRow: Sendable {
    /// In what a figure is counted. Figures are whole numbers; a unit also knows how people like to read it.
    enum Unit: String, Sendable {
        case perSecond, nanoseconds, kibibytes
        /// Thousandths of a ratio.
        case permille
    }

    enum Target: Sendable {
        case atLeast(Int64)
        case atMost(Int64)

        func isReached(by figure: Int64) -> Bool {
            switch self {
            case .atLeast(let least): figure >= least
            case .atMost(let most): figure <= most
            }
        }
    }

    /// The scenario in the JSON document, such as `commands-64`.
    let name: String
    let what: String
    let figure: Int64
    let unit: Unit
    var target: Target?
    /// What else was counted, by name with the unit at its end.
    var details: [(name: String, value: Int64)] = []
    /// What the figure does not say by itself.
    var note: String?

    var isReached: Bool? { target.map { $0.isReached(by: figure) } }

    func write(to w: inout JSONWriter) {
        w.object { w in
            w.field("name", name)
            w.field("what", what)
            w.field("figure", figure)
            w.field("unit", unit.rawValue)
            switch target {
            case .atLeast(let least): w.field("atLeast", least)
            case .atMost(let most): w.field("atMost", most)
            case nil: break
            }
            w.field("reached", isReached)
            w.field(
                "details",
                object: { w in
                    for detail in details {
                        w.key(named: detail.name)
                        w.value(detail.value)
                    }
                })
            w.field("note", note)
        }
    }
}

extension BenchRow.Unit {
    /// A figure as people read it.
    func text(_ figure: Int64) -> String {
        switch self {
        case .perSecond: Self.grouped(figure) + "/s"
        case .kibibytes: Self.grouped(figure / 1_024) + " MiB"
        case .permille: Self.decimal(figure, 1_000) + " x"
        case .nanoseconds:
            switch figure {
            case ..<1_000: "\(figure) ns"
            case ..<1_000_000: Self.decimal(figure, 1_000) + " us"
            case ..<10_000_000_000: Self.decimal(figure, 1_000_000) + " ms"
            default: Self.decimal(figure, 1_000_000_000) + " s"
            }
        }
    }

    /// With two digits behind the point below ten, and one above.
    private static func decimal(_ figure: Int64, _ one: Int64) -> String {
        let hundredths = (figure * 100 + one / 2) / one
        let whole = grouped(hundredths / 100)
        let rest = hundredths % 100
        guard hundredths < 1_000 else { return "\(whole).\(rest / 10)" }
        return "\(whole).\(rest < 10 ? "0" : "")\(rest)"
    }

    private static func grouped(_ figure: Int64) -> String {
        guard figure >= 1_000 else { return "\(figure)" }
        let rest = figure % 1_000
        let zeros = rest < 10 ? "00" : rest < 100 ? "0" : ""
        return grouped(figure / 1_000) + "," + zeros + "\(rest)"
    }
}
