import Commands
import Events
import Foundation
import Projections
import Testing

@testable import Server

/// What a representative does in the record of the holder himself, and what he may still do when he was removed, from the
/// request to the answer.
@Suite struct RepresentationTests {
    /// An organisation stands for both holders, alone for the first; in the summer the second got somebody else.
    private static let names = JourneyNames(journey: "representative-organisation")
    private static let organisation = Principal.caregiver(PartyID(bits: names.id("r1")))
    private static let successor = Principal.holder(PartyID(bits: names.id("r2")))
    private static let granter = Principal.employee(
        PartyID(bits: names.id("e1")), at: OfficeID(bits: names.id("o1")))
    private static func text(_ short: String) -> String { PartyID(bits: names.id(short)).text }

    private static func ask(
        _ server: TestService, _ id: Int, _ rest: String, as principal: Principal
    ) throws -> RawClient.Answer {
        let answer = try server.post(
            "/v1/commands", #"{"id":"00000000-0000-4000-8000-00000000\#(2_000 + id)",\#(rest)}"#, as: principal)
        try server.waitForViews()
        return answer
    }

    /// What somebody may have done in his own record by who represents him.
    private static func acts(for holder: String) -> [String] {
        let office = OfficeID(bits: names.id("o1")).text
        return [
            #""type":"give-consent","party":"\#(holder)","purpose":"interview-recording","office":"\#(office)""#,
            #""type":"withdraw-consent","party":"\#(holder)","purpose":"interview-recording","office":"\#(office)""#,
            #""type":"change-contact","party":"\#(holder)","phone":"0612345678","channel":"post""#,
            #""type":"restrict-processing","party":"\#(holder)","ground":"objection""#,
            #""type":"lift-restriction","party":"\#(holder)""#,
        ]
    }

    private static let speaking = #","actingAs":"representative""#

    /// The last event of the log, with who acted in it.
    private static func last(_ server: TestService) throws -> EventRecord {
        let log = LogReader(try Connection(.reader(server.service.folder.log)))
        return try #require(try log.event(at: log.lastPosition()))
    }

    /// He who stands for the holder acts in his record and says so; the log knows who it was and for whom.
    @Test func heActsInTheRecordOfTheHolder() throws {
        try TestService.withJourneys { server in
            let holder = PartyID(bits: Self.names.id("h1"))
            let acts = Self.acts(for: holder.text)
            for (number, act) in acts.enumerated() {
                let silent = try Self.ask(server, number, act, as: Self.organisation)
                #expect(silent.status == 403, "\(act): \(silent.body)")
                let spoken = try Self.ask(server, 20 + number, act + Self.speaking, as: Self.organisation)
                #expect(spoken.status == 200, "\(act): \(spoken.body)")
                let kept = try Self.last(server)
                #expect(kept.stream == .party(holder))
                let representative = PartyID(bits: Self.names.id("r1"))
                #expect(try Self.principal(of: kept) == .representative(representative, of: holder))
            }
            // An address is new until the code comes back: what he gives may be wrong, and he may give it.
            let change =
                #""type":"change-contact","party":"\#(holder.text)","email":"bureau@voorbeeld.nl","channel":"email""#
            #expect(try Self.ask(server, 40, change + Self.speaking, as: Self.organisation).status == 200)
            let confirm = #""type":"confirm-contact","party":"\#(holder.text)","code":"222222222222""#
            let wrong = try Self.ask(server, 41, confirm + Self.speaking, as: Self.organisation)
            #expect(wrong.status == 200 && wrong.body.contains(#""rule":"email-code""#), "\(wrong.body)")
            // Where money goes stays his own affair.
            let account =
                #""type":"change-bank-account","party":"\#(holder.text)","iban":"NL91ABNA0417164300","accountName":"H Vos""#
            #expect(try Self.ask(server, 42, account + Self.speaking, as: Self.organisation).status == 403)
        }
    }

    /// Nobody represents himself: what he asks so is refused, in his record and in his dossier, and nothing is kept.
    @Test func nobodyRepresentsHimself() throws {
        try TestService.withJourneys { server in
            let holder = Principal.holder(PartyID(bits: Self.names.id("h2")))
            let change =
                #""type":"change-contact","party":"\#(Self.text("h2"))","phone":"0612345678","channel":"post""#
            let before = try Self.last(server).position
            let spoken = try Self.ask(server, 50, change + Self.speaking, as: holder)
            #expect(spoken.status == 403 && spoken.body.contains("not-allowed"), "\(spoken.body)")
            let appoint =
                #""type":"remove-representative","dossier":"\#(Self.text("h2"))","representative":"\#(Self.text("r1"))""#
            #expect(try Self.ask(server, 51, appoint + Self.speaking, as: holder).status == 403)
            #expect(try Self.last(server).position == before)
            #expect(try Self.ask(server, 52, change, as: holder).status == 200)
        }
    }

    /// A code that is only tried tells nothing: else the tries would not be counted.
    @Test func aCodeIsNotTriedForNothing() throws {
        try TestService.withJourneys { server in
            let holder = Principal.holder(PartyID(bits: Self.names.id("h2")))
            let change =
                #""type":"change-contact","party":"\#(Self.text("h2"))","email":"nieuw@voorbeeld.nl","channel":"email""#
            #expect(try Self.ask(server, 60, change, as: holder).status == 200)
            let code = try #require(try Self.code(of: Self.last(server), server))
            var answers: Set<String> = []
            for (number, given) in [code, "222222222222"].enumerated() {
                let body = #""type":"confirm-contact","party":"\#(Self.text("h2"))","code":"\#(given)""#
                let answer = try server.post(
                    "/v1/commands?dryRun=true",
                    #"{"id":"00000000-0000-4000-8000-00000000206\#(number + 1)",\#(body)}"#, as: holder)
                #expect(answer.status == 200 && answer.body.contains("no-dry-run"), "\(answer.body)")
                answers.insert(answer.body)
            }
            #expect(answers.count == 1)
            let body = #""type":"confirm-contact","party":"\#(Self.text("h2"))","code":"\#(code)""#
            #expect(try Self.ask(server, 63, body, as: holder).status == 200)
        }
    }

    private static func code(of row: EventRecord, _ server: TestService) throws -> String? {
        let vault = try Vault(try Connection(.reader(server.service.folder.vault)))
        var decoder = EventDecoder()
        guard case .party(.contactChanged(let change)) = try decoder.envelope(row).event, let code = change.code,
            let json = try vault.value(code.commitment)?.json
        else { return nil }
        return String(decoding: json.dropFirst().dropLast(), as: UTF8.self)
    }

    private static func principal(of row: EventRecord) throws -> Principal {
        var decoder = EventDecoder()
        return try decoder.envelope(row).principal
    }

    /// For a holder whom he does not stand for, or no longer, and beside somebody with the only access, he can do nothing;
    /// the holder keeps what is his own.
    @Test func heActsForNobodyElse() throws {
        try TestService.withJourneys { server in
            let appoint =
                #""type":"appoint-representative","dossier":"\#(Self.text("h1"))","representative":"\#(Self.text("r2"))","#
                + #""ground":"authorised","from":"2027-01-01","exclusive":false"#
            #expect(try Self.ask(server, 1, appoint, as: Self.granter).status == 200)
            let stranger = Principal.holder(PartyID(bits: JourneyNames(journey: "caregiver-files").id("h1")))
            let cases: [(Principal, String)] = [
                (Self.organisation, "h2"), (Self.successor, "h1"), (stranger, "h1"), (stranger, "h2"),
                (Self.organisation, "c1"),
            ]
            var number = 100
            for (who, holder) in cases {
                for act in Self.acts(for: Self.text(holder)) {
                    let answer = try Self.ask(server, number, act + Self.speaking, as: who)
                    #expect(answer.status == 403, "\(act): \(answer.body)")
                    number += 1
                }
            }
            for act in Self.acts(for: Self.text("h1")) {
                let own = try Self.ask(server, number, act, as: .holder(PartyID(bits: Self.names.id("h1"))))
                #expect(own.status == 200, "\(act): \(own.body)")
                number += 1
            }
            // Nobody represents an office.
            let office = OfficeID(bits: Self.names.id("o1")).text
            let release = #""type":"release-employee","office":"\#(office)","employee":"\#(Self.text("e1"))""#
            #expect(try Self.ask(server, number, release + Self.speaking, as: Self.organisation).status == 403)
        }
    }

    /// From the answer to the removal on he can do nothing more in the record of the holder, and he can mark as read that
    /// he was removed.
    @Test func whoIsRemovedIsOutAndReadsThatHeIs() throws {
        try TestService.withJourneys { server in
            let acts = Self.acts(for: Self.text("h1"))
            #expect(try Self.ask(server, 1, acts[0] + Self.speaking, as: Self.organisation).status == 200)
            let remove =
                #""type":"remove-representative","dossier":"\#(Self.text("h1"))","representative":"\#(Self.text("r1"))""#
            #expect(try Self.ask(server, 2, remove, as: Self.granter).status == 200)
            let removal = try Self.last(server).position.rawValue
            for (number, act) in acts.enumerated() {
                let answer = try Self.ask(server, 10 + number, act + Self.speaking, as: Self.organisation)
                #expect(answer.status == 403, "\(act): \(answer.body)")
            }
            let read = { (position: Int64) in
                #""type":"read-message","dossier":"\#(Self.text("h1"))","position":\#(position)"#
            }
            let unread = try server.get("/v1/inbox?unread=true", as: Self.organisation).body
            #expect(unread.contains(#""position":\#(removal),"#), "\(unread)")
            let stranger = Principal.holder(PartyID(bits: JourneyNames(journey: "caregiver-files").id("h1")))
            #expect(try Self.ask(server, 20, read(removal), as: stranger).status == 404)
            // What the holder side was told is not his.
            #expect(try Self.ask(server, 21, read(removal - 1), as: Self.organisation).status == 404)
            let done = try Self.ask(server, 22, read(removal), as: Self.organisation)
            #expect(done.status == 200, "\(done.body)")
            let left = try server.get("/v1/inbox?unread=true", as: Self.organisation).body
            #expect(!left.contains(#""position":\#(removal),"#), "\(left)")
        }
    }
}
