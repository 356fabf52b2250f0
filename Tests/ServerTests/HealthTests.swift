import Events
import Foundation
import Support
import Testing

@testable import Server

/// What the health tells whom.
@Suite struct HealthTests {
    @Test func roomAndVersionsAreForTheOperator() throws {
        try TestService.with(clock: .machine) { server in
            server.service.waitForReadableViews()
            let open = try server.get("/v1/health", as: .holder(Fixture.id("h1")))
            #expect(open.status == 200 && !open.body.contains("sqlite") && !open.body.contains("Bytes"))
            #expect(open.body.contains(#""disk":"ok""#) || open.body.contains(#""disk":"low""#))
            #expect(try server.get("/v1/health/details", as: .holder(Fixture.id("h1"))).status == 403)
            let details = try server.get("/v1/health/details", as: .operator)
            #expect(details.status == 200)
            let body = try JSONSerialization.jsonObject(with: Data(details.body.utf8)) as? [String: Any] ?? [:]
            #expect(body["sqlite"] as? String == Connection.libraryVersion)
            #expect(body["diskWarnsBelowPercent"] as? Int == 20 && body["diskFreeBytes"] as? Int ?? 0 > 0)
            #expect(body["ballastHeld"] as? Bool == true)
            #expect(try server.get("/metrics", as: .operator).body.contains("pgb_disk_free_bytes "))
        }
    }

    @Test(arguments: [
        (19, 100, "low"), (20, 100, "ok"), (0, 0, "ok"), (UInt64.max / 100 * 20 - 1, UInt64.max, "low"),
        (UInt64.max / 100 * 20, UInt64.max, "ok"),
    ])
    func belowAFifthSomebodyHasToLook(free: UInt64, total: UInt64, word: String) {
        #expect(DiskRoom.word((free, total)) == word)
    }
}
