import Events
import Foundation
import Synchronization
import Testing

@testable import Server

/// A right that is taken away while it is used: when that was acknowledged, no use succeeds any more, neither a look nor a
/// command. `PGB_REVOKE_RACES` says how often; `make soak` plays a thousand.
@Suite struct RevokeRaceTests {
    private static let races =
        ProcessInfo.processInfo.environment["PGB_REVOKE_RACES"].flatMap { Int($0) } ?? 12

    private static let dossier = MatrixWorld.id("h1")

    /// Uses that began before and after the acknowledgement, and which of the latter succeeded.
    private struct Uses {
        var before = 0
        var after = 0
        var late: [String] = []
    }

    /// Uses a right over and over, and remembers of each use whether it began when the right was gone.
    private static func race(
        _ server: TestService, use: [String], revoke: () throws -> RawClient.Answer
    ) throws -> Uses {
        let uses = Mutex(Uses())
        let isGone = Atomic(false)
        let isDone = Atomic(false)
        let started = WakeSignalBox()
        let thread = Thread {
            guard let client = try? RawClient(port: server.port, timeoutMilliseconds: 10_000) else { return }
            var round = 0
            var left = 6
            while left > 0 {
                let text = use[round % use.count]
                let wasGone = isGone.load(ordering: .sequentiallyConsistent)
                client.send(text)
                guard let answer = try? client.answer() else { break }
                uses.withLock {
                    if wasGone { $0.after += 1 } else { $0.before += 1 }
                    if wasGone, answer.status == 200 { $0.late.append(String(text.prefix(40))) }
                }
                if wasGone { left -= 1 }
                round += 1
                if round == 2 { started.open() }
            }
            isDone.store(true, ordering: .sequentiallyConsistent)
            started.open()
        }
        thread.start()
        started.wait()
        let answer = try revoke()
        isGone.store(true, ordering: .sequentiallyConsistent)
        #expect(answer.status == 200, "\(answer.body)")
        while !isDone.load(ordering: .sequentiallyConsistent) { usleep(200) }
        return uses.withLock { $0 }
    }

    private static func get(_ path: String, _ token: String) -> String {
        "GET \(path) HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer \(token)\r\n\r\n"
    }

    private static func say(_ fields: String) -> String {
        #"{"id":"\#(UUID().uuidString.lowercased())","dossier":"\#(dossier)",\#(fields)}"#
    }

    private static func post(_ body: String, _ token: String) -> String {
        "POST /v1/commands?dryRun=true HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer \(token)\r\n"
            + "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n" + body
    }

    @Test func whoWasSentAwaySeesNothingMore() throws {
        try TestService.withJourneys { server in
            let holder = Principal.holder(MatrixWorld.party("h1"))
            let helper = Principal.holder(MatrixWorld.party("h2"))
            let look = Self.get("/v1/dossiers/\(Self.dossier)/budgets?actingAs=helper", server.token(helper))
            var (before, after) = (0, 0)
            for number in 1...Self.races {
                let invitation = PartyID(bits: UInt128(70_000 + number)).text
                let invite = Self.say(#""type":"invite-helper","invitation":"\#(invitation)","helperName":"Jan""#)
                let invited = try server.post("/v1/commands", invite, as: holder)
                let code = try #require(invited.body.firstMatch(of: #/"code":"([2-9A-Z]{12})"/#), "\(invited.body)").1
                let accept = Self.say(#""type":"accept-invitation","actingAs":"helper","code":"\#(code)""#)
                #expect(try server.post("/v1/commands", accept, as: helper).status == 200)
                try server.waitForViews()
                let uses = try Self.race(server, use: [look]) {
                    try server.post(
                        "/v1/commands", Self.say(#""type":"revoke-helper","invitation":"\#(invitation)""#), as: holder)
                }
                #expect(uses.late.isEmpty, "\(number): \(uses.late)")
                before += uses.before
                after += uses.after
            }
            #expect(before >= Self.races && after >= 6 * Self.races)
        }
    }

    @Test func whoRepresentsNoMoreDoesNothingMore() throws {
        try TestService.withJourneys { server in
            let grants = Principal.employee(MatrixWorld.party("e1"), at: MatrixWorld.office("o1"))
            let token = server.token(.holder(MatrixWorld.party("r1")))
            let uses = [
                Self.get("/v1/dossiers/\(Self.dossier)/contracts?actingAs=representative", token),
                Self.post(
                    Self.say(
                        #""type":"end-contract","actingAs":"representative","contract":"\#(MatrixWorld.id("k1"))","#
                            + #""lastDay":"2027-03-31","reason":"mutual-consent""#), token),
            ]
            let representative = MatrixWorld.id("r1")
            var (before, after) = (0, 0)
            for number in 1...Self.races {
                let race = try Self.race(server, use: uses) {
                    try server.post(
                        "/v1/commands",
                        Self.say(#""type":"remove-representative","representative":"\#(representative)""#), as: grants)
                }
                #expect(race.late.isEmpty, "\(number): \(race.late)")
                before += race.before
                after += race.after
                let again = Self.say(
                    #""type":"appoint-representative","representative":"\#(representative)","ground":"mentor","#
                        + #""from":"2027-02-01","exclusive":false"#)
                let appointed = try server.post("/v1/commands", again, as: grants)
                #expect(appointed.status == 200, "\(appointed.body)")
                try server.waitForViews()
            }
            #expect(before >= Self.races && after >= 6 * Self.races)
        }
    }

    /// Opens once.
    private final class WakeSignalBox: Sendable {
        private let semaphore = DispatchSemaphore(value: 0)
        func open() { semaphore.signal() }
        func wait() { semaphore.wait() }
    }
}
