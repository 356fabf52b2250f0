import Commands
import Events
import Foundation
import Projections
import Testing

@testable import Server

/// Who saw what, asked over HTTP as everybody asks it: each answer has its lines before it is there.
@Suite struct AccessRecordTests {
    private static let names = JourneyNames(journey: "wmo-both-orders")
    private static func party(_ short: String) -> PartyID { PartyID(bits: names.id(short)) }
    private static func office(_ short: String) -> OfficeID { OfficeID(bits: names.id(short)) }

    private static let holder = Principal.holder(party("h1"))
    private static let caregiver = Principal.caregiver(party("c1"))
    private static let granter = Principal.employee(party("e3"), at: office("o2"))
    private static let stranger = Principal.employee(party("e1"), at: office("o1"))
    private static let dossier = DossierID(holder: party("h1"))
    private static let path = "/v1/dossiers/" + dossier.text

    /// The lines behind `after`, as they stand on the disk.
    private static func lines(_ server: TestService, after: Int64 = 0) throws -> [AccessLine] {
        var lines: [AccessLine] = []
        let reader = AccessReader(try Connection(.reader(server.service.folder.access)))
        try reader.scan(after: after) { lines.append($0.line) }
        return lines
    }

    private static func count(_ server: TestService) throws -> Int64 {
        try AccessReader(try Connection(.reader(server.service.folder.access))).last()
    }

    @Test func aLookLeavesOneLineForEachPerson() throws {
        try TestService.withJourneys { server in
            #expect(try server.get(Self.path + "/budgets", as: Self.granter).status == 200)
            var lines = try Self.lines(server)
            #expect(lines.count == 1)
            let line = try #require(lines.first)
            #expect(line.action == .read && line.outcome == .success && line.ground == .granter)
            #expect(line.activity == "GET /v1/dossiers/{dossier}/budgets")
            #expect(line.subject == Self.party("h1") && line.dossier == Self.dossier && line.user == Self.party("e3"))
            #expect(line.office == Self.office("o2") && line.roles.contains("grants") && line.quality == .employee)
            #expect(line.means == .employee && line.level == .hoog && line.trace != 0 && line.refusal == nil)
            guard case .network(let code) = line.point else { throw Problem(.notFound) }
            #expect(code != 0x7F00_0001)

            #expect(try server.get(Self.path + "/contracts", as: Self.holder).status == 200)
            lines = try Self.lines(server, after: 1)
            #expect(Set(lines.map(\.subject)) == [Self.party("h1"), Self.party("c1"), Self.party("c2")])
            #expect(lines.allSatisfy { $0.dossier == Self.dossier && $0.ground == .holder && $0.quality == .holder })
            #expect(Set(lines.map(\.trace)).count == 1)
        }
    }

    @Test func whatIsDeniedLeavesALine() throws {
        try TestService.withJourneys { server in
            #expect(try server.get(Self.path + "/budgets", as: Self.stranger).status == 404)
            #expect(try server.get(Self.path + "/budgets", as: Self.caregiver).status == 403)
            #expect(try server.get("/v1/payroll/2026-01", as: Self.holder).status == 403)
            #expect(try server.getOpen(Self.path + "/budgets").status == 401)
            let body = """
                {"id":"\(UUID().uuidString.lowercased())","type":"look-along","dossier":"\(Self.dossier.text)",
                "explanation":"Zomaar."}
                """
            #expect(try server.post("/v1/commands", body, as: Self.stranger).status == 404)
            #expect(try server.post("/v1/commands", body, as: Self.holder).status == 403)
            let lines = try Self.lines(server)
            #expect(lines.map(\.outcome) == Array(repeating: .denied, count: 5))
            #expect(lines.map(\.ground) == Array(repeating: AccessGround.none, count: 5))
            let (own, none) = (Self.party("h1"), PartyID?.none)
            #expect(lines.map(\.subject) == [own, own, none, own, own])
            #expect(lines.map(\.user) == ["e1", "c1", "h1", "e1", "h1"].map { Self.party($0) })
            let refusals = ["not-found", "not-allowed", "not-allowed", "unknown-dossier", "not-allowed"]
            #expect(lines.map(\.refusal) == refusals)
            #expect(lines.map(\.action) == [.read, .read, .export, .command, .command])
        }
    }

