import Events

/// How somebody was reached before a change, as his record says. The views know only how he is reached now, and a sender
/// that was off hears of several changes at once.
struct EarlierContact {
    private var contact: ContactChanged?
    /// The commitment to the e-mail address that was shown to be his last.
    private var confirmed: Digest?
    private var hasBounced = false

    /// By which way his messages went.
    var way: DispatchChannel {
        guard !hasBounced, let contact, contact.channel == .email, let email = contact.email else { return .post }
        return email.commitment == confirmed ? .email : .post
    }

    /// - Parameter position: where in the log his contact was changed.
    init(of party: PartyID, before position: Position, _ log: LogReader) throws {
        var events: [Event] = []
        var decoder = EventDecoder()
        try log.walk(back: position) { row throws(LogFault) in
            guard row.position < position, Self.names.contains(row.name) else { return }
            events.append(try decoder.envelope(row).event)
        }
        for event in events.reversed() { take(event, of: party) }
    }

    private static let names: Set<String> = Set(
        [ContactChanged.name, ContactConfirmed.name, MessageBounced.name].map(\.description))

    private mutating func take(_ event: Event, of party: PartyID) {
        switch event {
        case .party(.contactChanged(let change)) where change.party == party:
            // Without a code it is the address that was confirmed, under a new seal.
            if change.code == nil, let before = contact?.email?.commitment, before == confirmed {
                confirmed = change.email?.commitment ?? confirmed
            }
            contact = change
        case .party(.contactConfirmed(let confirmation)) where confirmation.party == party:
            guard confirmation.email == contact?.email?.commitment else { return }
            confirmed = confirmation.email
            hasBounced = false
        case .dispatch(.bounced(let bounced)) where bounced.party == party:
            if bounced.channel == .email { hasBounced = true }
        case .party, .office, .representation, .budget, .contract, .claim, .payment, .receivable, .run, .bank, .inbox,
            .document, .application, .circumstance, .rights, .dispatch, .system:
            return
        }
    }
}
