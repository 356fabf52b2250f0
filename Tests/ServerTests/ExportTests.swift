import Events
import Foundation
import Projections
import Testing

@testable import Server

/// Whether "everything about me" is really everything: over all journeys, for everybody in them, and with who looked.
@Suite struct ExportTests {
    private static let names = JourneyNames(journey: "wmo-both-orders")
    private static func party(_ short: String) -> PartyID { PartyID(bits: names.id(short)) }
    private static func office(_ short: String) -> OfficeID { OfficeID(bits: names.id(short)) }
    static func path(_ party: PartyID) -> String { "/v1/parties/\(party.text)/export" }

    private static let holder = party("h1")
    static let svbOfficer = Principal.employee(party("e22"), at: office("o3"))
    static let granterOfficer = Principal.employee(party("e23"), at: office("o1"))
    private static let assessor = Principal.employee(party("e3"), at: office("o2"))

    /// All pages of an export: its lines, and its bytes.
    struct Whole {
        var lines: [NSDictionary] = []
        var text = ""

        init(_ server: TestService, of party: PartyID, as who: Principal, limit: Int = 200, past: String? = nil) throws
        {
            var next: String? = ExportTests.path(party) + "?limit=\(limit)" + (past.map { "&asOf=\($0)" } ?? "")
            while let path = next {
                let answer = try server.get(path, as: who)
                try #require(answer.status == 200, "\(answer.body)")
                let body = try #require(
                    try JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? NSDictionary)
                lines += try #require(body["items"] as? [NSDictionary])
                text += answer.body
                next = answer.header("Link").flatMap { link in
                    link.components(separatedBy: ",").first { $0.contains("rel=\"next\"") }
                        .flatMap { $0.components(separatedBy: "<").last?.components(separatedBy: ">").first }
                }
            }
        }

        func positions(withFact isWhole: Bool? = nil) -> Set<Int64> {
            Set(
                lines.compactMap { line in
                    guard line["kind"] as? String == "fact" else { return nil }
                    if let isWhole, isWhole == (line["fact"] is NSNull) { return nil }
                    return (line["position"] as? NSNumber)?.int64Value
                })
        }

        /// Which looks stand in it, and how many they are: equal ones of a day that stand behind each other are one line.
        var lookNumbers: Set<Int> { Set(looks.compactMap { $0["number"] as? Int }) }
        var lookTimes: Int { looks.reduce(0) { $0 + ($1["times"] as? Int ?? 0) } }

