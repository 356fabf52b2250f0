import Events
import Synchronization

/// The sessions of browsers: begun by an assertion of the broker, held by a cookie, and over when nobody used them for a
/// while. What begins or ends is on the disk before anybody is told; a restart ends none.
final class Sessions: Sendable {
    private let memory: SessionMemory
    private let writer: SessionWriter
    private let keyring: Keyring
    /// Assertions from before are refused: the file does not know which of them were used.
    private let madeAt: Int64

    /// A session that has just begun, with what only its browser gets.
    struct Begun: Sendable {
        let session: Session
        let secret: SessionSecret
    }

    /// - Parameters:
    ///   - path: of `sessions.db`.
    ///   - keyring: sessions that another key began are ended here and now.
    ///   - clock: seconds since 1970.
    init(
        _ path: String, _ keyring: Keyring, limits: SessionMemory.Limits = .init(), registry: MeterRegistry,
        clock: @escaping @Sendable () -> Int64
    ) throws {
        let known: [Session]
        do {
            let file = try SessionFile(path, now: clock())
            madeAt = file.madeAt
            known = try file.sessions()
        }
        let memory = SessionMemory(limits, kept: known)
        self.memory = memory
        self.keyring = keyring
        writer = try SessionWriter(path, clock: clock, expired: { memory.takeOver(now: $0) })
        let writer = writer
        registry.gauge("pgb_sessions", "Browsers that somebody is signed in at.") { memory.count }
        registry.gauge("pgb_sessions_stopped", "Whether no session can begin or end.") { writer.isBroken ? 1 : 0 }
        keep(only: keyring.current.keys)
    }

    /// Finishes what is waiting and closes the file in order.
    func stop() { writer.stop() }

    var idleSeconds: Int64 { memory.limits.idleSeconds }

    // MARK: Begin and use

    /// Begins a session, always under a new secret. The one that the same browser had ends.
    /// - Parameters:
    ///   - earlier: the cookie that came with the request.
    ///   - now: seconds since 1970.
    ///   - reply: called once, on another thread.
    func begin(
        _ assertion: Assertion, replacing earlier: SessionSecret?, now: Int64,
        reply: @escaping @Sendable (Result<Begun, SessionRefusal>) -> Void
    ) {
        guard assertion.made >= madeAt else { return reply(.failure(.replayed)) }
        let secret = SessionSecret()
        let who = assertion.identity
        let session = Session(
            key: secret.key, id: Self.newID(),
            identity: Identity(
                subject: who.subject, means: who.means, level: who.level, office: who.office, roles: who.roles,
                user: who.user, signedInAt: who.signedInAt, expires: now + memory.limits.longestSeconds),
            signedBy: assertion.key, startedAt: now, seenAt: now)
        let old = earlier.map { [$0.key] } ?? []
        let (memory, writer, keyring) = (memory, writer, keyring)
        writer.submit(
            .init { file in
                guard try file.use(assertion) else { return .used }
                try file.remove(old)
                try file.insert(session)
                return .done
            } reply: { outcome in
                if let refusal = outcome.refusal { return reply(.failure(refusal)) }
                memory.end(old)
                let over = memory.begin(session)
                if !over.isEmpty { writer.submit(Self.removal(of: over)) }
                // The key may have been taken out meanwhile: then this is one of the sessions that end with it.
                guard keyring.current.keys.contains(where: { $0.fingerprint == assertion.key }) else {
                    memory.end([session.key])
                    writer.submit(Self.removal(of: [session.key]))
                    return reply(.failure(.unknown))
                }
                reply(.success(Begun(session: session, secret: secret)))
            })
    }

    /// Uses a session.
    /// - Parameters:
    ///   - secret: what the browser has.
    ///   - pageToken: what a page of ours said with the request; nil when nothing was said.
    ///   - changes: whether the request may change something, so that it must come from a page of ours.
    func use(
        _ secret: SessionSecret?, pageToken: Digest?, changes: Bool, now: Int64
    ) throws(SessionRefusal) -> Session {
        guard let secret else { throw .unknown }
        let key = secret.key
        switch memory.use(key, now: now) {
        case .isOver(let refusal):
            if refusal != .unknown { writer.submit(Self.removal(of: [key])) }
            throw refusal
        case .goesOn(let session, let isToKeep):
            if isToKeep {
                let seenAt = session.seenAt
                writer.submit(
                    .init { file in
                        try file.note(key, seenAt: seenAt)
                        return .done
                    } reply: { _ in
                    })
            }
            guard !changes || pageToken == secret.pageToken else { throw .withoutToken }
            return session
        }
    }

