import Events
import Testing

@testable import Server

@Suite struct RouterTests {
    private struct Echo: Record {
        let word: String

        init(from reader: inout JSONReader) { word = reader("word") }

        func writeFields(to writer: inout JSONWriter) { writer.field("word", word) }
    }

    private let verifier: TokenVerifier
    private let maker: TokenMaker

    init() throws {
        let settings = TokenSettings(issuer: "i", audience: "a")
        let key = try SigningKey(id: "k", bytes: Array(repeating: 7, count: 32))
        verifier = try TokenVerifier(settings, keys: [key])
        maker = TokenMaker(settings: settings, key: key)
    }

    private static func text(_ text: String) -> Reply<Int> {
        .now(Response(status: 200, contentType: "text/plain", body: Array(text.utf8)))
    }

    private func router(_ limits: Router<Int>.Limits = .none) -> Router<Int> {
        let verifier = self.verifier
        let routes: [Route<Int>] = [
            Route(.get, "/v1/health", needs: .nothing, summary: "Gezondheid", isUnlimited: true) { _, _, _ in
                Self.text("ok")
            },
            Route(
                .get, "/v1/dossiers/{dossier}", needs: .signedIn, summary: "Een dossier",
                query: [
                    QueryParameter("asOf", .string(), "Moment"), QueryParameter("limit", .integer(1...200), "Aantal"),
                ]
            ) { call, _, _ in
                let id: DossierID = try call.id("dossier")
                let limit = try call.query("limit", in: 1...200) ?? 50
                return Self.text("\(id.text) \(call.query("asOf") ?? "now") \(limit) \(call.caller.subject)")
            },
            Route(.get, "/v1/dossiers/{dossier}/budgets/{budget}", needs: .nothing, summary: "Budget") { call, _, _ in
                Self.text(call.path("dossier") + "+" + call.path("budget"))
            },
            Route(.get, "/v1/dossiers/newest", needs: .nothing, summary: "Nieuwste") { _, _, _ in Self.text("newest") },
            Route(.post, "/v1/words", needs: .nothing, summary: "Woord", request: Content(Echo.self)) { call, _, _ in
                Self.text(try call.body(Echo.self).word)
            },
            Route(.get, "/v1/words", needs: .nothing, summary: "Woorden") { _, context, _ in Self.text("\(context)") },
            Route(.post, "/v1/door", needs: .nothing, summary: "In", isSignIn: true) { _, _, _ in Self.text("in") },
            Route(.delete, "/v1/secrets", needs: .employee, summary: "Weg") { _, _, _ in Self.text("gone") },
            Route(.put, "/v1/secrets", needs: .signedIn(by: [.digid], atLeast: .hoog), summary: "Zet") { _, _, _ in
                Self.text("put")
            },
            Route(.get, "/v1/bug", needs: .nothing, summary: "Fout") { _, _, _ in
                throw DatabaseFailureForTests(secret: "select * from secrets")
            },
        ]
        return Router(
            routes, limits: limits, door: Doorkeeper(identify: verifier.verify)
        ) { 42 }
    }

    private struct DatabaseFailureForTests: Error {
        let secret: String
    }

    /// Runs one request in process: through the parser and the router, without a socket.
    private func call(
        _ method: String, _ target: String, _ fields: [String] = [], body: String = "", in router: Router<Int>? = nil
    ) throws -> (status: Int, body: String, headers: [String]) {
        var raw = "\(method) \(target) HTTP/1.1\r\nHost: a\r\n" + fields.map { $0 + "\r\n" }.joined()
        if !body.isEmpty { raw += "Content-Length: \(body.utf8.count)\r\n" }
        var parser = HTTPParser()
        let router = router ?? self.router()
        let response = try Array((raw + "\r\n" + body).utf8).withUnsafeBytes { bytes in
            var index = 0
            while true {
                switch parser.read(bytes, from: &index) {
                case .head:
                    var head = parser.request()
                    let completion = Completion(mailbox: try LoopMailbox(), exchange: .init(slot: 0, number: 0))
                    if case .now(let refusal) = router.refusal(of: &head, 42, completion) { return refusal }
                case .request:
                    var request = parser.takeRequest()
                    let mailbox = try LoopMailbox()
                    let completion = Completion(mailbox: mailbox, exchange: .init(slot: 0, number: 0))
                    guard case .now(let response) = router.answer(&request, 42, completion) else { return .noContent }
                    return response
                case .more: return Response(status: 0)
                case .fault(let fault): return Response(status: fault.status)
                }
            }
        }
        let headers = response.headers.map { "\($0.name): \($0.value)" }
        return (response.status, String(decoding: response.body, as: UTF8.self), headers)
    }

