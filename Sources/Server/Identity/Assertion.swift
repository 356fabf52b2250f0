import Events

/// What the broker says about somebody who has just signed in: once, and for a browser (docs/sign-in.md).
struct Assertion: Sendable {
    let identity: Identity
    /// Stands for its issuer and its number: it is used once.
    let once: Digest
    /// From this second on it is refused for its age, so its number need not be kept any longer.
    let until: Int64
    /// When the broker made it, in seconds since 1970.
    let made: Int64
    /// Which key signed it.
    let key: Digest

    /// The longest from `iat` to `exp`, in seconds.
    static let longestLife: Int64 = 300
}

extension TokenVerifier {
    /// Checks an assertion, all but whether it was used before.
    /// - Parameter now: seconds since 1970.
    func assertion(_ text: some Collection<UInt8>, now: Int64) throws(TokenRefusal) -> Assertion {
        guard text.count <= SignedToken.longest else { throw .tooLong }
        let keys = keyring.current.keys
        let result = Array(text).withUnsafeBufferPointer { bytes in
            Result { () throws(TokenRefusal) in try check(assertion: bytes, keys, now: now) }
        }
        return try result.get()
    }

    private func check(
        assertion bytes: UnsafeBufferPointer<UInt8>, _ keys: [SigningKey], now: Int64
    ) throws(TokenRefusal) -> Assertion {
        let token = try SignedToken(bytes, keys)
        guard token.type == .assertion else { throw .otherType }
        let claims = try claims(of: token, longestLife: Assertion.longestLife, now: now)
        guard let number = claims.jti, TokenClaims.isName(number), claims.authTime != nil else { throw .incomplete }
        try Self.judgePerson(claims)
        // The length in front keeps two pairs of issuer and number apart.
        let once = SHA256.hash(Array("\(claims.iss.utf8.count):\(claims.iss)\(number)".utf8))
        return Assertion(
            identity: Identity(claims), once: once, until: claims.exp + settings.skew + 1, made: claims.iat,
            key: token.key.fingerprint)
    }

    /// Who it is follows from the means: a number that it proves, the person behind an organisation, the office of an
    /// employee; and nothing that does not belong to it.
    private static func judgePerson(_ claims: TokenClaims) throws(TokenRefusal) {
        if let colon = claims.sub.firstIndex(of: ":") {
            guard let scheme = IdentityScheme(rawValue: String(claims.sub[..<colon])),
                scheme.isGiven(by: claims.means),
                scheme.isNumber(String(claims.sub[claims.sub.index(after: colon)...]))
            else { throw .badSubject }
        }
        switch claims.means {
        case .eherkenning, .vecozo: guard claims.user != nil else { throw .incomplete }
        case .digid, .employee, .operator, .system: guard claims.user == nil else { throw .badUser }
        }
        guard (claims.office != nil) == (claims.means == .employee) else { throw .badOffice }
        guard claims.roles == nil || claims.means == .employee else { throw .badOffice }
    }
}

extension IdentityScheme {
    /// Whether that means of signing in proves this number.
    func isGiven(by means: SignInMeans) -> Bool {
        switch self {
        case .bsn: means == .digid
        case .kvk: means == .eherkenning
        case .agb: means == .vecozo
        case .user: false
        }
    }

    /// Whether a text is such a number, in the form in which it is kept.
    func isNumber(_ text: String) -> Bool {
        switch self {
        case .bsn: Bsn(text)?.text == text
        case .kvk: KvkNumber(text)?.text == text
        case .agb: AgbCode(text)?.text == text
        case .user: false
        }
    }
}
