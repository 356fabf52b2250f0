import Events

/// What a token says (RFC 7519 section 4): every field but the optional ones has to be there, and no other may be.
struct TokenClaims: Record {
    let iss: String
    let aud: String
    let sub: String
    let exp: Int64
    let nbf: Int64
    let iat: Int64
    let means: SignInMeans
    let level: TokenLevel
    /// For whom an employee works.
    var office: OfficeID?
    var roles: [String]?
    /// The number that lets an assertion be used once.
    var jti: String?
    /// When the person proved who he is.
    var authTime: Int64?
    /// Who it is behind an organisation, by the name that his means gives him.
    var user: String?

    init(
        iss: String, aud: String, sub: String, exp: Int64, nbf: Int64, iat: Int64, means: SignInMeans,
        level: TokenLevel
    ) {
        self.iss = iss
        self.aud = aud
        self.sub = sub
        self.exp = exp
        self.nbf = nbf
        self.iat = iat
        self.means = means
        self.level = level
    }

    init(from reader: inout JSONReader) {
        iss = reader("iss")
        aud = reader("aud")
        sub = reader("sub")
        exp = reader("exp")
        nbf = reader("nbf")
        iat = reader("iat")
        means = reader("means")
        level = reader("level")
        office = reader.optional("office")
        roles = reader.optional("roles")
        jti = reader.optional("jti")
        authTime = reader.optional("auth_time")
        user = reader.optional("user")
    }

    func writeFields(to writer: inout JSONWriter) {
        writer.field("iss", iss)
        writer.field("aud", aud)
        writer.field("sub", sub)
        writer.field("exp", exp)
        writer.field("nbf", nbf)
        writer.field("iat", iat)
        writer.field("means", means)
        writer.field("level", level)
        if let office { writer.field("office", office) }
        if let roles { writer.field("roles", roles) }
        if let jti { writer.field("jti", jti) }
        if let authTime { writer.field("auth_time", authTime) }
        if let user { writer.field("user", user) }
    }

    /// One to 128 ASCII letters, digits and `-._:@`: fit for a key and for a log line.
    static func isName(_ text: String) -> Bool {
        (1...128).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                ASCII.isDigit(byte) || ASCII.isLetter(byte) || [0x2D, 0x2E, 0x5F, 0x3A, 0x40].contains(byte)
            }
    }
}
