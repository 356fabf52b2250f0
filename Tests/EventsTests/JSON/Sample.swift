@testable import Events

/// A record with a field of every kind, in the shape of an event.
struct Sample: Record, Hashable {
    enum Kind: String, StoredName { case hourly, monthly, once = "once-only" }

    var claim: ClaimID
    var kind: Kind
    var day: Day
    var month: Month
    var at: Moment
    var amount: Cents
    var minutes: Int
    var isFinal: Bool
    var note: Text?
    var rules: [Code]
    var lines: [Line]
    var iban: Personal<Iban>

    struct Line: Record, Hashable {
        var day: Day
        var amount: Cents

        init(day: Day, amount: Cents) {
            self.day = day
            self.amount = amount
        }

        init(from reader: inout JSONReader) {
            day = reader("day")
            amount = reader("amount")
        }

        func writeFields(to writer: inout JSONWriter) {
            writer.field("day", day)
            writer.field("amount", amount)
        }
    }

    init(from reader: inout JSONReader) {
        claim = reader("claim")
        kind = reader("kind")
        day = reader("day")
        month = reader("month")
        at = reader("at")
        amount = reader("amount")
        minutes = reader("minutes")
        isFinal = reader("isFinal")
        note = reader.optional("note")
        rules = reader.list("rules")
        lines = reader.list("lines")
        iban = reader("iban")
    }

    func writeFields(to writer: inout JSONWriter) {
        writer.field("claim", claim)
        writer.field("kind", kind)
        writer.field("day", day)
        writer.field("month", month)
        writer.field("at", at)
        writer.field("amount", amount)
        writer.field("minutes", minutes)
        writer.field("isFinal", isFinal)
        writer.field("note", note)
        writer.field("rules", rules)
        writer.field("lines", lines)
        writer.field("iban", iban)
    }

    /// A sample of which every field is drawn.
    init(using random: inout SeededGenerator) {
        claim = ID(bits: .random(in: 0 ... .max, using: &random))
        kind = Kind.allCases.randomElement(using: &random) ?? .hourly
        day = Day(number: .random(in: -30_000...90_000, using: &random))
        month = Month(containing: Day(number: .random(in: -30_000...90_000, using: &random)))
        at = Moment(microseconds: .random(in: -1_000_000_000_000_000...7_000_000_000_000_000, using: &random))
        amount = Cents(.random(in: -Cents.limit...Cents.limit, using: &random))
        minutes = .random(in: .min ... .max, using: &random)
        isFinal = .random(using: &random)
        let signs = Array("aZ09 \"\\/\n~é€漢😀{}[]:,")
        let text = String(
            (0..<Int.random(in: 0...40, using: &random)).map { _ in signs.randomElement(using: &random) ?? "-" })
        note = Text(text)
        rules = (0..<Int.random(in: 0...3, using: &random)).compactMap { Code("rule-\($0)") }
        let start = day
        let lineCount = Int.random(in: 0...3, using: &random)
        lines = (0..<lineCount).map { Line(day: start.adding(days: $0), amount: Cents(Int64($0))) }
        iban = .seal(.placeholder, of: ID(bits: 7), salt: .random(in: 0 ... .max, using: &random))
    }
}

/// The bytes that a value is stored as.
func json(_ value: some Stored) -> [UInt8] {
    var writer = JSONWriter()
    value.write(to: &writer)
    return writer.bytes
}

/// The text that a value is stored as.
func jsonText(_ value: some Stored) -> String { String(decoding: json(value), as: UTF8.self) }
