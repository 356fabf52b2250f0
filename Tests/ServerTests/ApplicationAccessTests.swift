import Events
import Foundation
import Testing

@testable import Server

/// Applications and what goes on around a pgb, asked by everybody: the holder side and the granter that was asked see them,
/// and nobody else.
@Suite struct ApplicationAccessTests {
    private static let names = JourneyNames(journey: "wmo-both-orders")

    private static func id(_ short: String) -> String { PartyID(bits: names.id(short)).text }
    private static func who(_ text: String) throws -> Principal { try #require(names.principal(text)) }
    private static let dossier = "/v1/dossiers/\(id("h1"))"

    private static func ask(_ number: Int, _ type: String, _ fields: String) -> String {
        #"{"id":"\#(CommandID(bits: UInt128(9_000 + number)).text)","type":"\#(type)","dossier":"\#(id("h1"))",\#(fields)}"#
    }

    private static let application =
        #""application":"\#(id("a1"))","office":"\#(id("o2"))","law":"wmo","from":"2027-04-01","plan":[{"#
        + #""function":"individual-support","unit":"hour","rateCents":2500,"unitsPerYear":100,"totalCents":250000}],"#
        + #""totalCents":250000,"motivation":"Ik kies zelf wie mij helpt.","documents":["\#(id("d71"))"]"#

    /// A file, an application with it, what is asked besides, a report, a visit and the end.
    private static func fill(_ server: TestService) throws {
        let holder = try who("holder:h1")
        let granter = try who("employee:e3@o2")
        let asked: [(Principal, String, String)] = [
            (
                holder, "attach-document",
                #""document":"\#(id("d71"))","purpose":"budget-plan","mediaType":"application/pdf","title":"Plan","content":"JVBERi0xLjcK""#
            ),
            (holder, "apply-for-pgb", application),
            (
                granter, "ask-supplement",
                #""application":"\#(id("a1"))","until":"2027-02-15","explanation":"Stuur uw weekplan mee.""#
            ),
            (
                holder, "file-request",
                #""request":"\#(id("rq1"))","office":"\#(id("o2"))","kind":"extra-budget","law":"wmo","from":"2027-02-01","amountCents":10000,"explanation":"Ik ben gevallen.""#
            ),
            (
                holder, "report-circumstance",
                #""report":"\#(id("m1"))","kind":"detention","from":"2027-02-01","explanation":"Dat vertel ik later.""#
            ),
            (granter, "plan-visit", #""visit":"\#(id("hv1"))","at":"2027-02-08T13:00:00Z""#),
        ]
        for (number, (person, type, fields)) in asked.enumerated() {
            let answer = try server.post("/v1/commands", ask(number, type, fields), as: person)
            #expect(answer.status == 200, "\(type): \(answer.body)")
        }
        try server.waitForViews()
    }

    /// A path, and what the holder, a caregiver, the granter, an auditor of the SVB and another granter get.
    private static let paths: [(path: String, statuses: [Int])] = [
        (dossier + "/applications", [200, 403, 200, 403, 404]),
        (dossier + "/applications?status=supplement-asked&law=wmo", [200, 403, 200, 403, 404]),
        (dossier + "/applications?status=planned", [400, 403, 400, 403, 404]),
        (dossier + "/applications?asOf=2027-01-31", [200, 403, 200, 403, 404]),
        (dossier + "/applications/\(id("a1"))", [200, 403, 200, 403, 404]),
        (dossier + "/applications/\(id("a2"))", [404, 403, 404, 403, 404]),
        (dossier + "/requests?kind=extra-budget", [200, 403, 200, 403, 404]),
        (dossier + "/requests/\(id("rq1"))", [200, 403, 200, 403, 404]),
        (dossier + "/circumstances", [200, 403, 200, 403, 404]),
        (dossier + "/visits", [200, 403, 200, 403, 404]),
        (dossier + "/endings", [200, 403, 200, 403, 404]),
        (dossier + "/documents/\(id("d71"))/content", [200, 404, 200, 404, 404]),
        ("/v1/offices/\(id("o2"))/applications?status=open", [403, 403, 200, 404, 404]),
        ("/v1/offices/\(id("o2"))/requests", [403, 403, 200, 404, 404]),
        ("/v1/offices/\(id("o2"))/circumstances", [403, 403, 200, 404, 404]),
        ("/v1/offices/\(id("o2"))/visits", [403, 403, 200, 404, 404]),
        ("/v1/offices/\(id("o3"))/visits", [403, 403, 404, 403, 404]),
    ]

    @Test func onlyTheHolderSideAndTheGranterSeeThem() throws {
        try TestService.withJourneys { server in
            try Self.fill(server)
            let people = try ["holder:h1", "caregiver:c1", "employee:e3@o2", "employee:e8@o3", "employee:e1@o1"].map(
                Self.who)
            for (path, statuses) in Self.paths {
                for (person, status) in zip(people, statuses) {
                    let answer = try server.get(path, as: person)
                    #expect(answer.status == status, "\(person.kind) asks \(path): \(answer.body)")
                }
            }
        }
    }

    /// The words of the holder are for him and for who decides; the plan goes out as a table too.
    @Test func theWordsAreForWhoDecides() throws {
        try TestService.withJourneys { server in
            try Self.fill(server)
            for person in try ["holder:h1", "employee:e3@o2"].map(Self.who) {
                let one = try server.get("\(Self.dossier)/applications/\(Self.id("a1"))", as: person).body
                #expect(one.contains("Ik kies zelf wie mij helpt.") && one.contains("Stuur uw weekplan mee."), "\(one)")
                #expect(one.contains(#""status":"supplement-asked""#))
                let table = try server.get("\(Self.dossier)/applications", as: person, accept: "text/csv")
                #expect(table.body.contains("250000") && table.body.contains("Ik kies zelf wie mij helpt."))
            }
            let granter = try Self.who("employee:e3@o2")
            let told = try server.get("/v1/offices/\(Self.id("o2"))/circumstances?kind=detention", as: granter).body
            #expect(told.contains("Dat vertel ik later."), "\(told)")
            // Before it was asked there was nothing.
            let before = try server.get("\(Self.dossier)/applications?asOf=2027-01-31", as: try Self.who("holder:h1"))
            #expect(before.body.contains(#""items":[]"#), "\(before.body)")
        }
    }

    /// Nothing of it stands in what the SVB and another granter see of the dossier.
    @Test func nothingOfItIsInOtherLists() throws {
        try TestService.withJourneys { server in
            try Self.fill(server)
            let marks = [
                "application-filed", "request-filed", "circumstance-reported", "visit-planned", "supplement-asked",
            ]
            let own = try server.get("\(Self.dossier)/timeline", as: try Self.who("holder:h1")).body
            for mark in marks { #expect(own.contains(mark), "\(mark): \(own)") }
            let work = try server.get("\(Self.dossier)/work-items", as: try Self.who("holder:h1")).body
            #expect(work.contains("application-to-decide") && work.contains("visit-to-report"), "\(work)")
            for path in ["/timeline", "/work-items"] {
                let svb = try server.get(Self.dossier + path, as: try Self.who("employee:e8@o3"))
                #expect(svb.status == 200)
                for mark in marks + ["application-to-decide", "circumstance-to-handle", Self.id("a1")] {
                    #expect(!svb.body.contains(mark), "\(path): \(mark)")
                }
            }
        }
    }

    /// A person of whom there is nothing yet applies for himself, and then has a dossier.
    @Test func whoHasNothingYetApplies() throws {
        try TestService.withJourneys { server in
            let person = try Self.who("holder:c2")
            let mine = "/v1/dossiers/\(Self.id("c2"))/applications"
            #expect(try server.get(mine, as: person).status == 404)
            let body = Self.ask(
                50, "apply-for-pgb", Self.application.replacing(#","documents":["\#(Self.id("d71"))"]"#, with: "")
            )
            .replacing(Self.id("h1"), with: Self.id("c2"))
            let answer = try server.post("/v1/commands", body, as: person)
            #expect(answer.status == 200, "\(answer.body)")
            try server.waitForViews()
            #expect(try server.get(mine, as: person).body.contains(#""status":"open""#))
            #expect(try server.get("/v1/dossiers", as: person).body.contains(#""as":"holder""#))
        }
    }

    /// The lists of an office are also there as they were: what came later is not in them, and each is as far as it was.
    @Test func anOfficeSeesItsListsAsTheyWere() throws {
        try TestService.withJourneys { server in
            try Self.fill(server)
            let granter = try Self.who("employee:e3@o2")
            let path = "/v1/offices/\(Self.id("o2"))"
            let before = try server.get(path + "/applications?asOf=2027-01-31", as: granter)
            #expect(before.status == 200 && !before.body.contains(Self.id("a1")), "\(before.body)")
            let log = LogReader(try Connection(.reader(server.service.folder.log)))
            var filed = try log.lastPosition().rawValue
            while try log.event(at: Position(filed))?.name != "application-filed" { filed -= 1 }
            let then = try server.get(path + "/applications?asOf=\(filed)", as: granter).body
            #expect(then.contains(Self.id("a1")) && then.contains(#""status":"open""#), "\(then)")
            #expect(then.contains(#""position":\#(filed)"#), "\(then)")
            // Who proposed it is said to who decides.
            #expect(then.contains(#""filedBy":"\#(Self.id("h1"))","filedAs":"holder""#), "\(then)")
            let asked = try server.get(path + "/applications?asOf=\(filed)&status=supplement-asked", as: granter).body
            #expect(asked.contains(#""items":[]"#), "\(asked)")
            let now = try server.get(path + "/applications?status=supplement-asked", as: granter).body
            #expect(now.contains(Self.id("a1")), "\(now)")
            for list in ["/requests", "/circumstances", "/visits"] {
                let past = try server.get(path + list + "?asOf=2027-01-31", as: granter)
                #expect(past.status == 200, "\(list): \(past.body)")
                let live = try server.get(path + list, as: granter).body
                #expect(live.contains(Self.id("h1")) && !past.body.contains(Self.id("h1")), "\(list): \(past.body)")
            }
            #expect(try server.get(path + "/visits?asOf=2099-01-01", as: granter).status == 400)
            let stranger = try server.get(path + "/visits?asOf=2027-01-31", as: try Self.who("employee:e1@o1"))
            #expect(stranger.status == 404)
        }
    }

    /// Of many cases few were so far: the pages are short, none is refused, and who follows them comes to the end.
    @Test func whoAsksForFewOfManyOfThePastComesToTheEnd() throws {
        try TestService.withJourneys { server in
            try Self.fill(server)
            let (holder, granter) = (try Self.who("holder:h1"), try Self.who("employee:e3@o2"))
            let count = 450
            for number in 0..<count {
                let kind = number == count - 10 ? "debt-restructuring" : "bankruptcy"
                let report = ReportID(bits: UInt128(70_000 + number)).text
                let answer = try server.post(
                    "/v1/commands",
                    Self.ask(
                        1_000 + number, "report-circumstance",
                        #""report":"\#(report)","kind":"\#(kind)","from":"2027-02-01""#), as: holder)
                #expect(answer.status == 200, "\(answer.body)")
            }
            try server.waitForViews()
            let position = try LogReader(try Connection(.reader(server.service.folder.log))).lastPosition()
            let path = "/v1/offices/\(Self.id("o2"))/circumstances"
            /// All pages of a question: their reports, and where each of them led.
            func walk(_ query: String) throws -> (reports: [String], nexts: [Int], pages: [Int]) {
                var (reports, nexts, pages): ([String], [Int], [Int]) = ([], [], [])
                while pages.count < 50 {
                    let after = nexts.last.map { "&after=\($0)" } ?? ""
                    let answer = try server.get(path + "?asOf=\(position.rawValue)" + query + after, as: granter)
                    try #require(answer.status == 200, "\(answer.body)")
                    let found = answer.body.components(separatedBy: #""report":""#).dropFirst().map {
                        String($0.prefix(36))
                    }
                    reports += found
                    pages.append(found.count)
                    let next = answer.body.components(separatedBy: #""next":"#).last ?? ""
                    guard let next = Int(next.prefix { $0.isNumber }) else { break }
                    nexts.append(next)
                }
                return (reports, nexts, pages)
            }
            let all = [Self.id("m1")] + (0..<count).map { ReportID(bits: UInt128(70_000 + $0)).text }
            for limit in [50, 200] {
                let whole = try walk("&limit=\(limit)")
                #expect(whole.reports == all && whole.nexts == whole.nexts.sorted(), "\(whole.pages)")
            }
            // None of the first two hundred, and none of the next.
            let few = try walk("&kind=debt-restructuring")
            #expect(few.reports == [all[count - 9]])
            #expect(few.pages.count >= 3 && few.pages.first == 0, "\(few.pages)")
            let none = try walk("&kind=abroad")
            #expect(none.reports == [] && none.pages.count >= 3 && none.pages.count < 50, "\(none.pages)")
            #expect(none.nexts == Array(Set(none.nexts)).sorted())
            // A table is given whole.
            let table = try server.get(
                path + "?kind=debt-restructuring&asOf=\(position.rawValue)", as: granter, accept: "text/csv")
            #expect(table.status == 200 && table.body.contains(all[count - 9]), "\(table.body)")
        }
    }
}
