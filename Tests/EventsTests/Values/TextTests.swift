import Testing

@testable import Events

@Suite struct TextTests {
    @Test(arguments: [
        "a", "Zoë de Vries-Ünal", "regel één\nregel twee", "漢字", "hart ❤️ en 😀", "1 € + 2 €", "\u{e9} en e\u{301}", "Ψ",
        " x ",
    ])
    func textIsKeptAsGiven(text: String) throws {
        let kept = try #require(Text(text))
        #expect(Array(kept.text.utf8) == Array(text.utf8))
    }

    @Test(
        arguments: [
            0x00, 0x07, 0x09, 0x0D, 0x1B, 0x1F, 0x7F, 0x80, 0x85, 0x9F, 0xAD, 0x034F, 0x061C, 0x115F, 0x180E, 0x200B,
            0x200C,
            0x200D, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202E, 0x2060, 0x2066, 0x2069, 0x3164, 0xE000, 0xFEFF,
            0xFFFE,
            0xFFFF, 0x0378, 0x2FE0, 0xE0001, 0xE0041, 0xF0000, 0x10FFFF,
        ] as [UInt32])
    func hiddenCharacterIsRefused(code: UInt32) throws {
        let scalar = try #require(Unicode.Scalar(code))
        #expect(Text("a\(scalar)b") == nil)
        #expect(Name("a\(scalar)b") == nil)
    }

    @Test func blankTextIsRefused() {
        for text in ["", " ", "\n", " \u{a0}\u{2003} \n"] {
            #expect(Text(text) == nil)
            #expect(Name(text) == nil)
        }
    }

    @Test func lengthsAreCountedInBytes() {
        #expect(Text(String(repeating: "a", count: 4000)) != nil)
        #expect(Text(String(repeating: "a", count: 4001)) == nil)
        #expect(Text(String(repeating: "é", count: 2000)) != nil)
        #expect(Text(String(repeating: "é", count: 2000) + "a") == nil)
        #expect(Name(String(repeating: "a", count: 200)) != nil)
        #expect(Name(String(repeating: "a", count: 201)) == nil)
    }

    @Test func nameStandsOnOneLine() {
        let lines = "Ans\nBas"
        #expect(Name(lines) == nil)
        #expect(Text(lines) != nil)
    }

    @Test func equalMeansTheSameBytes() {
        #expect("\u{e9}" == "e\u{301}")
        #expect(Text("\u{e9}") != Text("e\u{301}"))
        #expect(Name("\u{e9}") != Name("e\u{301}"))
        #expect(Text("é") == Text("é"))
    }

    @Test func codeIsAShortName() {
        let name = "over-budget-2026"
        #expect(Code(name)?.text == name)
        #expect(Code(String(repeating: "a", count: 64)) != nil)
        for text in ["", String(repeating: "a", count: 65), "A", "a b", "a_b", "é", "a.b"] {
            #expect(Code(text) == nil)
        }
    }

    @Test(arguments: [
        ("ans@voorbeeld.example", "ans@voorbeeld.example"),
        ("A.Ns+pgb@Mail.Voorbeeld.NL", "A.Ns+pgb@mail.voorbeeld.nl"),
        ("o'neil@xn--caf-dma.example", "o'neil@xn--caf-dma.example"), ("a@b.cd", "a@b.cd"),
    ])
    func emailAddressIsRead(text: String, kept: String) {
        #expect(EmailAddress(text)?.text == kept)
    }

    @Test func emailAddressHasItsLengths() {
        #expect(EmailAddress(String(repeating: "a", count: 64) + "@b.nl") != nil)
        #expect(EmailAddress(String(repeating: "a", count: 65) + "@b.nl") == nil)
        let label = String(repeating: "b", count: 63)
        let long = [label, label, String(repeating: "b", count: 57)].joined(separator: ".")
        #expect(EmailAddress("\(String(repeating: "a", count: 64))@\(long).nl")?.text.utf8.count == 253)
        #expect(EmailAddress("\(String(repeating: "a", count: 64))@\(long).nlx") != nil)
        #expect(EmailAddress("\(String(repeating: "a", count: 64))@\(long).nlxy") == nil)
        #expect(EmailAddress("a@\(label)b.nl") == nil)
    }

    @Test(arguments: [
        "", "a", "@b.nl", "a@", "a@b", "a@@b.nl", "a@b@c.nl", ".a@b.nl", "a.@b.nl", "a..b@c.nl", "a@.nl", "a@b.",
        "a@-b.nl",
        "a@b-.nl", "a@b..nl", "a b@c.nl", "a@b c.nl", "a@b_c.nl", "\"a\"@b.nl", "a@[127.0.0.1]", "a@127.0.0.1",
        "é@b.nl",
        "a@é.nl", "a@b.n", "a@b.nl\n", "a@b.nl>", "a,b@c.nl", "a@b.1a\u{0}",
    ])
    func emailAddressIsRefused(text: String) {
        #expect(EmailAddress(text) == nil)
    }

    @Test(arguments: [
        ("0612345678", "+31612345678"), ("06-12345678", "+31612345678"), ("06 12 34 56 78", "+31612345678"),
        ("+31612345678", "+31612345678"), ("+31 (0)6 12345678", "+31612345678"), ("0031612345678", "+31612345678"),
        ("070-3334444", "+31703334444"), ("+32 470 12 34 56", "+32470123456"), ("+49 30 123456", "+4930123456"),
        ("+123456789012345", "+123456789012345"),
    ])
    func phoneNumberIsRead(text: String, kept: String) {
        #expect(PhoneNumber(text)?.text == kept)
        #expect(PhoneNumber(kept)?.text == kept)
    }

    @Test(arguments: [
        "", "+", "06", "061234567", "06123456789", "612345678", "+3161234567", "+316123456789", "+31012345678",
        "+1234567",
        "+1234567890123456", "+0123456789", "06a2345678", "06.12345678", "++31612345678", "0800-1234", "06١٢٣٤٥٦٧٨",
        "0012345678x", "+31(0)0612345678",
    ])
    func phoneNumberIsRefused(text: String) {
        #expect(PhoneNumber(text) == nil)
    }
}