        var looks: [NSDictionary] { lines.filter { $0["kind"] as? String == "access" } }
    }

    /// One value of the vault.
    private struct Mark: Hashable {
        let subject: PartyID
        let json: String
    }

    private static func marks(_ server: TestService) throws -> [Mark] {
        try Connection(.reader(server.service.folder.vault)).all("SELECT subject, json FROM sealed") {
            Mark(subject: $0.id(0), json: $0.text(1))
        }
    }

    /// What a fact may name somebody in without being in his export; each with the reason in docs/privacy.md.
    private static let leftOut: Set<String> = [
        // A contract that was not shared yet, and who is only proposed: plans of another.
        "contract-drafted", "application-filed", "request-filed",
        // Which employee did or was to do something: the work of his office, about another.
        "assessment-assigned", "contract-assessed", "contract-approved", "contract-rejected", "run-opened",
        "looked-along",
    ]

    @Test func everyFactAboutSomebodyIsInHisExport() throws {
        try TestService.withJourneys { server in
            let reader = LogReader(try Connection(.reader(server.service.folder.log)))
            let rows = try reader.batch(after: .start, limit: 100_000)
            let marks = try Self.marks(server)
            let people = rows.filter { $0.name.description == "person-registered" }.map {
                PartyID(bits: $0.stream.bits)
            }
            try #require(people.count > 60 && marks.count > 500)
            var (whole, kinds, opened) = (0, Set<String>(), 0)
            for party in people {
                // Who died cannot sign in; the SVB exports the same.
                let export = try Whole(server, of: party, as: Self.svbOfficer)
                let positions = export.positions(withFact: true)
                let id = Array(party.text.utf8)
                for row in rows {
                    let isOwn = row.stream == .party(party) || row.stream == .dossier(DossierID(holder: party))
                    let names = row.body.withUnsafeBytes { Data($0) }.range(of: Data(id)) != nil
                    guard isOwn || names else { continue }
                    let name = row.name.description
                    if positions.contains(row.position.rawValue) {
                        whole += 1
                        kinds.insert(name)
                    } else {
                        #expect(!isOwn && Self.leftOut.contains(name), "\(name) at \(row.position) lacks")
                    }
                }
                // Each of his values is there, and none of another's that is not his as well.
                let own = Set(marks.filter { $0.subject == party }.map(\.json))
                for json in own where json.utf8.count <= 64 << 10 {
                    #expect(export.text.contains(json), "a value of somebody is not in his export")
                    opened += 1
                }
                for mark in marks where mark.subject != party && mark.json.utf8.count > 6 {
                    guard !own.contains(mark.json),
                        !own.contains(where: { $0.contains(mark.json.dropFirst().dropLast()) })
                    else { continue }
                    #expect(!export.text.contains(mark.json), "a value of another is in the export of somebody")
                }
            }
            #expect(whole > 2_000 && kinds.count > 70 && opened > 500)
        }
    }

    /// Who gives care has his own agreements and payments, and nothing of the budgets of whom he cares for: not what is
    /// left, not which of them paid.
    @Test func aCaregiverGetsNoBalanceOfTheHolder() throws {
        try TestService.withJourneys { server in
            let reader = LogReader(try Connection(.reader(server.service.folder.log)))
            let people = try reader.batch(after: .start, limit: 100_000)
                .filter { $0.name.description == "person-registered" }.map { PartyID(bits: $0.stream.bits) }
            let hidden = ["shares", "paidShares", "recoveries", "chargesCents", "reasons"]
            let money: Set<String> = [
                "claim-accepted", "claim-refused", "claim-held", "payment-scheduled", "payment-returned",
                "wage-withheld", "receivable-raised", "difference-settled",
            ]
            var seen: Set<String> = []
            for party in people {
                for line in try Whole(server, of: party, as: Self.svbOfficer).lines {
                    guard line["kind"] as? String == "fact", let type = line["type"] as? String,
                        let dossier = line["dossier"] as? String, dossier != party.text,
                        let fact = line["fact"] as? NSDictionary
                    else { continue }
                    #expect(!"\(fact)".contains("left-cents"), "\(type) tells a balance")
                    guard money.contains(type) else { continue }
                    seen.insert(type)
                    let told = hidden.filter { fact[$0] != nil }
                    #expect(told.isEmpty, "\(type) tells \(told)")
                    #expect(fact["claim"] ?? fact["payment"] ?? fact["receivable"] ?? fact["contract"] != nil)
                }
            }
            #expect(seen.isSuperset(of: ["claim-accepted", "claim-refused", "payment-scheduled", "receivable-raised"]))
        }
    }

    /// What he did for another is his too, as far as that he did it; the rest of it is the other's.
    @Test func whatSomebodyDidForAnotherIsTold() throws {
        try TestService.withJourneys { server in
            let reader = LogReader(try Connection(.reader(server.service.folder.log)))
            let rows = try reader.batch(after: .start, limit: 100_000)
            var deeds = 0
            for row in rows {
                guard let principal = Principal(row.principal), principal.kind == .representative,
                    let party = principal.party, deeds < 3
                else { continue }
                let export = try Whole(server, of: party, as: Self.svbOfficer)
                #expect(export.positions().contains(row.position.rawValue))
                if export.positions(withFact: false).contains(row.position.rawValue) { deeds += 1 }
            }
            #expect(deeds == 3)
        }
    }

    @Test func whoLookedIsInTheExport() throws {
        try TestService.withJourneys { server in
            let dossier = "/v1/dossiers/\(Self.holder.text)"
            #expect(try server.get(dossier + "/budgets", as: Self.assessor).status == 200)
            #expect(try server.get(dossier + "/contracts", as: .holder(Self.holder)).status == 200)
            #expect(try server.get(dossier + "/budgets", as: Self.granterOfficer).status == 403)

            let export = try Whole(server, of: Self.holder, as: .holder(Self.holder))
            let look = try #require(
                export.looks.first { $0["officeName"] as? String == "Gemeente Waterrijk" }, "\(export.looks)")
            #expect(look["what"] as? String == "De budgetten van een dossier met hun stand.")
            #expect(look["ground"] as? String == "granter" && look["outcome"] as? String == "success")
            #expect(export.looks.contains { $0["outcome"] as? String == "denied" })
            #expect(export.looks.contains { $0["ground"] as? String == "holder" })
            #expect(export.looks.allSatisfy { $0["subject"] as? String == Self.holder.text })

            // An export is a look as well, and so is a print.
            let print = try server.get(
                Self.path(Self.holder) + "/document", as: .holder(Self.holder), accept: "text/html")
            #expect(print.status == 200 && print.body.contains("<td>een medewerker van Gemeente Waterrijk</td>"))
            #expect(print.body.contains("<td>geweigerd</td>") && print.body.contains("<td>uzelf</td>"))
            let after = try Whole(server, of: Self.holder, as: .holder(Self.holder))
            let own = after.looks.filter { $0["action"] as? String == "export" }.map { $0["activity"] as? String }
            #expect(
                Set(own) == [
                    "GET /v1/parties/{party}/export", "GET /v1/parties/{party}/export/document",
                ])
            let csv = try server.get(Self.path(Self.holder), as: .holder(Self.holder), accept: "text/csv")
            let cells = csv.body.components(separatedBy: "\r\n")
            #expect(cells[0].contains("\"fact\"") && cells[0].contains("\"because\""))
            #expect(cells.contains { $0.hasPrefix("\"fact\"") } && cells.contains { $0.hasPrefix("\"access\"") })
        }
    }

    /// Each line once and in the same order, however long the pages are and whoever looks or does something meanwhile.
    @Test func anExportIsOfOneMoment() throws {
        try TestService.withJourneys { server in
            let dossier = "/v1/dossiers/\(Self.holder.text)"
            for _ in 0..<3 { #expect(try server.get(dossier + "/budgets", as: Self.assessor).status == 200) }
            #expect(try server.get(dossier + "/contracts", as: .holder(Self.holder)).status == 200)
            let moment = server.service.clock.now().text
            let whole = try Whole(server, of: Self.holder, as: .holder(Self.holder), past: moment)
            #expect(whole.looks.count == 2 && whole.looks.contains { $0["times"] as? Int == 3 })
            // Each page leaves a line of its own meanwhile.
            let short = try Whole(server, of: Self.holder, as: .holder(Self.holder), limit: 1, past: moment)
            #expect(short.positions() == whole.positions())
            #expect(short.lookTimes == whole.lookTimes && short.lookNumbers.count == short.looks.count)
            #expect(Set(short.lines.compactMap { $0["position"] as? Int }).count == whole.positions().count)
            #expect(short.looks.map { $0["subject"] as? String }.allSatisfy { $0 == Self.holder.text })
            #expect(short.looks.allSatisfy { $0["action"] as? String == "read" })

            // Without `asOf` the first page says of when the others are.
            let first = try server.get(Self.path(Self.holder) + "?limit=2", as: .holder(Self.holder))
            #expect(try #require(first.header("Link")).contains("asOf="))

            // As of an earlier position.
            let half = try #require(whole.positions().sorted().dropFirst(10).first)
            let early = try Whole(server, of: Self.holder, as: .holder(Self.holder), past: "\(half)")
            #expect(early.positions() == whole.positions().filter { $0 <= half } && early.looks.isEmpty)
            let path = Self.path(Self.holder)
            #expect(try server.get(path + "?asOf=2099-01-01", as: .holder(Self.holder)).status == 400)
        }
    }

    /// The privacy officer of a granter sees what is his office's: its facts, and the looks of its own people.
    @Test func theOfficerOfAGranterSeesWhatIsHis() throws {
        try TestService.withJourneys { server in
            // Two granters of one person.
            let names = JourneyNames(journey: "wlz-wmo-one-contract")
            let holder = PartyID(bits: names.id("h1"))
            let dossier = "/v1/dossiers/\(holder.text)"
            let careOffice = Principal.employee(PartyID(bits: names.id("e1")), at: OfficeID(bits: names.id("o1")))
            #expect(try server.get(dossier + "/budgets", as: careOffice).status == 200)
            #expect(try server.get(dossier + "/budgets", as: Self.assessor).status == 200)
            #expect(try server.get(dossier + "/budgets", as: .holder(holder)).status == 200)

            let whole = try Whole(server, of: holder, as: Self.svbOfficer)
            let own = try Whole(server, of: holder, as: Self.granterOfficer)
            #expect(own.positions().isStrictSubset(of: whole.positions()) && own.positions().count > 5)
            #expect(Set(whole.looks.compactMap { $0["office"] as? String }).count >= 2)
            #expect(!own.looks.isEmpty)
            #expect(own.looks.allSatisfy { $0["office"] as? String == Self.office("o1").text })
            // Nothing tells of the other granter.
            let telling = own.lines.filter { "\($0)".contains(Self.office("o2").text) }.map { $0["type"] ?? "look" }
            #expect(telling.isEmpty && !own.text.contains("Gemeente Waterrijk"), "\(telling)")
            // What he exports is recorded at the person.
            let seen = try server.get("/v1/access-records", as: .holder(holder))
            #expect(seen.body.contains(#""action":"export""#) && seen.body.contains(Self.office("o1").text))
            // A granter that has nothing to do with him, and who does not guard privacy, get nothing.
            #expect(try server.get(Self.path(Self.holder), as: Self.granterOfficer).status == 404)
            #expect(try server.get(Self.path(holder), as: careOffice).status == 403)
        }
    }

    /// Where two granters pay under one contract, neither sees the lines of the other, nor what it pays.
    @Test func aGranterSeesNoLinesAndPaymentsOfTheOther() throws {
        try TestService.withJourneys { server in
            let names = JourneyNames(journey: "wlz-wmo-one-contract")
            let (own, other) = (BudgetID(bits: names.id("b1")).text, BudgetID(bits: names.id("b2")).text)
            for short in ["h1", "c1"] {
                let party = PartyID(bits: names.id(short))
                let whole = try Whole(server, of: party, as: Self.svbOfficer)
                let seen = try Whole(server, of: party, as: Self.granterOfficer)
                #expect(whole.text.contains(other) && whole.text.contains(own))
                #expect(!seen.text.contains(other), "\(short): a budget of another granter")
                // A line of the other, and what both paid together in a month.
                for told in [
                    #""rateCents":2000"#, #""rateCents":2200"#, "353600", "3.536,00", "Schoonmaken en de was",
                ] {
                    #expect(!seen.text.contains(told), "\(short): \(told)")
                }
                // That there is a contract, a claim and a payment he sees.
                let types = Set(seen.lines.compactMap { $0["type"] as? String })
                #expect(types.isSuperset(of: ["contract-drafted", "claim-filed", "payment-scheduled"]), "\(types)")
            }
            let holder = PartyID(bits: names.id("h1"))
            #expect(try Whole(server, of: holder, as: Self.granterOfficer).text.contains(own))
        }
    }
}
