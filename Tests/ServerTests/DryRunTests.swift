import Events
import Foundation
import Testing

@testable import Server

/// A command that is only tried: it says what would happen, and leaves nothing.
@Suite struct DryRunTests {
    private static let names = JourneyNames(journey: "wlz-informal-hourly")

    private static func id(_ short: String) -> String { PartyID(bits: names.id(short)).text }

    private static func command(_ type: String, _ fields: String) throws -> String {
        let body = #"{"id":"00000000-0000-4000-8000-000000000077","type":"\#(type)","dossier":"h1",\#(fields)}"#
        return try names.expand(body) { _ in nil }
    }

    private static func who(_ text: String) throws -> Principal { try #require(names.principal(text)) }

    /// What stands in log and vault.
    private struct Kept: Equatable {
        let position: Position
        let commands: Int64
        let values: Int

        init(_ server: TestService) throws {
            let reader = LogReader(try Connection(.reader(server.service.folder.log)))
            position = try reader.lastPosition()
            commands = try reader.lastSequence()
            values = try Vault(try Connection(.reader(server.service.folder.vault))).count()
        }
    }

    private func tried(
        _ server: TestService, _ type: String, _ fields: String, by who: String
    ) throws -> RawClient.Answer {
        try server.post("/v1/commands?dryRun=true", try Self.command(type, fields), as: try Self.who(who))
    }

    @Test func nothingIsKeptAndTheIDIsStillFree() throws {
        try TestService.withJourneys { server in
            let before = try Kept(server)
            let end = #""contract":"k1","lastDay":"2026-12-15","reason":"mutual-consent""#
            let attach =
                #""document":"d1","contract":"k1","purpose":"other","mediaType":"application/pdf","#
                + #""title":"Brief","content":"JVBERi0xLjcK""#
            for _ in 0..<2 {
                let answer = try tried(server, "attach-document", attach, by: "holder:h1")
                #expect(answer.status == 200, "\(answer.body)")
                #expect(answer.body.hasPrefix(#"{"dryRun":true,"outcome":"accepted","wouldChange":true,"revision":"#))
                #expect(answer.body.contains(#""events":["document-attached"]"#), "\(answer.body)")
            }
            _ = try tried(server, "end-contract", end, by: "holder:h1")
            #expect(try Kept(server) == before)
            // The same id is used for the real thing, and for another thing than was tried last.
            let real = try server.post(
                "/v1/commands", try Self.command("attach-document", attach), as: try Self.who("holder:h1"))
            #expect(real.status == 200 && !real.body.contains("dryRun"), "\(real.body)")
            let after = try Kept(server)
            #expect(after.commands == before.commands + 1 && after.values == before.values + 2)
            // Now it is there already: nothing would change. The id that is taken makes no difference.
            let again = try tried(server, "attach-document", attach, by: "holder:h1")
            #expect(again.body.contains(#""outcome":"accepted","wouldChange":false"#), "\(again.body)")
            #expect(try Kept(server) == after)
        }
    }

    @Test func whatStandsInTheWayIsSaidAtOnce() throws {
        try TestService.withJourneys { server in
            let before = try Kept(server)
            let rejected = try tried(server, "share-contract", #""contract":"k9""#, by: "holder:h1")
            #expect(rejected.status == 200, "\(rejected.body)")
            #expect(rejected.body.contains(#""outcome":"rejected","wouldChange":false"#), "\(rejected.body)")
            #expect(rejected.body.contains(#""code":"unknown-contract","detail":"Deze zorg"#), "\(rejected.body)")
            // A claim for a month that is not over: the domain would say no, and why.
            let claim =
                #""claim":"q99","contract":"k1","month":"2027-02","#
                + #""entries":[{"week":"2027-02-01","line":1,"minutes":60}]"#
            let refused = try tried(server, "file-claim", claim, by: "holder:h1")
            #expect(refused.body.contains(#""outcome":"refused","wouldChange":true"#), "\(refused.body)")
            #expect(refused.body.contains(#""rule":"period-over","met":false"#), "\(refused.body)")
            #expect(refused.body.contains(#""text":"De maand"#), "\(refused.body)")
            // The holder's balance may stand in a reason, so the caregiver gets none.
            let byCaregiver = try tried(server, "file-claim", claim, by: "caregiver:c1")
            #expect(byCaregiver.body.contains(#""reasons":[]"#), "\(byCaregiver.body)")
            #expect(try Kept(server) == before)
        }
    }

    @Test func whoMayNotAskMayNotTry() throws {
        try TestService.withJourneys { server in
            let before = try Kept(server)
            let share = #""contract":"k1""#
            #expect(try tried(server, "share-contract", share, by: "caregiver:c1").status == 403)
            #expect(try tried(server, "share-contract", share, by: "employee:e4@o2").status == 404)
            #expect(try tried(server, "share-contract", #""contract":"K""#, by: "holder:h1").status == 400)
            let body = try Self.command("share-contract", share)
            let unclear = try server.post("/v1/commands?dryRun=yes", body, as: try Self.who("holder:h1"))
            #expect(unclear.status == 400 && unclear.body.contains(#""pointer":"dryRun""#), "\(unclear.body)")
            let nobody = try server.post("/v1/commands?dryRun=true", body, as: nil)
            #expect(nobody.status == 401)
            #expect(try Kept(server) == before)
        }
    }

    /// A draft with every kind of fault: all findings of the checks come before anything is sent.
    @Test func findingsComeBeforeSending() throws {
        try TestService.withJourneys { server in
            let draft =
                #""contract":"k77","caregiver":"c9","terms":{"kind":"family","relation":"child","start":"2027-02-01","#
                + #""lines":[{"budget":"b1","function":"personal-care","unit":"full-day","rateCents":99900,"#
                + #""description":"Hulp."}]}"#
            let employee = try Self.who("employee:e1@o1")
            let registered = try server.post(
                "/v1/commands",
                try Self.names.expand(
                    #"{"id":"00000000-0000-4000-8000-000000000078","type":"register-person","party":"c9","#
                        + #""fullName":"Piet Kind","birthDate":"1990-01-01"}"#
                ) { _ in nil }, as: employee)
            #expect(registered.status == 200, "\(registered.body)")
            let drafted = try server.post(
                "/v1/commands", try Self.command("draft-contract", draft), as: try Self.who("holder:h1"))
            #expect(drafted.status == 200, "\(drafted.body)")
            let before = try Kept(server)
            let answer = try tried(server, "share-contract", #""contract":"k77""#, by: "holder:h1")
            #expect(
                answer.body.contains(#""outcome":"rejected""#) && answer.body.contains(#""code":"contract-faults""#))
            let findings = answer.body.components(separatedBy: #""weight":"#).count - 1
            #expect(findings >= 2, "\(answer.body)")
            #expect(try Kept(server) == before)
        }
    }
}
