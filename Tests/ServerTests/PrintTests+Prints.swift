import Events
import Foundation
import Projections
import Support
import Testing

@testable import Server

/// The prints that are frozen: between them every kind, every section and every sentence.
extension PrintTests {
    static func terms(_ json: String) throws -> ContractTerms {
        var reader = JSONReader()
        let body = try #require(Fixture.parse("when x " + json).first?.json).replacing(
            "\"@text\"", with: #"{"subject":"\#(Fixture.id("h1", as: PartyID.self).text)","commitment":"\#(zeros)"}"#)
        reader.load(Array(body.utf8))
        let terms = reader.record(ContractTerms.self)
        return try #require(terms, "\(reader.errors)")
    }

    private static let zeros = String(repeating: "0", count: 64)
    private static func text(_ text: String) -> PrintedText { .text(text) }
    private static func moment(_ text: String) throws -> Moment { try #require(Moment(text)) }
    private static func day(_ text: String) throws -> Day { try #require(Day(text)) }

    private static let holder = ContractPrint.Person(
        name: .text("Ali de Boer"), birthDate: .text("2 maart 1958"), address: .text("Dorpsstraat 1, Meerdam"),
        postcode: .text("2500 AA"))
    private static let caregiver = ContractPrint.Person(
        name: .text("Cor Jansen"), birthDate: .text("9 september 1990"), address: .text("Kade 3, Meerdam"))

    private static func lines(_ terms: ContractTerms, _ laws: [Law], _ descriptions: [PrintedText]) -> [ContractPrint
        .Line]
    {
        terms.lines.enumerated().map { index, line in
            let law = laws[min(index, laws.count - 1)]
            return ContractPrint.Line(
                number: index + 1, line: line, law: law,
                office: law == .wlz ? "Zorgkantoor Noord" : "Gemeente Meerdam",
                description: descriptions[min(index, descriptions.count - 1)])
        }
    }

    private static func signatures(_ terms: ContractTerms, by representative: Bool) throws -> [ContractPrint.Signature]
    {
        [
            ContractPrint.Signature(
                side: .caregiver, signer: text("Cor Jansen"), represents: false, means: .digid, level: .substantieel,
                at: try moment("2025-12-11T19:30:00Z"), termsDigest: terms.digest),
            ContractPrint.Signature(
                side: .holder, signer: text(representative ? "Ria Mulder" : "Ali de Boer"), represents: representative,
                means: .digid, level: .hoog, at: try moment("2025-12-12T09:00:00Z"), termsDigest: terms.digest),
        ]
    }

    static func employment() throws -> ContractPrint {
        let terms = try terms(
            #"{"kind":"employment","relation":"none","formal":false,"start":"2026-01-01","end":"2026-12-31","lines":["#
                + #"{"budget":"b1","function":"personal-care","unit":"month","rateCents":120000,"weeklyMinutes":870,"#
                + #""description":"@text","detail":{"hourCents":1910}},"#
                + #"{"budget":"b1","function":"individual-support","unit":"hour","rateCents":2250,"weeklyMinutes":45,"#
                + #""description":"@text","detail":{"time":"night"}}],"#
                + #""work":{"notRenewed":true,"probationMonths":1,"week":[{"weekday":5,"minutes":450},{"weekday":1,"minutes":420}],"#
                + #""includesVacation":true,"noticeMonths":2,"kilometreCents":23,"weeklyKilometres":40},"#
                + #""general":{"model":"svb-2024","payroll":true,"taxCredit":true,"identityDocument":"d1","other":"@text"}}"#
        )
        return ContractPrint(
            contract: Fixture.id("k1"), number: 1, from: terms.start, standing: .approved,
            settledAt: try moment("2025-12-16T11:00:00Z"), terms: terms, holder: holder,
            representatives: [ContractPrint.Representative(name: text("Ria Mulder"), ground: .mentor)],
            caregiver: caregiver,
            lines: lines(
                terms, [.wlz], [text("Elke ochtend wassen en aankleden.\nTwee keer per week douchen."), text("Waken.")]),
            hiddenLines: 0, replaces: nil, other: text("Koffie is gratis."), reference: nil,
            signatures: try signatures(terms, by: true),
            assessments: [
                .init(part: .care, office: "Zorgkantoor Noord", at: try moment("2025-12-16T10:00:00Z")),
                .init(part: .labour, office: "Zorgkantoor Noord", at: try moment("2025-12-16T11:00:00Z")),
            ], conditions: [text("Stuur voor 1 maart een rooster.")])
    }

    static func family() throws -> ContractPrint {
        let terms = try terms(
            #"{"kind":"family","relation":"child","formal":false,"start":"2026-01-01","lines":["#
                + #"{"budget":"b1","function":"personal-care","unit":"hour","rateCents":2500,"weeklyMinutes":600,"description":"@text"},"#
                + #"{"budget":"b2","function":"household-help","unit":"hour","rateCents":2000,"description":"@text"},"#
                + #"{"budget":"b3","function":"individual-support","unit":"hour","rateCents":2000,"description":"@text"}],"#
                + #""work":{"daysPerWeek":5,"household":true}}"#)
        return ContractPrint(
            contract: Fixture.id("k2"), number: 1, from: terms.start, standing: .approved,
            settledAt: try moment("2026-01-05T09:15:00Z"), terms: terms, holder: holder, representatives: [],
            caregiver: ContractPrint.Person(name: .erased, birthDate: .erased),
            lines: lines(terms, [.wlz, .wmo, .jeugdwet], [text("Wassen."), text("Schoonmaken."), .erased]),
            hiddenLines: 0,
            replaces: nil, other: .erased, reference: nil, signatures: try signatures(terms, by: false),
            assessments: [
                .init(part: .care, office: "Gemeente Meerdam", at: try moment("2026-01-05T09:00:00Z")),
                .init(part: .labour, office: "Sociale Verzekeringsbank", at: try moment("2026-01-05T09:15:00Z")),
            ], conditions: [])
    }

    static func institution() throws -> ContractPrint {
        let terms = try terms(
            #"{"kind":"institution","relation":"none","formal":true,"start":"2026-01-01","lines":["#
                + #"{"budget":"b2","function":"group-support","unit":"day-part","rateCents":6600,"description":"@text","#
                + #""detail":{"groupSize":8,"unitMinutes":210}},"#
                + #"{"budget":"b2","function":"respite-stay","unit":"full-day","rateCents":22000,"description":"@text","#
                + #""detail":{"yearlyCount":24}},"#
                + #"{"budget":"b2","function":"transport","unit":"ride","rateCents":900,"description":"@text","detail":{"rideMinutes":20}},"#
                + #"{"budget":"b2","function":"individual-support","unit":"hour","rateCents":6000,"description":"@text","detail":{"time":"weekend"}}],"#
                + #""general":{"reference":"@text"}}"#)
        return ContractPrint(
            contract: Fixture.id("k3"), number: 4, from: try day("2026-04-01"), standing: .changed,
            settledAt: try moment("2026-03-20T08:00:00Z"), terms: terms, holder: holder, representatives: [],
            caregiver: ContractPrint.Person(name: .text("Stichting De Linde"), kvk: "23456789", agb: "41123456"),
            lines: lines(terms, [.wmo], [.withheld]), hiddenLines: 1, replaces: nil, other: nil,
            reference: text("Cliënt 12/34"), signatures: [], assessments: [], conditions: [])
    }

    /// - Parameter said: what every person wrote.
    static func assignment(saying said: String? = nil) throws -> ContractPrint {
        let terms = try terms(
            #"{"kind":"assignment","relation":"none","formal":true,"start":"2026-02-01","lines":["#
                + #"{"budget":"b1","function":"nursing","unit":"hour","rateCents":7000,"description":"@text"}],"#
                + #""work":{"replaces":"k9","entrepreneur":true},"general":{"other":"@text","reference":"@text"}}"#)
        func wrote(_ plain: String) -> PrintedText { .text(said ?? plain) }
        return ContractPrint(
            contract: Fixture.id("k4"), number: 1, from: terms.start, standing: .draft, settledAt: nil, terms: terms,
            holder: ContractPrint.Person(name: wrote("Bea Visser"), address: wrote("Laan 2")),
            representatives: [ContractPrint.Representative(name: wrote("Rik Visser"), ground: .parent)],
            caregiver: ContractPrint.Person(name: wrote("Zorg van Noor"), kvk: "12345678"),
            lines: lines(terms, [.jeugdwet], [wrote("Wondzorg, elke dag.")]), hiddenLines: 0,
            replaces: wrote("Carla Smit"), other: wrote("De sleutel hangt bij de buren."), reference: wrote("N-7"),
            signatures: [], assessments: [], conditions: [])
    }

    static func networkHelp() throws -> ContractPrint {
        let terms = try terms(
            #"{"kind":"network-help","relation":"sibling","formal":false,"start":"2026-02-01","lines":["#
                + #"{"budget":"b2","function":"household-help","unit":"piece","rateCents":14100,"description":"@text"}]}"#
        )
        return ContractPrint(
            contract: Fixture.id("k5"), number: 1, from: terms.start, standing: .rejected, settledAt: nil, terms: terms,
            holder: holder, representatives: [], caregiver: caregiver,
            lines: lines(terms, [.wmo], [text("Boodschappen.")]), hiddenLines: 0, replaces: nil, other: nil,
            reference: nil, signatures: try signatures(terms, by: false), assessments: [], conditions: [])
    }

    static func extended() throws -> ContractPrint {
        let terms = try terms(
            #"{"kind":"employment","relation":"none","formal":false,"start":"2025-01-01","end":"2026-12-31","lines":["#
                + #"{"budget":"b1","function":"total","unit":"hour","rateCents":2000,"description":"@text"}],"#
                + #""general":{"model":"svb-2024","payroll":true,"taxCredit":false}}"#)
        return ContractPrint(
            contract: Fixture.id("k6"), number: 2, from: try day("2026-01-01"), standing: .extended,
            settledAt: try moment("2025-11-20T14:00:00Z"), terms: terms, holder: holder, representatives: [],
            caregiver: caregiver, lines: lines(terms, [.wlz], [text("Hulp.")]), hiddenLines: 0, replaces: nil,
            other: nil,
            reference: nil, signatures: [], assessments: [], conditions: [])
    }
}
