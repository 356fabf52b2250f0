import Testing

@testable import Events

/// What the reader takes and what it refuses, case by case.
@Suite struct StrictnessTests {
    private func kinds(_ bytes: [UInt8]) -> [String] {
        var reader = JSONReader()
        let isTaken = reader.load(bytes)
        #expect(isTaken == reader.errors.isEmpty)
        return reader.errors.map(\.code)
    }

    @Test(arguments: [
        "{}", "[]", "null", "true", "false", "0", "-1", "\"\"", " \t\r\n{ } \n", "[1,2,[3,{}]]", #"{"":1}"#,
        "9223372036854775807", "-9223372036854775808", "999999999999999999", #""\"\\\/\b\f\n\r\t\u00e9""#,
        #""\ud83d\ude00""#, #""\uD83D\uDE00""#, #""\u0000""#, "\"\u{7f}é€😀\u{10FFFF}\u{FFFF}\"",
        #"{"a":1,"A":2,"b":{"a":3}}"#,
        #"{"ab":1,"ba":2,"aa":3,"bb":4}"#, #"[{"a":1},{"a":1}]"#, #"{"é":1,"e\u0301":2}"#,
    ])
    func taken(text: String) {
        #expect(kinds(Array(text.utf8)) == [])
    }

    @Test(arguments: [
        "", " ", "{", "[", "}", "]", "{]", "[}", "[1,]", #"{"a":1,}"#, "[,1]", "{,}", "[1 2]", #"{"a" 1}"#, #"{"a":}"#,
        #"{a:1}"#, #"{'a':1}"#, #"{1:2}"#, "[1]]", "{}{}", "1 2", "nul", "nulll", "True", "NaN", "Infinity", "-",
        "+1", "01", "-01", "00", ".5", "1.", "1.e5", "1e", "1e+", "0x10", "1_000", "--1", #"""#, #""abc"#, #""\"#,
        #""\x""#, #""\u12""#, #""\u12g4""#, #""\u+123""#, #""\U0041""#, "\"\n\"", "\"\t\"", "\"\0\"", "\"\u{1f}\"",
        "[1]//", "/**/1", "\u{FEFF}1", "\u{A0}1", "[1,\u{0B}2]", "{}\0", "\0", #"{"a":1;"b":2}"#, #"{"a":1 "b":2}"#,
        #""\ud800""#, #""\udc00""#, #""\ud800\ud800""#, #""\ud800x""#, #""\ud800\n""#, #""\ud800\u0041""#,
        #"{"\ud800":1}"#, #"[""#, #"{"a"#, #"{"a"}"#, "tru", "\"é",
    ])
    func isNotJSON(text: String) {
        #expect(kinds(Array(text.utf8)) == ["syntax"])
    }

    @Test(arguments: [
        ("1.0", "wrong-type"), ("-1.5", "wrong-type"), ("1e2", "wrong-type"), ("1E+2", "wrong-type"),
        ("1.5e-3", "wrong-type"), ("-0.0", "wrong-type"), ("-0", "invalid-value"),
        ("9223372036854775808", "out-of-range"), ("-9223372036854775809", "out-of-range"),
        ("10000000000000000000", "out-of-range"), ("18446744073709551617", "out-of-range"),
        ("100000000000000000000000", "out-of-range"), (#"{"a":1,"a":1}"#, "duplicate-key"),
        (#"{"a":1,"\u0061":1}"#, "duplicate-key"), (#"{"\u0061":1,"a":1}"#, "duplicate-key"),
        (#"{"":1,"":2}"#, "duplicate-key"), (#"{"b":1,"a":{},"c":[],"a":null}"#, "duplicate-key"),
        (#"{"\u00e9":1,"é":2}"#, "duplicate-key"),
    ])
    func isJSONButNotOurs(text: String, kind: String) {
        let expected = text == "-0.0" ? ["invalid-value", kind] : [kind]
        #expect(kinds(Array(text.utf8)) == expected)
    }

    @Test(
        arguments: [
            [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC2], [0xC2, 0x20], [0xE0, 0x80, 0x80], [0xE0, 0x9F, 0xBF],
            [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF0, 0x80, 0x80, 0x80], [0xF0, 0x8F, 0xBF, 0xBF],
            [0xF0, 0x9F, 0x98], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFE], [0xFF],
        ] as [[UInt8]])
    func bytesThatAreNoUTF8(bytes: [UInt8]) {
        #expect(kinds([0x22] + bytes + [0x22]) == ["syntax"])
        #expect(kinds([0x22] + Array("1234567".utf8) + bytes + [0x22]) == ["syntax"])
        #expect(kinds([0x22] + bytes) == ["syntax"])
    }

    @Test func everyCharacterOfUnicodeIsTaken() {
        let codes = (UInt32(0x20)...0x10FFFF).filter { $0 != 0x22 && $0 != 0x5C }
        let scalars = codes.compactMap(Unicode.Scalar.init)
        #expect(scalars.count == 0x110000 - 0x800 - 0x20 - 2)
        var reader = JSONReader()
        for start in stride(from: 0, to: scalars.count, by: 1000) {
            var text = ""
            text.unicodeScalars.append(contentsOf: scalars[start..<min(start + 1000, scalars.count)])
            reader.load(Array("\"\(text)\"".utf8))
            let read: String? = reader.value()
            guard let read, read.utf8.elementsEqual(text.utf8) else {
                Issue.record("a character from U+\(String(scalars[start].value, radix: 16)) on is refused")
                return
            }
        }
    }

    @Test func otherEncodingsAreRefused() {
        #expect(kinds(Array("{}".utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] })) == ["syntax"])
        #expect(kinds(Array("{}".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] })) == ["syntax"])
        #expect(kinds([0xEF, 0xBB, 0xBF] + Array("{}".utf8)) == ["syntax"])
    }

    @Test func nestingGoesThirtyTwoDeep() {
        for (depth, expected) in [(32, []), (33, ["syntax"]), (100_000, ["syntax"])] {
            #expect(kinds(Array(repeating: 0x5B, count: depth) + Array(repeating: 0x5D, count: depth)) == expected)
            let objects =
                String(repeating: #"{"a":"#, count: depth - 1) + "{}" + String(repeating: "}", count: depth - 1)
            #expect(kinds(Array(objects.utf8)) == expected)
        }
    }

    @Test func objectHas128FieldsAtTheMost() {
        for (count, expected) in [(128, []), (129, ["syntax"])] {
            let fields = (0..<count).map { "\"f\($0)\":\($0)" }.joined(separator: ",")
            #expect(kinds(Array("{\(fields)}".utf8)) == expected)
        }
    }

    @Test func everyPairOfEqualKeysIsFound() {
        for first in 0..<40 {
            for second in (first + 1)..<40 {
                let fields = (0..<40).map { "\"k\($0 == second ? first : $0)\":0" }.joined(separator: ",")
                #expect(kinds(Array("{\(fields)}".utf8)) == ["duplicate-key"])
            }
        }
    }

    @Test func noMoreThanAHundredMistakesAreTold() {
        let numbers = Array(repeating: "1.5", count: 1000).joined(separator: ",")
        #expect(kinds(Array("[\(numbers)]".utf8)).count == 100)
    }

    @Test func readerForgetsTheDocumentBefore() {
        var reader = JSONReader()
        reader.load(Array("[1.5".utf8))
        #expect(!reader.errors.isEmpty)
        let nothing: Int? = reader.value()
        #expect(nothing == nil)
        reader.load(Array("7".utf8))
        let seven: Int? = reader.value()
        #expect(seven == 7)
    }
}
