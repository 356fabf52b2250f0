import Events
import Foundation
import Testing

@testable import Server

/// A claim that is only looked at: what it would come to, what would be left, and what the checks say.
@Suite struct ClaimPreviewTests {
    private static let names = JourneyNames(journey: "caregiver-files")

    private func look(_ server: TestService, _ fields: String, by who: String) throws -> RawClient.Answer {
        let dossier = PartyID(bits: Self.names.id("h1")).text
        let principal = try #require(Self.names.principal(who))
        let body = try Self.names.expand("{\"contract\":\"k1\",\(fields)}") { _ in nil }
        return try server.post("/v1/dossiers/\(dossier)/claim-preview", body, as: principal)
    }

    /// The log of a service, to see that nothing was kept.
    private func position(_ server: TestService) throws -> Position {
        try LogReader(try Connection(.reader(server.service.folder.log))).lastPosition()
    }

    private let hours =
        #""month":"2026-12","entries":[{"week":"2026-12-07","line":1,"minutes":60},"#
        + #"{"week":"2026-12-14","line":1,"minutes":90}]"#

    @Test func theHolderSeesWeeksTheMonthAndWhatIsLeft() throws {
        try TestService.withJourneys { server in
            let before = try position(server)
            let answer = try look(server, hours, by: "holder:h1")
            #expect(answer.status == 200, "\(answer.body)")
            #expect(answer.body.contains(#""weeks":[{"week":"2026-12-07","minutes":60,"count":0,"cents":"#))
            #expect(answer.body.contains(#""week":"2026-12-14","minutes":90"#), "\(answer.body)")
            #expect(answer.body.contains(#""pot":"grant","paysCents":"#), "\(answer.body)")
            #expect(answer.body.contains(#""rule":"balance","met":true"#), "\(answer.body)")
            #expect(try position(server) == before)
        }
    }

    @Test func theCaregiverSeesNoBalance() throws {
        try TestService.withJourneys { server in
            let answer = try look(server, hours, by: "caregiver:c1")
            #expect(answer.status == 200, "\(answer.body)")
            // He claimed December before, and that he may know.
            #expect(answer.body.contains(#""rule":"one-per-month","met":false"#), "\(answer.body)")
            #expect(answer.body.contains(#""budgets":[]"#), "\(answer.body)")
            #expect(!answer.body.contains(#""rule":"balance""#), "\(answer.body)")
        }
    }

    @Test func whatIsWrongIsSaidAtOnce() throws {
        try TestService.withJourneys { server in
            let odd = #""month":"2027-02","entries":[{"week":"2027-02-01","line":1,"minutes":61}]"#
            let refused = try look(server, odd, by: "holder:h1")
            #expect(refused.body.hasPrefix(#"{"outcome":"refused""#), "\(refused.body)")
            #expect(refused.body.contains(#""rule":"period-over","met":false"#), "\(refused.body)")
            #expect(refused.body.contains(#""rule":"quarter-hours","met":false"#), "\(refused.body)")
            let unknown = #""month":"2026-12","entries":[{"week":"2026-12-07","line":9,"minutes":60}]"#
            let rejected = try look(server, unknown, by: "holder:h1")
            #expect(rejected.status == 409 && rejected.body.contains("unknown-line"), "\(rejected.body)")
            #expect(try look(server, hours, by: "holder:h9").status >= 403)
        }
    }
}
