import Events
import Synchronization

/// The sessions that are there now, and the rules of their time. Holds them for all threads; keeps nothing on a disk.
final class SessionMemory: Sendable {
    /// How long sessions last.
    struct Limits: Sendable {
        /// A session that was not used for longer is over (hardening, Identity).
        var idleSeconds: Int64 = 900
        /// A session that began longer ago is over, however much it is used.
        var longestSeconds: Int64 = 8 * 3_600
        /// One person has so many at once; with one more the oldest is ended.
        var mostOfOne = 10
        /// How exactly the disk knows when a session was last used.
        var keptSeconds: Int64 = 60
    }

    private struct Live {
        var session: Session
        /// What the disk has as the last use.
        var keptSeenAt: Int64
        /// The proof that no signature has used up.
        var proof: Proof?
    }

    /// One human being, by one means and for one organisation.
    private struct Person: Hashable {
        let identity: [String]

        init(_ identity: Identity) {
            self.identity = [
                identity.subject, identity.user ?? "", identity.means.rawValue, identity.office?.text ?? "",
            ]
        }
    }

    private struct State {
        var live: [Digest: Live] = [:]
        var people: [Person: Set<Digest>] = [:]

        mutating func insert(_ entry: Live) {
            live[entry.session.key] = entry
            people[Person(entry.session.identity), default: []].insert(entry.session.key)
        }

        mutating func remove(_ key: Digest) {
            guard let entry = live.removeValue(forKey: key) else { return }
            let person = Person(entry.session.identity)
            people[person]?.remove(key)
            if people[person]?.isEmpty ?? false { people[person] = nil }
        }
    }

    private let state = Mutex(State())
    let limits: Limits

    /// - Parameter kept: the sessions that the disk has. A proof does not outlive the process: it may have been used.
    init(_ limits: Limits, kept: [Session] = []) {
        self.limits = limits
        state.withLock { state in
            for session in kept { state.insert(Live(session: session, keptSeenAt: session.seenAt, proof: nil)) }
        }
    }

    var count: Int { state.withLock { $0.live.count } }

    /// Takes up a session that has just begun, with the proof it began with.
    /// - Returns: the sessions of the same person that end by it.
    func begin(_ session: Session) -> [Digest] {
        state.withLock { state in
            let proof = Proof(at: session.identity.signedInAt, level: session.identity.level)
            state.insert(Live(session: session, keptSeenAt: session.seenAt, proof: proof))
            let all = (state.people[Person(session.identity)] ?? []).compactMap { state.live[$0]?.session }
            let oldest = all.sorted { $0.seenAt < $1.seenAt }.filter { $0.key != session.key }
                .prefix(max(0, all.count - limits.mostOfOne)).map(\.key)
            for key in oldest { state.remove(key) }
            return oldest
        }
    }

    /// What the use of a session found.
    enum Use {
        /// It goes on; `isToKeep` says that the disk should hear of it.
        case goesOn(Session, isToKeep: Bool)
        case isOver(SessionRefusal)
    }

    /// Uses a session: its idle time begins anew, unless it is over.
    func use(_ key: Digest, now: Int64) -> Use {
        state.withLock { state in
            guard var entry = state.live[key] else { return .isOver(.unknown) }
            if let refusal = limits.end(of: entry.session, now: now) {
                state.remove(key)
                return .isOver(refusal)
            }
            entry.session.seenAt = max(entry.session.seenAt, now)
            let isToKeep = entry.session.seenAt - entry.keptSeenAt >= limits.keptSeconds
            if isToKeep { entry.keptSeenAt = entry.session.seenAt }
            state.live[key] = entry
            return .goesOn(entry.session, isToKeep: isToKeep)
        }
    }

    /// The sessions of the person of this one, the latest first.
    func list(ofPersonAt key: Digest) -> [Session] {
        state.withLock { state in
            guard let entry = state.live[key] else { return [] }
            return (state.people[Person(entry.session.identity)] ?? []).compactMap { state.live[$0]?.session }
                .sorted { ($0.startedAt, $0.id) > ($1.startedAt, $1.id) }
        }
    }

    func end(_ keys: [Digest]) {
        state.withLock { state in for key in keys { state.remove(key) } }
    }

    /// The sessions of which this holds.
    func keys(where holds: (Session) -> Bool) -> [Digest] {
        state.withLock { state in state.live.values.filter { holds($0.session) }.map(\.session.key) }
    }

    /// Takes out the sessions that are over by now, and names them.
    func takeOver(now: Int64) -> [Digest] {
        let keys = keys { limits.end(of: $0, now: now) != nil }
        end(keys)
        return keys
    }

    // MARK: The proof for a signature

    /// Takes the proof of a session for one signature; nil when there is none, or it is being used.
    func takeProof(_ key: Digest) -> Proof? {
        state.withLock { state in
            defer { state.live[key]?.proof = nil }
            return state.live[key]?.proof
        }
    }

    /// Gives back a proof with which nothing was signed, unless there is a newer one.
    func giveBack(_ proof: Proof, to key: Digest) {
        state.withLock { state in
            guard let entry = state.live[key], entry.proof == nil, entry.session.identity.signedInAt == proof.at
            else { return }
            state.live[key]?.proof = proof
        }
    }

    /// Why somebody's new sign-in does not confirm a session; nil when it does. It must be newer than every one before:
    /// else one proof would be good for two signatures.
    func refusal(of identity: Identity, for key: Digest, now: Int64, freshSeconds: Int64) -> SessionRefusal? {
        guard let session = state.withLock({ $0.live[key]?.session }) else { return .unknown }
        guard session.identity.isSamePerson(as: identity) else { return .otherPerson }
        let isFresh = identity.signedInAt > session.identity.signedInAt && now - identity.signedInAt <= freshSeconds
        return isFresh ? nil : .notFresh
    }

    /// Notes a new proof of the person of a session; false when it has ended meanwhile.
    func confirm(_ key: Digest, by identity: Identity) -> Bool {
        state.withLock { state in
            guard var entry = state.live[key] else { return false }
            entry.session.identity.signedInAt = identity.signedInAt
            entry.proof = Proof(at: identity.signedInAt, level: identity.level)
            state.live[key] = entry
            return true
        }
    }
}

extension SessionMemory.Limits {
    /// Why a session is over by now; nil when it goes on.
    func end(of session: Session, now: Int64) -> SessionRefusal? {
        if now - session.startedAt > longestSeconds { return .tooOld }
        return now - session.seenAt > idleSeconds ? .idle : nil
    }
}
