import Events
import Foundation
import Support
import Testing

@testable import Server

/// The texts that leave: frozen, and in plain Dutch.
@Suite struct PostTextTests {
    private static let folder = "fixtures/post"

    /// Each text that was ever in use, with made-up values, as it leaves.
    private static func texts() throws -> [(name: String, file: String)] {
        let from = try EmailAddress("post@pgb.example").wanted
        let to = try EmailAddress("noa@voorbeeld.example").wanted
        let at = try Moment("2026-03-02T09:00:00Z").wanted
        let mails = PostTexts.mails.map { type in
            let text = type.example
            let bytes = MailBytes.of(text, id: String(repeating: "0", count: 32), from: from, to: to, at: at)
            return (name: "\(type.name).eml", file: String(decoding: bytes, as: UTF8.self))
        }
        return mails + [(name: "\(Letter1.name).html", file: Letter1.example.html)]
    }

    @Test func everyTextIsFrozen() throws {
        let sums = try Repository.text(Self.folder + "/SHA256SUMS")
        let texts = try Self.texts()
        for (name, file) in texts {
            #expect(file == (try Repository.text("\(Self.folder)/\(name)")), "\(name) has other bytes")
            #expect(sums.contains("\(SHA256.hash(Array(file.utf8)).hex)  \(name)\n"), "\(name) is not in SHA256SUMS")
        }
        #expect(sums.split(separator: "\n").count == texts.count, "A text that was in use is gone.")
        // One file for each text and version.
        let files = Repository.files(under: "Sources/Server/Post/Texts", ending: ".swift").filter {
            $0.contains(#/\d\.swift$/#)
        }
        #expect(files.count == texts.count)
    }

    /// Keeps the golden form of what has none yet; never touches one that is there.
    @Test(.enabled(if: Repository.isAsked("PGB_UPDATE_FIXTURES")))
    func keepsGoldenTexts() throws {
        var sums = (try? Repository.text(Self.folder + "/SHA256SUMS")) ?? ""
        for (name, file) in try Self.texts() where !sums.contains("  \(name)\n") {
            try Repository.write(file, to: "\(Self.folder)/\(name)")
            sums += "\(SHA256.hash(Array(file.utf8)).hex)  \(name)\n"
        }
        try Repository.write(sums, to: Self.folder + "/SHA256SUMS")
    }

    /// Words that make a text harder than B1, or that a text to anybody must not have.
    private static let forbidden = [
        "dient", "dienen", "middels", "derhalve", "teneinde", "conform", "indien", "reeds", "omtrent", "inzake",
        "betreffende", "alsmede", "aangaande", "geschieden", "verstrekken", "welke", "tevens", "echter", "s.v.p.",
        "klik", "dossier", "budgethouder", "bsn", "declaratie", "overeenkomst",
    ]

    @Test func everyTextIsPlainDutch() {
        let all =
            PostTexts.mails.map { $0.example as any PostText } + PostTexts.letters.map { $0.example as any PostText }
        for text in all {
            let sentences = text.paragraphs.flatMap { $0 }
            #expect(!sentences.isEmpty)
            for sentence in sentences {
                let words = sentence.split(separator: " ")
                #expect(words.count <= 14, "\(type(of: text).name): \(sentence)")
                let small = sentence.lowercased()
                for word in Self.forbidden {
                    #expect(
                        !small.split { !$0.isLetter && $0 != "." }.contains(Substring(word)), "\(word): \(sentence)")
                }
                #expect(sentence.filter { $0 == "," }.count <= 1, "one idea a sentence: \(sentence)")
            }
            #expect(text.subject.split(separator: " ").count <= 8)
        }
    }

    /// A letter stands on its own, and what people wrote is text and never HTML.
    @Test func aLetterIsOnePageOfItsOwn() {
        let hostile = #"<b onload="x">&</p><script>alert(1)</script>"#
        let letter = Letter1(
            sender: [hostile, hostile], fullName: hostile, address: [hostile, hostile], isToHeirs: false,
            day: Letter1.example.day, messages: [.init(subject: hostile, body: hostile)], site: "https://pgb.example")
        let html = letter.html
        #expect(!html.contains("<script>") && !html.contains("<b "))
        for word in ["src=", "href=", "url(", "@import", "http:"] { #expect(!html.contains(word)) }
        #expect(html.contains("@page{size:A4 portrait") && html.contains(".address{position:absolute;top:50mm"))
        let two = Letter1(
            sender: ["S", "A"], fullName: "N", address: ["A", "P"], isToHeirs: true, day: Letter1.example.day,
            messages: [.init(subject: "Een", body: "1"), .init(subject: "Twee", body: "2")], site: "https://pgb.example"
        )
        #expect(two.html.contains("<h2>Een</h2>") && two.html.contains("<h2>Twee</h2>"))
        #expect(two.html.contains("Aan de erven van N") && two.subject == "Er zijn 2 berichten voor u")
    }

    @Test func optionsThatLackSomethingAreRefused() {
        for words in [
            ["--sendmail", "/usr/sbin/sendmail"], ["--letters", "x", "--site", "https://pgb.example"],
            ["--sendmail", "/a", "--mail-spool", "b"], ["--send-from", "1"], ["--site", "pgb.example"],
            ["--letters", "x", "--site", "https://pgb.example", "--letters-from", "een regel"],
        ] {
            #expect(throws: UsageFault.self) {
                try PostSettings(Arguments(words, options: PostSettings.options, flags: []))
            }
        }
        #expect(throws: Never.self) {
            let settings = try PostSettings(Arguments([], options: PostSettings.options, flags: []))
            #expect(!settings.isOn)
        }
    }
}
