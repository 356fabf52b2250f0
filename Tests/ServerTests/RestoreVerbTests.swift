import Events
import Foundation
import Projections
import Support
import Testing

@testable import Server

/// An older copy never brings back who was erased: by the command line, as an operator uses it, also wrongly.
@Suite struct RestoreVerbTests {
    private static func run(_ words: String...) -> ExitCode { CommandLineTool.run(words) }

    private static func late() -> ServiceClock { .starting(at: Sample.read("2045-01-01T09:00:00Z") { Moment($0) }) }

    /// What of somebody stands in the vault of a folder.
    private static func values(of party: PartyID, in folder: String) throws -> Int64 {
        try Connection(.reader("\(folder)/vault.db")).first("SELECT count(*) FROM sealed WHERE subject = ?", party) {
            $0.int64(0)
        } ?? 0
    }

    /// A folder in which somebody was erased, with a copy from before, a list from before and one from after.
    private struct Erased {
        let place: String
        let party: PartyID
        var data: String { place + "/data" }
        var old: String { place + "/old" }
        var before: String { place + "/before" }
        var after: String { place + "/after" }

        static func with(_ body: (Erased) throws -> Void) throws {
            let place = FileManager.default.temporaryDirectory.appendingPathComponent("pgb-\(UUID().uuidString)").path
            defer { try? FileManager.default.removeItem(atPath: place) }
            try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
            let names = JourneyNames(journey: "holder-dies")
            let erased = Erased(place: place, party: PartyID(bits: names.id("c1")))
            let officer = Principal.employee(PartyID(bits: names.id("e22")), at: OfficeID(bits: names.id("o3")))
            try TestService.withJourneys(clock: RestoreVerbTests.late()) { server in
                let live = server.service.folder.path
                #expect(RestoreVerbTests.run("backup", "--data", live, erased.old) == .success)
                #expect(RestoreVerbTests.run("verify", "--data", live, "--head", erased.before) == .success)
                let fields = #""type":"erase-person","party":"\#(erased.party.text)","ground":"term-over""#
                let body = #"{"id":"\#(CommandID(bits: 0xE1).text)",\#(fields)}"#
                let answer = try server.post("/v1/commands", body, as: officer)
                try #require(answer.status == 200, "\(answer.body)")
                #expect(RestoreVerbTests.run("verify", "--data", live, "--head", erased.after) == .success)
                try FileManager.default.copyItem(atPath: live, toPath: erased.data)
            }
            try body(erased)
        }

        /// Restores the old copy to a new folder; how many of his values are there then, nil when there is no folder.
        func restore(_ words: [String], to target: String) throws -> (code: ExitCode, values: Int64?) {
            let folder = "\(place)/\(target)"
            let code = CommandLineTool.run(["restore", "--data", folder] + words + [old])
            let isThere = FileManager.default.fileExists(atPath: folder + "/log.db")
            return (code, isThere ? try RestoreVerbTests.values(of: party, in: folder) : nil)
        }
    }

    @Test func anOlderCopyDoesNotBringHimBack() throws {
        try Erased.with { erased in
            #expect(try Self.values(of: erased.party, in: erased.old) > 5)
            #expect(try Self.values(of: erased.party, in: erased.data) == 0)
            let ways = [
                ["--older", "--erasures", erased.after + ".erasures"], ["--older", "--fences", erased.data],
                ["--kept", erased.before, "--erasures", erased.after + ".erasures"],
            ]
            for (number, words) in ways.enumerated() {
                let (code, values) = try erased.restore(words, to: "way-\(number)")
                #expect(code == .success && values == 0, "\(words)")
                // The next start tells it in the log, once.
                let service = try Service("\(erased.place)/way-\(number)", origin: "test", clock: Self.late())
                service.stop()
                let reader = LogReader(try Connection(.reader("\(erased.place)/way-\(number)/log.db")))
                let told = try reader.batch(after: .start, limit: 100_000).filter {
                    $0.name.description == "person-erased"
                }
                #expect(told.map(\.stream) == [.party(erased.party)])
                #expect(Self.run("verify", "--values", "--data", "\(erased.place)/way-\(number)") == .success)
            }
            // Who says on purpose that nobody was, gets what he says; it is the only way.
            let (code, values) = try erased.restore(["--older", "--nobody-erased"], to: "nobody")
            #expect(code == .success && values ?? 0 > 5)
        }
    }

    @Test func whatIsWrongOrLackingIsRefused() throws {
        try Erased.with { erased in
            let list = try #require(try Files.read(erased.after + ".erasures"))
            let lines = list.split(separator: "\n", omittingEmptySubsequences: false)
            let cut = erased.place + "/cut"
            try Files.write(Array(lines.dropLast(2).joined(separator: "\n").utf8), to: cut)
            let fewer = erased.place + "/fewer"
            try Files.write(Array(list.replacing("\(erased.party.text)", with: "x").utf8), to: fewer)
            let none = erased.place + "/none"
            let empty = erased.place + "/empty"
            try FileManager.default.createDirectory(atPath: empty, withIntermediateDirectories: true)
            let wrong: [([String], ExitCode)] = [
                ([], .usage), (["--older"], .usage), (["--nobody-erased"], .usage),
                (["--older", "--erasures", cut], .usage), (["--older", "--erasures", fewer], .usage),
                (["--older", "--erasures", none], .usage), (["--older", "--erasures", erased.after], .usage),
                (["--older", "--erasures", erased.after + ".erasures", "--nobody-erased"], .usage),
                (["--older", "--fences", erased.data, "--nobody-erased"], .usage),
                (["--older", "--fences", none], .usage), (["--older", "--fences", empty], .usage),
                // The head is newer than the copy.
                (["--kept", erased.after], .notVerified),
            ]
            for (number, (words, code)) in wrong.enumerated() {
                let found = try erased.restore(words, to: "wrong-\(number)")
                #expect(found.code == code && found.values == nil, "\(words) gave \(found)")
            }
            // A folder that has a log already is never written over.
            #expect(
                try erased.restore(["--older", "--erasures", erased.after + ".erasures"], to: "data").code != .success)
            #expect(try Self.values(of: erased.party, in: erased.data) == 0)
        }
    }
}
