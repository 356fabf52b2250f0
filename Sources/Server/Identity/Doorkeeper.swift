import Events

/// Finds out who is asking: a system by the token that it sends along, a browser by its cookie.
struct Doorkeeper: Sendable {
    /// Checks the token of a request; throws why it is not taken.
    typealias Identify = @Sendable (_ token: ArraySlice<UInt8>, _ now: Int64) throws(TokenRefusal) -> Identity

    let identify: Identify
    /// Nil where only systems ask.
    let sessions: Sessions?
    /// The least level with which anything can be asked.
    let leastLevel: AssuranceLevel
    let meters: SignInMeters?

    init(
        sessions: Sessions? = nil, leastLevel: AssuranceLevel = .substantieel, meters: SignInMeters? = nil,
        identify: @escaping Identify
    ) {
        self.identify = identify
        self.sessions = sessions
        self.leastLevel = leastLevel
        self.meters = meters
    }

    /// Somebody who asks, and the browser he does it with.
    struct Guest: Sendable {
        let identity: Identity
        let session: Session?
    }

    /// Who asks; nil where that does not matter. Throws the problem to answer with; somebody who is known and may not
    /// ask stands in the request, for the access log.
    func guest(_ request: inout Request, _ needs: Needs, now: Int64) throws(Problem) -> Guest? {
        switch needs {
        case .nothing: return nil
        case .session:
            guard request.fields.authorization == nil else { throw refusal(.twoProofs) }
            return try browser(request, now)
        case .signedIn(let means, let level):
            let guest = try sender(request, now)
            request.turnedAway = guest.identity
            guard means.contains(guest.identity.means) else { throw Problem(.notAllowed) }
            guard guest.identity.level >= max(level, leastLevel) else { throw Problem(.levelTooLow) }
            request.turnedAway = nil
            return guest
        }
    }

    private func sender(_ request: Request, _ now: Int64) throws(Problem) -> Guest {
        guard request.fields.authorization != nil else { return try browser(request, now) }
        guard request.cookie == nil else { throw refusal(.twoProofs) }
        guard let token = request.bearer else { throw Self.notSignedIn }
        do {
            return Guest(identity: try identify(token, now), session: nil)
        } catch {
            meters?.refused(.token, error)
            throw Self.badToken
        }
    }

    private func browser(_ request: Request, _ now: Int64) throws(Problem) -> Guest {
        guard let sessions, let cookie = request.cookie else { throw Self.notSignedIn }
        let isSafe = request.method == .get || request.method == .head
        do {
            let session = try sessions.use(
                SessionSecret(cookie), pageToken: request.pageToken, changes: !isSafe, now: now)
            return Guest(identity: session.identity, session: session)
        } catch {
            meters?.refused(.session, error)
            throw error == .withoutToken ? Problem(.notFromOurPage) : Self.notSignedIn
        }
    }

    private func refusal(_ reason: SessionRefusal) -> Problem {
        meters?.refused(.session, reason)
        return Self.notSignedIn
    }

    private static var notSignedIn: Problem {
        Problem(.notSignedIn, headers: [HeaderField("WWW-Authenticate", fixed: "Bearer realm=\"pgb\"")])
    }

    /// A token that is not taken; why is for our own figures.
    static var badToken: Problem {
        Problem(
            .notSignedIn,
            headers: [HeaderField("WWW-Authenticate", fixed: "Bearer realm=\"pgb\", error=\"invalid_token\"")])
    }
}

extension Request {
    /// The secret of the session in the `Cookie` header, as it came; nil when there is none, and empty when it is there
    /// twice: somebody else may have set the other one.
    var cookie: ArraySlice<UInt8>? {
        guard let place = fields.cookie else { return nil }
        var found: ArraySlice<UInt8>?
        for part in head[place.indices].split(separator: ASCII.semicolon) {
            let pair = part.drop { $0 == ASCII.space }
            guard pair.starts(with: SessionCookie.name.utf8),
                pair.dropFirst(SessionCookie.name.utf8.count).first == ASCII.equals
            else { continue }
            guard found == nil else { return [] }
            found = pair.dropFirst(SessionCookie.name.utf8.count + 1)
        }
        return found
    }

    /// What a page of ours says with a request that changes something.
    var pageToken: Digest? {
        guard let place = fields.pageToken, place.count == 43 else { return nil }
        return Array(head[place.indices]).withUnsafeBufferPointer { Base64URL.decode($0) }.flatMap { Digest(bytes: $0) }
    }
}

/// The cookie in which a browser keeps its session: sent over TLS only, to this host only, never to another site's
/// request, and no script can read it.
enum SessionCookie {
    static let name = "__Host-pgb-session"
    private static let rules = "; Path=/; Secure; HttpOnly; SameSite=Strict"

    /// Without an end of its own: it goes when the browser does.
    static func set(_ secret: SessionSecret) -> HeaderField? {
        HeaderField("Set-Cookie", name + "=" + secret.text + rules)
    }

    static var clear: HeaderField? { HeaderField("Set-Cookie", name + "=" + rules + "; Max-Age=0") }
}

extension ProblemKind {
    static let notFromOurPage = ProblemKind(
        "page-token-missing", 403, "Dit verzoek kwam niet van onze pagina",
        "Stuur bij elk verzoek dat iets verandert de header X-CSRF-Token mee, met de waarde uit /v1/sessions/current.")
}
