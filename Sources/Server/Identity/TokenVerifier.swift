import Events
import Glibc

/// Checks the tokens with which requests come (RFC 7519).
///
/// A token is checked in full once; after that its exact bytes are remembered until it ends or a key is replaced, so
/// that a busy client costs one look-up per request.
final class TokenVerifier: Sendable {
    let settings: TokenSettings
    let keyring: Keyring
    private let cache: TokenCache

    init(_ settings: TokenSettings, _ keyring: Keyring, cached: Int = 16_384) throws(EdgeFailure) {
        guard (0...60).contains(settings.skew), settings.longestLife > 0 else {
            throw EdgeFailure("Clocks may differ by 60 seconds at the most, and a token has to live.")
        }
        self.settings = settings
        self.keyring = keyring
        cache = TokenCache(most: cached)
    }

    /// - Parameter keys: the key in use, and during a rotation the one before it.
    convenience init(_ settings: TokenSettings, keys: [SigningKey], cached: Int = 16_384) throws(EdgeFailure) {
        try self.init(settings, try Keyring(keys), cached: cached)
    }

    /// - Parameters:
    ///   - token: the bytes behind `Bearer`.
    ///   - now: seconds since 1970.
    func verify(_ token: ArraySlice<UInt8>, now: Int64) throws(TokenRefusal) -> Identity {
        if let identity = cache.look(token, now: now - settings.skew, keyring.generation) { return identity }
        let keys = keyring.current
        let result = token.withUnsafeBufferPointer { bytes in
            Result { () throws(TokenRefusal) in try check(bytes, keys.keys, now: now) }
        }
        let identity = try result.get()
        cache.keep(token, identity, now: now - settings.skew, keys.generation)
        return identity
    }

    private func check(
        _ bytes: UnsafeBufferPointer<UInt8>, _ keys: [SigningKey], now: Int64
    ) throws(TokenRefusal) -> Identity {
        let token = try SignedToken(bytes, keys)
        guard token.type == .access else { throw .otherType }
        return Identity(try claims(of: token, longestLife: settings.longestLife, now: now))
    }

    /// What a token says, after all that holds for every kind of token was checked.
    func claims(of token: SignedToken, longestLife: Int64, now: Int64) throws(TokenRefusal) -> TokenClaims {
        var reader = JSONReader()
        reader.load(token.payload)
        guard let claims = reader.record(TokenClaims.self) else { throw .badClaims }
        guard Array(claims.iss.utf8) == Array(settings.issuer.utf8) else { throw .wrongIssuer }
        guard Array(claims.aud.utf8) == Array(settings.audience.utf8) else { throw .wrongAudience }
        try judgeTimes(of: claims, longestLife, now)
        guard TokenLevel.words(of: claims.means).contains(claims.level) else { throw .badLevel }
        let roles = claims.roles ?? []
        guard TokenClaims.isName(claims.sub), roles.count <= 20, roles.allSatisfy(TokenClaims.isName) else {
            throw .badSubject
        }
        guard claims.user.map(TokenClaims.isName) ?? true else { throw .badUser }
        return claims
    }

    private func judgeTimes(of claims: TokenClaims, _ longestLife: Int64, _ now: Int64) throws(TokenRefusal) {
        // Far enough from the ends of Int64 to add and subtract freely.
        let sane = Int64(0)...Int64(1) << 40
        let signedIn = claims.authTime ?? claims.iat
        guard sane.contains(claims.exp), sane.contains(claims.nbf), sane.contains(claims.iat), sane.contains(now),
            sane.contains(signedIn), claims.iat < claims.exp, claims.nbf < claims.exp,
            signedIn <= claims.iat + settings.skew
        else { throw .badTimes }
        guard claims.exp - claims.iat <= longestLife else { throw .tooLongLived }
        guard now <= claims.exp + settings.skew else { throw .expired }
        guard now + settings.skew >= claims.nbf, now + settings.skew >= claims.iat,
            now + settings.skew >= signedIn
        else { throw .notYet }
    }
}
