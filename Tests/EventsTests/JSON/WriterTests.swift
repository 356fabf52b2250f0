import Testing

@testable import Events

@Suite struct WriterTests {
    @Test func escapesWhatItMustAndNothingElse() {
        #expect(jsonText("a\"b\\c/é\u{7f}") == #""a\"b\\c/é\#u{7f}""#)
        #expect(jsonText("\u{8}\t\n\u{c}\r") == #""\b\t\n\f\r""#)
        #expect(jsonText("\u{0}\u{1}\u{b}\u{1f}") == #""\u0000\u0001\u000b\u001f""#)
    }

    @Test(
        arguments: [
            (0, "0"), (7, "7"), (-7, "-7"), (9, "9"), (10, "10"), (99, "99"), (100, "100"), (-100, "-100"),
            (.max, "9223372036854775807"), (.min, "-9223372036854775808"),
            (1_000_000_000_000_000_000, "1000000000000000000"),
            (999_999_999_999_999_999, "999999999999999999"),
        ] as [(Int64, String)])
    func writesNumbers(number: Int64, text: String) {
        #expect(jsonText(number) == text)
    }

    @Test func putsCommasWhereTheyBelong() {
        var writer = JSONWriter()
        writer.object { writer in
            writer.field("a", 1)
            writer.field("b", [true, false])
            writer.field("c", nil as Int?)
            writer.field("d", object: { $0.field("e", "f") })
            writer.field(
                "g",
                array: { writer in
                    writer.array { _ in }
                    writer.object { _ in }
                    writer.null()
                    writer.value(json: UnsafeRawBufferPointer(start: nil, count: 0))
                })
            writer.key(named: "h\"")
            writer.value(2)
        }
        let expected = #"{"a":1,"b":[true,false],"c":null,"d":{"e":"f"},"g":[[],{},null,],"h\"":2}"#
        #expect(String(decoding: writer.bytes, as: UTF8.self) == expected)
    }

    @Test func startsAfreshWhenEmptied() {
        var writer = JSONWriter()
        writer.value(1)
        writer.removeAll()
        writer.value(2)
        #expect(writer.bytes == Array("2".utf8))
    }

    @Test func recordDescribesItself() {
        var writer = JSONWriter()
        Sample.schema.write(to: &writer)
        let text = String(decoding: writer.bytes, as: UTF8.self)
        var reader = JSONReader()
        reader.load(writer.bytes)
        let schema: AnyJSON? = reader.value()
        #expect(schema != nil)
        #expect(text.hasPrefix(#"{"type":"object","properties":{"claim":{"type":"string","format":"uuid"},"kind":{"#))
        #expect(text.contains(#""kind":{"type":"string","enum":["hourly","monthly","once-only"]}"#))
        #expect(text.contains(#""note":{"oneOf":[{"type":"string","minLength":1,"maxLength":4000},{"type":"null"}]}"#))
        #expect(
            text.contains(
                #""rules":{"type":"array","items":{"type":"string","pattern":"^[a-z0-9-]{1,64}$"},"maxItems":1000}"#))
        #expect(text.contains(#""required":["day","amount"],"additionalProperties":false"#))
        #expect(
            text.hasSuffix(
                #""required":["claim","kind","day","month","at","amount","minutes","isFinal","rules","lines","iban"],"#
                    + #""additionalProperties":false}"#))
    }

    @Test func placeholderOfEveryValueIsReadAgain() {
        func check<Value: Stored & Equatable>(_ type: Value.Type) {
            var reader = JSONReader()
            reader.load(json(Value.placeholder))
            let value: Value? = reader.value()
            #expect(value == Value.placeholder, "\(type)")
        }
        check(ClaimID.self)
        check(Day.self)
        check(Month.self)
        check(Moment.self)
        check(Digest.self)
        check(Bsn.self)
        check(Iban.self)
        check(AgbCode.self)
        check(KvkNumber.self)
        check(Postcode.self)
        check(EmailAddress.self)
        check(PhoneNumber.self)
        check(Code.self)
        check(Cents.self)
        check(Position.self)
        check(Revision.self)
        check(Text.self)
        check(Name.self)
        check(Bool.self)
        check(Int.self)
        check(String.self)
        check([Day].self)
        check(Day?.self)
        check(Sample.Kind.self)
        check(Sample.self)
        check(Personal<Bsn>.self)
    }
}
