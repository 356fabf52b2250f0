import Commands
import Events
import Foundation
import Testing

@testable import Server

@Suite struct StartTests {
    /// A played clock goes on behind all that the log knows of, also behind commands that were refused and left no event:
    /// else a demonstration that ran for a while could not be started again.
    @Test func aPlayedClockGoesOnBehindRefusedCommandsToo() throws {
        guard let late = Moment("2027-02-03T09:00:00Z") else { preconditionFailure("a moment") }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pgb-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let service = try Service(folder, origin: LogName.make(), clock: .starting(at: late))
        var json = JSONReader()
        json.load(
            Array(
                """
                {"id":"\(CommandID(bits: 1).text)","type":"release-employee","office":"\(OfficeID(bits: 7).text)",\
                "employee":"\(PartyID(bits: 8).text)"}
                """.utf8))
        let request = try #require(CommandCatalogue.type(named: "release-employee")?.read(&json))
        let answer = try service.submit(
            Submission(
                request: request, digest: SHA256.hash([]),
                stamp: Stamp(
                    command: request.id, now: late, principal: .operator, means: .operator, level: .hoog, seed: 0,
                    user: nil)))
        guard case .rejected = answer else {
            Issue.record("\(answer)")
            return
        }
        service.stop()
        let reader = LogReader(try Connection(.reader(folder + "/log.db")))
        let (last, sequence) = (try reader.lastPosition(), try reader.lastSequence())
        #expect(last == .start && sequence == 1)
        let latest = try JourneyFolder.latestMoment(in: folder)
        #expect(latest >= late)
    }
}
