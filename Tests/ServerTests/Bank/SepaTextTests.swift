import Support
import Testing

@testable import Server

/// Names and other text within the SEPA set: both sides of each rule, and every scalar of the basic plane.
@Suite struct SepaTextTests {
    private static let set = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-?:().,'+ ".utf8)

    @Test func theSetIsTheSet() {
        for byte in UInt8.min...UInt8.max { #expect(SepaText.isAllowed(byte) == Self.set.contains(byte)) }
    }

    /// What is registered, and what the bank gets.
    @Test(arguments: [
        ("J. de Vries", "J. de Vries"), ("Zoë Müller-Groß", "Zoe Muller-Gross"),
        ("IJsbrand Ĳsselstein", "IJsbrand IJsselstein"),
        ("Łukasz Żółć", "Lukasz Zolc"), ("Şükrü Yıldız İnanç", "Sukru Yildiz Inanc"),
        ("Ştefan Țurcanu", "Stefan Turcanu"),
        ("Nguyễn Thị Ánh Tuyết", "Nguyen Thi Anh Tuyet"), ("Dvořák", "Dvorak"), ("Ørsted Ångström", "Orsted Angstrom"),
        ("Þórður Æsir", "THordur AEsir"), ("Đorđević", "Dordevic"), ("Əliyev", "Eliyev"),
        ("Παπαδόπουλος", "Papadopoylos"),
        ("Щербаков Юлия", "SHTerbakov YUliya"), ("Jose\u{301} Nin\u{303}o", "Jose Nino"), ("O’Brien", "O'Brien"),
        ("Kaʻala", "Ka'ala"), ("A & B <zorg>", "A + B (zorg)"), ("zorg@huis", "zorg.huis"), ("王小明", "NN"), ("", "NN"),
        ("  ", "NN"), ("///", "NN"), ("-", "NN"), ("7", "7"), ("Jan 王 Li", "Jan . Li"), ("Jan 👩‍⚕️ Zorg", "Jan . Zorg"),
        ("a//b", "a/b"), ("a///b", "a/b"), ("/a/", "a"), ("a / / b", "a / / b"), ("a \t\r\n b", "a b"),
        ("\u{0}a\u{7F}", "a"),
        ("\u{FEFF}Jan", "Jan"), ("ＪＡＮ", "JAN"), ("ﬁne", "fine"), ("]]>", "NN"), ("\u{FFFE}x\u{FFFF}", ".x."),
        ("a\u{200D}b", "ab"), ("“Zorg”—thuis…", "'Zorg'-thuis."), ("5 € extra", "5 EUR extra"),
    ])
    func spells(_ name: String, _ expected: String) {
        #expect(SepaText.name(name).text == expected)
    }

    @Test func isCutAtItsLengthAfterSpelling() {
        #expect(SepaText.name(String(repeating: "a", count: 70)).text.utf8.count == 70)
        #expect(SepaText.name(String(repeating: "a", count: 71)).text.utf8.count == 70)
        #expect(SepaText.name(String(repeating: "ß", count: 35)).text == String(repeating: "s", count: 70))
        #expect(SepaText.name(String(repeating: "a", count: 69) + "ß").text.hasSuffix("as"))
        // The cut leaves no blank and no slash at the end.
        #expect(SepaText.name(String(repeating: "a", count: 69) + " b").text.utf8.count == 69)
        #expect(SepaText.name(String(repeating: "a", count: 68) + " /b").text.utf8.count == 68)
        #expect(SepaText.remittance(String(repeating: "a", count: 140))?.text.utf8.count == 140)
        #expect(SepaText.remittance(String(repeating: "a", count: 141))?.text.utf8.count == 140)
        #expect(SepaText.remittance(" / ") == nil)
        #expect(SepaText.remittance("+")?.text == "+")
    }

    /// A mebibyte of combining marks is no reason to wait.
    @Test func longNamesAreNoWork() {
        let began = ContinuousClock.now
        #expect(SepaText.name(String(repeating: "\u{301}", count: 1 << 19)).text == "NN")
        #expect(SepaText.name(String(repeating: "x", count: 1 << 20)).text.utf8.count == 70)
        #expect(ContinuousClock.now - began < .seconds(2))
    }

    /// Every scalar of the basic plane as a name of one letter, alone and between two others.
    @Test func everyScalarGivesAName() throws {
        var letters = ""
        for value in UInt32(0)...0xFFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let alone = SepaText.name(String(scalar)).text
            let between = SepaText.name("A" + String(scalar) + "B").text
            for text in [alone, between] {
                let bytes = Array(text.utf8)
                let isGood =
                    !bytes.isEmpty && bytes.count <= 70 && bytes.allSatisfy(Self.set.contains) && bytes.first != 0x20
                    && bytes.last != 0x20 && bytes.first != 0x2F && bytes.last != 0x2F && !text.contains("//")
                    && !text.contains("  ")
                if !isGood { Issue.record("U+\(String(value, radix: 16)): `\(text)`") }
            }
            if !(between.hasPrefix("A") && between.hasSuffix("B")) { Issue.record("U+\(String(value, radix: 16))") }
            letters += String(value, radix: 16) + "\t" + between.dropFirst().dropLast() + "\n"
        }
        // Compared with what Python's Unicode tables say by Tests/Bank/validate.py.
        try BankFixture.leave(Array(letters.utf8), as: "letters.tsv")
    }

    @Test(arguments: ["a", "a/b", "a / b", "/", "a/", "/a", "a//b", "", " a", "a ", "é", "a_b", "a\n"])
    func referencesAreAsTheyAre(_ text: String) {
        #expect((BankReference(text) != nil) == ["a", "a/b", "a / b"].contains(text))
    }

    @Test func referencesHaveALength() {
        #expect(BankReference(String(repeating: "a", count: 35)) != nil)
        #expect(BankReference(String(repeating: "a", count: 36)) == nil)
    }

    @Test(arguments: [
        ("ABNANL2A", true), ("ABNANL2AXXX", true), ("ABNANL2", false), ("ABNANL2AX", false), ("abnanl2a", false),
        ("A1NANL2A", false), ("ABNANL1A", false), ("ABNANL2O", false), ("", false),
    ])
    func codesOfBanks(_ text: String, _ isOne: Bool) {
        #expect((Bic(text) != nil) == isOne)
    }
}
