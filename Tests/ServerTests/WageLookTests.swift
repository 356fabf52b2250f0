import Commands
import Events
import Testing

@testable import Server

@Suite struct WageLookTests {
    /// The ids of the clock's commands can be worked out by who knows the contract. Who takes one before the clock does,
    /// keeps no wage from being looked at.
    @Test func nobodyKeepsAWageFromBeingScheduled() throws {
        try TestService.withJourneys { server in
            let names = JourneyNames(journey: "monthly-wage-returned")
            let holder = PartyID(bits: names.id("h1"))
            let contract = ContractID(bits: names.id("k1"))
            let name = "wage/\(contract.text)/2027-01/2027-02-01"
            let taken = SHA256.hash(Array(name.utf8)).bytes.prefix(16)
                .reduce(into: UInt128(0)) { $0 = $0 << 8 | UInt128($1) }
            let answer = try server.post(
                "/v1/commands",
                #"{"id":"\#(CommandID(bits: taken).text)","type":"change-contact","party":"\#(holder.text)","channel":"post"}"#,
                as: .holder(holder))
            #expect(answer.status == 200, "\(answer.body)")
            try server.waitForViews()

            let reader = LogReader(try Connection(.reader(server.service.folder.log)))
            let before = try reader.lastPosition()
            let clock = try TimedWork(server.service, [WageLook()])
            try clock.look(Readers(server.service))
            // Other journeys leave wages due as well.
            let events = try reader.batch(after: before, limit: 100)
                .filter { $0.stream == .dossier(DossierID(holder: holder)) }
            #expect(events.map(\.name.description) == ["wage-withheld"])
            let end = try reader.lastPosition()
            // The next look finds it withheld already, and writes nothing more.
            try server.waitForViews()
            try clock.look(Readers(server.service))
            #expect(try reader.lastPosition() == end)
        }
    }
}
