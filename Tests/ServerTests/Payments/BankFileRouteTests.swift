import Events
import Foundation
import Projections
import Support
import Testing

@testable import Server

/// Files of the bank and for the bank over HTTP: who may, what a broken one is answered, and that the bytes are those of the log.
@Suite struct BankFileRouteTests {
    private static let friday = Moment("2026-03-06T08:00:00Z") ?? Moment(microseconds: 0)

    private static func with(at now: Moment, _ body: (TestService, LoadYear) throws -> Void) throws {
        var year: LoadYear?
        try TestService.with(
            clock: ServiceClock { now }, fill: { year = try RunBench.fill($0, dossiers: 3) },
            { server in
                try server.waitForViews()
                try body(server, try #require(year))
            })
    }

    private static func releaser(_ year: LoadYear) -> Principal {
        .employee(year.generator.svbReleaser, at: year.generator.svb)
    }

    /// Who makes payments, who grants, and a budget holder.
    private static func others(_ year: LoadYear) -> [Principal] {
        let generator = year.generator
        return [
            .employee(generator.careStaff, at: generator.careOffice), .holder(generator.dossiers[0].holder),
        ]
    }

    private static func hand(_ text: String, as principal: Principal, _ server: TestService) throws -> RawClient.Answer
    {
        try server.post("/v1/bank-files", text, as: principal, type: "application/xml")
    }

    private static func last(_ server: TestService) throws -> Position {
        try LogReader(try Connection(.reader(server.service.folder.log))).lastPosition()
    }

    @Test func aFileOfTheBankIsTakenUpOnce() throws {
        let text = try Repository.text("fixtures/bank/camt053-08-batch.xml")
        try Self.with(at: Self.friday) { server, year in
            let maker = Principal.employee(year.generator.svbStaff, at: year.generator.svb)
            let before = try Self.last(server)
            for other in Self.others(year) + [maker] {
                let answer = try Self.hand(text, as: other, server)
                #expect(answer.status == 403, "\(answer.body)")
            }
            #expect(try Self.last(server) == before)
            let first = try Self.hand(text, as: Self.releaser(year), server)
            #expect(first.status == 200 && first.body.contains(#""kind":"statement""#), "\(first.body)")
            let after = try Self.last(server)
            #expect(after > before)
            let second = try Self.hand(text, as: Self.releaser(year), server)
            #expect(second.status == 200 && second.body == first.body, "\(second.body)")
            #expect(try Self.last(server) == after)
            let digest = SHA256.hash(Array(text.utf8)).hex
            #expect(try Files.names(in: server.service.folder.bankFiles) == ["\(digest).xml"])
        }
    }

    @Test func whatIsNoFileOfTheBankLeavesNothing() throws {
        let text = try Repository.text("fixtures/bank/camt053-08-batch.xml")
        try Self.with(at: Self.friday) { server, year in
            let releaser = Self.releaser(year)
            let before = try Self.last(server)
            let json = try server.post("/v1/bank-files", text, as: releaser, type: "application/json")
            #expect(json.status == 415 && json.body.contains("unsupported-media-type"), "\(json.body)")
            let cut = String(text.prefix(text.count / 2))
            let broken = try Self.hand(cut, as: releaser, server)
            #expect(broken.status == 400 && broken.body.contains(#""code":"bad-bank-file""#), "\(broken.body)")
            let line = cut.components(separatedBy: "\n").count
            #expect(broken.body.contains(#""pointer":"line \#(line)""#), "\(broken.body)")
            #expect(try Self.last(server) == before)
            #expect(!Files.exists(server.service.folder.bankFiles))
        }
    }

    /// Who is nobody here is told so before a byte of his file is read.
    @Test func whoIsNotRegisteredIsToldSoBeforeHisFileIsRead() throws {
        try Self.with(at: Self.friday) { server, year in
            let nobody = Principal.employee(PartyID(bits: 42), at: year.generator.svb)
            let answer = try Self.hand("geen xml", as: nobody, server)
            #expect(answer.status == 403 && answer.body.contains(#""code":"not-registered""#), "\(answer.body)")
        }
    }

    /// Longer than what any other route takes.
    @Test func aLongFileOfTheBankIsTakenUp() throws {
        let text = try Repository.text("fixtures/bank/camt053-08-batch.xml")
        let blanks = String(repeating: " ", count: HTTPLimits().longBody)
        try Self.with(at: Self.friday) { server, year in
            let long = text.replacingOccurrences(of: "<Stmt>", with: "<!--\(blanks)--><Stmt>")
            let answer = try Self.hand(long, as: Self.releaser(year), server)
            #expect(answer.status == 200 && answer.body.contains(#""byteCount":\#(long.utf8.count)"#), "\(answer.body)")
        }
    }

    /// Who books an entry sees who paid and what he wrote, from the file, while it waits; nobody else does.
    @Test func whatAPayerWroteIsForWhoBooksIt() throws {
        let text = try Repository.text("fixtures/bank/camt053-08-batch.xml")
        try Self.with(at: Self.friday) { server, year in
            #expect(try Self.hand(text, as: Self.releaser(year), server).status == 200)
            try server.waitForViews()
            let maker = Principal.employee(year.generator.svbStaff, at: year.generator.svb)
            let list = try server.get("/v1/bank-entries", as: maker).body
            #expect(!list.contains("storting maart") && !list.contains("NL13PGBT0000002001"))
            let entry = try #require(
                list.firstMatch(of: #/"file":"([0-9a-f-]{36})","number":(\d+),[^}]*?"amountCents":2235,/#), "\(list)")
            let path = "/v1/bank-entries/\(entry.1)/\(entry.2)"
            for who in [maker, Self.releaser(year)] {
                let answer = try server.get(path, as: who)
                #expect(answer.status == 200, "\(answer.body)")
                for part in [
                    #""amountCents":2235,"credit":true"#, #""otherName":"Mw. Ş. Yıldız""#,
                    #""otherIban":"NL13PGBT0000002001""#, #""text":"VWS 1234567 storting maart""#,
                ] {
                    #expect(answer.body.contains(part), "\(part) in \(answer.body)")
                }
            }
            for other in Self.others(year) {
                let answer = try server.get(path, as: other)
                #expect(answer.status == 403 && !answer.body.contains("storting"), "\(answer.body)")
            }
            let other = BankFileID(bits: 9).text
            for wrong in ["/v1/bank-entries/\(entry.1)/99", "/v1/bank-entries/\(other)/1", path + "x"] {
                #expect(try server.get(wrong, as: maker).status == 404, "\(wrong)")
            }
            // Other bytes than those that were read are shown to nobody; when they are gone he is told.
            let file = "\(server.service.folder.bankFiles)/\(SHA256.hash(Array(text.utf8)).hex).xml"
            try Files.write(text.replacingOccurrences(of: "storting", with: "gift"), to: file)
            let altered = try server.get(path, as: maker)
            #expect(altered.status == 500 && !altered.body.contains("gift"), "\(altered.body)")
            try Files.remove(file)
            let gone = try server.get(path, as: maker)
            #expect(gone.status == 409 && gone.body.contains(#""code":"bank-file-gone""#), "\(gone.body)")
            try Files.write(text, to: file)
            try Self.settle(String(entry.1), String(entry.2), as: Self.releaser(year), server)
            #expect(try server.get(path, as: maker).status == 404)
        }
    }

    private static func settle(_ file: String, _ number: String, as releaser: Principal, _ server: TestService) throws {
        let answer = try server.post(
            "/v1/commands",
            #"{"id":"\#(CommandID(bits: 7_800).text)","type":"settle-entry","entry":{"file":"\#(file)","#
                + #""number":\#(number)},"use":"elsewhere"}"#, as: releaser)
        #expect(answer.status == 200, "\(answer.body)")
        try server.waitForViews()
    }

    /// Any employee could have a file of megabytes read, and was told on which line it was wrong.
    @Test func whoMayNotHandInAFileDoesNotHaveItRead() throws {
        try Self.with(at: Self.friday) { server, year in
            for other in Self.others(year) + [.employee(year.generator.svbStaff, at: year.generator.svb), .operator] {
                let answer = try Self.hand("geen xml", as: other, server)
                #expect(answer.status == 403 && answer.body.contains(#""code":"not-allowed""#), "\(answer.body)")
            }
        }
    }

    @Test func theFileOfARunIsTheOneOfTheLog() throws {
        try Self.with(at: RunBench.monday) { server, year in
            let readers = try Readers(server.service)
            let opened = try #require(try Self.openRun(server, year, readers))
            let path = "/v1/runs/\(opened.text)/file"
            let early = try server.get(path, as: Self.releaser(year))
            #expect(early.status == 409 && early.body.contains(#""code":"file-not-written""#), "\(early.body)")
            // Some looks of the clock: collect, write.
            for _ in 0..<3 { try TimedWork(server.service, [RunLook()]).look(readers) }
            try server.waitForViews()
            try server.service.catchUp(readers.log)
            let run = try #require(try readers.live { try Run.one($0, opened) })
            let file = try #require(run.file)
            let answer = try server.get(path, as: Self.releaser(year))
            #expect(answer.status == 200 && answer.header("Content-Type")?.hasPrefix("application/xml") == true)
            #expect(SHA256.hash(Array(answer.body.utf8)) == file.digest)
            #expect(Int64(answer.body.utf8.count) == file.byteCount)
            #expect(answer.header("ETag") == "\"\(file.digest.hex)\"")
            for other in Self.others(year) { #expect(try server.get(path, as: other).status == 403) }
            let later = try Self.last(server).rawValue + 9
            let ahead = try server.get("\(path)?minPosition=\(later)", as: Self.releaser(year))
            #expect(ahead.status == 400 && ahead.body.contains(#""pointer":"minPosition""#), "\(ahead.body)")
            // Other bytes than those of the log go to nobody.
            try Files.write("<Document/>", to: server.service.folder.paymentFile(of: opened))
            let altered = try server.get(path, as: Self.releaser(year))
            #expect(altered.status == 500 && !altered.body.contains("<Document/>"), "\(altered.body)")
        }
    }

    /// A run that is open and has no file yet.
    private static func openRun(_ server: TestService, _ year: LoadYear, _ readers: Readers) throws -> RunID? {
        let run = RunID(bits: 77)
        let id = CommandID(bits: 7_700).text
        let fields = #""run":"\#(run.text)","kind":"claims","executeOn":"2026-02-17","format":"pain.001.001.09""#
        let answer = try server.post(
            "/v1/commands", #"{"id":"\#(id)","type":"open-run",\#(fields)}"#,
            as: .employee(year.generator.svbStaff, at: year.generator.svb))
        #expect(answer.status == 200, "\(answer.body)")
        try server.waitForViews()
        try server.service.catchUp(readers.log)
        return answer.status == 200 ? run : nil
    }
}
