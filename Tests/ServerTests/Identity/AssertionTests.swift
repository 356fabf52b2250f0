import Events
import Testing

@testable import Server

/// What the broker may send when somebody signs in at a browser, and every way to bend it.
@Suite struct AssertionTests {
    static let now: Int64 = 1_800_000_000
    static let settings = TokenSettings(issuer: "https://broker.example", audience: "pgb")
    static let assertionHeader = #"{"alg":"HS256","typ":"pgb-assertion+jwt","kid":"k1"}"#

    let key: SigningKey
    let other: SigningKey
    let keyring: Keyring
    let verifier: TokenVerifier

    init() throws {
        key = try SigningKey(id: "k1", bytes: Array(0..<32))
        other = try SigningKey(id: "k2", bytes: Array(32..<64))
        keyring = try Keyring([key])
        verifier = try TokenVerifier(Self.settings, keyring)
    }

    /// The claims of a good assertion; each change replaces one field's JSON, or takes it out when nil.
    static func claims(_ changes: [(name: String, json: String?)] = []) -> String {
        var fields: [(String, String)] = [
            ("iss", "\"https://broker.example\""), ("aud", "\"pgb\""), ("sub", "\"bsn:999993653\""),
            ("exp", "\(now + 300)"), ("nbf", "\(now)"), ("iat", "\(now)"), ("means", "\"digid\""),
            ("level", "\"substantieel\""), ("jti", "\"n-1\""), ("auth_time", "\(now - 10)"),
        ]
        for (name, json) in changes {
            fields.removeAll { $0.0 == name }
            if let json { fields.append((name, json)) }
        }
        return "{" + fields.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
    }

    func token(_ claims: String = claims(), header: String = assertionHeader, key: SigningKey? = nil) -> String {
        TokenMaker(settings: Self.settings, key: key ?? self.key)
            .sign(header: Array(header.utf8), payload: Array(claims.utf8))
    }

    func refusal(of token: String, now: Int64 = AssertionTests.now) -> TokenRefusal? {
        do {
            _ = try verifier.assertion(token.utf8, now: now)
            return nil
        } catch {
            return error
        }
    }

    @Test func takesAGoodOne() throws {
        let assertion = try verifier.assertion(token().utf8, now: Self.now)
        #expect(assertion.identity.subject == "bsn:999993653" && assertion.identity.bsn == Bsn("999993653"))
        #expect(assertion.identity.signedInAt == Self.now - 10 && assertion.identity.user == nil)
        #expect(assertion.until == Self.now + 361 && assertion.made == Self.now)
        #expect(assertion.key == key.fingerprint && key.fingerprint != other.fingerprint)
        let again = try verifier.assertion(token(Self.claims([("sub", "\"bsn:999990342\"")])).utf8, now: Self.now)
        #expect(again.once == assertion.once, "the number alone tells one from another")
        let another = try verifier.assertion(token(Self.claims([("jti", "\"n-2\"")])).utf8, now: Self.now)
        #expect(another.once != assertion.once)
    }

    /// Who signs in, by each means.
    @Test(
        arguments: [
            (
                [("sub", "\"kvk:12345678\""), ("means", "\"eherkenning\""), ("level", "\"eh3\""), ("user", "\"u-1\"")],
                nil
            ),
            ([("sub", "\"agb:41123456\""), ("means", "\"vecozo\""), ("user", "\"j.jansen\"")], nil),
            (
                [
                    ("sub", "\"e-7\""), ("means", "\"employee\""),
                    ("office", "\"00000000-0000-4000-8000-000000000002\""), ("roles", "[\"assessor\"]"),
                ], nil
            ),
            ([("sub", "\"00000000-0000-4000-8000-000000000001\"")], nil),
            ([("sub", "\"operator\""), ("means", "\"operator\"")], nil),
            ([("sub", "\"kvk:12345678\""), ("means", "\"eherkenning\""), ("level", "\"eh3\"")], .incomplete),
            ([("sub", "\"agb:41123456\""), ("means", "\"vecozo\"")], .incomplete),
            ([("sub", "\"e-7\""), ("means", "\"employee\"")], .badOffice),
            ([("office", "\"00000000-0000-4000-8000-000000000002\"")], .badOffice),
            ([("roles", "[\"assessor\"]")], .badOffice),
            ([("user", "\"u-1\"")], .badUser),
            ([("user", "\"\"")], .badUser),
            ([("user", "\"a b\"")], .badUser),
            ([("sub", "\"bsn:123456789\"")], .badSubject),
            ([("sub", "\"bsn:999993653x\"")], .badSubject),
            ([("sub", "\"bsn:\"")], .badSubject),
            ([("sub", "\"BSN:999993653\"")], .badSubject),
            ([("sub", "\"kvk:12345678\"")], .badSubject),
            ([("sub", "\"agb:41123456\"")], .badSubject),
            ([("sub", "\"bsn:999993653\""), ("means", "\"vecozo\""), ("user", "\"u\"")], .badSubject),
            ([("sub", "\"oin:00000001\"")], .badSubject),
            ([("means", "\"system\"")], .badLevel),
            ([("level", "\"eh3\"")], .badLevel),
            ([("jti", nil)], .incomplete),
            ([("jti", "\"\"")], .incomplete),
            ([("jti", "\"a b\"")], .incomplete),
            ([("auth_time", nil)], .incomplete),
            ([("auth_time", "\(now + 61)")], .badTimes),
            ([("auth_time", "-1")], .badTimes),
            ([("exp", "\(now + 301)")], .tooLongLived),
            ([("iat", "\(now - 1)"), ("exp", "\(now + 300)")], .tooLongLived),
            ([("aud", "\"other\"")], .wrongAudience),
            ([("aud", "[\"pgb\"]")], .badClaims),
            ([("iss", "\"https://other.example\"")], .wrongIssuer),
            ([("nonce", "\"x\"")], .badClaims),
            ([("party", "\"00000000-0000-4000-8000-000000000001\"")], .badClaims),
        ] as [([(name: String, json: String?)], TokenRefusal?)])
    func judgesWhoItIs(_ changes: [(name: String, json: String?)], _ expected: TokenRefusal?) {
        #expect(refusal(of: token(Self.claims(changes))) == expected, "\(changes)")
    }

