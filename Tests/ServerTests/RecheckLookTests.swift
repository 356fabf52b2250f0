import Commands
import Events
import Testing

@testable import Server

@Suite struct RecheckLookTests {
    /// A municipality lowers its maximum: the contract above it is warned of beforehand, once, and the looks that find
    /// nothing leave nothing in the log.
    @Test func aContractThatWillBreakARuleIsWarnedOfOnce() throws {
        try TestService.withJourneys { server in
            let names = JourneyNames(journey: "wmo-both-orders")
            let office = OfficeID(bits: names.id("o2"))
            let answer = try server.post(
                "/v1/commands",
                #"{"id":"00000000-0000-4000-8000-0000000000f1","type":"set-policy","office":"\#(office.text)","#
                    + #""from":"2027-03-01","monthlyWage":false,"caregiverClaims":true,"#
                    + #""maximumRates":[{"function":"household-help","unit":"hour","formal":false,"cents":1899}]}"#,
                as: .employee(PartyID(bits: names.id("e3")), at: office))
            #expect(answer.status == 200, "\(answer.body)")
            try server.waitForViews()

            let reader = LogReader(try Connection(.reader(server.service.folder.log)))
            let before = try reader.lastPosition()
            let commands = try reader.lastSequence()
            try TimedWork(server.service, [RecheckLook()]).look(Readers(server.service))
            let warned = try reader.batch(after: before, limit: 10)
            #expect(warned.map(\.name.description) == ["contract-warned"])
            let body = warned.first.map { String(decoding: $0.body, as: UTF8.self) } ?? ""
            #expect(body.contains(#""on":"2027-03-01""#), "\(body)")
            #expect(body.contains(ContractID(bits: names.id("k2")).text), "\(body)")
            #expect(try reader.lastSequence() == commands + 1, "A look that finds nothing left a row.")
            // Another clock, as after a restart, finds that it was said.
            try server.waitForViews()
            try TimedWork(server.service, [RecheckLook()]).look(Readers(server.service))
            #expect(try reader.lastPosition().rawValue == before.rawValue + 1)
            #expect(try reader.lastSequence() == commands + 1)
        }
    }
}