    @Test func listsExportsPrintsAndSearchesAreRecorded() throws {
        try TestService.withJourneys { server in
            let work = try server.get("/v1/work-queue", as: .employee(Self.party("e5"), at: Self.office("o3")))
            #expect(work.status == 200)
            var before = try Self.count(server)
            let named = Set(AnswerSubjects.of(json: Array(work.body.utf8)).map(\.party))
            #expect(Set(try Self.lines(server).compactMap(\.subject)) == named)

            let csv = try server.get(Self.path + "/payments", as: Self.granter, accept: "text/csv")
            #expect(csv.status == 200)
            var lines = try Self.lines(server, after: before)
            #expect(lines.allSatisfy { $0.action == .export })
            #expect(Set(lines.compactMap(\.subject)).isSuperset(of: [Self.party("h1"), Self.party("c1")]))

            before = try Self.count(server)
            let contract = ContractID(bits: Self.names.id("k1")).text
            let print = try server.get(Self.path + "/contracts/\(contract)/versions/1/document", as: Self.holder)
            #expect(print.status == 200)
            lines = try Self.lines(server, after: before)
            #expect(lines.allSatisfy { $0.action == .print })
            #expect(Set(lines.compactMap(\.subject)).isSuperset(of: [Self.party("h1"), Self.party("c1")]))

            before = try Self.count(server)
            let found = try server.post("/v1/parties/_search", #"{"bsn":"999990019"}"#, as: Self.granter)
            #expect([200, 404].contains(found.status))
            lines = try Self.lines(server, after: before)
            #expect(lines.count == 1 && lines[0].action == .search)
        }
    }

    /// A look at what a command would do shows what is there; the command itself is in the log.
    @Test func aDryRunIsALook() throws {
        try TestService.withJourneys { server in
            let id = UUID().uuidString.lowercased()
            let body = """
                {"id":"\(id)","type":"set-claim-stop","dossier":"\(Self.dossier.text)",
                "budget":"\(BudgetID(bits: Self.names.id("b1")).text)","from":"2027-02-01","explanation":"Wij zoeken het uit."}
                """
            let tried = try server.post("/v1/commands?dryRun=true", body, as: Self.granter)
            #expect(tried.status == 200)
            let lines = try Self.lines(server)
            #expect(lines.first?.action == .read && lines.first?.subject == Self.party("h1"))
            #expect(lines.first?.activity == "POST /v1/commands")
        }
    }

    @Test func whatCannotBeRecordedIsNotShown() throws {
        try TestService.withJourneys { server in
            server.service.accessDesk?.writer.stop()
            let answer = try server.get(Self.path + "/budgets", as: Self.holder)
            #expect(answer.status == 503 && answer.body.contains("not-recorded") && !answer.body.contains("items"))
            // What is about nobody is still answered.
            let health = try server.getOpen("/v1/health")
            #expect(health.status == 503 && health.body.contains(#""access":"finished""#))
        }
    }

    @Test func theTraceGoesInAndOut() throws {
        try TestService.withJourneys { server in
            let trace = "0af7651916cd43dd8448eb211c80319c"
            let client = try RawClient(port: server.port)
            client.send(
                "GET \(Self.path)/budgets HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer \(server.token(Self.holder))\r\n"
                    + "traceparent: 00-\(trace)-b7ad6b7169203331-01\r\n\r\n")
            let answer = try #require(try client.answer())
            #expect(answer.status == 200)
            let line = try #require(try Self.lines(server).first)
            #expect(line.trace == 0x0af7_6519_16cd_43dd_8448_eb21_1c80_319c)
            #expect(line.parent == 0xb7ad_6b71_6920_3331 && line.span != 0 && line.span != line.parent)
            #expect(answer.header("traceparent") == "00-\(trace)-\(TraceID.digits(of: line.span))-01")
        }
    }

    @Test func everybodySeesWhoLookedAtHim() throws {
        try TestService.withJourneys { server in
            for _ in 0..<3 { _ = try server.get(Self.path + "/budgets", as: Self.granter) }
            _ = try server.get(Self.path + "/contracts", as: Self.holder)
            _ = try server.get(Self.path + "/budgets", as: Self.stranger)
            let own = try server.get("/v1/access-records?byOthers=true", as: Self.holder)
            #expect(own.status == 200)
            // Three equal looks are one row; the denial has one of its own.
            #expect(own.body.contains(#""times":3"#) && own.body.contains(#""officeName":"#))
            #expect(own.body.components(separatedBy: #""number":"#).count == 3)
            #expect(own.body.contains("De budgetten van een dossier met hun stand."))
            let csv = try server.get("/v1/access-records", as: Self.holder, accept: "text/csv")
            #expect(csv.status == 200 && csv.body.contains("granter"))
            #expect(try server.get("/v1/access-records", as: Self.caregiver).body.contains(#""ground":"holder""#))
            let asHolder = try server.get(Self.path + "/access-records?limit=1", as: Self.holder)
            #expect(asHolder.status == 200 && asHolder.header("Link") != nil)
            #expect(try server.get(Self.path + "/access-records", as: Self.caregiver).status == 403)
            #expect(try server.get(Self.path + "/access-records", as: Self.granter).status == 403)
            #expect(try server.get("/v1/access-records?from=2027-02-02", as: Self.holder).body.contains(#""items":[]"#))
            // Looking at it is itself in it.
            #expect(try Self.lines(server).contains { $0.activity == "GET /v1/access-records" })
        }
    }

    /// Whether he saw it or not, and what became of it, in words; of a command which one could be asked for.
    @Test func whoLooksBackIsToldWhatBecameOfIt() throws {
        func row(_ action: AccessAction, _ outcome: AccessOutcome, _ ground: AccessGround) throws -> String {
            let line = AccessLine(
                at: Moment(microseconds: 0), trace: 1, span: 1, action: action, outcome: outcome, activity: "x",
                subject: Self.party("h1"), means: .employee, level: .hoog, ground: ground)
            let place = AccessPlace(sequence: 1, beforeOfSubject: 0, beforeOfEmployee: 0, beforeOfOffice: 0)
            let record = AccessRecord(place: place, line: line, hash: .zero)
            let group = AccessHistory.Group(record: record, firstAt: line.at, times: 1)
            let row = AccessRow(group: group, what: "x", officeName: nil, source: "x")
            var writer = JSONWriter()
            writer.object { row.writeFields(to: &$0) }
            return String(decoding: writer.bytes, as: UTF8.self)
        }
        #expect(try row(.read, .success, .lookAlong).contains("De helpdesk keek mee omdat de budgethouder"))
        #expect(try row(.read, .denied, .none).contains("Het mocht niet, en er is niets getoond."))
        #expect(try row(.command, .denied, .none).contains("Het mocht niet, en er is niets gedaan."))
        #expect(try row(.read, .failed, .none).contains("Er ging iets mis, en er is niets getoond."))
        try TestService.withJourneys { server in
            let body = """
                {"id":"\(UUID().uuidString.lowercased())","type":"look-along","dossier":"\(Self.dossier.text)",
                "explanation":"Zomaar."}
                """
            #expect(try server.post("/v1/commands", body, as: Self.stranger).status == 404)
            #expect(try server.get(Self.path + "/timeline", as: Self.caregiver).status == 200)
            let own = try server.get("/v1/access-records", as: Self.holder).body
            #expect(own.contains(#""what":"Vraagt om een handeling.""#) && own.contains("er is niets gedaan"))
            #expect(own.contains("Wie keek, is zorgverlener in dit dossier."))
            #expect(own.contains(#""quality":"caregiver""#))
            // The same in a table, with the office by its name.
            let csv = try server.get("/v1/access-records", as: Self.holder, accept: "text/csv").body
            let columns = try #require(csv.split(separator: "\r\n").first)
            for column in ["at", "what", "quality", "officeName", "because", "outcome", "ground", "onBehalfOf"] {
                #expect(columns.contains("\"\(column)\""), "\(column)")
            }
            #expect(csv.contains("er is niets gedaan") && csv.contains(#""denied""#))
        }
    }

    /// For half an hour the helpdesk sees what the holder sees, and does nothing in his name.
    @Test func theHelpdeskLooksAlong() throws {
        try TestService.withJourneys { server in
            let helpdesk = Principal.employee(Self.party("e5"), at: Self.office("o3"))
            func ask(_ fields: String, as principal: Principal) throws -> RawClient.Answer {
                try server.post(
                    "/v1/commands", #"{"id":"\#(UUID().uuidString.lowercased())",\#(fields)}"#, as: principal)
            }
            let (office, employee) = (Self.office("o3").text, Self.party("e5").text)
            let appointed = try ask(
                #""type":"appoint-employee","office":"\#(office)","employee":"\#(employee)","roles":["helpdesk"]"#,
                as: .operator)
            #expect(appointed.status == 200, "\(appointed.body)")
            try server.waitForViews()
            let path = Self.path + "/contracts?actingAs=holder"
            #expect(try server.get(path, as: helpdesk).status == 403)
            let looked = try ask(
                #""type":"look-along","dossier":"\#(Self.dossier.text)","explanation":"Belt over een declaratie.""#,
                as: helpdesk)
            #expect(looked.status == 200, "\(looked.body)")
            try server.waitForViews()
            let before = try Self.count(server)
            let seen = try server.get(path, as: helpdesk)
            let own = try server.get(Self.path + "/contracts", as: Self.holder)
            #expect(seen.status == 200 && seen.body == own.body)
            let line = try #require(try Self.lines(server, after: before).first)
            #expect(line.ground == .lookAlong && line.roles == "helpdesk" && line.user == Self.party("e5"))
            // Only as the holder, only in this dossier, only to look.
            #expect(try server.get(Self.path + "/contracts", as: helpdesk).status == 403)
            let stop = try ask(
                #""type":"end-contract","actingAs":"holder","dossier":"\#(Self.dossier.text)","contract":"\#(UUID())""#
                    .lowercased(), as: helpdesk)
            #expect(stop.status == 403 || stop.status == 400)
            let timeline = try server.get(Self.path + "/timeline", as: Self.holder)
            #expect(timeline.body.contains("looked-along"))
            try Readers(server.service).live { s in
                let times = try LookingAlong.list(s, dossier: Self.dossier)
                let until = try #require(times.first).until
                for (moment, holds) in [(until.adding(seconds: -1), true), (until, false)] {
                    let found = try LookingAlong.holds(
                        s, for: Self.party("e5"), at: Self.office("o3"), in: Self.dossier, on: moment)
                    #expect(found == holds)
                }
            }
        }
    }

    @Test func anOfficeSeesItsOwnPeople() throws {
        try TestService.withJourneys { server in
            _ = try server.get(Self.path + "/budgets", as: Self.granter)
            let svb = Principal.employee(Self.party("e8"), at: Self.office("o3"))
            _ = try server.get(Self.path + "/budgets", as: svb)
            let path = "/v1/offices/\(Self.office("o3").text)/access-records"
            let all = try server.get(path, as: svb)
            #expect(all.status == 200 && all.body.contains(Self.dossier.text))
            #expect(!all.body.contains(Self.party("e3").text))
            let query = "?employee=\(Self.party("e8").text)&client=\(Self.party("h1").text)"
            let one = try server.get(path + query, as: svb)
            #expect(one.status == 200 && one.body.contains(Self.dossier.text))
            let none = try server.get(path + "?employee=\(Self.party("e5").text)", as: svb)
            #expect(none.body.contains(#""items":[]"#))
            #expect(try server.get(path, as: Self.granter).status == 404)
            let assessor = Principal.employee(Self.party("e5"), at: Self.office("o3"))
            #expect(try server.get(path, as: assessor).status == 403)
            let other = try server.get("/v1/offices/\(Self.office("o2").text)/access-records", as: svb)
            #expect(other.status == 404)
        }
    }
}