    private func token(_ means: SignInMeans = .digid, _ level: TokenLevel = .substantieel) -> String {
        let now = Int64(MachineClock.unixSeconds())
        return "Authorization: Bearer " + maker.token(subject: "s1", means: means, level: level, now: now)
    }

    private let dossier = "/v1/dossiers/00000000-0000-4000-8000-000000000001"

    @Test func findsRoutesAndParameters() throws {
        #expect(try call("GET", "/v1/health").body == "ok")
        #expect(try call("GET", "/v1/dossiers/x/budgets/y").body == "x+y")
        #expect(try call("GET", "/v1/dossiers/newest").body == "newest")
        #expect(try call("GET", "/v1/words").body == "42")
        #expect(try call("HEAD", "/v1/words").status == 200)
        #expect(try call("GET", "http://a/v1/health").body == "ok")
    }

    @Test(arguments: [
        "/v1/health/", "/v1/Health", "/V1/health", "/v1//health", "//v1/health", "/v1/health;a", "/v1", "/",
        "/v1/dossiers",
        "/v1/dossiers/", "/v1/dossiers//budgets/y", "/v1/dossiers/x/budgets/", "/v1/dossiers/x/budgets/y/z",
        "/v1/healthx",
        "/v1/healt", "/v1/%68ealth", "/v1/dossiers/%78/budgets/y", "/v1/health%20",
    ])
    func findsNothingElse(_ path: String) throws {
        #expect(try call("GET", path, [token()]).status == 404)
    }

    @Test func saysWhichMethodsAPathHas() throws {
        let wrong = try call("PATCH", "/v1/words")
        #expect(wrong.status == 405 && wrong.headers == ["Allow: GET, HEAD, POST, OPTIONS"])
        let options = try call("OPTIONS", "/v1/words")
        #expect(options.status == 204 && options.headers == ["Allow: GET, HEAD, POST, OPTIONS"])
        #expect(try call("HEAD", "/v1/secrets").status == 405)
        #expect(try call("OPTIONS", "/v1/none").status == 404)
        #expect(try call("OPTIONS", "*").status == 204)
        #expect(try call("POST", "/v1/health", ["X-HTTP-Method-Override: GET"]).status == 405)
    }

    @Test func asksWhoIsCalling() throws {
        let none = try call("GET", dossier)
        #expect(none.status == 401 && none.headers == ["WWW-Authenticate: Bearer realm=\"pgb\""])
        for field in [
            "Authorization: Bearer x.y.z", "Authorization: Bearer ", "Authorization: Basic YTpi",
            "X-User: s1", "Authorization:", token() + "x", token() + ", Bearer x",
        ] {
            #expect(try call("GET", dossier, [field]).status == 401, "\(field)")
        }
        #expect(try call("GET", dossier, [token(), token()]).status == 400)
        #expect(try call("GET", dossier, [token(.digid, .midden)]).status == 403)
        #expect(try call("GET", dossier, [token(.eherkenning, .eh3)]).status == 200)
        #expect(try call("DELETE", "/v1/secrets", [token()]).status == 403)
        #expect(try call("DELETE", "/v1/secrets", [token(.employee)]).status == 200)
        #expect(try call("PUT", "/v1/secrets", [token()]).body.contains("level-too-low"))
        #expect(try call("PUT", "/v1/secrets", [token(.digid, .hoog)]).status == 200)
    }

