import Testing

@testable import Events

@Suite struct RecordTests {
    @Test func whatIsWrittenIsReadAgain() {
        var random = SeededGenerator(seed: 11)
        var reader = JSONReader()
        for _ in 0..<2000 {
            let sample = Sample(using: &random)
            let bytes = json(sample)
            reader.load(bytes)
            guard let read = reader.record(Sample.self) else {
                Issue.record("\(reader.errors) in \(String(decoding: bytes, as: UTF8.self))")
                return
            }
            #expect(read == sample)
            #expect(json(read) == bytes)
        }
    }

    private static let line = #"{"day":"2026-03-31","amount":125}"#

    private func errors(_ text: String) -> [String] {
        var reader = JSONReader()
        reader.load(Array(text.utf8))
        let line = reader.record(Sample.Line.self)
        #expect((line == nil) == !reader.errors.isEmpty)
        return reader.errors.map { "\($0.pointer) \($0.code)" }
    }

    @Test func fieldsAreReadInAnyOrder() {
        #expect(errors(Self.line).isEmpty)
        #expect(errors(#" { "amount" : 125 , "day" : "2026-03-31" } "#).isEmpty)
        #expect(errors(#"{"am\u006funt":125,"day":"2026-03-31"}"#).isEmpty)
    }

    @Test(arguments: [
        (#"{"day":"2026-03-31"}"#, ["/amount missing"]),
        (#"{}"#, ["/day missing", "/amount missing"]),
        (#"{"day":"2026-02-30","amount":"5"}"#, ["/day invalid-value", "/amount wrong-type"]),
        (#"{"day":7,"amount":null}"#, ["/day wrong-type", "/amount wrong-type"]),
        (#"{"day":"2026-03-31","amount":1000000000001}"#, ["/amount out-of-range"]),
        (#"{"day":"2026-03-31","amount":9223372036854775808}"#, ["/amount out-of-range"]),
        (#"{"day":"2026-03-31","amount":1.5}"#, ["/amount wrong-type"]),
        (#"{"day":"2026-03-31","amount":-0}"#, ["/amount invalid-value"]),
        (#"{"day":"2026-03-31","amount":1,"a/b~c":2,"d":[{}]}"#, ["/a~1b~0c unknown-field", "/d unknown-field"]),
        (#"{"extra":1,"amount":1}"#, ["/day missing", "/extra unknown-field"]),
        (#"{"day":"2026-03-31","amount":1,"amount":2}"#, ["/amount duplicate-key"]),
        (#"{"day":"2026-03-31","amount":1,"am\u006funt":2}"#, ["/amount duplicate-key"]),
        (
            #"{"x":{"y":[1,{"z":1,"z":2}]}}"#,
            ["/x/y/1/z duplicate-key", "/day missing", "/amount missing", "/x unknown-field"]
        ),
        (#"[]"#, [" wrong-type"]),
        (#"{"day":["#, ["/day syntax"]),
        (#"{"day":"2026-03-31","amount":1}x"#, [" syntax"]),
    ])
    func mistakesAreToldWithTheirPlace(text: String, expected: [String]) {
        #expect(errors(text) == expected)
    }

    @Test func recordDoesNotReadTheFieldsAroundIt() {
        struct Outer: Record {
            let line: Sample.Line
            let amount: Int
            init(from reader: inout JSONReader) {
                line = reader("line")
                amount = reader("amount")
            }
            func writeFields(to writer: inout JSONWriter) {
                writer.field("line", line)
                writer.field("amount", amount)
            }
        }
        var reader = JSONReader()
        for inner in [#"{"day":"2026-03-31"}"#, "{}"] {
            reader.load(Array(#"{"line":\#(inner),"amount":5}"#.utf8))
            let outer = reader.record(Outer.self)
            #expect(outer == nil)
            #expect(reader.errors.last?.pointer == "/line/amount")
        }
    }

    /// An envelope looks at one field before it knows which record follows; that field then counts as read.
    @Test func fieldReadBeforeTheRecordIsNotUnknown() {
        var reader = JSONReader()
        reader.load(Array(#"{"type":"x","day":"2026-03-31","amount":5}"#.utf8))
        let type: Code = reader("type")
        #expect(type.text == "x")
        let line = reader.record(Sample.Line.self)
        #expect(line?.amount == Cents(5))
        reader.load(Array(#"{"day":"2026-03-31","amount":5}"#.utf8))
        let none: Code = reader("type")
        #expect(none == .placeholder)
        #expect(reader.errors.map(\.code) == ["missing"])
        reader.load(Array("[".utf8))
        let nothing: Code? = reader.optional("type")
        #expect(nothing == nil)
    }

    @Test func fieldAskedTwiceDoesNotHideAnother() {
        struct Twice: Record {
            init(from reader: inout JSONReader) {
                let first: Int = reader("a")
                let second: Int = reader("a")
                #expect(first == second)
            }
            func writeFields(to writer: inout JSONWriter) {}
        }
        var reader = JSONReader()
        reader.load(Array(#"{"a":1,"b":2}"#.utf8))
        let twice = reader.record(Twice.self)
        #expect(twice == nil)
        #expect(reader.errors.map(\.pointer) == ["/b"])
    }

    @Test func mistakesInListsCarryTheirNumber() {
        var random = SeededGenerator(seed: 5)
        var sample = Sample(using: &random)
        sample.lines = [.init(day: sample.day, amount: .zero), .init(day: sample.day, amount: Cents(1))]
        let text = jsonText(sample).replacing(#""amount":1}"#, with: #""amount":true}"#)
        var reader = JSONReader()
        reader.load(Array(text.utf8))
        let refused = reader.record(Sample.self)
        #expect(refused == nil)
        #expect(reader.errors.map(\.pointer) == ["/lines/1/amount"])
    }

    @Test func listHoldsAThousandAndNoMore() {
        var reader = JSONReader()
        for (count, isRead) in [(1000, true), (1001, false)] {
            reader.load(json(Array(repeating: 1, count: count)))
            let list: [Int]? = reader.value()
            #expect(list?.count == (isRead ? count : nil))
            #expect(reader.errors.map(\.code) == (isRead ? [] : ["out-of-range"]))
        }
    }

    @Test func optionalFieldMayBeNullOrMissing() {
        struct Note: Record, Equatable {
            let note: Text?
            init(from reader: inout JSONReader) { note = reader.optional("note") }
            func writeFields(to writer: inout JSONWriter) { writer.field("note", note) }
        }
        var reader = JSONReader()
        for text in ["{}", #"{"note":null}"#] {
            reader.load(Array(text.utf8))
            let note = reader.record(Note.self)
            #expect(note != nil && note?.note == nil)
        }
        reader.load(Array(#"{"note":""}"#.utf8))
        let refused = reader.record(Note.self)
        #expect(refused == nil)
        #expect(reader.errors.map(\.pointer) == ["/note"])
    }

    @Test func detailsNeverRepeatTheValue() {
        var random = SeededGenerator(seed: 3)
        let good = jsonText(Sample(using: &random))
        var reader = JSONReader()
        for secret in [#""geheim-7731""#, "77317731773177317731", "7731.5", #"["7731"]"#, "7731 7731"] {
            for field in ["claim", "kind", "day", "month", "at", "amount", "minutes", "isFinal", "note"] {
                guard let key = good.firstRange(of: "\"\(field)\":"),
                    let end = good[key.upperBound...].firstIndex(of: ",")
                else { continue }
                let text = good[..<key.upperBound] + secret + good[end...]
                reader.load(Array(text.utf8))
                _ = reader.record(Sample.self)
                #expect(!reader.errors.contains { $0.detail.contains("7731") || $0.pointer.contains("7731") })
            }
        }
    }
}
