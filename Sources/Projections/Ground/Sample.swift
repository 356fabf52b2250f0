package import Events

/// Values for the examples in the description of the API: of nobody, and alike in all of them.
package enum Sample {
    /// The n-th id.
    package static func id<Subject>(_ number: UInt128) -> ID<Subject> {
        ID(bits: 0xa1b2c3d4_0000_4000_8000_0000_0000_0000 | number)
    }

    package static let day = read("2026-03-02", Day.init)
    package static let lastDay = read("2026-12-31", Day.init)
    package static let month = read("2026-02", Month.init)
    package static let moment = read("2026-03-02T09:30:00.000000Z", Moment.init)
    package static let digest = SHA256.hash(Array("example".utf8))
    package static let holder = Principal.holder(id(1))

    /// A personal value, as an answer shows it.
    package static func personal<Value>(_ value: Value) -> Personal<Value> { .seal(value, of: id(1), salt: 1) }

    package static func text(_ text: String) -> Text { read(text, Text.init) }

    static let shares = [BudgetShare(budget: id(4), cents: Cents(50_000))]

    static let line = ContractLine(
        budget: id(4), function: .personalCare, unit: .hour, rateCents: Cents(2_500), weeklyMinutes: 600,
        description: personal(text("Wassen en aankleden.")))

    static let terms = ContractTerms(
        kind: .family, relation: .firstDegree, formal: false, start: day, end: nil, lines: [line])

    static let reason = ExplainedReason(
        Reason(
            rule: .rateWithinMaximum, met: false, figures: [Figure("rate-cents", 2_800), Figure("most-cents", 2_698)],
            source: "Rlz 5.22(1)"))

    package static func read<Value>(_ text: String, _ read: (String) -> Value?) -> Value {
        guard let value = read(text) else { preconditionFailure("an example must be valid") }
        return value
    }
}
