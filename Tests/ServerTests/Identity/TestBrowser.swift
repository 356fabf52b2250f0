import Events
import Foundation
import Synchronization
import Testing

@testable import Server

/// A browser with the cookie it was given and the word its page sends along. Every answer is compared with the
/// description of the API.
final class TestBrowser {
    let server: TestService
    /// What is sent as cookies; nil is none.
    var cookie: String?
    var csrf: String?

    init(_ server: TestService) { self.server = server }

    /// Asks; the fields of the cookie and the page go along, and `fields` besides.
    func ask(
        _ method: String, _ path: String, _ body: String? = nil, fields: [String] = []
    ) throws -> RawClient.Answer {
        var lines = fields
        if let cookie { lines.append("Cookie: \(cookie)") }
        if let csrf { lines.append("X-CSRF-Token: \(csrf)") }
        if let body { lines += ["Content-Type: application/json", "Content-Length: \(body.utf8.count)"] }
        return try server.compared(method, path, lines.map { $0 + "\r\n" }.joined() + "\r\n" + (body ?? ""))
    }

    /// What the broker gives for somebody.
    func assertion(
        _ subject: String, _ means: SignInMeans = .digid, _ level: TokenLevel = .hoog, user: String? = nil,
        at now: Int64 = Int64(MachineClock.unixSeconds())
    ) -> String {
        server.signIn.demoAssertion(subject, means, level, office: nil, user: user, now: now)
    }

    /// Signs in, and keeps the cookie and the word for its page when that went well.
    @discardableResult
    func signIn(with assertion: String) throws -> RawClient.Answer {
        let answer = try ask("POST", "/v1/sessions", #"{"assertion":"\#(assertion)"}"#)
        guard answer.status == 201 else { return answer }
        let set = try #require(answer.header("Set-Cookie"))
        cookie = String(set.prefix { $0 != ";" })
        csrf = answer.body.firstMatch(of: #/"csrfToken":"([\w-]{43})"/#).map { String($0.1) }
        #expect(csrf != nil)
        return answer
    }

    /// Shows a new sign-in.
    func confirm(with assertion: String) throws -> RawClient.Answer {
        try ask("POST", "/v1/sessions/current/confirmations", #"{"assertion":"\#(assertion)"}"#)
    }

    /// Asks for a command under a new id.
    func say(_ type: String, _ fields: String, isDryRun: Bool = false) throws -> RawClient.Answer {
        try ask(
            "POST", "/v1/commands" + (isDryRun ? "?dryRun=true" : ""),
            #"{"id":"\#(UUID().uuidString.lowercased())","type":"\#(type)",\#(fields)}"#)
    }
}

/// Seconds since 1970 that only a test moves on: on a busy machine a second passes between two of its lines.
final class TestSeconds: Sendable {
    private let seconds = Mutex(Int64(MachineClock.unixSeconds()))

    var now: Int64 { seconds.withLock { $0 } }

    func pass(_ more: Int64) { seconds.withLock { $0 += more } }
}
