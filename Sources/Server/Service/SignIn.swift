import Events

/// The checking of sign-in tokens, and under `--demo` the making of them.
struct SignIn: Sendable {
    let verifier: TokenVerifier
    let maker: TokenMaker

    init(_ settings: TokenSettings, key: SigningKey) throws {
        verifier = try TokenVerifier(settings, keys: [key])
        maker = TokenMaker(settings: settings, key: key)
    }

    /// A token for somebody of the demonstration, good for a day.
    func demoToken(_ subject: String, _ means: SignInMeans, _ level: TokenLevel, office: OfficeID?) -> String {
        maker.token(
            subject: subject, means: means, level: level, office: office, now: Int64(MachineClock.unixSeconds()),
            life: 86_400)
    }
}
