import Events
import Foundation
import Projections
import Support
import Testing

@testable import Server

/// The print of a version of a contract: the same bytes for ever, for each template that was ever in use.
@Suite struct PrintTests {
    private static let folder = "fixtures/documents"

    /// The prints of `fixtures/documents`, by name. A golden file that is there never changes; a new template adds its own.
    private static func prints() throws -> [(name: String, template: Int, print: ContractPrint)] {
        [
            ("1-employment", 0, try employment()), ("1-family", 0, try family()),
            ("1-institution-extract", 0, try institution()), ("1-assignment-draft", 0, try assignment()),
            ("1-network-help-rejected", 0, try networkHelp()), ("1-extended", 0, try extended()),
        ]
    }

    @Test func everyTemplateIsFrozen() throws {
        let sums = try Repository.text(Self.folder + "/SHA256SUMS")
        let prints = try Self.prints()
        for (name, template, print) in prints {
            let html = ContractTemplate.all[template].render(print)
            #expect(html == (try Repository.text("\(Self.folder)/\(name).html")), "\(name) has other bytes")
            let sum = SHA256.hash(Array(html.utf8)).hex
            #expect(sums.contains("\(sum)  \(name).html\n"), "\(name) is not in SHA256SUMS")
        }
        let files = Repository.files(under: Self.folder, ending: ".html")
        #expect(files.count == prints.count)
        for index in ContractTemplate.all.indices {
            #expect(prints.contains { $0.template == index }, "Write a golden print of template \(index + 1).")
        }
    }

    /// Keeps the golden print of what has none yet; never touches one that is there.
    @Test(.enabled(if: Repository.isAsked("PGB_UPDATE_FIXTURES")))
    func keepsGoldenPrints() throws {
        var sums = (try? Repository.text(Self.folder + "/SHA256SUMS")) ?? ""
        for (name, template, print) in try Self.prints() where !sums.contains("  \(name).html\n") {
            let html = ContractTemplate.all[template].render(print)
            try Repository.write(html, to: "\(Self.folder)/\(name).html")
            sums += "\(SHA256.hash(Array(html.utf8)).hex)  \(name).html\n"
        }
        try Repository.write(sums, to: Self.folder + "/SHA256SUMS")
    }

