import Commands
import Events
import Projections

/// Signing in at a browser, signing out, and signing in once more to sign.
struct SessionRoutes: Sendable {
    let signIn: SignIn
    let sessions: Sessions
    let isDemo: Bool

    var all: [Route<Readers>] { [begin, current, list, end, endAll, confirm] }

    private var begin: Route<Readers> {
        Route(
            .post, "/v1/sessions", needs: .nothing,
            summary: "Logt een browser in met een bewijs van de inlogdienst. Het antwoord zet een cookie.",
            request: Content(AssertionBody.self), response: .row(SessionAnswer.self), status: 201,
            alsoFails: [401, 403], isSignIn: true
        ) { call, readers, completion in
            let assertion = try assertion(in: call, .assertion)
            guard assertion.identity.level >= signIn.levels.look else { throw Problem(.levelTooLow) }
            if let refusal = try refusal(of: assertion.identity, readers) {
                signIn.meters.refused(.assertion, refusal)
                throw Self.problem(of: refusal)
            }
            let earlier = call.request.cookie.flatMap { SessionSecret($0) }
            let trace = call.request.trace
            sessions.begin(assertion, replacing: earlier, now: call.now) { result in
                switch result {
                case .success(let begun):
                    signIn.meters.begun.add()
                    var response = Response.json(json(begun.session, begun.secret), status: 201)
                    response.headers = [SessionCookie.set(begun.secret)].compactMap(\.self)
                    completion(response)
                case .failure(let refusal):
                    signIn.meters.refused(.assertion, refusal)
                    completion(Self.problem(of: refusal).response(trace: trace))
                }
            }
            return .later
        }
    }

    private var current: Route<Readers> {
        Route(
            .get, "/v1/sessions/current", needs: .session,
            summary: "Wie er in deze browser is ingelogd, met de waarde voor de header X-CSRF-Token.",
            response: .row(SessionAnswer.self), records: .access(.read, about: .caller)
        ) { call, _, _ in
            guard let session = call.session, let secret = call.request.cookie.flatMap({ SessionSecret($0) }) else {
                throw Problem(.notSignedIn)
            }
            return .now(.json(json(session, secret)))
        }
    }

    private var list: Route<Readers> {
        Route(
            .get, "/v1/sessions", needs: .session, summary: "Waar u overal bent ingelogd, de laatste eerst.",
            response: .row(OwnSessions.self), records: .access(.read, about: .caller)
        ) { call, _, _ in
            guard let current = call.session else { throw Problem(.notSignedIn) }
            let own = sessions.list(ofPersonOf: current).map { SessionRow($0, isCurrent: $0.key == current.key) }
            return .now(.json(Site.json { OwnSessions(sessions: own).write(to: &$0) }))
        }
    }

    private var end: Route<Readers> {
        Route(
            .delete, "/v1/sessions/current", needs: .session, summary: "Logt deze browser uit.", status: 204,
            records: .command
        ) {
            call, _, completion in end(call, completion) { [$0] }
        }
    }

    private var endAll: Route<Readers> {
        Route(.delete, "/v1/sessions", needs: .session, summary: "Logt u overal uit.", status: 204, records: .command) {
            call, _, completion in end(call, completion) { sessions.list(ofPersonOf: $0) }
        }
    }

    private func end(
        _ call: Call, _ completion: Completion, which: (Session) -> [Session]
    ) -> Reply<Readers> {
        let trace = call.request.trace
        sessions.end(call.session.map(which) ?? []) { refusal in
            var response = refusal.map { Self.problem(of: $0).response(trace: trace) } ?? .noContent
            response.headers += [SessionCookie.clear].compactMap(\.self)
            completion(response)
        }
        return .later
    }

    private var confirm: Route<Readers> {
        Route(
            .post, "/v1/sessions/current/confirmations", needs: .session,
            summary: "Bewijst met een nieuw inlogbewijs dat u het zelf bent. Daarmee kunt u één keer ondertekenen.",
            request: Content(AssertionBody.self), response: .row(Confirmation.self), status: 201,
            isSignIn: true, records: .command
        ) { call, _, completion in
            guard let session = call.session else { throw Problem(.notSignedIn) }
            let assertion = try assertion(in: call, .confirmation)
            let (trace, now) = (call.request.trace, call.now)
            sessions.confirm(session, by: assertion, now: now, freshSeconds: Stamp.freshSeconds) { result in
                switch result {
                case .success(let proof):
                    signIn.meters.confirmed.add()
                    let answer = Confirmation(
                        level: proof.level, freshSeconds: max(0, proof.at + Stamp.freshSeconds - now))
                    completion(.json(Site.json { answer.write(to: &$0) }, status: 201))
                case .failure(let refusal):
                    signIn.meters.refused(.confirmation, refusal)
                    completion(Self.problem(of: refusal).response(trace: trace))
                }
            }
            return .later
        }
    }

    /// Why somebody may not sign in for the organisation that he names; nil when he may.
    private func refusal(of identity: Identity, _ readers: Readers) throws -> SessionRefusal? {
        switch try Caller.membership(identity, readers.vault) {
        case .stranger: .notMember
        case .member(let member): try readers.live { try Caller.lives(member, $0) } ? nil : .deceased
        case .noList: nil
        }
    }

    /// The assertion in the body, checked, and within the limit of its person.
    private func assertion(in call: Call, _ place: SignInMeters.Place) throws(Problem) -> Assertion {
        let body = try call.body(AssertionBody.self)
        let assertion: Assertion
        do {
            assertion = try signIn.verifier.assertion(body.assertion.utf8, now: call.now)
        } catch {
            signIn.meters.refused(place, error)
            throw Doorkeeper.badToken
        }
        if let seconds = signIn.perPerson?.take(assertion.identity.limitKey, now: MachineClock.milliseconds()) {
            signIn.meters.limited.add()
            throw .retry(.tooManyRequests, afterSeconds: seconds)
        }
        return assertion
    }

    private func json(_ session: Session, _ secret: SessionSecret) -> [UInt8] {
        Site.json {
            SessionAnswer(
                demo: isDemo, session: SessionRow(session, isCurrent: true),
                csrfToken: Base64URL.encode(secret.pageToken.bytes), idleSeconds: sessions.idleSeconds
            ).write(to: &$0)
        }
    }

    private static func problem(of refusal: SessionRefusal) -> Problem {
        switch refusal {
        case .replayed: Doorkeeper.badToken
        case .unknown, .idle, .tooOld, .withoutToken, .twoProofs: Problem(.notSignedIn)
        case .notMember: Problem(.notAMember)
        case .deceased: Problem(.deceased)
        case .otherPerson: Problem(.otherPerson)
        case .notFresh: Problem(.notFresh)
        case .noRoom: .retry(.diskFull, afterSeconds: 30)
        case .failed: .retry(.unavailable, afterSeconds: 30)
        }
    }
}

extension ProblemKind {
    static let otherPerson = ProblemKind(
        "other-person", 403, "Iemand anders heeft ingelogd",
        "In deze browser is iemand anders ingelogd. Log eerst uit, of laat die persoon zelf opnieuw inloggen.")
    static let notFresh = ProblemKind(
        "not-signed-in-again", 403, "U hebt niet opnieuw ingelogd",
        "Dit inlogbewijs is van een eerdere keer. Log echt opnieuw in; doorgaan met de vorige keer is niet genoeg.")
}
