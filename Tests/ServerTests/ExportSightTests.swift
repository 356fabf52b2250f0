import Events
import Foundation
import Projections
import Testing

@testable import Server

/// What is somebody else's in the rights and the export of a person: numbers, plans, what other granters did, and what
/// is not there yet.
@Suite struct ExportSightTests {
    private typealias Whole = ExportTests.Whole

    private static let shared = JourneyNames(journey: "wlz-wmo-one-contract")
    private static let helped = JourneyNames(journey: "helper-and-helpdesk")
    private static let municipality = OfficeID(bits: shared.id("o2"))
    private static let otherOfficer = Principal.employee(PartyID(bits: shared.id("e3")), at: municipality)

    private static func ask(_ server: TestService, _ id: Int, _ fields: String, as who: Principal) throws {
        let answer = try server.post(
            "/v1/commands", #"{"id":"00000000-0000-4000-8000-00000000\#(3_000 + id)",\#(fields)}"#, as: who)
        #expect(answer.status == 200, "\(fields): \(answer.body)")
        try server.waitForViews()
    }

    /// The municipality gets somebody who looks after privacy.
    private static func appointOther(_ server: TestService) throws {
        let employee = PartyID(bits: shared.id("e3")).text
        try ask(
            server, 1,
            #""type":"appoint-employee","office":"\#(municipality.text)","employee":"\#(employee)","roles":["privacy"]"#,
            as: .operator)
    }

    @Test func aGranterGetsTheEndOfTheNumbersOfACaregiver() throws {
        try TestService.withJourneys { server in
            let caregiver = PartyID(bits: Self.shared.id("c1"))
            let holder = PartyID(bits: Self.shared.id("h1"))
            let path = ExportTests.path(caregiver)
            let granter = ExportTests.granterOfficer
            let forms = [
                try Whole(server, of: caregiver, as: granter).text,
                try server.get(path, as: granter, accept: "text/csv").body,
                try server.get(path + "/document", as: granter, accept: "text/html").body,
            ]
            for text in forms {
                #expect(!text.contains("999904577") && !text.contains("NL12PGBT0000001049"))
                #expect(text.contains("4577") && text.contains("1049"))
            }
            for who in [ExportTests.svbOfficer, .holder(caregiver)] {
                let text = try Whole(server, of: caregiver, as: who).text
                #expect(text.contains("999904577") && text.contains("NL12PGBT0000001049"))
            }
            // Of its own holder it knows by which number he was registered, and his account no better than that of others.
            let own = try Whole(server, of: holder, as: granter).text
            #expect(own.contains("999904516") && own.contains("1048") && !own.contains("NL39PGBT0000001048"))
        }
    }

    /// A granter reads that data are restricted and what it held itself, and not who else had what to do with him.
    @Test func aGranterSeesNoHoldsOfTheOther() throws {
        try TestService.withJourneys { server in
            try Self.appointOther(server)
            let holder = PartyID(bits: Self.shared.id("h1"))
            let other = Self.otherOfficer
            try Self.ask(
                server, 2,
                #""type":"set-hold","party":"\#(holder.text)","reason":"court","explanation":"Zaak-bij-ons""#,
                as: other)
            try Self.ask(
                server, 3,
                #""type":"set-hold","party":"\#(holder.text)","reason":"objection","explanation":"Ons-bezwaar""#,
                as: ExportTests.granterOfficer)
            try Self.ask(
                server, 4,
                #""type":"restrict-processing","party":"\#(holder.text)","ground":"objection","#
                    + #""explanation":"Elders-gezegd""#, as: other)
            let path = "/v1/parties/\(holder.text)/rights"
            let whole = try server.get(path, as: .holder(holder))
            #expect(whole.body.contains(Self.municipality.text) && whole.body.contains("court"), "\(whole.body)")
            let seen = try server.get(path, as: ExportTests.granterOfficer)
            #expect(seen.status == 200 && seen.body.contains(#""ground":"objection""#), "\(seen.body)")
            #expect(seen.body.contains(#""reason":"objection""#), "\(seen.body)")
            for told in [Self.municipality.text, "court", "Elders-gezegd"] {
                #expect(!seen.body.contains(told), "\(told): \(seen.body)")
            }
            // What it has to settle stands in the export, and no more of it than that.
            let export = try Whole(server, of: holder, as: ExportTests.granterOfficer)
            let line = try #require(export.lines.first { $0["type"] as? String == "restriction-set" })
            #expect(line["fact"] is NSNull && line["principal"] as? String == "employee", "\(line)")
            #expect(!export.text.contains(Self.municipality.text) && !export.text.contains("Elders-gezegd"))
            #expect(export.lines.filter { $0["type"] as? String == "hold-set" }.count == 1)
        }
    }

    /// A contract that was not shared is a plan of the holder, also when it names who looked along before.
    @Test func aFormerHelperGetsNoPlanThatNamesHim() throws {
        try TestService.withJourneys { server in
            let (holder, helper) = (PartyID(bits: Self.helped.id("h1")), PartyID(bits: Self.helped.id("g1")))
            let (budget, contract) = (BudgetID(bits: Self.helped.id("b1")), ContractID(bits: Self.helped.id("k9")))
            let line =
                #"{"budget":"\#(budget.text)","function":"personal-care","unit":"hour","rateCents":2750,"description":"Wassen."}"#
            try Self.ask(
                server, 5,
                #""type":"draft-contract","dossier":"\#(holder.text)","contract":"\#(contract.text)","#
                    + #""caregiver":"\#(helper.text)","terms":{"kind":"family","relation":"none","#
                    + #""start":"2026-03-01","lines":[\#(line)]}"#, as: .holder(holder))
            let export = try Whole(server, of: helper, as: .holder(helper))
            #expect(!export.text.contains(contract.text), "a plan that was not shared")
            #expect(export.lines.contains { $0["type"] as? String == "helper-joined" && !($0["fact"] is NSNull) })
        }
    }

    /// Who was in a dossier once is not everybody's: other granters have nothing to do with him.
    @Test func whoseRelationsEndedIsNotOpenToEveryGranter() throws {
        try TestService.withJourneys { server in
            try Self.appointOther(server)
            let helper = PartyID(bits: Self.helped.id("g1"))
            for path in ["/export", "/export/document", "/rights"] {
                let path = "/v1/parties/\(helper.text)\(path)"
                #expect(try server.get(path, as: Self.otherOfficer).status == 404, "\(path)")
                #expect(try server.get(path, as: ExportTests.granterOfficer).status == 200, "\(path)")
            }
            // Who appears in no dossier is everybody's to look after.
            let nobody = "/v1/parties/\(PartyID(bits: Self.shared.id("e21")).text)/rights"
            #expect(try server.get(nobody, as: Self.otherOfficer).status == 200)
        }
    }

    /// What the views have still to take up is not passed over: a page says until when it goes.
    @Test func anExportPassesNothingOverThatIsStillToCome() throws {
        try TestService.withJourneys { server in
            let holder = PartyID(bits: Self.shared.id("h1"))
            let path = ExportTests.path(holder)
            let log = LogReader(try Connection(.reader(server.service.folder.log)))
            let before = try #require(try log.event(at: log.lastPosition()))
            // Somebody else writes in the file of the views, so that they stand still for a moment.
            let files = try FileManager.default.contentsOfDirectory(atPath: server.service.folder.path)
            let locks = try files.filter { $0.hasPrefix("views") && $0.hasSuffix(".db") }.map {
                try Connection(.writer(server.service.folder.path + "/" + $0))
            }
            for lock in locks { try lock.run("BEGIN IMMEDIATE") }
            let answer = try server.post(
                "/v1/commands",
                #"{"id":"00000000-0000-4000-8000-000000003009","type":"change-contact","party":"\#(holder.text)","#
                    + #""phone":"0687654321","channel":"post"}"#, as: .holder(holder))
            #expect(answer.status == 200, "\(answer.body)")
            let last = try log.lastPosition()
            try #require(last > before.position)
            let late = try server.get(path + "?asOf=\(last.rawValue)", as: .holder(holder))
            #expect(late.status == 503, "\(late.status): facts that are not in the views yet")
            let first = try server.get(path + "?limit=2", as: .holder(holder))
            let link = try #require(first.header("Link"))
            let asOf = try #require(link.firstMatch(of: #/asOf=([^&>]+)/#)).1.replacing("%3A", with: ":")
            let moment = try #require(Moment(String(asOf)), "\(asOf)")
            let changed = try #require(try log.event(at: last))
            #expect(moment < changed.recordedAt && moment >= before.recordedAt, "\(asOf)")
            for lock in locks { try lock.run("ROLLBACK") }
            try server.waitForViews()
            let whole = try Whole(server, of: holder, as: .holder(holder), limit: 50)
            #expect(whole.positions().contains(last.rawValue))
        }
    }
}
