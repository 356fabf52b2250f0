import Commands
import Events
import Foundation
import Projections
import Testing

@testable import Server

/// Helpers, profiles and deaths, from the request to the answer.
@Suite struct PeopleTests {
    private static let names = JourneyNames(journey: "wmo-both-orders")
    private static let holder = Principal.holder(PartyID(bits: names.id("h1")))
    /// A caregiver of another journey: he has nothing to do with this dossier.
    private static let neighbour = PartyID(bits: JourneyNames(journey: "caregiver-files").id("h1"))
    private static let dossier = PartyID(bits: names.id("h1")).text

    private static func ask(
        _ server: TestService, _ id: Int, _ rest: String, as principal: Principal
    ) throws -> RawClient.Answer {
        let answer = try server.post(
            "/v1/commands", #"{"id":"00000000-0000-4000-8000-00000000\#(1_000 + id)",\#(rest)}"#, as: principal)
        try server.waitForViews()
        return answer
    }

    /// Who gives the code sees what the holder sees, asks for nothing, and is out once he was sent away.
    @Test func aHelperLooksAlong() throws {
        try TestService.withJourneys { server in
            let helper = Principal.holder(Self.neighbour)
            let path = "/v1/dossiers/\(Self.dossier)"
            let invitation = "00000000-0000-4000-8000-0000000000a1"
            #expect(try server.get(path + "/budgets?actingAs=helper", as: helper).status == 404)
            let invite =
                #""type":"invite-helper","dossier":"\#(Self.dossier)","invitation":"\#(invitation)","helperName":"Hennie""#
            let invited = try Self.ask(server, 1, invite, as: Self.holder)
            let code = try #require(invited.body.firstMatch(of: #/"code":"([2-9A-Z]{12})"/#)).1
            #expect(try server.get(path + "/helpers", as: Self.holder).body.contains(code))
            // The number of the invitation opens nothing, and neither does a wrong code.
            #expect(try server.get(path + "/budgets?actingAs=helper", as: helper).status == 404)
            let accept = { (code: any StringProtocol) in
                #""type":"accept-invitation","actingAs":"helper","dossier":"\#(Self.dossier)","code":"\#(code)""#
            }
            #expect(try Self.ask(server, 2, accept("222222222222"), as: helper).status == 404)
            #expect(try Self.ask(server, 3, accept(code), as: helper).status == 200)

            for part in ["/budgets", "/contracts", "/claims", "/payments", "/overview"] {
                let seen = try server.get(path + part + "?actingAs=helper", as: helper)
                #expect(seen.status == 200, "\(part): \(seen.body)")
                let own = try server.get(path + part, as: Self.holder)
                #expect(seen.body == own.body, "\(part)")
            }
            let helpers = try server.get(path + "/helpers?actingAs=helper", as: helper)
            #expect(helpers.status == 200 && !helpers.body.contains(code), "\(helpers.body)")
            #expect(try server.get("/v1/dossiers", as: helper).body.contains(#""as":"helper""#))
            // He says as what he looks, and looking is all he does.
            #expect(try server.get(path + "/budgets", as: helper).status == 403)
            #expect(try server.get(path + "/budgets?actingAs=representative", as: helper).status == 403)
            let another = invite.replacing("0000000000a1", with: "0000000000a2")
            #expect(try Self.ask(server, 4, another + #","actingAs":"helper""#, as: helper).status == 403)

            let revoke = #""type":"revoke-helper","dossier":"\#(Self.dossier)","invitation":"\#(invitation)""#
            #expect(try Self.ask(server, 5, revoke, as: Self.holder).status == 200)
            #expect(try server.get(path + "/budgets?actingAs=helper", as: helper).status == 404)
            #expect(try server.get(path + "/helpers", as: Self.holder).body.contains(#""items":[]"#))
        }
    }

    /// No caregiver and no office knows whom the holder lets look along.
    @Test func helpersAreTheHoldersAffair() throws {
        try TestService.withJourneys { server in
            let path = "/v1/dossiers/\(Self.dossier)/helpers"
            let people: [Principal] = [
                .caregiver(PartyID(bits: Self.names.id("c2"))),
                .employee(PartyID(bits: Self.names.id("e3")), at: OfficeID(bits: Self.names.id("o2"))),
                .employee(PartyID(bits: Self.names.id("e8")), at: OfficeID(bits: Self.names.id("o3"))),
            ]
            for person in people {
                let answer = try server.get(path, as: person)
                #expect(answer.status == 403, "\(answer.body)")
            }
        }
    }

    /// The profile says what is missing, until the code that was sent is given back.
    @Test func theProfileSaysWhatIsMissing() throws {
        try TestService.withJourneys { server in
            let before = try server.get("/v1/profile", as: Self.holder).body
            #expect(before.contains(#""missing":["email-confirmation"]"#), "\(before)")
            let changed = try Self.ask(
                server, 1,
                #""type":"change-contact","party":"\#(Self.dossier)","email":"nieuw@voorbeeld.nl","channel":"email""#,
                as: Self.holder)
            #expect(changed.status == 200 && !changed.body.contains("code"), "\(changed.body)")
            let code = try Self.lastCode(server)
            let give = { (code: String) in #""type":"confirm-contact","party":"\#(Self.dossier)","code":"\#(code)""# }
            let wrong = try Self.ask(server, 2, give("222222222222"), as: Self.holder)
            #expect(wrong.status == 200 && wrong.body.contains(#""outcome":"refused""#), "\(wrong.body)")
            #expect(wrong.body.contains(#""rule":"email-code""#), "\(wrong.body)")
            #expect(try Self.ask(server, 3, give(code), as: Self.holder).status == 200)
            let after = try server.get("/v1/profile", as: Self.holder).body
            #expect(after.contains(#""missing":[]"#) && after.contains(#""emailConfirmed":true"#), "\(after)")
            #expect(!after.contains(code))
        }
    }

    /// The code of the last change of contact, as the message to the new address has it.
    private static func lastCode(_ server: TestService) throws -> String {
        let vault = try Vault(try Connection(.reader(server.service.folder.vault)))
        let log = LogReader(try Connection(.reader(server.service.folder.log)))
        let record = try #require(try log.event(at: log.lastPosition()))
        var decoder = EventDecoder()
        guard case .party(.contactChanged(let change)) = try decoder.envelope(record).event, let code = change.code,
            let json = try vault.value(code.commitment)?.json
        else { return "" }
        return String(decoding: json.dropFirst().dropLast(), as: UTF8.self)
    }

    /// After the death of the holder his contracts end on that day, once, and nobody signs in as him.
    @Test func aDeathIsSettledOnce() throws {
        try TestService.withJourneys { server in
            let registrar = Principal.employee(
                PartyID(bits: Self.names.id("e3")), at: OfficeID(bits: Self.names.id("o2")))
            let died = try Self.ask(
                server, 1,
                #""type":"record-death","party":"\#(Self.dossier)","diedOn":"2026-11-20","source":"registry""#,
                as: registrar)
            #expect(died.status == 200, "\(died.body)")
            #expect(try server.get("/v1/profile", as: Self.holder).status == 403)
            let reader = LogReader(try Connection(.reader(server.service.folder.log)))
            let before = try reader.lastPosition()
            let work = try TimedWork(server.service, [DeathLook(), EarlierDeathLook()])
            try work.look(Readers(server.service))
            try server.waitForViews()
            let settled = try reader.batch(after: before, limit: 20).map(\.name.description)
            #expect(settled.contains("contract-ended"), "\(settled)")
            let contracts = try server.get("/v1/dossiers/\(Self.dossier)/contracts", as: registrar).body
            #expect(contracts.contains("2026-11-20"), "\(contracts)")
            let position = try reader.lastPosition()
            let rows = try reader.lastSequence()
            try work.look(Readers(server.service))
            #expect(try reader.lastPosition() == position)
            #expect(try reader.lastSequence() == rows, "A look that finds nothing left a row.")
        }
    }
}
