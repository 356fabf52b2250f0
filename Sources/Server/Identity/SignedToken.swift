import Events

/// Why a token is not taken. For counting and for our own log: the client is told no more than that he is not signed
/// in.
enum TokenRefusal: String, Error, Sendable, CaseIterable {
    case tooLong, notThreeParts, badEncoding, badHeader, unknownKey, badCode, badClaims, wrongIssuer, wrongAudience
    case badTimes, expired, notYet, tooLongLived, badLevel, badSubject
    /// An assertion where a token should be, or the other way round.
    case otherType
    /// An assertion without a number of its own, without the moment of signing in, or without who is behind it.
    case incomplete
    case badOffice, badUser
    /// An assertion that was used before, or may have been.
    case replayed
}

/// What a token is for, as its `typ` says. One kind is never taken for the other.
enum TokenType: String, Sendable, CaseIterable {
    /// Goes with every request of a system; may also be without a type.
    case access = "JWT"
    /// Is exchanged once for the session of a browser, or shown once to sign.
    case assertion = "pgb-assertion+jwt"
}

/// A token whose code was checked: JWS in its compact form with HMAC-SHA-256 and nothing else (RFC 7515, 8725).
///
/// The algorithm is fixed here and the header has no say in it.
struct SignedToken {
    let type: TokenType
    let payload: [UInt8]
    /// With which key it was signed.
    let key: SigningKey

    static let longest = 4_096

    /// Reads and checks a token; throws why it is none of ours.
    init(_ token: UnsafeBufferPointer<UInt8>, _ keys: [SigningKey]) throws(TokenRefusal) {
        guard token.count <= Self.longest else { throw .tooLong }
        let parts = token.split(separator: ASCII.dot, omittingEmptySubsequences: false)
        guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty }) else { throw .notThreeParts }
        let decoded = parts.compactMap { Base64URL.decode(UnsafeBufferPointer(rebasing: $0)) }
        guard decoded.count == 3 else { throw .badEncoding }
        var reader = JSONReader()
        reader.load(decoded[0])
        guard let header = reader.record(TokenHeader.self), let type = header.ourType else { throw .badHeader }
        let signed = UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: token[..<parts[1].endIndex]))
        key = try Self.key(of: decoded[2], over: signed, header.kid, keys)
        self.type = type
        payload = decoded[1]
    }

    /// A token without `kid` may be signed with any of our keys; one with it, only with that one.
    private static func key(
        of code: [UInt8], over signed: UnsafeRawBufferPointer, _ kid: String?, _ keys: [SigningKey]
    ) throws(TokenRefusal) -> SigningKey {
        let candidates = keys.filter { key in kid.map { Array($0.utf8) == Array(key.id.utf8) } ?? true }
        guard !candidates.isEmpty else { throw .unknownKey }
        guard let given = Digest(bytes: code) else { throw .badCode }
        // `==` of digests takes the same time wherever they differ.
        guard let key = candidates.first(where: { $0.code(signed) == given }) else { throw .badCode }
        return key
    }
}

/// The header of a token. There is one algorithm, and it is in the code: a header that says anything else, or anything
/// more, is refused.
struct TokenHeader: Record {
    let alg: String
    let typ: String?
    let kid: String?

    init(_ type: TokenType, kid: String?) {
        alg = "HS256"
        typ = type.rawValue
        self.kid = kid
    }

    init(from reader: inout JSONReader) {
        alg = reader("alg")
        typ = reader.optional("typ")
        kid = reader.optional("kid")
    }

    func writeFields(to writer: inout JSONWriter) {
        writer.field("alg", alg)
        if let typ { writer.field("typ", typ) }
        if let kid { writer.field("kid", kid) }
    }

    /// What the token is for; nil when the header is not one of ours. The bytes decide: `==` of strings compares by
    /// meaning, and some other characters mean the same as ASCII.
    var ourType: TokenType? {
        guard Array(alg.utf8) == Array("HS256".utf8) else { return nil }
        guard let typ else { return .access }
        return TokenType.allCases.first { Array($0.rawValue.utf8) == Array(typ.utf8) }
    }
}
