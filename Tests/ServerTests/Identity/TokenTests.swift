import Events
import Testing

@testable import Server

/// The table of `hardening.md` 2, Identity: every way to bend a token, and the one reason it is refused for.
@Suite struct TokenTests {
    static let now: Int64 = 1_800_000_000
    static let settings = TokenSettings(issuer: "https://broker.example", audience: "pgb")
    static let payload = claims()

    let key: SigningKey
    let other: SigningKey
    let verifier: TokenVerifier

    init() throws {
        key = try SigningKey(id: "k1", bytes: Array(0..<32))
        other = try SigningKey(id: "k2", bytes: Array(32..<64))
        verifier = try TokenVerifier(Self.settings, keys: [key])
    }

    /// The claims of a good token; `change` replaces one field's JSON, or takes it out when nil.
    static func claims(_ change: (name: String, json: String?)...) -> String {
        var fields: [(String, String)] = [
            ("iss", "\"https://broker.example\""), ("aud", "\"pgb\""),
            ("sub", "\"00000000-0000-4000-8000-000000000001\""), ("exp", "\(now + 600)"), ("nbf", "\(now)"),
            ("iat", "\(now)"), ("means", "\"digid\""), ("level", "\"substantieel\""),
        ]
        for (name, json) in change {
            let index = fields.firstIndex { $0.0 == name }
            if let index, let json { fields[index].1 = json }
            if let index, json == nil { fields.remove(at: index) }
            if index == nil, let json { fields.append((name, json)) }
        }
        return "{" + fields.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
    }

    func token(header: String = #"{"alg":"HS256","typ":"JWT"}"#, _ payload: String, key: SigningKey? = nil) -> String {
        TokenMaker(settings: Self.settings, key: key ?? self.key)
            .sign(header: Array(header.utf8), payload: Array(payload.utf8))
    }

    func refusal(of token: String, now: Int64 = TokenTests.now) -> TokenRefusal? {
        do {
            _ = try verifier.verify(Array(token.utf8)[...], now: now)
            return nil
        } catch {
            return error
        }
    }

    @Test func takesAGoodToken() throws {
        let token = token(
            Self.claims(("office", "\"00000000-0000-4000-8000-000000000002\""), ("roles", "[\"assessor\"]")))
        let identity = try verifier.verify(Array(token.utf8)[...], now: Self.now)
        #expect(identity.party == PartyID("00000000-0000-4000-8000-000000000001"))
        #expect(identity.means == .digid && identity.level == .substantieel)
        #expect(identity.office == OfficeID("00000000-0000-4000-8000-000000000002"))
        #expect(identity.roles == ["assessor"])
    }

    @Test(arguments: [
        #"{"alg":"none"}"#, #"{"alg":"None","typ":"JWT"}"#, #"{"alg":"nOnE"}"#, #"{"alg":"RS256","typ":"JWT"}"#,
        #"{"alg":"HS384"}"#, #"{"alg":"HS512"}"#, #"{"alg":"hs256"}"#, #"{"alg":"HS256 "}"#, #"{"alg":""}"#,
        #"{"alg":null}"#, #"{"alg":["HS256"]}"#, #"{"typ":"JWT"}"#, #"{}"#, #"[]"#, #""HS256""#, "",
        #"{"alg":"HS256","alg":"HS256"}"#, #"{"alg":"HS256","alg":"none"}"#, #"{"alg":"HS256","typ":"JWE"}"#,
        #"{"alg":"HS256","typ":"jwt"}"#, #"{"alg":"HS256","crit":["exp"]}"#, #"{"alg":"HS256","crit":[]}"#,
        #"{"alg":"HS256","jwk":{"kty":"oct","k":"AAAA"}}"#, #"{"alg":"HS256","jku":"https://x.example/k"}"#,
        #"{"alg":"HS256","x5u":"https://x.example/k"}"#, #"{"alg":"HS256","x5c":[]}"#, #"{"alg":"HS256","b64":false}"#,
        #"{"alg":"HS256","zip":"DEF"}"#, #"{"alg":"HS256",}"#, #"{"alg":"HS256"} "# + "x",
    ])
    func refusesEveryOtherHeader(_ header: String) {
        let expected: TokenRefusal = header.isEmpty ? .notThreeParts : .badHeader
        #expect(refusal(of: token(header: header, Self.payload)) == expected)
    }