    /// Without scripts or anything from elsewhere, and with the one style that the policy names.
    @Test func everyPrintStandsOnItsOwn() throws {
        for (name, template, print) in try Self.prints() {
            let template = ContractTemplate.all[template]
            let html = template.render(print)
            for word in [
                "<script", "javascript:", "http:", "https:", "src=", "href=", "url(", "@import", " style=", " on",
            ] {
                let isOurs = word == " on" && !html.contains(#/ on[a-z]+=/#)
                #expect(!html.contains(word) || isOurs, "\(name): \(word)")
            }
            let style = try #require(html.firstMatch(of: #/<style>([^<]*)</style>/#))
            let digest = SHA256.hash(Array(style.1.utf8))
            let bytes = stride(from: 0, to: 64, by: 2).map { index in
                UInt8(digest.hex.dropFirst(index).prefix(2), radix: 16) ?? 0
            }
            let expected = "'sha256-\(Data(bytes).base64EncodedString())'"
            #expect(template.contentSecurityPolicy.description.contains(expected), "\(expected)")
            #expect(html.matches(of: #/<style>/#).count == 1)
        }
    }

    /// What people wrote is text and never HTML.
    @Test func everythingFromPeopleIsEscaped() throws {
        let hostile = #"<b onload="x">&amp;'</td></table><script>alert(1)</script>"#
        let print = try Self.assignment(saying: hostile)
        let html = ContractTemplate1.render(print)
        #expect(!html.contains("<script>") && !html.contains("<b "))
        let escaped =
            "&lt;b onload=&quot;x&quot;&gt;&amp;amp;&#39;&lt;/td&gt;&lt;/table&gt;&lt;script&gt;alert(1)&lt;/script&gt;"
        // The names of both parties and of who represents, the addresses, the description, other agreements, reference.
        #expect(html.components(separatedBy: escaped).count - 1 == 8, "\(html)")
    }

    @Test func aDraftSaysSoOnEveryPage() throws {
        let draft = ContractTemplate1.render(try Self.assignment())
        #expect(draft.contains(#"<div class="mark">CONCEPT</div>"#) && draft.contains(".mark{position:fixed"))
        #expect(draft.contains(#"<div class="edge">CONCEPT"#) && draft.contains(".edge{position:fixed"))
        #expect(!ContractTemplate1.render(try Self.employment()).contains(#"class="mark""#))
        #expect(ContractTemplate1.render(try Self.networkHelp()).contains(#"<div class="mark">AFGEKEURD</div>"#))
    }

    /// The clauses that Rlz 5.16(2) and the models ask for, for whom they hold.
    @Test func clausesFollowTheKind() throws {
        let employment = ContractTemplate1.render(try Self.employment())
        let institution = ContractTemplate1.render(try Self.institution())
        for html in [employment, institution, ContractTemplate1.render(try Self.family())] {
            #expect(html.contains("derdenbeding") && html.contains("Declareren") && html.contains("Ontbindende"))
        }
        #expect(employment.contains("Vakantiebijslag") && !institution.contains("Vakantiebijslag"))
        #expect(employment.contains("vier maanden daarna") && !institution.contains("vier maanden daarna"))
        // An employment that is rejected must be given notice of.
        #expect(!employment.contains("keurt de overeenkomst af") && institution.contains("keurt de overeenkomst af"))
        #expect(institution.contains("surseance van betaling") && !employment.contains("surseance van betaling"))
    }

    @Test(arguments: [
        ("2025-12-16T11:00:00Z", "16 december 2025 om 12:00 uur"),
        ("2026-03-29T00:59:00Z", "29 maart 2026 om 01:59 uur"),
        ("2026-03-29T01:00:00Z", "29 maart 2026 om 03:00 uur"),
        ("2026-10-25T00:59:00Z", "25 oktober 2026 om 02:59 uur"),
        ("2026-10-25T01:00:00Z", "25 oktober 2026 om 02:00 uur"),
        ("2026-10-25T22:59:00Z", "25 oktober 2026 om 23:59 uur"),
        ("2026-07-01T22:05:00Z", "2 juli 2026 om 00:05 uur"),
    ])
    func momentsAreThoseOfTheClock(_ text: String, _ shown: String) throws {
        #expect(ContractTemplate1.moment(try #require(Moment(text))) == shown)
    }

    // MARK: Over the whole server

    private static let names = JourneyNames(journey: "wlz-informal-hourly")
    private static func id(_ short: String) -> String { PartyID(bits: names.id(short)).text }

    private static func path(_ contract: String = "k1", _ number: String = "1") -> String {
        "/v1/dossiers/\(id("h1"))/contracts/\(id(contract))/versions/\(number)/document"
    }

    @Test func whatHappensLaterChangesNothing() throws {
        try TestService.withJourneys { server in
            let holder = try #require(Self.names.principal("holder:h1"))
            let before = try server.get(Self.path(), as: holder)
            #expect(before.status == 200, "\(before.body)")
            #expect(before.header("Content-Type") == "text/html; charset=utf-8")
            #expect(before.header("ETag") == "\"\(SHA256.hash(Array(before.body.utf8)).hex)\"")
            #expect(before.header("Repr-Digest")?.hasPrefix("sha-256=:") == true)
            #expect(before.header("Content-Security-Policy")?.contains("sandbox") == true)
            for part in ["Wilhelmina de Groot", "Sanne de Groot", "Zorgkantoor Vechtdal", "€ 25,00 per uur", "DigiD"] {
                #expect(before.body.contains(part), "\(part)")
            }
            #expect(!before.body.contains("CONCEPT") && !before.body.contains("999900079"))
            // The parties move, a representative comes, the contract ends.
            for (number, body) in [
                #""type":"change-contact","party":"h1","email":"anders@voorbeeld.nl","channel":"email""#,
                #""type":"end-contract","dossier":"h1","contract":"k1","lastDay":"2027-03-31","reason":"mutual-consent""#,
            ].enumerated() {
                let command = try Self.names.expand(
                    #"{"id":"00000000-0000-4000-8000-00000000009\#(number)",\#(body)}"#
                ) { _ in nil }
                let answer = try server.post("/v1/commands", command, as: holder)
                #expect(answer.status == 200 || number == 1, "\(answer.body)")
            }
            try server.waitForViews()
            let after = try server.get(Self.path(), as: holder)
            #expect(after.body == before.body)
            for other in [Self.path("k1", "2"), Self.path("k1", "0"), Self.path("k1", "x"), Self.path("k9")] {
                #expect(try server.get(other, as: holder).status == 404, "\(other)")
            }
        }
    }

    @Test func whoMayNotKnowGetsNothing() throws {
        try TestService.withJourneys { server in
            func print(_ who: String) throws -> RawClient.Answer {
                try server.get(Self.path(), as: try #require(Self.names.principal(who)))
            }
            let whole = try print("holder:h1")
            for who in ["caregiver:c1", "employee:e2@o1"] { #expect(try print(who).body == whole.body, "\(who)") }
            // The care description is not for the SVB.
            let extract = try print("employee:e5@o3")
            #expect(extract.status == 200 && extract.body.contains("Dit is een uittreksel"))
            #expect(extract.body.contains("staat niet in dit uittreksel") && !extract.body.contains("Wassen"))
            #expect(whole.body.contains("Wassen") && !whole.body.contains("uittreksel"))
            for who in ["employee:e4@o2"] { #expect(try print(who).status == 404, "\(who)") }
            let stranger = JourneyNames(journey: "wmo-both-orders")
            let other = try server.get(Self.path(), as: try #require(stranger.principal("caregiver:c1")))
            #expect(other.status == 404)
        }
    }

    /// Before it is approved the present terms are printed, and say that they do not hold; a caregiver sees them once
    /// they were shared with him.
    @Test func aDraftIsPrintedAsOne() throws {
        try TestService.withJourneys { server in
            let holder = try #require(Self.names.principal("holder:h1"))
            let employee = try #require(Self.names.principal("employee:e1@o1"))
            let caregiver = try #require(Self.names.principal("caregiver:c9"))
            func ask(_ number: Int, _ fields: String, _ who: Principal) throws {
                let body = try Self.names.expand(#"{"id":"00000000-0000-4000-8000-00000000010\#(number)",\#(fields)}"#)
                {
                    _ in nil
                }
                let answer = try server.post("/v1/commands", body, as: who)
                #expect(answer.status == 200, "\(answer.body)")
            }
            try ask(
                0, #""type":"register-person","party":"c9","fullName":"Piet <Kind>","birthDate":"1990-01-01""#, employee
            )
            try ask(
                1,
                #""type":"draft-contract","dossier":"h1","contract":"k77","caregiver":"c9","terms":{"kind":"assignment","#
                    + #""relation":"none","start":"2027-02-01","lines":[{"budget":"b1","function":"personal-care","#
                    + #""unit":"hour","rateCents":2000,"description":"Hulp."}]}"#, holder)
            try server.waitForViews()
            let draft = try server.get(Self.path("k77"), as: holder)
            #expect(draft.status == 200 && draft.body.contains(#"<div class="mark">CONCEPT</div>"#), "\(draft.body)")
            #expect(draft.body.contains("Piet &lt;Kind&gt;") && draft.body.contains("Nog niemand heeft ondertekend"))
            #expect(try server.get(Self.path("k77"), as: caregiver).status == 404)
        }
    }
}
