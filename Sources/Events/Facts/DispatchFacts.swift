// That a message left for somebody, and that it came back, in his own stream; and the bundles of letters, each in a
// stream of its own.

/// The word that a message waits left by e-mail, or the message itself by post. Proof of dispatch.
package struct MessageDispatched: Fact {
    package static let name: StaticString = "message-dispatched"
    package let party: PartyID
    /// The event that gave the message.
    package let message: Position
    package let channel: DispatchChannel
    /// The bundle of letters it was in.
    package let batch: Code?

    package init(party: PartyID, message: Position, channel: DispatchChannel, batch: Code? = nil) {
        self.party = party
        self.message = message
        self.channel = channel
        self.batch = batch
    }

    package init(from r: inout JSONReader) {
        party = r("party")
        message = r("message")
        channel = r("channel")
        batch = r.optional("batch")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("party", party)
        w.field("message", message)
        w.field("channel", channel)
        w.present("batch", batch)
    }
}

/// What left came back, or could not leave at all: an e-mail goes by post from now on, a letter waits for an address.
package struct MessageBounced: Fact {
    package static let name: StaticString = "message-bounced"
    package let party: PartyID
    package let message: Position
    package let channel: DispatchChannel
    package let reason: BounceReason

    package init(party: PartyID, message: Position, channel: DispatchChannel, reason: BounceReason) {
        self.party = party
        self.message = message
        self.channel = channel
        self.reason = reason
    }

    package init(from r: inout JSONReader) {
        party = r("party")
        message = r("message")
        channel = r("channel")
        reason = r("reason")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("party", party)
        w.field("message", message)
        w.field("channel", channel)
        w.field("reason", reason)
    }
}

/// Letters were printed into a bundle for the print service: whole, and durable.
package struct LettersBundled: Fact {
    package static let name: StaticString = "letters-bundled"
    package let batch: Code
    /// How many envelopes.
    package let letters: Int64
    /// SHA-256 of the bundle's manifest, which has that of each file.
    package let manifest: Digest

    package init(batch: Code, letters: Int64, manifest: Digest) {
        self.batch = batch
        self.letters = letters
        self.manifest = manifest
    }

    package init(from r: inout JSONReader) {
        batch = r("batch")
        letters = r("letters")
        manifest = r("manifest")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("batch", batch)
        w.field("letters", letters)
        w.field("manifest", manifest)
    }
}

/// The print service says that the whole bundle was handed to the post.
package struct LettersConfirmed: Fact {
    package static let name: StaticString = "letters-confirmed"
    package let batch: Code

    package init(batch: Code) {
        self.batch = batch
    }

    package init(from r: inout JSONReader) {
        batch = r("batch")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("batch", batch)
    }
}

package enum DispatchFact: Sendable, Equatable {
    case dispatched(MessageDispatched)
    case bounced(MessageBounced)
    case lettersBundled(LettersBundled)
    case lettersConfirmed(LettersConfirmed)

    package var fact: any Fact {
        switch self {
        case .dispatched(let fact): fact
        case .bounced(let fact): fact
        case .lettersBundled(let fact): fact
        case .lettersConfirmed(let fact): fact
        }
    }
}
