import Events
import Foundation
import Support
import Testing

@testable import Server

/// The list of claims and monthly wages together, page by page.
@Suite struct ClaimsAndWagesTests {
    /// Each page was begun anew at the newest claim where the page before it ended with a wage.
    @Test func aPageBehindAWageRepeatsNoClaim() throws {
        try TestService.withJourneys { server in
            var checked = 0
            for journey in try JourneyFolder.read(Repository.root + "/fixtures/journeys").map(\.name) {
                let holder = PartyID(bits: JourneyNames(journey: journey).id("h1"))
                let path = "/v1/dossiers/\(holder.text)/claims-and-wages"
                guard let whole = try Self.items("\(path)?limit=200", .holder(holder), server),
                    Set(whole.compactMap { $0["kind"] as? String }) == ["claim", "wage"]
                else { continue }
                checked += 1
                for limit in [1, 2] {
                    var pages: [Int] = []
                    var before = ""
                    while pages.count <= whole.count {
                        let page = try Self.items("\(path)?limit=\(limit)\(before)", .holder(holder), server) ?? []
                        guard let last = page.last?["position"] as? Int else { break }
                        pages += page.compactMap { $0["position"] as? Int }
                        before = "&before=\(last)"
                    }
                    #expect(pages == whole.compactMap { $0["position"] as? Int }, "\(journey), limit \(limit)")
                }
            }
            #expect(checked > 0)
        }
    }

    /// Nil where a representative alone may look.
    private static func items(
        _ path: String, _ asker: Principal, _ server: TestService
    ) throws -> [[String: Any]]? {
        let answer = try server.get(path, as: asker)
        guard answer.status == 200 else { return nil }
        let json = try JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? [String: Any]
        return try #require(json?["items"] as? [[String: Any]], "\(answer.body)")
    }
}