    // MARK: Sign again

    /// Takes a new sign-in of the very person of a session as the proof for one signature. One of anybody else, or one
    /// that is not new, changes nothing; it is used up all the same.
    func confirm(
        _ session: Session, by assertion: Assertion, now: Int64, freshSeconds: Int64,
        reply: @escaping @Sendable (Result<Proof, SessionRefusal>) -> Void
    ) {
        guard assertion.made >= madeAt else { return reply(.failure(.replayed)) }
        let (key, who, memory) = (session.key, assertion.identity, memory)
        let refusal = memory.refusal(of: who, for: key, now: now, freshSeconds: freshSeconds)
        writer.submit(
            .init { file in
                guard try file.use(assertion) else { return .used }
                if refusal == nil { try file.note(key, signedInAt: who.signedInAt) }
                return .done
            } reply: { outcome in
                if let refusal = outcome.refusal ?? refusal { return reply(.failure(refusal)) }
                guard memory.confirm(key, by: who) else { return reply(.failure(.unknown)) }
                reply(.success(Proof(at: who.signedInAt, level: who.level)))
            })
    }

    /// Takes the proof of a session for one signature; nil when there is none.
    func takeProof(_ session: Session) -> Proof? { memory.takeProof(session.key) }

    /// Gives back a proof with which nothing was signed.
    func giveBack(_ proof: Proof, to session: Session) { memory.giveBack(proof, to: session.key) }

    // MARK: Look and end

    /// All sessions of the same person, the latest first.
    func list(ofPersonOf session: Session) -> [Session] { memory.list(ofPersonAt: session.key) }

    /// Ends sessions at once, and says when the disk knows; `failed` leaves open whether they come back after a restart.
    func end(_ sessions: [Session], reply: @escaping @Sendable (SessionRefusal?) -> Void) {
        let keys = sessions.map(\.key)
        memory.end(keys)
        let job = Self.removal(of: keys)
        writer.submit(.init(work: job.work) { reply($0.refusal) })
    }

    /// Ends the sessions that a key began which is none of these.
    func keep(only keys: [SigningKey]) {
        let kept = Set(keys.map(\.fingerprint))
        endQuietly { !kept.contains($0.signedBy) }
    }

    /// Ends every session of who signs in with one of these subjects, such as somebody who is erased.
    func forget(subjects: Set<String>) { endQuietly { subjects.contains($0.identity.subject) } }

    /// Ends every session of somebody who was taken off the list of an organisation, for that organisation.
    func forget(_ removed: RemovedMember?) {
        guard let removed, !removed.users.isEmpty else { return }
        endQuietly { session in
            removed.subjects.contains(session.identity.subject)
                && session.identity.user.map(removed.users.contains) ?? false
        }
    }

    private func endQuietly(where holds: (Session) -> Bool) {
        let keys = memory.keys(where: holds)
        guard !keys.isEmpty else { return }
        memory.end(keys)
        writer.submit(Self.removal(of: keys))
    }

    private static func removal(of keys: [Digest]) -> SessionWriter.Job {
        SessionWriter.Job { file in
            try file.remove(keys)
            return .done
        } reply: { _ in
        }
    }

    private static func newID() -> SessionID {
        var random = SystemRandomNumberGenerator()
        return SessionID(bits: UInt128(random.next()) << 64 | UInt128(random.next()))
    }
}

extension SessionWriter.Outcome {
    /// Why nothing came of it; nil when it is done.
    fileprivate var refusal: SessionRefusal? {
        switch self {
        case .done: nil
        case .used: .replayed
        case .noRoom: .noRoom
        case .failed: .failed
        }
    }
}
