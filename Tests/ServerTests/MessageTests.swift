import Events
import Projections
import Testing

@testable import Commands
@testable import Server

/// What a command takes for a message and what the inbox shows as one is the same.
@Suite struct MessageTests {
    @Test func commandsAndInboxKnowTheSameMessages() throws {
        try TestService.withJourneys { server in
            let reader = LogReader(try Connection(.reader(server.service.folder.log)))
            var decoder = EventDecoder()
            let events = try reader.batch(after: .start, limit: 100_000).map { try decoder.envelope($0) }
            var dossiers: [DossierID: DossierState] = [:]
            var parties: Set<PartyID> = []
            for event in events {
                if let dossier = event.stream.dossier {
                    dossiers[dossier, default: DossierState(id: dossier)].evolve(event.event)
                } else if event.stream.kind == .party {
                    parties.insert(PartyID(bits: event.stream.bits))
                }
            }
            #expect(dossiers.count >= 7 && parties.count >= 12)
            let readers = try Readers(server.service)
            var told = 0
            var toldOfThemselves = 0
            for event in events {
                if event.stream.kind == .party {
                    let expected = event.event.toldOfHimself
                    for party in parties {
                        let shown = try readers.live {
                            try Message.one($0, at: event.position, in: [.party(party)], for: party)
                        }
                        #expect((shown != nil) == (expected == party), "\(event.position)")
                        if shown != nil { toldOfThemselves += 1 }
                    }
                }
                guard let id = Self.dossier(of: event), let dossier = dossiers[id] else { continue }
                let expected = dossier.told(by: event.event, at: event.revision)
                try readers.live { s in
                    let shown = try Message.one(s, at: event.position, in: [.holderSide(id)], for: id.holder)
                    #expect((shown != nil) == (expected?.holderSide ?? false), "\(event.position)")
                    for party in parties {
                        let shown = try Message.one(s, at: event.position, in: [.party(party)], for: party)
                        #expect((shown != nil) == (expected?.party == party), "\(event.position)")
                        if shown != nil { told += 1 }
                    }
                }
            }
            #expect(told >= 50 && toldOfThemselves >= 5)
        }
    }

    /// The dossier in which an event may be told: a death is in the stream of the dead.
    private static func dossier(of event: EventEnvelope) -> DossierID? {
        if case .party(.died(let death)) = event.event { return DossierID(holder: death.party) }
        return event.stream.dossier
    }

    /// Asked over HTTP, a message that is not the reader's is not there.
    @Test func aMessageOfSomebodyElseIsNotThere() throws {
        try TestService.withJourneys { server in
            let holder = PartyID(bits: JourneyNames(journey: "caregiver-files").id("h1"))
            for (index, position) in [0, 1, 1_000_000].enumerated() {
                let id: CommandID = CommandID(bits: UInt128(7_000 + index))
                let body =
                    #"{"id":"\#(id.text)","type":"read-message","dossier":"\#(holder.text)","position":\#(position)}"#
                let answer = try server.post("/v1/commands", body, as: .holder(holder))
                #expect(
                    answer.status == (position == 0 ? 400 : 404)
                        && answer.body.contains(position == 0 ? "out-of-range" : "unknown-message"), "\(answer.body)")
            }
        }
    }
}
