import Events

/// Everything about signing in: the checking of tokens and assertions, the sessions of browsers, the levels that are
/// asked; and under `--demo` the making of tokens.
struct SignIn: Sendable {
    let verifier: TokenVerifier
    /// Nil where only systems ask, such as in measurements.
    let sessions: Sessions?
    let levels: Levels
    let meters: SignInMeters
    /// How often one person may sign in; nil is no limit.
    let perPerson: RateLimiter<String>?
    /// Nil outside a demonstration: a real installation makes no tokens.
    private let maker: TokenMaker?

    init(
        _ verifier: TokenVerifier, sessions: Sessions?, levels: Levels = .usual, meters: SignInMeters,
        perPerson: RateLimiter<String>? = nil, maker: TokenMaker? = nil
    ) {
        self.verifier = verifier
        self.sessions = sessions
        self.levels = levels
        self.meters = meters
        self.perPerson = perPerson
        self.maker = maker
    }

    /// The signing in of a demonstration whose people all come with tokens.
    init(_ settings: TokenSettings, key: SigningKey) throws {
        self.init(
            try TokenVerifier(settings, keys: [key]), sessions: nil, meters: SignInMeters(MeterRegistry()),
            maker: TokenMaker(settings: settings, key: key))
    }

    /// A person signs in to a session at most so often: more is a program, or somebody else.
    static let signInsOfOnePerson = RateLimiter<String>.Allowance(perMinute: 6, burst: 20)

    /// Who finds out who is asking.
    var door: Doorkeeper {
        Doorkeeper(sessions: sessions, leastLevel: levels.look, meters: meters, identify: verifier.verify)
    }

    /// A token for somebody of the demonstration, good for a day.
    func demoToken(
        _ subject: String, _ means: SignInMeans, _ level: TokenLevel, office: OfficeID?, user: String? = nil
    ) -> String {
        demoMaker.token(
            subject: subject, means: means, level: level, office: office, user: user,
            now: Int64(MachineClock.unixSeconds()), life: 86_400)
    }

    /// An assertion for somebody of the demonstration, to begin a session with or to sign.
    func demoAssertion(
        _ subject: String, _ means: SignInMeans, _ level: TokenLevel, office: OfficeID?, user: String? = nil,
        now: Int64
    ) -> String {
        demoMaker.assertion(
            subject: subject, means: means, level: level, office: office, user: user, number: SessionSecret().text,
            now: now)
    }

    private var demoMaker: TokenMaker {
        guard let maker else { preconditionFailure("only a demonstration makes tokens") }
        return maker
    }
}