    @Test func refusesAKeyItDoesNotKnow() throws {
        #expect(refusal(of: token(header: #"{"alg":"HS256","kid":"k9"}"#, Self.payload)) == .unknownKey)
        #expect(refusal(of: token(header: #"{"alg":"HS256","kid":"../k1"}"#, Self.payload)) == .unknownKey)
        #expect(refusal(of: token(header: #"{"alg":"HS256","kid":""}"#, Self.payload)) == .unknownKey)
        #expect(refusal(of: token(header: #"{"alg":"HS256","kid":"k1"}"#, Self.payload)) == nil)
        #expect(refusal(of: token(Self.payload, key: other)) == .badCode)
    }

    @Test func takesTwoKeysDuringARotation() throws {
        let both = try TokenVerifier(Self.settings, keys: [other, key])
        for (key, kid) in [(key, "k1"), (other, "k2")] {
            let named = token(header: "{\"alg\":\"HS256\",\"kid\":\"\(kid)\"}", Self.payload, key: key)
            #expect(try both.verify(Array(named.utf8)[...], now: Self.now).means == .digid)
            let unnamed = token(Self.payload, key: key)
            #expect(try both.verify(Array(unnamed.utf8)[...], now: Self.now).means == .digid)
        }
        let wrong = token(header: #"{"alg":"HS256","kid":"k1"}"#, Self.payload, key: other)
        #expect(throws: TokenRefusal.badCode) { try both.verify(Array(wrong.utf8)[...], now: Self.now) }
        #expect(throws: EdgeFailure.self) { try TokenVerifier(Self.settings, keys: []) }
        #expect(throws: EdgeFailure.self) { try TokenVerifier(Self.settings, keys: [key, key]) }
    }

    @Test func refusesABentForm() {
        let good = token(Self.payload)
        let parts = good.split(separator: ".").map(String.init)
        #expect(refusal(of: good) == nil)
        let table: [(String, TokenRefusal)] = [
            ("", .notThreeParts), (".", .notThreeParts), ("..", .notThreeParts), ("a.b", .notThreeParts),
            (parts[0] + "." + parts[1], .notThreeParts), (parts[0] + "." + parts[1] + ".", .notThreeParts),
            (good + ".", .notThreeParts), ("." + good, .notThreeParts), (good + "." + parts[2], .notThreeParts),
            (good + "=", .badEncoding), (parts[0] + "=." + parts[1] + "." + parts[2], .badEncoding),
            (good.dropLast() + "+", .badEncoding), (good.dropLast() + "/", .badEncoding), (good + " ", .badEncoding),
            (" " + good, .badEncoding),
            (good + "\n", .badEncoding), (parts[0] + "." + parts[1] + "!." + parts[2], .badEncoding),
            (parts[0] + "." + parts[1] + "." + String(parts[2].dropLast()), .badEncoding),
            (parts[0] + "." + parts[1] + "." + String(parts[2].dropLast(3)), .badCode),
            (parts[0] + "." + parts[1] + "." + String(parts[2].prefix(4)), .badCode),
            (good + "AA", .badEncoding),
            (good + "AAA", .badCode), (String(repeating: "a", count: 5_000), .tooLong),
        ]
        for (token, expected) in table {
            #expect(refusal(of: token) == expected, "\(token)")
        }
    }

    /// 43 characters hold 258 bits: the last two must be zero, or one code would have four spellings.
    @Test func refusesSpareBits() throws {
        let good = token(Self.payload)
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        let last = try #require(good.last.flatMap { alphabet.firstIndex(of: $0) })
        #expect(last % 4 == 0)
        for spare in 1...3 {
            #expect(refusal(of: good.dropLast() + String(alphabet[last + spare])) == .badEncoding)
        }
    }

    @Test func refusesEveryFlippedBit() {
        let good = Array(token(Self.payload).utf8)
        for index in good.indices where good[index] != ASCII.dot {
            var bent = good
            bent[index] ^= 1
            #expect(refusal(of: String(decoding: bent, as: UTF8.self)) != nil, "byte \(index)")
        }
    }

    @Test(arguments: [
        (-1 as Int64, nil as TokenRefusal?), (0, nil), (60, nil), (61, .expired), (3_600, .expired),
    ])
    func endsAfterTheSkew(_ offset: Int64, _ expected: TokenRefusal?) {
        #expect(refusal(of: token(Self.payload), now: Self.now + 600 + offset) == expected)
    }

    @Test(arguments: [(0 as Int64, nil as TokenRefusal?), (-60, nil), (-61, .notYet)])
    func beginsBeforeTheSkew(_ offset: Int64, _ expected: TokenRefusal?) {
        #expect(refusal(of: token(Self.payload), now: Self.now + offset) == expected)
    }

    @Test func refusesWrongClaims() {
        let now = Self.now
        let table: [(String, String?, TokenRefusal)] = [
            ("iss", "\"https://broker.example/\"", .wrongIssuer), ("iss", "\"\"", .wrongIssuer),
            ("aud", "\"pgb2\"", .wrongAudience), ("aud", "[\"pgb\"]", .badClaims), ("iss", nil, .badClaims),
            ("aud", nil, .badClaims), ("sub", nil, .badClaims), ("exp", nil, .badClaims), ("nbf", nil, .badClaims),
            ("iat", nil, .badClaims), ("means", nil, .badClaims), ("level", nil, .badClaims),
            ("exp", "\"\(now + 600)\"", .badClaims), ("exp", "\(now + 600).5", .badClaims), ("exp", "1e12", .badClaims),
            ("exp", "\(Int64.max)", .badTimes), ("nbf", "\(Int64.min)", .badTimes), ("iat", "-1", .badTimes),
            ("exp", "\(now + 901)", .tooLongLived), ("iat", "\(now - 400)", .tooLongLived),
            ("iat", "\(now + 61)", .notYet), ("nbf", "\(now + 61)", .notYet), ("nbf", "\(now + 600)", .badTimes),
            ("iat", "\(now + 600)", .badTimes), ("means", "\"password\"", .badClaims),
            ("means", "\"system\"", .badLevel),
            ("level", "\"laag\"", .badClaims),
            ("level", "\"eh3\"", .badLevel), ("means", "\"eherkenning\"", .badLevel), ("sub", "\"\"", .badSubject),
            ("sub", "\"a b\"", .badSubject), ("sub", "\"a\\nb\"", .badSubject), ("sub", "null", .badClaims),
            ("office", "\"1\"", .badClaims), ("roles", "\"assessor\"", .badClaims), ("roles", "[\"\"]", .badSubject),
            ("admin", "true", .badClaims),
        ]
        for (name, json, expected) in table {
            #expect(refusal(of: token(Self.claims((name, json)))) == expected, "\(name) \(json ?? "missing")")
        }
    }

    @Test func remembersATokenUntilItEnds() throws {
        let bytes = Array(token(Self.payload).utf8)
        for now in [Self.now, Self.now + 1, Self.now + 660] {
            #expect(try verifier.verify(bytes[...], now: now).means == .digid)
        }
        #expect(throws: TokenRefusal.expired) { try verifier.verify(bytes[...], now: Self.now + 661) }
    }

    @Test func forgetsTheOldestWhenItIsFull() throws {
        let small = try TokenVerifier(Self.settings, keys: [key], cached: 2)
        for round in 0..<2 {
            for subject in ["a", "b", "c", "d"] {
                let bytes = Array(token(Self.claims(("sub", "\"\(subject)\""))).utf8)
                #expect(try small.verify(bytes[...], now: Self.now).subject == subject, "round \(round)")
            }
        }
    }

    @Test func takesWhatTheMakerMakes() throws {
        let maker = TokenMaker(settings: Self.settings, key: key)
        let token = maker.token(
            subject: "employee-7", means: .employee, level: .hoog, roles: ["auditor"], now: Self.now)
        let identity = try verifier.verify(Array(token.utf8)[...], now: Self.now)
        #expect(identity.subject == "employee-7" && identity.roles == ["auditor"] && identity.level == .hoog)
        #expect(identity.party == nil)
    }

    @Test func comparesLevelsAcrossMeans() {
        #expect(TokenLevel.eh3.assurance == .substantieel && TokenLevel.eh4.assurance == .hoog)
        #expect(TokenLevel.eh2plus.assurance < .substantieel && TokenLevel.eh2.assurance == .basis)
        #expect(TokenLevel.words(of: .system).isEmpty)
    }
}
