import Commands
import Events
import Foundation
import Projections
import Support
import Synchronization
import Testing

@testable import Server

/// Somebody is registered with everything there is, exported, erased, and is then nowhere any more.
@Suite struct ErasureTests {
    /// What is known of h1, and must be gone.
    private static let planted = [
        "Plantenga-Zoekwoord", "1961-04-17", "999993653", "Verborgensteeg", "2511AB", "plant@voorbeeld.example",
        "612345678", "NL91ABNA0417164300", "Omdat-het-moet",
    ]
    private static let clock = ServiceClock.starting(at: Sample.read("2026-05-04T09:00:00Z") { Moment($0) })
    private static let officer = Principal.employee(Fixture.id("e1"), at: Fixture.id("o3"))
    private static let stranger = Principal.employee(Fixture.id("e2"), at: Fixture.id("o3"))
    private static let person = Principal.holder(Fixture.id("h1"))
    private static func id(_ short: String) -> String { PartyID(bits: (Fixture.id(short) as PartyID).bits).text }

    private func ask(_ number: Int, _ type: String, _ fields: String, _ who: Principal, _ server: TestService) throws
        -> Int
    {
        var fields = fields
        for short in ["h1", "h2", "e1", "e2", "o3"] { fields.replace("\"\(short)\"", with: "\"\(Self.id(short))\"") }
        let id = "0000006d-0000-4000-8000-" + String(repeating: "0", count: 12 - "\(number)".count) + "\(number)"
        let answer = try server.post("/v1/commands", #"{"id":"\#(id)","type":"\#(type)",\#(fields)}"#, as: who)
        return answer.status
    }

    /// The office with its people, and h1 with all that can be known of him without a dossier.
    private func fill(_ server: TestService) throws {
        let asked: [(String, String, Principal)] = [
            ("register-office", #""office":"o3","kind":"svb","officeName":"SVB","code":"svb""#, .operator),
            ("register-person", #""party":"e1","fullName":"Elly Groot","birthDate":"1980-01-01""#, .operator),
            ("register-person", #""party":"e2","fullName":"Els Prins","birthDate":"1980-01-01""#, .operator),
            ("register-person", #""party":"h2","fullName":"Bea Visser","birthDate":"1970-01-01""#, .operator),
            (
                "register-person",
                #""party":"h1","fullName":"Piet Plantenga-Zoekwoord","birthDate":"1961-04-17","bsn":"999993653","#
                    + #""address":"Verborgensteeg 9","postcode":"2511 AB""#, .operator
            ),
            ("appoint-employee", #""office":"o3","employee":"e1","roles":["privacy"]"#, .operator),
            ("appoint-employee", #""office":"o3","employee":"e2","roles":["assessor"]"#, .operator),
            (
                "change-contact",
                #""party":"h1","email":"plant@voorbeeld.example","phone":"06 12345678","channel":"email""#, Self.person
            ),
            (
                "change-bank-account",
                #""party":"h1","iban":"NL91ABNA0417164300","accountName":"P Plantenga-Zoekwoord""#, Self.person
            ),
            ("change-contact", #""party":"h2","channel":"post""#, .holder(Fixture.id("h2"))),
            (
                "restrict-processing", #""party":"h1","ground":"objection","explanation":"Omdat-het-moet""#, Self.person
            ),
        ]
        for (index, (type, fields, who)) in asked.enumerated() {
            #expect(try ask(index + 1, type, fields, who, server) == 200, "\(type)")
        }
        try server.waitForViews()
    }

    private static let path = "/v1/parties/\(id("h1"))"

    /// Which of what was planted stands in any file below a folder.
    private func found(in folder: String) throws -> Set<String> {
        var found: Set<String> = []
        let files = try #require(FileManager.default.enumerator(atPath: folder))
        for case let name as String in files where name != "ballast" {
            guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)") else { continue }
            for word in Self.planted where data.range(of: Data(word.utf8)) != nil { found.insert(word) }
        }
        return found
    }

    /// The same once the write-ahead log of the vault has been cut: the writer does that as soon as nobody reads.
    private func foundAfterwards(in folder: String) throws -> Set<String> {
        for _ in 0..<100 {
            if try found(in: folder).isEmpty { return [] }
            usleep(50_000)
        }
        return try found(in: folder)
    }

    private func verify(_ folder: String) throws -> VaultVerifier.Report {
        let reader = LogReader(try Connection(.reader("\(folder)/log.db")))
        #expect(LogVerifier(reader).verify().isSound)
        #expect(try LedgerVerifier(reader).verify().position == nil)
        return try VaultVerifier(reader, try Vault(try Connection(.reader("\(folder)/vault.db")))).verify()
    }

    private func rows(_ server: TestService) throws -> [String] {
        let reader = LogReader(try Connection(.reader(server.service.folder.log)))
        return try reader.batch(after: .start, limit: 100).map { String(decoding: $0.body, as: UTF8.self) }
    }

    @Test func nothingIsLeftOfAnErasedPerson() throws {
        try TestService.with(clock: Self.clock) { server in
            try fill(server)
            // He is signed in meanwhile: a session knows him by his number.
            let browser = TestBrowser(server)
            #expect(try browser.signIn(with: browser.assertion("bsn:999993653")).status == 201)
            let data = server.service.folder.path
            #expect(try found(in: data) == Set(Self.planted), "what is looked for cannot be found")
            let before = try rows(server)
            let copies = ["old", "new", "back"].map { "\(data)-\($0)" }
            defer { for path in copies { try? FileManager.default.removeItem(atPath: path) } }
            let head = try Backup.make(of: data, to: copies[0])

            let erase = #""party":"h1","ground":"request""#
            #expect(try ask(50, "erase-person", erase, Self.stranger, server) == 403)
            #expect(try found(in: data) == Set(Self.planted))
            #expect(try ask(51, "erase-person", erase, Self.officer, server) == 200)
            #expect(try foundAfterwards(in: data) == [])
            #expect(try browser.ask("GET", "/v1/profile").status == 401)
            let report = try verify(data)
            #expect(report.faults == [])
            // Five values of his registration, three of his contact with its code, two of his account; the explanation.
            #expect(report.erased == 5 + 3 + 2 + 1)
            #expect(report.present > 0)
            #expect(try rows(server).starts(with: before), "the log lost something")

            // Out loud, and for nobody else.
            try server.waitForViews()
            #expect(try ask(52, "change-contact", #""party":"h1","channel":"post""#, Self.person, server) == 409)
            #expect(
                try ask(53, "change-contact", #""party":"h2","channel":"post""#, .holder(Fixture.id("h2")), server)
                    == 200)
            #expect(try foundAfterwards(in: data) == [])

            // As answers show it.
            let export = try server.get(Self.path + "/export?limit=200", as: Self.officer)
            #expect(export.status == 200 && export.body.contains(#""fullName":null"#), "\(export.body)")
            let print = try server.get(Self.path + "/export/document", as: Self.officer, accept: "text/html")
            #expect(print.status == 200 && print.body.contains("<td>gewist</td>"))
            let csv = try server.get(Self.path + "/export", as: Self.officer, accept: "text/csv")
            for answer in [export, print, csv] {
                for word in Self.planted { #expect(!answer.body.contains(word), "\(word)") }
            }
            let rights = try server.get(Self.path + "/rights", as: Self.officer)
            #expect(rights.body.contains(#""erasureGround":"request""#), "\(rights.body)")

            // A copy made after, and one from before that is put back.
            _ = try Backup.make(of: data, to: copies[1])
            #expect(try found(in: copies[1]) == [])
            #expect(try found(in: copies[0]) == Set(Self.planted))
            let list = try #require(try Files.read("\(copies[1])/erasures").flatMap { Erasures($0) })
            #expect(list.people.map(\.subject) == [Fixture.id("h1")])
            _ = try Backup.restore(
                from: copies[0], to: copies[2], against: [head], erasing: list.fences, as: CommandID(bits: 77),
                at: server.service.clock.now())
            #expect(try found(in: copies[2]) == [])
            #expect(try verify(copies[2]).faults == [])
            let again = try Service(copies[2], origin: "test", clock: Self.clock)
            again.stop()
            let reader = LogReader(try Connection(.reader("\(copies[2])/log.db")))
            let last = try #require(try reader.batch(after: .start, limit: 100).last)
            #expect(last.name.description == "person-erased")
            #expect(try verify(copies[2]).faults == [])
            #expect(try found(in: copies[2]) == [])
        }
    }

    /// He himself, and who looks after rights; for all others he is not there.
    @Test func anExportIsForThePersonHimself() throws {
        try TestService.with(clock: Self.clock) { server in
            try fill(server)
            for who in [Self.person, Self.officer] {
                let export = try server.get(Self.path + "/export?limit=200", as: who)
                #expect(export.status == 200)
                for word in Self.planted {
                    #expect(export.body.contains(word), "\(word)")
                }
                let print = try server.get(Self.path + "/export/document", as: who, accept: "text/html")
                #expect(print.status == 200 && print.body.contains("Plantenga-Zoekwoord"))
            }
            for path in ["/export", "/export/document", "/rights"] {
                #expect(try server.get(Self.path + path, as: .holder(Fixture.id("h2"))).status == 404, "\(path)")
                #expect(try server.get(Self.path + path, as: Self.stranger).status == 403, "\(path)")
            }
            // In pages, from old to new, each fact once.
            let first = try server.get(Self.path + "/export?limit=2", as: Self.person)
            #expect(first.body.contains("person-registered") && !first.body.contains("restriction-set"))
            #expect(first.header("Link") != nil)
            // Old and new stand beside each other.
            #expect(try ask(60, "change-contact", #""party":"h1","channel":"post""#, Self.person, server) == 200)
            try server.waitForViews()
            let export = try server.get(Self.path + "/export?limit=200", as: Self.person)
            #expect(export.body.components(separatedBy: #""type":"contact-changed""#).count == 3)
            #expect(export.body.contains("plant@voorbeeld.example"))
        }
    }

    /// A year and a day later the office hears of it, once; nothing is erased by that.
    @Test func whoIsDueIsWorkForTheOffice() throws {
        let today = Mutex(Sample.read("2026-05-04T09:00:00Z") { Moment($0) })
        let clock = ServiceClock {
            today.withLock {
                $0 = Moment(microseconds: $0.microseconds + 1)
                return $0
            }
        }
        try TestService.with(clock: clock) { server in
            try fill(server)
            let reader = LogReader(try Connection(.reader(server.service.folder.log)))
            func look(on day: String) throws -> [String] {
                today.withLock { $0 = Sample.read("\(day)T09:00:00Z") { Moment($0) } }
                let before = try reader.lastPosition()
                try TimedWork(server.service, [RetentionLook()]).look(Readers(server.service))
                try server.waitForViews()
                return try reader.batch(after: before, limit: 20).map {
                    "\($0.name) \($0.stream.bits == (Fixture.id("h1") as PartyID).bits)"
                }
            }
            #expect(try look(on: "2027-05-04") == [])
            // h1 and h2; who works at an office is not looked for.
            let told = try look(on: "2027-05-05")
            #expect(told.sorted() == ["erasure-due false", "erasure-due true"])
            #expect(try look(on: "2027-05-06") == [])
            let due = try server.get("/v1/erasures-due", as: Self.officer)
            #expect(due.status == 200 && due.body.contains(Self.id("h1")) && due.body.contains(Self.id("h2")))
            #expect(due.body.contains("retention-registration"), "\(due.body)")
            // It waits in the queue of who guards privacy, beside the restriction that h1 asked for, and of nobody else.
            let queue = try server.get("/v1/work-queue", as: Self.officer).body
            #expect(queue.components(separatedBy: #""kind":"erasure-due""#).count == 3, "\(queue)")
            #expect(queue.components(separatedBy: #""kind":"restriction-to-settle""#).count == 2, "\(queue)")
            #expect(try !server.get("/v1/work-queue", as: Self.stranger).body.contains("erasure-due"))
            #expect(try server.get("/v1/erasures-due", as: Self.stranger).status == 403)
            #expect(try server.get("/v1/erasures-due", as: Self.person).status == 403)
            #expect(try found(in: server.service.folder.path) == Set(Self.planted))
            #expect(try ask(70, "erase-person", #""party":"h1","ground":"term-over""#, Self.officer, server) == 200)
            try server.waitForViews()
            for path in ["/v1/erasures-due", "/v1/work-queue"] {
                #expect(try !server.get(path, as: Self.officer).body.contains(Self.id("h1")), "\(path)")
            }
            #expect(try foundAfterwards(in: server.service.folder.path) == [])
        }
    }
}
