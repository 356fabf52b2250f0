package import Events

/// The system records that a message left for somebody: the word that it waits by e-mail, or itself by post. An operator
/// does so for an e-mail of which a crash left open whether it went, after he looked in the log of the mail server.
package struct RecordDispatch: Command {
    package static let name: StaticString = "record-dispatch"
    package static let allowed: [Actor] = [.system, .operator]

    package let party: PartyID
    /// The position of the event that gave the message.
    package let message: Position
    package let channel: DispatchChannel
    /// The bundle of letters it was in.
    package let batch: Code?

    package init(from r: inout JSONReader) {
        party = r("party")
        message = r("message")
        channel = r("channel")
        batch = r.optional("batch")
        if message <= .start { r.refuse("message", .outOfRange, "Noem de plaats van het bericht in het logboek.") }
    }

    package init(party: PartyID, message: Position, channel: DispatchChannel, batch: Code? = nil) {
        self.party = party
        self.message = message
        self.channel = channel
        self.batch = batch
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("party", party)
        w.field("message", message)
        w.field("channel", channel)
        w.present("batch", batch)
    }

    package var stream: StreamID { .party(party) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        guard world.register.parties[party] != nil else { throw .unknownParty }
        // Only letters come in bundles, and a letter that left was in one.
        guard (channel == .post) == (batch != nil) else { throw .batchMissing }
        if let batch {
            guard let known = world.register.letters[batch] else { throw .unknownBatch }
            guard known.isConfirmed else { throw .batchNotConfirmed }
        }
        return [
            .dispatch(
                .dispatched(MessageDispatched(party: party, message: message, channel: channel, batch: batch)))
        ]
    }
}

extension Rejection {
    package static let batchMissing = Rejection(
        "batch-missing", "Een brief zit in een stapel en een e-mail niet. Noem de stapel alleen bij een brief.")
    package static let batchNotConfirmed = Rejection(
        "batch-not-confirmed", "De drukker heeft deze stapel nog niet verzonden. Wacht op zijn bevestiging.")
}
