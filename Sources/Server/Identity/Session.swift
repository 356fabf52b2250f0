import Events

/// What a session's id names.
enum SessionTag {}
typealias SessionID = ID<SessionTag>

/// A browser that somebody signed in at. The browser holds a secret; here is only its digest.
struct Session: Sendable, Equatable {
    /// The digest of the secret.
    let key: Digest
    /// What the person may call it by; the secret does not follow from it.
    let id: SessionID
    var identity: Identity
    /// Which key signed the assertion: when that key is taken out, so is the session.
    let signedBy: Digest
    /// In seconds since 1970.
    let startedAt: Int64
    /// When it was last used, in seconds since 1970.
    var seenAt: Int64
}

/// Somebody who may no longer act for an organisation, as his sessions know him.
struct RemovedMember: Sendable {
    /// By which numbers the organisation signs in.
    let subjects: Set<String>
    /// By which names he does so for it.
    let users: Set<String>
}

/// That the person of a session has just proved who he is. It is good for one signature.
struct Proof: Sendable, Equatable {
    /// In seconds since 1970.
    let at: Int64
    let level: AssuranceLevel
}

/// Why a session, or what was asked of it, is refused. For counting; the client is told no more than he needs.
enum SessionRefusal: String, Error, Sendable, CaseIterable {
    /// No such session, or one that was ended.
    case unknown
    /// Not used for too long, or signed in too long ago.
    case idle, tooOld
    /// A request that would change something, without the token that only our own page has.
    case withoutToken
    /// A token and a cookie at once: nobody knows who is meant.
    case twoProofs
    /// A confirmation by somebody else, or by a sign-in that is not a new one.
    case otherPerson, notFresh
    /// An assertion that was used before.
    case replayed
    /// Somebody who is not on the list of the organisation he signs in for.
    case notMember
    /// Somebody on that list who died.
    case deceased
    /// There was no room, or the disk failed: nothing was done, or nobody knows.
    case noRoom, failed
}

/// The random 256 bits that a browser holds in its cookie. They are kept nowhere else and never printed.
struct SessionSecret: Sendable, CustomStringConvertible, CustomReflectable {
    private let bytes: [UInt8]

    static let byteCount = 32

    /// A new one, unlike any other.
    init() {
        var random = SystemRandomNumberGenerator()
        bytes = (0..<Self.byteCount).map { _ in UInt8.random(in: 0...255, using: &random) }
    }

    /// Reads the form in the cookie; nil for anything else.
    init?(_ text: some Collection<UInt8>) {
        guard text.count == 43, let bytes = Array(text).withUnsafeBufferPointer({ Base64URL.decode($0) }),
            bytes.count == Self.byteCount
        else { return nil }
        self.bytes = bytes
    }

    /// The form in the cookie.
    var text: String { Base64URL.encode(bytes) }

    /// What is kept of it.
    var key: Digest { SHA256.hash(bytes) }

    /// What only a page of ours can say with a request: it follows from the secret, which no page can read.
    var pageToken: Digest { HMAC256.code(key: bytes, message: Array("pgb: from our own page".utf8)) }

    var description: String { "session secret" }

    var customMirror: Mirror { Mirror(self, children: []) }
}
