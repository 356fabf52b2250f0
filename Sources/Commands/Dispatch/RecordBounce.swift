package import Events

/// An e-mail or a letter came back, or could not leave because there is no address. From then on what was meant for this
/// person goes by post, this message too, until he confirms an e-mail address again; a letter waits for an address.
package struct RecordBounce: Command {
    package static let name: StaticString = "record-bounce"
    package static let allowed: [Actor] = [.system, .operator]

    package let party: PartyID
    /// The position of the event that gave the message.
    package let message: Position
    package let channel: DispatchChannel
    package let reason: BounceReason

    package init(from r: inout JSONReader) {
        party = r("party")
        message = r("message")
        channel = r("channel")
        reason = r("reason")
        if message <= .start { r.refuse("message", .outOfRange, "Noem de plaats van het bericht in het logboek.") }
    }

    package init(party: PartyID, message: Position, channel: DispatchChannel, reason: BounceReason) {
        self.party = party
        self.message = message
        self.channel = channel
        self.reason = reason
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("party", party)
        w.field("message", message)
        w.field("channel", channel)
        w.field("reason", reason)
    }

    package var stream: StreamID { .party(party) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        guard world.register.parties[party] != nil else { throw .unknownParty }
        // A letter has no mailbox, and an e-mail does not come back in an envelope.
        switch (channel, reason) {
        case (.post, .mailboxFull), (.email, .returnedLetter): throw .otherChannel
        case (.post, _), (.email, _): break
        }
        return [
            .dispatch(
                .bounced(MessageBounced(party: party, message: message, channel: channel, reason: reason)))
        ]
    }
}

extension Rejection {
    package static let otherChannel = Rejection(
        "other-channel", "Deze reden past niet bij de manier van versturen. Kies een andere reden.")
}
