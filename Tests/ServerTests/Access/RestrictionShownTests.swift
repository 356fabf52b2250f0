import Events
import Foundation
import Testing

@testable import Server

/// That the use of somebody's data is restricted shows to himself and who acts for him, and to the offices, which can do
/// nothing new with them; to nobody else. A number that was erased has no end any more.
@Suite struct RestrictionShownTests {
    private static let path = "/v1/dossiers/\(MatrixWorld.id("h1"))/people"

    /// Since when a party of the dossier is restricted, as somebody sees it; nil when it is not there for him.
    private static func since(_ short: String, _ onlooker: Onlooker, _ server: TestService) throws -> String? {
        let (principal, actingAs) = MatrixWorld.asker(onlooker)
        let answer = try server.get(path + (actingAs.map { "?actingAs=\($0)" } ?? ""), as: principal)
        #expect(answer.status == 200)
        let json = try JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? [String: Any]
        let items = json?["items"] as? [[String: Any]] ?? []
        return items.first { $0["party"] as? String == MatrixWorld.id(short) }?["restrictedSince"] as? String
    }

    @Test func whoIsConcernedSeesIt() throws {
        try TestService.withJourneys { server in
            for short in ["h1", "c1"] {
                let body = """
                    {"id":"\(UUID().uuidString.lowercased())","type":"restrict-processing",
                    "party":"\(MatrixWorld.id(short))","ground":"accuracy-contested","explanation":"Dit klopt niet."}
                    """
                let asker = Principal.holder(MatrixWorld.party(short))
                #expect(try server.post("/v1/commands", body, as: asker).status == 200)
            }
            try server.waitForViews()
            let all: [Onlooker] = [
                .holder, .representative, .helper, .caregiver, .otherCaregiver, .grants, .assessor, .otherGranter,
                .svbAssessor, .svbPayments, .svbAuditor,
            ]
            let offices: Set<Onlooker> = [.grants, .assessor, .otherGranter, .svbAssessor, .svbPayments, .svbAuditor]
            for onlooker in all {
                let ofHolder = try Self.since("h1", onlooker, server)
                let isConcerned = offices.contains(onlooker) || [.holder, .representative].contains(onlooker)
                #expect((ofHolder != nil) == isConcerned, "\(onlooker.rawValue) of the holder: \(ofHolder ?? "-")")
                let ofCaregiver = try Self.since("c1", onlooker, server)
                // The other granter does not know of that caregiver at all.
                let knows = offices.subtracting([.otherGranter]).union([.caregiver]).contains(onlooker)
                #expect((ofCaregiver != nil) == knows, "\(onlooker.rawValue) of the caregiver: \(ofCaregiver ?? "-")")
            }
            let profile = try server.get("/v1/profile", as: .holder(MatrixWorld.party("h1"))).body
            #expect(profile.contains(#""restriction":{"ground":"accuracy-contested","office":null,"since":""#))
            #expect(profile.contains(#""explanation":"Dit klopt niet.""#))
            let other = try server.get("/v1/profile", as: .caregiver(MatrixWorld.party("r1"))).body
            #expect(other.contains(#""restriction":null"#))
            let tried = """
                {"id":"\(UUID().uuidString.lowercased())","type":"set-claim-stop","dossier":"\(MatrixWorld.id("h1"))",
                "budget":"\(MatrixWorld.id("b1"))","from":"2027-02-01","explanation":"Wij zoeken het uit."}
                """
            let refused = try server.post(
                "/v1/commands?dryRun=true", tried, as: .employee(MatrixWorld.party("e1"), at: MatrixWorld.office("o1")))
            #expect(refused.body.contains(#""code":"data-restricted""#))
        }
    }

    /// What was opened of somebody stands in the access log as seen of him.
    @Test func whoseEndWasShownIsInTheAccessLog() throws {
        try TestService.withJourneys { server in
            let reader = AccessReader(try Connection(.reader(server.service.folder.access)))
            let start = try reader.last()
            let grants = Principal.employee(MatrixWorld.party("e1"), at: MatrixWorld.office("o1"))
            #expect(try server.get(Self.path, as: grants).body.contains(#""ibanEnding":"1401""#))
            var seen: [PartyID?] = []
            try reader.scan(after: start) { seen.append($0.line.subject) }
            #expect(seen.count { $0 == MatrixWorld.party("c1") } == 1)
        }
    }

