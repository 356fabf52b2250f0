import Events

/// What `pgb serve` is told about signing in, put together: keys, sessions, levels and limits.
struct FrontDoor {
    let signIn: SignIn
    private let source: KeySource?
    private let sessions: Sessions
    private let keyring: Keyring

    init(_ arguments: Arguments, _ service: Service, isDemo: Bool) throws {
        var settings = TokenSettings(
            issuer: arguments.text("issuer") ?? "pgb-broker", audience: arguments.text("audience") ?? "pgb")
        if isDemo { settings.longestLife = 86_400 }
        source = arguments.text("key").map { KeySource(path: $0) }
        let keys: [SigningKey]
        if let source {
            keys = try source.read()
        } else {
            let path = service.folder.path + "/demo.key"
            if !Files.exists(path) { try SigningKey.createFile(path: path) }
            keys = [try SigningKey(id: KeySource.onlyKey, path: path)]
        }
        keyring = try Keyring(keys)
        let levels = try arguments.text("level").map { text throws(UsageFault) in try Levels(text) } ?? .usual
        let isLimited = try Self.perSecond(arguments) > 0
        sessions = try Sessions(
            service.folder.sessions, keyring, registry: service.registry,
            clock: { Int64(MachineClock.unixSeconds()) })
        signIn = SignIn(
            try TokenVerifier(settings, keyring), sessions: sessions, levels: levels,
            meters: SignInMeters(service.registry),
            perPerson: isLimited ? RateLimiter(SignIn.signInsOfOnePerson) : nil,
            maker: isDemo ? TokenMaker(settings: settings, key: keys[0]) : nil)
    }

    /// Closes the sessions in order: nobody is signed out by it.
    func close() { sessions.stop() }

    /// Whether there are keys that could be read again.
    var hasKeys: Bool { source != nil }

    /// Reads the keys again. Keys that cannot be read change nothing; what a key that is gone has signed, and the
    /// sessions that it began, are over at once.
    func readKeys(_ log: TextLog) {
        guard let source else { return }
        do {
            let keys = try source.read()
            try keyring.replace(with: keys)
            sessions.keep(only: keys)
            log.line("keys-read", .number("keys", keys.count))
        } catch {
            log.line("keys-not-read", .number("keys", keyring.current.keys.count))
        }
    }

    /// How much one caller and one address may do. A person with a mouse stays far below it; an office with one address
    /// has many of them.
    static func limits(_ arguments: Arguments) throws -> Router<Readers>.Limits {
        let perSecond = try perSecond(arguments)
        let signIns = try arguments.number("sign-in-rate", in: 0...1_000_000) ?? 30
        // Without a word about who is behind the proxy, all requests come from one address.
        let knowsAddresses = arguments.has("behind-proxy")
        return Router<Readers>.Limits(
            perCaller: perSecond > 0 ? RateLimiter(.init(perSecond: perSecond, burst: 4 * perSecond)) : nil,
            perPeer: perSecond > 0 && knowsAddresses
                ? RateLimiter(.init(perSecond: 4 * perSecond, burst: 16 * perSecond)) : nil,
            signInPerPeer: signIns > 0 && knowsAddresses
                ? RateLimiter(.init(perMinute: signIns, burst: 2 * signIns)) : nil)
    }

    private static func perSecond(_ arguments: Arguments) throws(UsageFault) -> Int {
        try arguments.number("rate", in: 0...1_000_000) ?? 50
    }
}
