import Support
import Testing

@testable import Events

/// The quick way of the reader beside the way over the tape: for any bytes both give the same event, or none.
@Suite struct CanonicalTests {
    /// A golden body as it is, or with some bytes changed, taken out, doubled or cut off, or with parts of it swapped.
    private static func mutated(_ golden: [UInt8], using random: inout SeededGenerator) -> [UInt8] {
        let bytes =
            Array(#"{}[]:,"\/-0123456789.eEtrufalsn +"#.utf8) + [0, 9, 10, 0x1F, 0x7F, 0x80, 0xC3, 0xA9, 0xFF]
        var body = golden
        for _ in 0..<Int.random(in: 1...3, using: &random) where body.count > 2 {
            let place = Int.random(in: 0..<body.count, using: &random)
            switch Int.random(in: 0...9, using: &random) {
            case 0: body[place] = bytes.randomElement(using: &random) ?? 0
            case 1: body[place] = .random(in: 0...255, using: &random)
            case 2: body.insert(bytes.randomElement(using: &random) ?? 0, at: place)
            case 3: body.remove(at: place)
            case 4: body.removeSubrange(place..<min(body.count, place + Int.random(in: 1...40, using: &random)))
            case 5: body.insert(contentsOf: body[place...].prefix(Int.random(in: 1...60, using: &random)), at: place)
            case 6: swapFields(of: &body, using: &random)
            case 7: replaceValue(in: &body, using: &random)
            case 8: body.append(contentsOf: [0x20, 0x0A, 0x7D, 0].prefix(Int.random(in: 1...4, using: &random)))
            default:
                body.insert(contentsOf: Array(#""more":0,"#.utf8), at: body.firstIndex(of: 0x7B).map { $0 + 1 } ?? 0)
            }
        }
        return body
    }

    /// Cuts the body at three commas and joins it with the two parts between them swapped: another order of fields.
    private static func swapFields(of body: inout [UInt8], using random: inout SeededGenerator) {
        let commas = body.indices.filter { body[$0] == UInt8(ascii: ",") }
        guard commas.count > 2 else { return }
        let first = Int.random(in: 0..<commas.count - 2, using: &random)
        let (one, two, three) = (commas[first], commas[first + 1], commas[first + 2])
        body.replaceSubrange(one..<three, with: body[two..<three] + body[one..<two])
    }

    /// Another value behind some colon.
    private static func replaceValue(in body: inout [UInt8], using random: inout SeededGenerator) {
        let values = [
            "null", "true", "false", "0", "-0", "-1", "007", "1.5", "1e3", "123456789012345678", "1234567890123456789",
            "99999999999999999999", #""""#, #""x""#, #""\u0041""#, #""é""#, "[]", "{}", "[null]", #"{"a":1,"a":1}"#,
            #"[{"a":[[[[1]]]]}]"#, #"[{"ab":1,"ab":2}]"#, "[1,2,]", #""2026-01-05""#, #""2026-02-30""#,
        ]
        let colons = body.indices.filter { body[$0] == UInt8(ascii: ":") }
        guard let colon = colons.randomElement(using: &random) else { return }
        let end =
            body[(colon + 1)...].firstIndex { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "}") } ?? body.endIndex
        body.replaceSubrange((colon + 1)..<end, with: Array((values.randomElement(using: &random) ?? "").utf8))
    }

    private static let goldens = Repository.files(under: "fixtures/events", ending: ".json")

    private func type(of path: String) throws -> EventType {
        let parts = path.split(separator: "/").last.map { $0.split(separator: ".") } ?? []
        let type = EventCatalogue.types.first { parts == ["\($0.name)", "\($0.version)", "json"] }
        return try #require(type)
    }

    /// What the writer writes goes the quick way; otherwise the tests below would compare one way with itself.
    @Test(arguments: goldens) func goldenBodiesGoTheQuickWay(_ path: String) throws {
        let type = try type(of: path)
        let body = Array(try Repository.text(path).utf8)
        var reader = JSONReader()
        let event = body.withUnsafeBytes { type.read(&reader, $0) }
        #expect(event != nil)
        #expect(reader.tokens.isEmpty || body.contains { $0 >= 0x80 })
    }

    @Test(arguments: goldens) func bothWaysAgree(_ path: String) throws {
        let type = try type(of: path)
        let golden = Array(try Repository.text(path).utf8)
        var random = SeededGenerator(seed: 2026)
        var quick = JSONReader()
        var tape = JSONReader()
        var taken = 0
        for number in 0..<3_000 {
            let body = number == 0 ? golden : Self.mutated(golden, using: &random)
            let event = body.withUnsafeBytes { type.read(&quick, $0) }
            // A blank in front means nothing, but the writer writes none: this goes over the tape.
            let same = ([0x20] + body).withUnsafeBytes { type.read(&tape, $0) }
            let text = String(decoding: body, as: UTF8.self)
            #expect(event == same, "\(text)")
            #expect(quick.errors.map(\.pointer) == tape.errors.map(\.pointer), "\(text)")
            #expect(quick.errors.map(\.code) == tape.errors.map(\.code), "\(text)")
            #expect(event == nil || !tape.tokens.isEmpty)
            taken += event == nil ? 0 : 1
        }
        #expect(1...2_900 ~= taken)
    }

    @Test func recordsWithEveryKindOfValueAgree() {
        var random = SeededGenerator(seed: 5)
        var quick = JSONReader()
        var tape = JSONReader()
        var quickly = 0
        for number in 0..<20_000 {
            var sample = Sample(using: &random)
            // Half of them such that they can go the quick way.
            if number % 2 == 0 { (sample.note, sample.minutes) = (Text("plain"), number - 10_000) }
            let golden = json(sample)
            let body = number % 3 == 0 ? golden : Self.mutated(golden, using: &random)
            let value = body.withUnsafeBytes { quick.record(Sample.self, from: $0) }
            tape.load(body)
            let same = tape.record(Sample.self)
            #expect(value == same, "\(String(decoding: body, as: UTF8.self))")
            #expect(quick.errors == tape.errors)
            quickly += body.withUnsafeBytes { quick.canonical(Sample.self, from: $0) } == nil ? 0 : 1
        }
        #expect(quickly > 3_000)
    }
}