    /// The times, at both sides of each boundary: the clock may be 60 seconds off.
    @Test(
        arguments: [
            (-61, .notYet), (-60, nil), (0, nil), (300, nil), (360, nil), (361, .expired), (3_600, .expired),
        ] as [(Int64, TokenRefusal?)])
    func livesFiveMinutesAndTheSkew(_ offset: Int64, _ expected: TokenRefusal?) {
        #expect(refusal(of: token(), now: Self.now + offset) == expected)
    }

    /// An assertion is never a token for requests, and such a token is never an assertion.
    @Test func takesOneKindForNoOther() throws {
        let assertion = token()
        #expect(throws: TokenRefusal.otherType) { try verifier.verify(Array(assertion.utf8)[...], now: Self.now) }
        for header in [
            #"{"alg":"HS256","typ":"JWT","kid":"k1"}"#, #"{"alg":"HS256","kid":"k1"}"#, #"{"alg":"HS256"}"#,
        ] {
            #expect(refusal(of: token(header: header)) == .otherType, "\(header)")
        }
        for header in [
            #"{"alg":"HS256","typ":"PGB-ASSERTION+JWT"}"#, #"{"alg":"HS256","typ":"application/pgb-assertion+jwt"}"#,
            #"{"alg":"none","typ":"pgb-assertion+jwt"}"#, #"{"alg":"RS256","typ":"pgb-assertion+jwt"}"#,
            #"{"alg":"ES256","typ":"pgb-assertion+jwt"}"#, #"{"alg":"HS512","typ":"pgb-assertion+jwt"}"#,
            #"{"alg":"HS256","typ":"pgb-assertion+jwt","crit":["exp"]}"#,
            #"{"alg":"HS256","typ":"pgb-assertion+jwt","jwk":{"kty":"oct","k":"AAAA"}}"#,
        ] {
            #expect(refusal(of: token(header: header)) == .badHeader, "\(header)")
        }
        // Also not after the same bytes were taken as what they are.
        _ = try verifier.assertion(assertion.utf8, now: Self.now)
        #expect(throws: TokenRefusal.otherType) { try verifier.verify(Array(assertion.utf8)[...], now: Self.now) }
    }

    @Test func refusesForgedAndOversizedOnes() {
        #expect(refusal(of: token(key: other)) == .badCode)
        #expect(
            refusal(of: token(header: #"{"alg":"HS256","typ":"pgb-assertion+jwt","kid":"k2"}"#, key: other))
                == .unknownKey)
        #expect(refusal(of: token(Self.claims([("user", "\"\(String(repeating: "a", count: 4_000))\"")]))) == .tooLong)
        #expect(refusal(of: String(repeating: "a", count: 1 << 20)) == .tooLong)
        #expect(refusal(of: token() + ".") == .notThreeParts)
        #expect(refusal(of: token() + "=") == .badEncoding)
        #expect(refusal(of: "") == .notThreeParts)
    }

    // MARK: Rotation

    /// Two keys overlap; a key that is taken out takes its tokens with it, also those that were checked before.
    @Test func aKeyThatIsTakenOutCountsNoMore() throws {
        let maker = TokenMaker(settings: Self.settings, key: key)
        let old = Array(maker.token(subject: "s1", means: .digid, level: .hoog, now: Self.now).utf8)
        let new = Array(
            TokenMaker(settings: Self.settings, key: other)
                .token(subject: "s1", means: .digid, level: .hoog, now: Self.now).utf8)
        #expect(try verifier.verify(old[...], now: Self.now).subject == "s1")
        #expect(throws: TokenRefusal.unknownKey) { try verifier.verify(new[...], now: Self.now) }
        try keyring.replace(with: [other, key])
        for token in [old, new, old, new] {
            #expect(try verifier.verify(token[...], now: Self.now).subject == "s1")
        }
        try keyring.replace(with: [other])
        #expect(throws: TokenRefusal.unknownKey) { try verifier.verify(old[...], now: Self.now) }
        #expect(refusal(of: token()) == .unknownKey)
        #expect(try verifier.verify(new[...], now: Self.now).subject == "s1")
        // Another key under the old name is another key.
        try keyring.replace(with: [try SigningKey(id: "k1", bytes: Array(64..<96))])
        #expect(throws: TokenRefusal.badCode) { try verifier.verify(old[...], now: Self.now) }
        for wrong in [[], [key, key], [key, other, try SigningKey(id: "k3", bytes: Array(64..<96))]] {
            #expect(throws: EdgeFailure.self) { try keyring.replace(with: wrong) }
        }
    }
}