    @Test func readsTheQueryStrictly() throws {
        let id = "00000000-0000-4000-8000-000000000001"
        #expect(try call("GET", dossier, [token()]).body == "\(id) now 50 s1")
        #expect(try call("GET", dossier + "?", [token()]).body == "\(id) now 50 s1")
        #expect(
            try call("GET", dossier + "?limit=7&asOf=2026-01-01T00%3A00:00Z", [token()]).body.hasPrefix(
                "\(id) 2026-01-01T00:00:00Z 7"))
        for query in [
            "?limit=0", "?limit=201", "?limit=+5", "?limit=", "?limit=5x", "?limit=٥", "?limit=%D9%A5", "?limit",
            "?other=1",
            "?limit=1&limit=1", "?&", "?asof=1", "?limit=1&", "?=1",
        ] {
            #expect(try call("GET", dossier + query, [token()]).status == 400, "\(query)")
        }
    }

    /// A fault behind the question mark names the parameter and what is expected, never the value.
    @Test(arguments: [
        ("?limit=7531&asOf=x", "limit", "invalid-value", "Vul bij limit een getal van 1 tot en met 200 in."),
        ("?other=7531", "other", "unknown", "Dit hoort niet bij dit adres. Wat wel kan: asOf, limit."),
        ("?limit=1&limit=7531", "limit", "repeated", "Laat dit één keer staan."),
        ("?limit", "limit", "missing", "Zet er een waarde achter: limit=waarde."),
        ("?7531", "", "unknown", "Dit hoort niet bij dit adres. Wat wel kan: asOf, limit."),
        ("?7531=1", "", "unknown", "Dit hoort niet bij dit adres. Wat wel kan: asOf, limit."),
    ])
    func namesTheParameterThatIsWrong(_ query: String, _ name: String, _ code: String, _ detail: String) throws {
        let answer = try call("GET", dossier + query, [token()])
        #expect(answer.status == 400)
        let item = #"{"pointer":"\#(name)","code":"\#(code)","detail":"\#(detail)"}"#
        #expect(answer.body.contains(item), "\(answer.body)")
        #expect(!answer.body.contains("7531"))
    }

    @Test func anIdThatIsNoneIsNotFound() throws {
        for id in ["1", "00000000-0000-4000-8000-00000000000G", "00000000-0000-4000-8000-00000000000A"] {
            #expect(try call("GET", "/v1/dossiers/" + id, [token()]).status == 404, "\(id)")
        }
    }

    @Test func readsBodies() throws {
        let json = ["Content-Type: application/json"]
        #expect(try call("POST", "/v1/words", json, body: #"{"word":"a"}"#).body == "a")
        #expect(
            try call("POST", "/v1/words", ["Content-Type: Application/JSON; charset=utf-8"], body: #"{"word":"a"}"#)
                .body == "a")
        for type in ["charset=UTF-8", "charset=\"utf-8\"", "version=1", " Charset=Utf-8 ; a=b"] {
            let typed = "Content-Type: application/json;" + type
            #expect(try call("POST", "/v1/words", [typed], body: #"{"word":"a"}"#).status == 200, "\(type)")
        }
        for type in [
            "text/plain", "application/jsonx", "application/problem+json", "", "application/json; charset=latin1",
            "application/json;charset=utf-16", "application/json; CHARSET=\"iso-8859-1\"", "application/json;charset=",
            "application/json; charset=utf-8; charset=latin1",
        ] {
            #expect(try call("POST", "/v1/words", ["Content-Type: " + type], body: #"{"word":"a"}"#).status == 415)
        }
        #expect(try call("POST", "/v1/words", body: #"{"word":"a"}"#).status == 415)
        let problem = try call("POST", "/v1/words", json, body: #"{"wort":"a","x":1}"#)
        #expect(problem.status == 400)
        for part in ["\"pointer\":\"/word\",\"code\":\"missing\"", "\"/wort\",\"code\":\"unknown-field\"", "\"/x\""] {
            #expect(problem.body.contains(part))
        }
        #expect(try call("POST", "/v1/words", json).status == 400)
    }

    @Test func looksAtWhatTheClientTakes() throws {
        let taken = [
            "application/json", "*/*", "application/*", "text/html, application/json;q=0.5", "Application/JSON",
            "text/html;q=0.9,*/*;q=0.1", "", "*/*;q=0, application/json", "application/json;q=0.001",
            "application/json;q=1, */*;q=0", "application/json;charset=utf-8;q=0.5",
        ]
        for value in taken {
            #expect(try call("GET", "/v1/words", ["Accept: " + value]).status == 200, "\(value)")
        }
        for value in [
            "text/html", "application/jsonx", "application", "applicationX*", "text/*", "*", "application/json;q=0",
            "application/json; q=0.000, */*", "application/json ; Q=0.0", "*/*;q=0", "application/*;q=0,*/*;q=1",
        ] {
            #expect(try call("GET", "/v1/words", ["Accept: " + value]).status == 406, "\(value)")
        }
        #expect(try call("GET", "/v1/words", ["Accept: text/html", "Accept: text/plain"]).status == 200)
    }

    @Test func tellsNothingAboutAFault() throws {
        let answer = try call("GET", "/v1/bug")
        #expect(answer.status == 500 && !answer.body.contains("secret") && answer.body.contains("reference"))
    }

    @Test func limitsPeersButNotTheHealthCheck() throws {
        let router = router(.init(perCaller: nil, perPeer: RateLimiter(.init(perSecond: 1, burst: 3))))
        for _ in 0..<3 { #expect(try call("GET", "/v1/words", in: router).status == 200) }
        let refused = try call("GET", "/v1/words", in: router)
        #expect(refused.status == 429 && refused.headers == ["Retry-After: 1"])
        #expect(try call("GET", "/nothing", in: router).status == 429)
        for _ in 0..<10 { #expect(try call("GET", "/v1/health", in: router).status == 200) }
    }

    /// Signing in has a limit of its own for each address, which leaves everything else alone.
    @Test func limitsSignInsOfAnAddress() throws {
        let limiter = RateLimiter<PeerAddress>(.init(perMinute: 1, burst: 2))
        let router = router(.init(perCaller: nil, perPeer: nil, signInPerPeer: limiter))
        for _ in 0..<2 { #expect(try call("POST", "/v1/door", in: router).status == 200) }
        let refused = try call("POST", "/v1/door", in: router)
        let wait = refused.headers.first.flatMap { Int($0.dropFirst("Retry-After: ".count)) }
        #expect(refused.status == 429 && wait.map { (1...60).contains($0) } ?? false)
        #expect(try call("GET", "/v1/words", in: router).status == 200)
    }

    /// Who has many addresses in one network has no more shares for it.
    @Test func countsANetworkAsOneAddress() {
        func address(_ text: String) -> PeerAddress? { PeerAddress(forwardedFor: Array(text.utf8)) }
        #expect(address("2001:db8:1:2::1")?.network == address("2001:db8:1:2:ffff::9")?.network)
        #expect(address("2001:db8:1:2::1")?.network != address("2001:db8:1:3::1")?.network)
        #expect(address("192.0.2.1")?.network != address("192.0.2.2")?.network)
        #expect(address("192.0.2.1")?.network == address("192.0.2.1"))
        #expect(PeerAddress.local.network == .local)
    }

    @Test func limitsCallersOneByOne() throws {
        let router = router(.init(perCaller: RateLimiter(.init(perSecond: 1, burst: 2)), perPeer: nil))
        for _ in 0..<2 { #expect(try call("GET", dossier, [token()], in: router).status == 200) }
        #expect(try call("GET", dossier, [token(.digid, .hoog)], in: router).status == 429)
    }
}
