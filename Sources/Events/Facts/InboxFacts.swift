// Messages come from other facts by template; only that one was read is a fact of its own.

/// A party read the message that the event at this position gave it.
package struct MessageRead: Fact {
    package static let name: StaticString = "message-read"
    package let position: Position
    package let party: PartyID

    package init(position: Position, party: PartyID) {
        self.position = position
        self.party = party
    }

    package init(from r: inout JSONReader) {
        position = r("position")
        party = r("party")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("position", position)
        w.field("party", party)
    }
}

package enum InboxFact: Sendable, Equatable {
    case messageRead(MessageRead)

    package var fact: any Fact {
        switch self {
        case .messageRead(let fact): fact
        }
    }
}
