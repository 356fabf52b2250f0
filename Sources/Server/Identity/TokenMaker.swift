import Events

/// Makes tokens: for signing in to a demonstration, and for tests. A real installation gets them from its broker.
struct TokenMaker: Sendable {
    let settings: TokenSettings
    let key: SigningKey

    /// A token that starts now.
    /// - Parameters:
    ///   - now: seconds since 1970.
    ///   - life: seconds; no longer than the settings allow.
    func token(
        subject: String, means: SignInMeans, level: TokenLevel, office: OfficeID? = nil, roles: [String]? = nil,
        now: Int64, life: Int64 = 900
    ) -> String {
        let claims = TokenClaims(
            iss: settings.issuer, aud: settings.audience, sub: subject, exp: now + life, nbf: now, iat: now,
            means: means, level: level, office: office, roles: roles, jti: nil)
        return sign(header: Self.json(TokenHeader(kid: key.id)), payload: Self.json(claims))
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
