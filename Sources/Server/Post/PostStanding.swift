import Events
import Projections
import Synchronization

/// How the sending of messages stands, for who runs this server.
struct PostStanding: Described {
    /// `off`, `sendmail` or `spool`.
    var mail = "off"
    var letters = false
    /// Up to where messages of the log are taken up.
    var followed = Position.start
    /// Messages of which nobody was told yet.
    var waiting = 0
    /// Mails that did not leave and are tried again.
    var failing = 0
    /// Mails of which nobody knows whether they left.
    var uncertain = 0
    /// Messages for which there is no address.
    var withoutAddress = 0
    /// Bundles of letters that the print service has still to confirm.
    var toConfirm = 0
    /// What an operator has to look at, the first two hundred.
    var work: [PostWork] = []

    func writeFields(to w: inout JSONWriter) {
        w.field("mail", mail)
        w.field("letters", letters)
        w.field("followed", followed.rawValue)
        w.field("waiting", waiting)
        w.field("failing", failing)
        w.field("uncertain", uncertain)
        w.field("withoutAddress", withoutAddress)
        w.field("toConfirm", toConfirm)
        w.field("work", rows: work)
    }

    static var examples: [PostStanding] {
        var standing = PostStanding(mail: "sendmail", letters: true, followed: Position(42), waiting: 3, uncertain: 1)
        standing.work = PostWork.examples
        return [standing]
    }
}

/// One thing about messages out that an operator has to look at: how much it is about, and by what reference it is found.
/// Whose it is stands apart, in `OpenPost`: who looks whether a machine is well need not know it.
struct PostWork: Described {
    enum Kind: String, StoredName, CaseIterable {
        /// Look in the log of the mail server for the Message-ID, and record that it was sent or that it came back.
        case uncertain
        /// Sendmail does not take it; it is tried again by itself.
        case failing
        /// The letters of a bundle wait for the word that they were handed to the post.
        case toConfirm = "to-confirm"
    }

    let kind: Kind
    let party: PartyID?
    /// The positions of the messages it tells of.
    let messages: [Int64]
    /// The part of its Message-ID before the `@`.
    let mail: String?
    let batch: String?
    let since: Moment

    func writeFields(to w: inout JSONWriter) {
        w.field("kind", kind)
        w.field("count", messages.count)
        w.field("mail", mail)
        w.field("batch", batch)
        w.field("since", since)
    }

    static var examples: [PostWork] {
        [
            PostWork(
                kind: .uncertain, party: Sample.id(1), messages: [42], mail: "pgb-0123456789abcdef0123456789abcdef",
                batch: nil, since: Sample.moment)
        ]
    }
}

/// What an operator needs to say what became of mails: to whom they went and which messages they told of. Ids and positions
/// only; that somebody looked is in the access log.
struct OpenPost: Described {
    let work: [Row]

    struct Row: Described {
        let work: PostWork

        func writeFields(to w: inout JSONWriter) {
            w.field("kind", work.kind)
            w.field("party", work.party)
            w.field("messages", work.messages)
            w.field("mail", work.mail)
            w.field("since", work.since)
        }

        static var examples: [Row] { PostWork.examples.map { Row(work: $0) } }
    }

    /// What is about somebody, of all that has to be looked at.
    init(_ work: [PostWork]) { self.work = work.filter { $0.party != nil }.map { Row(work: $0) } }

    func writeFields(to w: inout JSONWriter) { w.field("work", rows: work) }

    static var examples: [OpenPost] { [OpenPost(PostWork.examples)] }
}

/// Where the sender shows how it stands.
final class PostBoard: Sendable {
    private let standing = Mutex(PostStanding())
    let mailsHanded: Counter
    let mailsFailed: Counter
    let mailsRefused: Counter
    let mailsUncertain: Counter
    let lettersBundled: Counter

    init(_ registry: MeterRegistry) {
        mailsHanded = registry.counter("pgb_mails_handed_total", "E-mails that left.")
        mailsFailed = registry.counter("pgb_mails_failed_total", "Tries at an e-mail that did not leave.")
        mailsRefused = registry.counter("pgb_mails_refused_total", "E-mails to addresses that do not exist.")
        mailsUncertain = registry.counter(
            "pgb_mails_uncertain_total", "E-mails of which nobody knows whether they left.")
        lettersBundled = registry.counter("pgb_letters_bundled_total", "Letters put ready for the print service.")
        registry.gauge("pgb_post_waiting", "Messages of which nobody was told yet.") { self.present.waiting }
        registry.gauge("pgb_post_uncertain", "E-mails that an operator has to look at.") { self.present.uncertain }
        registry.gauge("pgb_post_without_address", "Messages for which there is no address.") {
            self.present.withoutAddress
        }
        registry.gauge("pgb_post_to_confirm", "Bundles that the print service has to confirm.") {
            self.present.toConfirm
        }
    }

    var present: PostStanding { standing.withLock { $0 } }

    func show(_ now: PostStanding) { standing.withLock { $0 = now } }
}
