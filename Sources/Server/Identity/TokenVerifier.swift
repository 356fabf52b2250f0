import Events
import Glibc

/// Why a token is not taken. For counting and for our own log: the client is told no more than that he is not signed
/// in.
enum TokenRefusal: String, Error, Sendable, CaseIterable {
    case tooLong, notThreeParts, badEncoding, badHeader, unknownKey, badCode, badClaims, wrongIssuer, wrongAudience
    case badTimes, expired, notYet, tooLongLived, badLevel, badSubject
}

/// Checks the tokens with which requests come: JWT with HMAC-SHA-256 and nothing else (RFC 7515, 7519, 8725).
///
/// The algorithm is fixed here and the header has no say in it. A token is checked in full once; after that its exact
/// bytes are remembered until it ends, so that a busy client costs one look-up per request.
final class TokenVerifier: Sendable {
    private let settings: TokenSettings
    private let keys: [SigningKey]
    private let cache: TokenCache

    static let longestToken = 4_096

    /// - Parameter keys: the key in use, and during a rotation the one before it.
    init(_ settings: TokenSettings, keys: [SigningKey], cached: Int = 16_384) throws(EdgeFailure) {
        guard (1...2).contains(keys.count), Set(keys.map(\.id)).count == keys.count else {
            throw EdgeFailure("Tokens are checked with one key, or with two of different names during a rotation.")
        }
        guard (0...60).contains(settings.skew), settings.longestLife > 0 else {
            throw EdgeFailure("Clocks may differ by 60 seconds at the most, and a token has to live.")
        }
        self.settings = settings
        self.keys = keys
        cache = TokenCache(most: cached)
    }

    /// - Parameters:
    ///   - token: the bytes behind `Bearer`.
    ///   - now: seconds since 1970.
    func verify(_ token: ArraySlice<UInt8>, now: Int64) throws(TokenRefusal) -> Identity {
        if let identity = cache.look(token, now: now - settings.skew) { return identity }
        let result = token.withUnsafeBufferPointer { bytes in
            Result { () throws(TokenRefusal) in try check(bytes, now: now) }
        }
        let identity = try result.get()
        cache.keep(token, identity, now: now - settings.skew)
        return identity
    }

    private func check(_ token: UnsafeBufferPointer<UInt8>, now: Int64) throws(TokenRefusal) -> Identity {
        guard token.count <= Self.longestToken else { throw .tooLong }
        let parts = token.split(separator: ASCII.dot, omittingEmptySubsequences: false)
        guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty }) else { throw .notThreeParts }
        let decoded = parts.compactMap { Base64URL.decode(UnsafeBufferPointer(rebasing: $0)) }
        guard decoded.count == 3 else { throw .badEncoding }
        var reader = JSONReader()
        reader.load(decoded[0])
        guard let header = reader.record(TokenHeader.self), header.isOurs else { throw .badHeader }
        let signed = UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: token[..<parts[1].endIndex]))
        try checkCode(decoded[2], over: signed, kid: header.kid)
        reader.load(decoded[1])
        guard let claims = reader.record(TokenClaims.self) else { throw .badClaims }
        return try judge(claims, now: now)
    }

    /// A token without `kid` may be signed with any of our keys; one with it, only with that one.
    private func checkCode(
        _ code: [UInt8], over signed: UnsafeRawBufferPointer, kid: String?
    ) throws(TokenRefusal) {
        let candidates = keys.filter { key in kid.map { Array($0.utf8) == Array(key.id.utf8) } ?? true }
        guard !candidates.isEmpty else { throw .unknownKey }
        guard let given = Digest(bytes: code) else { throw .badCode }
        // `==` of digests takes the same time wherever they differ.
        guard candidates.contains(where: { $0.code(signed) == given }) else { throw .badCode }
    }

    private func judge(_ claims: TokenClaims, now: Int64) throws(TokenRefusal) -> Identity {
        guard Array(claims.iss.utf8) == Array(settings.issuer.utf8) else { throw .wrongIssuer }
        guard Array(claims.aud.utf8) == Array(settings.audience.utf8) else { throw .wrongAudience }
        // Far enough from the ends of Int64 to add and subtract freely.
        let sane = Int64(0)...Int64(1) << 40
        guard sane.contains(claims.exp), sane.contains(claims.nbf), sane.contains(claims.iat), sane.contains(now),
            claims.iat < claims.exp, claims.nbf < claims.exp
        else { throw .badTimes }
        guard claims.exp - claims.iat <= settings.longestLife else { throw .tooLongLived }
        guard now <= claims.exp + settings.skew else { throw .expired }
        guard now + settings.skew >= claims.nbf, now + settings.skew >= claims.iat else { throw .notYet }
        guard TokenLevel.words(of: claims.means).contains(claims.level) else { throw .badLevel }
        let roles = claims.roles ?? []
        guard Self.isName(claims.sub), roles.count <= 20, roles.allSatisfy(Self.isName) else { throw .badSubject }
        return Identity(
            subject: claims.sub, means: claims.means, level: claims.level.assurance, office: claims.office,
            roles: roles,
            expires: claims.exp)
    }

    /// One to 128 ASCII letters, digits and `-._:@`: fit for a key and for a log line.
    private static func isName(_ text: String) -> Bool {
        (1...128).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                ASCII.isDigit(byte) || ASCII.isLetter(byte) || [0x2D, 0x2E, 0x5F, 0x3A, 0x40].contains(byte)
            }
    }
}
