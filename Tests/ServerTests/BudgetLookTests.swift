import Commands
import Events
import Testing

@testable import Server

@Suite struct BudgetLookTests {
    /// The budget of the next year cannot pay the contract that goes on under it: that is said once, and the looks that find
    /// nothing leave nothing in the log.
    @Test func aBudgetThatWillNotLastIsWarnedOfOnce() throws {
        try TestService.withJourneys { server in
            let names = JourneyNames(journey: "wmo-both-orders")
            let office = OfficeID(bits: names.id("o2"))
            let next = "00000000-0000-4000-8000-0000000000b7"
            let answer = try server.post(
                "/v1/commands",
                #"{"id":"00000000-0000-4000-8000-0000000000f2","type":"grant-budget","#
                    + #""dossier":"\#(DossierID(bits: names.id("h1")).text)","budget":"\#(next)","law":"wmo","#
                    + #""from":"2027-01-01","until":"2027-12-31","grantedCents":10000,"#
                    + #""functions":[{"function":"household-help","cents":10000}],"#
                    + #""follows":"\#(BudgetID(bits: names.id("b1")).text)"}"#,
                as: .employee(PartyID(bits: names.id("e3")), at: office))
            #expect(answer.status == 200, "\(answer.body)")
            try server.waitForViews()

            let reader = LogReader(try Connection(.reader(server.service.folder.log)))
            let before = try reader.lastPosition()
            let commands = try reader.lastSequence()
            try TimedWork(server.service, [BudgetLook()]).look(Readers(server.service))
            let warned = try reader.batch(after: before, limit: 10)
            #expect(warned.map(\.name.description) == ["budget-warned"])
            let body = warned.first.map { String(decoding: $0.body, as: UTF8.self) } ?? ""
            #expect(body.contains(next), "\(body)")
            #expect(body.contains(#""warning":"short""#), "\(body)")
            #expect(try reader.lastSequence() == commands + 1, "A look that finds nothing left a row.")
            // Another clock, as after a restart, finds that it was said.
            try server.waitForViews()
            try TimedWork(server.service, [BudgetLook()]).look(Readers(server.service))
            #expect(try reader.lastPosition().rawValue == before.rawValue + 1)
            #expect(try reader.lastSequence() == commands + 1)
        }
    }
}