    @Test func theEndOfANumberComesFromOnePlace() {
        func end(_ json: String) -> String { String(decoding: NumberEnding.json(of: Array(json.utf8)), as: UTF8.self) }
        #expect(end(#""NL14PGBT0000001401""#) == #""1401""#)
        #expect(end(#""999970033""#) == #""0033""#)
        // So short that the end would be half of it, no text, and what could break out of it.
        for other in [#""1234567""#, "null", "12345678", #""""#, #""12345\"78""#, #""abcdefghij""#] {
            #expect(end(other) == "null", "\(other)")
        }
    }

    /// The number behind an end that was erased is not there; one that is named as a whole stays whole.
    @Test func anErasedNumberHasNoEnd() throws {
        let id = PartyID(bits: 1).text
        let hex = String(repeating: "a", count: 64)
        let whole = #"{"subject":"\#(id)","commitment":"\#(hex)"}"#
        let end = #"{"subject":"\#(id)","lastFourOf":"\#(hex)"}"#
        let answer = Array(#"{"a":\#(whole),"b":\#(end)}"#.utf8)
        let number = Array(#""NL14PGBT0000001401""#.utf8)
        let shown = Unsealing.open(answer) { _ in number }
        #expect(String(decoding: shown, as: UTF8.self) == #"{"a":"NL14PGBT0000001401","b":"1401"}"#)
        let erased = Unsealing.open(answer) { _ in nil }
        #expect(String(decoding: erased, as: UTF8.self) == #"{"a":null,"b":null}"#)
    }

    /// Numbers of a caregiver show to who has a contract with him, not to who only wrote his name in a draft.
    @Test func whoWasOnlyNamedShowsNoNumber() throws {
        try TestService.withJourneys { server in
            let contract = ContractID(bits: 0xD1).text
            let stream = #""dossier":"\#(MatrixWorld.id("h1"))","contract":"\#(contract)""#
            let line = """
                {"budget":"\(MatrixWorld.id("b1"))","function":"personal-care","unit":"hour","rateCents":2500,
                "description":"Wassen."}
                """
            let terms = """
                {"kind":"assignment","relation":"none","start":"2026-12-01","end":"2026-12-31","lines":[\(line)]}
                """
            let holder = Principal.holder(MatrixWorld.party("h1"))
            for rest in [
                #""type":"draft-contract","caregiver":"\#(MatrixWorld.id("c3"))","terms":\#(terms)"#,
                #""type":"share-contract""#,
            ] {
                let body = #"{"id":"\#(UUID().uuidString.lowercased())",\#(stream),\#(rest)}"#
                let answer = try server.post("/v1/commands", body, as: holder)
                #expect(answer.status == 200, "\(answer.body)")
            }
            try server.waitForViews()
            let people = try server.get(Self.path, as: holder).body
            #expect(people.contains(MatrixWorld.id("c3")))
            let json = try JSONSerialization.jsonObject(with: Data(people.utf8)) as? [String: Any]
            for person in json?["items"] as? [[String: Any]] ?? [] where person["kind"] as? String == "caregiver" {
                let isStranger = person["party"] as? String == MatrixWorld.id("c3")
                #expect((person["ibanEnding"] is String) != isStranger, "\(person)")
                #expect((person["bsnEnding"] is String) != isStranger, "\(person)")
            }
        }
    }

    /// After a start nobody is let in before the views are as far as the log: a right may have ended just before.
    @Test func aStartWaitsForAllThatHappenedBefore() throws {
        try TestService.withJourneys { server in
            let last = try LogReader(try Connection(.reader(server.service.folder.log))).lastPosition()
            #expect(last.rawValue > 1_000)
            #expect(server.service.endedRights.reach >= last)
        }
    }
}
