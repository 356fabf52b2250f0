import Events
import Projections

/// What the broker gave for somebody who has just signed in.
struct AssertionBody: Record {
    let assertion: String

    init(from r: inout JSONReader) { assertion = r("assertion") }

    func writeFields(to w: inout JSONWriter) { w.field("assertion", assertion) }
}

/// A session as its person sees it: never who he is elsewhere, and nothing of its secret.
struct SessionRow: Described {
    let id: SessionID
    let means: SignInMeans
    let level: AssuranceLevel
    /// Who it is behind an organisation.
    let user: String?
    let office: OfficeID?
    let startedAt: Moment
    let seenAt: Moment
    let endsAt: Moment
    let isCurrent: Bool

    func writeFields(to w: inout JSONWriter) {
        w.field("session", id)
        w.field("means", means)
        w.field("level", level)
        w.field("user", user)
        w.field("office", office)
        w.field("startedAt", startedAt)
        w.field("seenAt", seenAt)
        w.field("endsAt", endsAt)
        w.field("current", isCurrent)
    }

    static var examples: [SessionRow] {
        let session = Session(
            key: .zero, id: SessionID(bits: 1),
            identity: Identity(
                subject: "kvk:12345678", means: .eherkenning, level: .substantieel, user: "u-4711",
                signedInAt: 1_800_000_000, expires: 1_800_028_800), signedBy: .zero, startedAt: 1_800_000_000,
            seenAt: 1_800_000_060)
        return [SessionRow(session, isCurrent: true)]
    }
}

extension SessionRow {
    init(_ session: Session, isCurrent: Bool) {
        id = session.id
        means = session.identity.means
        level = session.identity.level
        user = session.identity.user
        office = session.identity.office
        startedAt = Moment(microseconds: session.startedAt * 1_000_000)
        seenAt = Moment(microseconds: session.seenAt * 1_000_000)
        endsAt = Moment(microseconds: session.identity.expires * 1_000_000)
        self.isCurrent = isCurrent
    }
}

/// The session of this browser, with what its pages must say when they change something.
struct SessionAnswer: Described {
    /// Whether anybody can sign in as anybody here.
    let demo: Bool
    let session: SessionRow
    let csrfToken: String
    let idleSeconds: Int64

    func writeFields(to w: inout JSONWriter) {
        w.field("demo", demo)
        w.field("csrfToken", csrfToken)
        w.field("idleSeconds", idleSeconds)
        session.writeFields(to: &w)
    }

    static var examples: [SessionAnswer] {
        SessionRow.examples.map {
            SessionAnswer(
                demo: false, session: $0, csrfToken: Base64URL.encode(Digest.zero.bytes), idleSeconds: 900)
        }
    }
}

/// All sessions of one person.
struct OwnSessions: Described {
    let sessions: [SessionRow]

    func writeFields(to w: inout JSONWriter) { w.field("sessions", rows: sessions) }

    static var examples: [OwnSessions] { [OwnSessions(sessions: SessionRow.examples)] }
}

/// That somebody proved again who he is, and for how long that is fresh.
struct Confirmation: Described {
    let level: AssuranceLevel
    let freshSeconds: Int64

    func writeFields(to w: inout JSONWriter) {
        w.field("level", level)
        w.field("freshSeconds", freshSeconds)
    }

    static var examples: [Confirmation] { [Confirmation(level: .substantieel, freshSeconds: 295)] }
}
