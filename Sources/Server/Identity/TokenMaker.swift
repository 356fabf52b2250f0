import Events

/// Makes tokens: for signing in to a demonstration, and for tests. A real installation gets them from its broker.
struct TokenMaker: Sendable {
    let settings: TokenSettings
    let key: SigningKey

    /// A token that starts now, signed in now.
    /// - Parameters:
    ///   - now: seconds since 1970.
    ///   - life: seconds; no longer than the settings allow.
    func token(
        subject: String, means: SignInMeans, level: TokenLevel, office: OfficeID? = nil, roles: [String]? = nil,
        user: String? = nil, now: Int64, life: Int64 = 900
    ) -> String {
        var claims = claims(subject, means, level, now: now, life: life)
        claims.office = office
        claims.roles = roles
        claims.user = user
        return sign(.access, claims)
    }

    /// An assertion for one use.
    /// - Parameter number: unlike that of any other.
    func assertion(
        subject: String, means: SignInMeans, level: TokenLevel, office: OfficeID? = nil, user: String? = nil,
        number: String, now: Int64, life: Int64 = Assertion.longestLife
    ) -> String {
        var claims = claims(subject, means, level, now: now, life: life)
        claims.office = office
        claims.user = user
        claims.jti = number
        claims.authTime = now
        return sign(.assertion, claims)
    }

    private func claims(
        _ subject: String, _ means: SignInMeans, _ level: TokenLevel, now: Int64, life: Int64
    ) -> TokenClaims {
        TokenClaims(
            iss: settings.issuer, aud: settings.audience, sub: subject, exp: now + life, nbf: now, iat: now,
            means: means, level: level)
    }

    private func sign(_ type: TokenType, _ claims: TokenClaims) -> String {
        sign(header: Self.json(TokenHeader(type, kid: key.id)), payload: Self.json(claims))
    }

    /// Puts the code behind any header and payload.
    func sign(header: [UInt8], payload: [UInt8]) -> String {
        let signed = Base64URL.encode(header) + "." + Base64URL.encode(payload)
        let code = Array(signed.utf8).withUnsafeBytes { key.code($0) }
        return signed + "." + Base64URL.encode(code.withUnsafeBytes { Array($0) })
    }

    private static func json(_ record: some Record) -> [UInt8] {
        var writer = JSONWriter()
        record.write(to: &writer)
        return writer.bytes
    }
}
