import Events
import Foundation
import Testing

@testable import Server

/// Signing in, looking, signing and signing out with a browser, over a socket to a whole server.
@Suite struct BrowserTests {
    private static let names = JourneyNames(journey: "wlz-informal-hourly")
    /// The holder of that journey, and her caregiver.
    private static let holder = "bsn:999900079"
    private static let caregiver = "bsn:999900146"
    private static var account: String {
        #""party":"\#(PartyID(bits: names.id("h1")).text)","iban":"NL90PGBT0000001003","accountName":"W de Groot""#
    }

    private func count(_ server: TestService, _ what: String, _ reason: String) -> Int {
        let line = "pgb_sign_in_refused_total{what=\"\(what)\",reason=\"\(reason)\"} "
        return server.service.registry.text().split(separator: "\n").first { $0.hasPrefix(line) }
            .flatMap { Int($0.dropFirst(line.count)) } ?? -1
    }

    @Test func signsInLooksAndSignsOut() throws {
        try TestService.withJourneys { server in
            let browser = TestBrowser(server)
            let none = try browser.ask("GET", "/v1/dossiers")
            #expect(none.status == 401 && none.header("WWW-Authenticate") == "Bearer realm=\"pgb\"")
            let signedIn = try browser.signIn(with: browser.assertion(Self.holder))
            #expect(signedIn.status == 201, "\(signedIn.body)")
            let cookie = try #require(signedIn.header("Set-Cookie"))
            #expect(
                cookie.firstMatch(
                    of: #/^__Host-pgb-session=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict$/#) != nil,
                "\(cookie)")
            #expect(signedIn.body.contains(#""demo":true"#) && signedIn.body.contains(#""idleSeconds":900"#))
            // Who he is in the register, and what is his.
            let dossiers = try browser.ask("GET", "/v1/dossiers")
            #expect(dossiers.status == 200 && dossiers.body.contains(PartyID(bits: Self.names.id("h1")).text))
            #expect(try browser.ask("GET", "/v1/profile").body.contains("Wilhelmina de Groot"))
            // A page that was loaded anew gets the word for changes again.
            let csrf = try #require(browser.csrf)
            let again = try browser.ask("GET", "/v1/sessions/current")
            #expect(again.status == 200 && again.body.contains(#""csrfToken":"\#(csrf)""#))
            #expect(again.header("Set-Cookie") == nil && !again.body.contains(browser.cookie?.suffix(43) ?? "?"))
            let out = try browser.ask("DELETE", "/v1/sessions/current")
            #expect(out.status == 204)
            #expect(
                out.header("Set-Cookie")
                    == "__Host-pgb-session=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0")
            #expect(try browser.ask("GET", "/v1/dossiers").status == 401)
            #expect(try browser.ask("GET", "/v1/sessions/current").status == 401)
            #expect(count(server, "session", "unknown") == 2)
        }
    }

    /// What is shown at the door and why it is not taken; each is counted, and none tells the client more than another.
    @Test func refusesAndCountsWhatItIsShown() throws {
        try TestService.withJourneys { server in
            let browser = TestBrowser(server)
            let now = Int64(MachineClock.unixSeconds())
            let used = browser.assertion(Self.holder)
            #expect(try browser.signIn(with: used).status == 201)
            let other = TokenMaker(
                settings: TokenSettings(issuer: "test", audience: "other"),
                key: try SigningKey(id: "1", bytes: Array(repeating: 7, count: 32)))
            let forged = TokenMaker(
                settings: server.signIn.verifier.settings,
                key: try SigningKey(id: "1", bytes: Array(repeating: 8, count: 32)))
            func made(by maker: TokenMaker) -> String {
                maker.assertion(subject: Self.holder, means: .digid, level: .hoog, number: "n", now: now)
            }
            let table: [(String, String)] = [
                (used, "replayed"), (server.token(.holder(PartyID(bits: 1))), "otherType"),
                (browser.assertion(Self.holder, at: now - 400), "expired"),
                (browser.assertion(Self.holder, at: now + 100), "notYet"),
                (browser.assertion("bsn:123456789"), "badSubject"), (made(by: other), "wrongAudience"),
                (made(by: forged), "badCode"), ("a.b", "notThreeParts"), ("", "notThreeParts"),
                (String(repeating: "a", count: 5_000), "tooLong"),
                (browser.assertion("agb:41123456", .vecozo), "incomplete"),
            ]
            browser.cookie = nil
            for (assertion, reason) in table {
                let before = count(server, "assertion", reason)
                let answer = try browser.ask("POST", "/v1/sessions", #"{"assertion":"\#(assertion)"}"#)
                #expect(answer.status == 401 && answer.body.contains(#""code":"not-signed-in""#), "\(reason)")
                #expect(answer.header("Set-Cookie") == nil && !answer.body.contains(reason))
                #expect(count(server, "assertion", reason) == before + 1, "\(reason)")
            }
            // An assertion is no token for requests.
            let confused = try browser.ask(
                "GET", "/v1/dossiers", fields: ["Authorization: Bearer \(browser.assertion(Self.holder))"])
            #expect(confused.status == 401 && count(server, "token", "otherType") == 1)
            // Too low a level is said at once, and not first at every page.
            let low = try browser.ask(
                "POST", "/v1/sessions", #"{"assertion":"\#(browser.assertion(Self.holder, .digid, .midden))"}"#)
            #expect(low.status == 403 && low.body.contains("level-too-low"))
            #expect(try browser.ask("POST", "/v1/sessions", "{}").status == 400)
        }
    }

    /// Every way to send a cookie that is not ours, and every way to change something without our page.
    @Test func takesNothingThatAnotherSiteCanSend() throws {
        try TestService.withJourneys { server in
            let browser = TestBrowser(server)
            try browser.signIn(with: browser.assertion(Self.holder))
            let (cookie, csrf) = (try #require(browser.cookie), try #require(browser.csrf))
            let secret = cookie.suffix(43)
            browser.csrf = nil
            for sent in [
                "a=b; \(cookie)", "\(cookie); a=b", "a=b;\(cookie);c=d", "__Host-pgb-sessionx=1; \(cookie)",
            ] {
                browser.cookie = sent
                #expect(try browser.ask("GET", "/v1/sessions/current").status == 200, "\(sent)")
            }
            for sent in [
                "", "a=b", "__Host-pgb-session=", "__Host-pgb-session=\(secret.dropLast())", "\(cookie)A",
                "\(cookie)=", "\(cookie); \(cookie)", "__Host-pgb-session=x; \(cookie)", "pgb-session=\(secret)",
                "__host-pgb-session=\(secret)", "__Host-pgb-session \(secret)", "__Host-pgb-session=\"\(secret)\"",
                "__Host-pgb-session=\(String(secret.reversed()))",
            ] {
                browser.cookie = sent
                #expect(try browser.ask("GET", "/v1/sessions/current").status == 401, "\(sent)")
            }
            browser.cookie = cookie
            // Two who ask at once.
            let both = try browser.ask(
                "GET", "/v1/dossiers", fields: ["Authorization: Bearer \(server.token(.holder(PartyID(bits: 1))))"])
            #expect(both.status == 401 && count(server, "session", "twoProofs") == 1)
            #expect(try browser.ask("GET", "/v1/dossiers", fields: ["Cookie: a=b"]).status == 400)
            // Without the word of our page nothing changes; a look needs none.
            let before = count(server, "session", "withoutToken")
            for wrong in [nil, "", "x", String(secret), String(csrf.dropLast()), csrf + "A", csrf.uppercased()] {
                browser.csrf = wrong
                let answer = try browser.say("change-contact", #""party":"h1""#)
                #expect(answer.status == 403 && answer.body.contains("page-token-missing"), "\(wrong ?? "none")")
                for (method, path) in [("DELETE", "/v1/sessions/current"), ("DELETE", "/v1/sessions")] {
                    #expect(try browser.ask(method, path).status == 403, "\(method) \(wrong ?? "none")")
                }
            }
            #expect(count(server, "session", "withoutToken") == before + 21)
            browser.csrf = nil
            #expect(try browser.ask("GET", "/v1/dossiers").status == 200)
            // A form of another site has no JSON.
            let form = try server.compared(
                "POST", "/v1/sessions",
                "Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}")
            #expect(form.status == 415)
        }
    }

    /// A session that somebody planted in the browser is not the one that is signed in.
    @Test func aPlantedSessionIsNotTaken() throws {
        try TestService.withJourneys { server in
            let attacker = TestBrowser(server)
            try attacker.signIn(with: attacker.assertion(Self.caregiver))
            let victim = TestBrowser(server)
            victim.cookie = attacker.cookie
            try victim.signIn(with: victim.assertion(Self.holder))
            #expect(victim.cookie != attacker.cookie)
            #expect(try attacker.ask("GET", "/v1/profile").status == 401)
            #expect(try victim.ask("GET", "/v1/profile").body.contains("Wilhelmina"))
        }
    }

    @Test func seesHisOwnSessionsAndEndsThemEverywhere() throws {
        try TestService.withJourneys { server in
            let browsers = (0..<3).map { _ in TestBrowser(server) }
            for browser in browsers { try browser.signIn(with: browser.assertion(Self.holder)) }
            let other = TestBrowser(server)
            try other.signIn(with: other.assertion(Self.caregiver))
            let list = try browsers[0].ask("GET", "/v1/sessions")
            #expect(list.status == 200 && list.body.components(separatedBy: "\"session\":").count == 4)
            #expect(list.body.components(separatedBy: #""current":true"#).count == 2)
            #expect(!list.body.contains("9999"), "a number of a person is in no list")
            #expect(try other.ask("GET", "/v1/sessions").body.components(separatedBy: "\"session\":").count == 2)
            #expect(try browsers[1].ask("DELETE", "/v1/sessions").status == 204)
            for browser in browsers { #expect(try browser.ask("GET", "/v1/dossiers").status == 401) }
            #expect(try other.ask("GET", "/v1/dossiers").status == 200)
        }
    }

    @Test func theIdleTimeHoldsOverASocket() throws {
        let clock = TestSeconds()
        try TestService.withJourneys(signInClock: { clock.now }) { server in
            let browser = TestBrowser(server)
            try browser.signIn(with: browser.assertion(Self.holder))
            clock.pass(899)
            #expect(try browser.ask("GET", "/v1/dossiers").status == 200)
            clock.pass(895)
            #expect(try browser.ask("GET", "/v1/dossiers").status == 200)
            clock.pass(901)
            #expect(try browser.ask("GET", "/v1/dossiers").status == 401)
            // On a busy machine what takes sessions off the disk that are over comes first, and then there is none.
            #expect(count(server, "session", "idle") + count(server, "session", "unknown") == 1)
        }
    }

    // MARK: Signing

    /// Each signature asks for a proof of its own, by that very person.
    @Test func oneProofIsOneSignature() throws {
        let clock = TestSeconds()
        try TestService.withJourneys(signInClock: { clock.now }) { server in
            let browser = TestBrowser(server)
            // What was made before the file of sessions counts as used before.
            clock.pass(10)
            try browser.signIn(with: browser.assertion(Self.holder, at: clock.now))
            func change() throws -> RawClient.Answer { try browser.say("change-bank-account", Self.account) }
            // Trying uses nothing up, and what is refused gives it back.
            #expect(try browser.say("change-bank-account", Self.account, isDryRun: true).status == 200)
            let wrong = Self.account.replacing(
                PartyID(bits: Self.names.id("h1")).text, with: PartyID(bits: Self.names.id("c1")).text)
            #expect(try browser.say("change-bank-account", wrong).status == 403)
            let first = try change()
            #expect(first.status == 200, "\(first.body)")
            let second = try change()
            #expect(second.status == 403 && second.body.contains("sign-in-again"), "\(second.body)")
            // The same sign-in again, such as the broker remembers it, is no new one.
            let remembered = try browser.confirm(with: browser.assertion(Self.holder, at: clock.now - 1))
            #expect(
                remembered.status == 403 && remembered.body.contains("not-signed-in-again"), "\(remembered.body)")
            clock.pass(10)
            let other = try browser.confirm(with: browser.assertion(Self.caregiver, at: clock.now))
            #expect(other.status == 403 && other.body.contains("other-person"), "\(other.body)")
            #expect(count(server, "confirmation", "otherPerson") == 1)
            #expect(try browser.ask("GET", "/v1/profile").body.contains("Wilhelmina"), "the session did not change")
            #expect(try change().status == 403)
            let assertion = browser.assertion(Self.holder, at: clock.now)
            let confirmed = try browser.confirm(with: assertion)
            #expect(confirmed.status == 201 && confirmed.body.contains(#""level":"hoog""#), "\(confirmed.body)")
            #expect(try browser.confirm(with: assertion).status == 401, "an assertion is good once")
            // What is no signature uses no proof up.
            #expect(try browser.ask("GET", "/v1/dossiers").status == 200)
            #expect(try change().status == 200)
            #expect(try change().status == 403)
        }
    }

    /// Five minutes, at both sides, counted from when the person proved himself.
    @Test(arguments: [(299, 200), (301, 403)] as [(Int64, Int)])
    func aProofIsFreshForFiveMinutes(_ seconds: Int64, _ status: Int) throws {
        let clock = TestSeconds()
        try TestService.withJourneys(signInClock: { clock.now }) { server in
            let browser = TestBrowser(server)
            try browser.signIn(with: browser.assertion(Self.holder, at: clock.now))
            clock.pass(seconds)
            #expect(try browser.say("change-bank-account", Self.account).status == status)
        }
    }

    /// A system proves it with a token that it got just now; an old one, good for looking, signs nothing.
    @Test func anOldTokenSignsNothing() throws {
        let clock = TestSeconds()
        try TestService.withJourneys(signInClock: { clock.now }) { server in
            let holder = Principal.holder(PartyID(bits: Self.names.id("h1")))
            let browser = TestBrowser(server)
            let token = server.token(holder)
            func change() throws -> RawClient.Answer {
                let body = #"{"id":"\#(UUID().uuidString.lowercased())","type":"change-bank-account",\#(Self.account)}"#
                return try browser.ask("POST", "/v1/commands", body, fields: ["Authorization: Bearer \(token)"])
            }
            #expect(try change().status == 200)
            #expect(try change().status == 200)
            clock.pass(400)
            let old = try change()
            #expect(old.status == 403 && old.body.contains("sign-in-again"))
            let look = try browser.ask("GET", "/v1/dossiers", fields: ["Authorization: Bearer \(token)"])
            #expect(look.status == 200)
        }
    }

    /// A level that is raised for one command is asked for that one; the new sign-in may be the higher one.
    @Test func levelsAreRaisedByName() throws {
        let clock = TestSeconds()
        let levels = try Levels("change-bank-account=hoog")
        try TestService.withJourneys(levels: levels, signInClock: { clock.now }) { server in
            let browser = TestBrowser(server)
            try browser.signIn(with: browser.assertion(Self.holder, .digid, .substantieel, at: clock.now))
            #expect(try browser.ask("GET", "/v1/dossiers").status == 200)
            let low = try browser.say("change-bank-account", Self.account)
            #expect(low.status == 403 && low.body.contains("level-too-low"), "\(low.body)")
            clock.pass(5)
            #expect(
                try browser.confirm(with: browser.assertion(Self.holder, .digid, .hoog, at: clock.now)).status == 201)
            #expect(try browser.say("change-bank-account", Self.account).status == 200)
        }
        let looking = try Levels("look=hoog")
        try TestService.withJourneys(levels: looking) { server in
            let browser = TestBrowser(server)
            let low = try browser.signIn(with: browser.assertion(Self.holder, .digid, .substantieel))
            #expect(low.status == 403)
            #expect(try browser.signIn(with: browser.assertion(Self.holder)).status == 201)
            #expect(try browser.ask("GET", "/v1/dossiers").status == 200)
        }
    }

    /// Whom DigiD proved and nobody registered is told so; he is signed in, and may sign out.
    @Test func aNewcomerIsToldThatHeIsNotRegistered() throws {
        try TestService.withJourneys { server in
            let browser = TestBrowser(server)
            #expect(try browser.signIn(with: browser.assertion("bsn:123456782")).status == 201)
            for path in ["/v1/profile", "/v1/dossiers", "/v1/inbox"] {
                let answer = try browser.ask("GET", path)
                #expect(answer.status == 403 && answer.body.contains("not-registered"), "\(path)")
            }
            // A newcomer who says that he is somebody who is there.
            let stolen = try browser.say("change-bank-account", Self.account)
            #expect(stolen.status == 403 && stolen.body.contains("not-registered"), "\(stolen.body)")
            #expect(try browser.ask("GET", "/v1/sessions/current").status == 200)
            #expect(try browser.ask("DELETE", "/v1/sessions/current").status == 204)
        }
    }

    // MARK: Limits and the demonstration

    @Test func onePersonSignsInSoOften() throws {
        let limit = RateLimiter<String>(.init(perMinute: 1, burst: 2))
        try TestService.withJourneys(perPerson: limit) { server in
            let browser = TestBrowser(server)
            #expect(try browser.signIn(with: browser.assertion(Self.holder)).status == 201)
            #expect(try browser.signIn(with: browser.assertion(Self.holder)).status == 201)
            let third = try browser.signIn(with: browser.assertion(Self.holder))
            let wait = try #require(third.header("Retry-After").flatMap { Int($0) })
            #expect(third.status == 429 && (1...60).contains(wait))
            // Somebody else has a share of his own; and who sends what is not taken uses nobody's share.
            #expect(try TestBrowser(server).signIn(with: browser.assertion(Self.caregiver)).status == 201)
            #expect(try browser.ask("GET", "/v1/dossiers").status == 200)
        }
    }

    @Test func aDemonstrationSaysSoOnEveryAnswer() throws {
        try TestService.withJourneys { server in
            let browser = TestBrowser(server)
            for (method, path) in [
                ("GET", "/v1/health"), ("GET", "/nothing"), ("GET", "/v1/dossiers"), ("PUT", "/v1/health"),
            ] {
                #expect(try browser.ask(method, path).header("Demo") == "true", "\(path)")
            }
            let body = #"{"subject":"\#(Self.holder)","means":"digid","level":"hoog"}"#
            let given = try browser.ask("POST", "/v1/demo/sign-ins", body)
            #expect(given.status == 200 && given.body.contains(#""demo":true"#))
            let assertion = try #require(given.body.firstMatch(of: #/"assertion":"([^"]+)"/#).map { String($0.1) })
            #expect(try browser.signIn(with: assertion).status == 201)
            // A request that cannot be read is answered by the same hand.
            let client = try RawClient(port: server.port)
            client.send("GET / HTTP/1.1\r\n\r\n")
            #expect(try client.answer()?.header("Demo") == "true")
        }
    }
}
