// The stream of the log itself: what was done with it as a whole. There is one.

/// The log was brought back from a copy: what came behind the head of the copy is not in it, unless it was asked again.
package struct LogRestored: Fact {
    package static let name: StaticString = "log-restored"
    /// How many events and commands the copy had.
    package let events: Int64
    package let commands: Int64
    /// The head of the copy, the root of its tree and the moment of its newest entry.
    package let head: Digest
    package let root: Digest
    package let endsAt: Moment
    /// The newest head kept elsewhere that the copy was shown to contain, as the number of its command; nil when it was
    /// restored without one, on purpose.
    package let keptCommand: Int64?
    /// How many persons were erased again.
    package let erasedAgain: Int64

    package init(_ copy: Checkpoint, kept: [Checkpoint], erasedAgain: Int) {
        events = copy.size.rawValue
        commands = copy.sequence
        head = copy.head
        root = copy.root
        // A log without an entry has no moment; its tables were made at some time before now.
        endsAt = copy.sequence == 0 ? Moment(microseconds: 0) : copy.at
        keptCommand = kept.map(\.sequence).max()
        self.erasedAgain = Int64(erasedAgain)
    }

    package init(from r: inout JSONReader) {
        events = r("events")
        commands = r("commands")
        head = r("head")
        root = r("root")
        endsAt = r("endsAt")
        keptCommand = r.optional("keptCommand")
        erasedAgain = r("erasedAgain")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("events", events)
        w.field("commands", commands)
        w.field("head", head)
        w.field("root", root)
        w.field("endsAt", endsAt)
        w.field("keptCommand", keptCommand)
        w.field("erasedAgain", erasedAgain)
    }
}

package enum SystemFact: Sendable, Equatable {
    case restored(LogRestored)

    package var fact: any Fact {
        switch self {
        case .restored(let fact): fact
        }
    }
}
