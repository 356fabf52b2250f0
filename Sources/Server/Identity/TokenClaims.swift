import Events

/// The header of a token. There is one algorithm, and it is in the code: a header that says anything else, or anything
/// more, is refused.
struct TokenHeader: Record {
    let alg: String
    let typ: String?
    let kid: String?

    init(kid: String?) {
        alg = "HS256"
        typ = "JWT"
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

    /// The bytes decide: `==` of strings compares by meaning, and some other characters mean the same as ASCII.
    var isOurs: Bool {
        Array(alg.utf8) == Array("HS256".utf8) && (typ == nil || Array((typ ?? "").utf8) == Array("JWT".utf8))
    }
}

/// What a token says (RFC 7519 section 4): every field but the last three has to be there, and no other may be.
struct TokenClaims: Record {
    let iss: String
    let aud: String
    let sub: String
    let exp: Int64
    let nbf: Int64
    let iat: Int64
    let means: SignInMeans
    let level: TokenLevel
    let office: OfficeID?
    let roles: [String]?
    let jti: String?

    init(
        iss: String, aud: String, sub: String, exp: Int64, nbf: Int64, iat: Int64, means: SignInMeans,
        level: TokenLevel,
        office: OfficeID?, roles: [String]?, jti: String?
    ) {
        self.iss = iss
        self.aud = aud
        self.sub = sub
        self.exp = exp
        self.nbf = nbf
        self.iat = iat
        self.means = means
        self.level = level
        self.office = office
        self.roles = roles
        self.jti = jti
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
    }
}
