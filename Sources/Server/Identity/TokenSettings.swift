/// Whose tokens are taken, and for how long.
struct TokenSettings: Sendable {
    /// The `iss` of every token: the broker that did the signing in.
    var issuer: String
    /// The `aud` of every token: this service.
    var audience: String
    /// The longest time from `iat` to `exp` that is taken of a token that goes with requests, in seconds.
    var longestLife: Int64 = 900
    /// How far the broker's clock may be from ours, in seconds; at most 60.
    var skew: Int64 = 60

    init(issuer: String, audience: String) {
        self.issuer = issuer
        self.audience = audience
    }
}
