import Testing

@testable import Events

@Suite struct NumberTests {
    @Test(arguments: ["123456782", "111222333", "999990342", "999993653", "000000012", "999999990"])
    func bsnThatPassesTheElevenTestIsRead(text: String) {
        #expect(Bsn(text)?.text == text)
    }

    @Test func bsnOfEightDigitsGetsAZeroInFront() {
        #expect(Bsn("00000012")?.text == "000000012")
        #expect(Bsn("00000012") == Bsn("000000012"))
    }

    @Test(arguments: [
        "123456789", "012345678", "000000000", "00000000", "0000012", "1112223330", "", "11122233a", "111 222333",
        "１１１２２２３３３", "+11222333", "111222333\u{0}",
    ])
    func bsnIsRefused(text: String) {
        #expect(Bsn(text) == nil)
    }

    @Test func everyChangedDigitOfABsnIsNoticed() {
        for place in 0..<9 {
            for digit in UInt8(ascii: "0")...UInt8(ascii: "9") {
                var bytes = Array("999993653".utf8)
                let isSame = bytes[place] == digit
                bytes[place] = digit
                #expect((Bsn(String(decoding: bytes, as: UTF8.self)) != nil) == isSame)
            }
        }
    }

    @Test(arguments: ["NL91ABNA0417164300", "NL02ABNA0123456789", "BE71096123456769", "DE89370400440532013000"])
    func ibanIsRead(text: String) {
        #expect(Iban(text)?.text == text)
        #expect(Iban(text.lowercased())?.text == text)
    }

    @Test func ibanIsReadWithBlanksAndKeptWithout() {
        #expect(Iban("nl91 abna 0417 1643 00")?.text == "NL91ABNA0417164300")
        #expect(Iban("NL91ABNA0417164300")?.country == "NL")
    }

    @Test(arguments: [
        "NL91ABNA0417164301", "NL50BANK1234567890", "NL91ABNA041716430", "NL91ABNA04171643000", "", "NL",
        "9191ABNA0417164300", "NL91-ABNA-0417164300", "NL91ABNA04171643OO", "ΝL91ABNA0417164300",
    ])
    func ibanIsRefused(text: String) {
        #expect(Iban(text) == nil)
    }

    @Test func ibanWithCheckDigitsThatAreNeverGivenOutIsRefused() {
        // BE02 and BE99 leave the same remainder by 97; so do 97 and 00, 98 and 01.
        let accounts = (0..<100).map { account in "096123456\(account < 10 ? "0" : "")\(account)0" }
        var twins = 0
        for account in accounts where Iban("BE02\(account)") != nil {
            twins += 1
            #expect(Iban("BE99\(account)") == nil)
        }
        #expect(twins > 0)
    }

    @Test func ibanOfAKnownCountryHasItsLength() {
        // DE91 passes the remainder with one digit too few.
        let short = (2...98).map { "DE\($0 < 10 ? "0" : "")\($0)37040044053201300" }
        #expect(short.allSatisfy { Iban($0) == nil })
        let right = (2...98).map { "DE\($0 < 10 ? "0" : "")\($0)370400440532013000" }
        #expect(right.compactMap { Iban($0)?.text } == ["DE89370400440532013000"])
    }

    @Test(arguments: [("2500AA", "2500AA"), ("2500 AA", "2500AA"), ("9999ZZ", "9999ZZ"), ("1000sb", "1000SB")])
    func postcodeIsRead(text: String, kept: String) {
        #expect(Postcode(text)?.text == kept)
    }

    @Test(arguments: [
        "0123AB", "0999AB", "1234SA", "1234SD", "1234SS", "1234sa", "123AB", "2500  AA", "2500-AA", "2500A", "2500AAA",
        "2500 A", "2500A1", "2500@A", "2500AÀ", "",
    ])
    func postcodeIsRefused(text: String) {
        #expect(Postcode(text) == nil)
    }

    @Test func companyNumbersKeepTheirZeros() {
        #expect(KvkNumber("00012345")?.text == "00012345")
        #expect(AgbCode("01054321")?.text == "01054321")
        for text in ["1234567", "123456789", "1234567a", "", "+1234567", "12345678 "] {
            #expect(KvkNumber(text) == nil)
            #expect(AgbCode(text) == nil)
        }
    }
}
