import Events
import Foundation
import Testing

@testable import Server

/// What is no good token opens no route: each is answered as nobody, with the same words, and leaves neither a line nor a
/// fact. Which way it is bent is counted and not said.
@Suite struct BentTokensTests {
    @Test func opensNothing() throws {
        try TestService.withJourneys { server in
            let now = Int64(MachineClock.unixSeconds())
            var settings = TokenSettings(issuer: "test", audience: "test")
            settings.longestLife = 86_400
            let key = try SigningKey(id: "1", bytes: Array(repeating: 7, count: 32))
            let (subject, good) = (MatrixWorld.id("h1"), server.token(.holder(MatrixWorld.party("h1"))))
            func token(
                _ settings: TokenSettings, _ key: SigningKey, at now: Int64, life: Int64 = 900
            ) -> String {
                TokenMaker(settings: settings, key: key).token(
                    subject: subject, means: .digid, level: .hoog, now: now, life: life)
            }
            let parts = good.split(separator: ".").map(String.init)
            var bent = [
                "forged": String(good.dropLast()) + (good.hasSuffix("A") ? "Q" : "A"),
                "without a code": parts[0] + "." + parts[1] + ".",
                "no algorithm": Base64URL.encode(Array(#"{"alg":"none","typ":"JWT"}"#.utf8)) + "." + parts[1] + ".",
                "two parts": parts[0] + "." + parts[1], "nothing": "", "words": "letmein", "long": good + good,
                "expired": token(settings, key, at: now - 4_000), "not yet": token(settings, key, at: now + 4_000),
                "of an unknown key": token(settings, try SigningKey(id: "9", bytes: Array(0..<32)), at: now),
                "under our key's name": token(settings, try SigningKey(id: "1", bytes: Array(0..<32)), at: now),
                "for another": token(TokenSettings(issuer: "test", audience: "elsewhere"), key, at: now),
                "of another": token(TokenSettings(issuer: "elsewhere", audience: "test"), key, at: now),
                "an assertion": server.signIn.demoAssertion(subject, .digid, .hoog, office: nil, now: now),
            ]
            let browser = TestBrowser(server)
            try browser.signIn(with: browser.assertion(subject))
            bent["a session"] = try #require(browser.cookie?.split(separator: "=").last.map(String.init))

            let reader = LogReader(try Connection(.reader(server.service.folder.log)))
            let access = AccessReader(try Connection(.reader(server.service.folder.access)))
            let (position, commands, line) = (try reader.lastPosition(), try reader.lastSequence(), try access.last())
            let askers = bent.sorted { $0.key < $1.key }.map {
                MatrixAsker(name: $0.key, token: $0.value, actingAs: nil, standing: nil, onlooker: nil)
            }
            let client = MatrixClient(askers, port: server.port)
            let command = """
                {"id":"\(UUID().uuidString.lowercased())","type":"change-contact","party":"\(subject)","channel":"post"}
                """
            let places = try Places(server)
            let after = (position: try reader.lastPosition(), line: try access.last())
            for route in ReadingPass.routes(server) where route.needs != .nothing {
                guard route.method == .get || route.path == "/v1/commands" else { continue }
                let path = ReadingPass.path(route, places.own, nil)
                let asks = askers.indices.map {
                    route.method == .get ? client.get(path, by: $0) : client.post(path, command, by: $0)
                }
                let answers = try client.answers(to: asks)
                for (asker, answer) in zip(askers, answers) {
                    #expect(answer.status == 401, "\(asker.name) on \(route.name): \(answer.status)")
                    #expect(
                        answer.withoutReference == answers[0].withoutReference, "\(asker.name) is told apart")
                }
            }
            #expect(try access.last() == after.line && after.position == position && line <= after.line)
            #expect(try reader.lastPosition() == position && reader.lastSequence() == commands)
            // An assertion opens one session; a token, and the same assertion again, open none.
            let once = browser.assertion(subject)
            let fresh = TestBrowser(server)
            #expect(try fresh.signIn(with: once).status == 201)
            #expect(try TestBrowser(server).signIn(with: once).status == 401)
            #expect(try TestBrowser(server).signIn(with: good).status == 401)
        }
    }
}
