package import Events

/// Where messages arrive.
package enum Mailbox: Hashable, Sendable {
    /// Those to the holder of a dossier, read by him and by who represents him now.
    case holderSide(DossierID)
    /// Those to one party as a caregiver, as somebody who no longer represents, or about himself.
    case party(PartyID)
}

/// One message as its reader sees it.
package struct Message: Described, Equatable {
    /// What a message is about.
    package enum Topic: String, StoredName, CaseIterable {
        case contract, caregiver, claim, payment, receivable, budget, representative
        case bankAccount = "bank-account"
        case application, request, circumstance, visit, ending, helper
        case lookAlong = "look-along"
        case person, contact, organisation, rights, dispatch
    }

    /// The position of the event that gave it; with the reader it names the message, and it is the key for the next
    /// page.
    package let position: Position
    /// Nil for what is about the reader himself.
    package let dossier: DossierID?
    package let recordedAt: Moment
    package let subject: String
    package let body: String
    /// What an office wrote about it in its own words, for who gets the message; nil when it wrote nothing.
    package let explanation: Personal<Text>?
    package let topic: Topic
    /// The id of what it is about.
    package let about: OwnerID
    package let isRead: Bool
    /// How he was told of it outside, the last time; nil when he was not.
    package let sentBy: DispatchChannel?
    package let sentAt: Moment?

    package func writeFields(to w: inout JSONWriter) {
        w.field("position", position.rawValue)
        w.field("dossier", dossier)
        w.field("at", recordedAt)
        w.field("subject", subject)
        w.field("body", body)
        w.field("explanation", explanation)
        w.field("topic", topic)
        w.field("about", about)
        w.field("read", isRead)
        w.field("sentBy", sentBy)
        w.field("sentAt", sentAt)
    }

    /// The messages in these mailboxes, newest first, as `reader` sees them: whether a message was read is each
    /// reader's own. `before` is the position of the last one of the page before.
    ///
    /// - Parameter onlyUnread: leaves out what the reader has read.
    package static func page(
        _ s: Snapshot, in mailboxes: [Mailbox], for reader: PartyID, onlyUnread: Bool = false, before: Position? = nil,
        limit: Int = Page.max
    ) throws(DatabaseError) -> [Message] {
        let most = Page.limit(limit)
        let first = min(before.map { $0.rawValue - 1 } ?? .max, s.position.rawValue)
        var fronts: [(mailbox: Mailbox, row: MessageRow)] = []
        for mailbox in mailboxes {
            if let row = try mailbox.newest(s, at: first) { fronts.append((mailbox, row)) }
        }
        var page: [Message] = []
        while page.count < most, let newest = fronts.indices.max(by: { fronts[$0].row.number < fronts[$1].row.number })
        {
            let (mailbox, row) = fronts[newest]
            let isHidden = onlyUnread ? try isRead(row, by: reader, s) : false
            if !isHidden {
                page.append(try Message(row, in: mailbox, for: reader, s))
            }
            // The same event may have written to two of the mailboxes: the reader gets one message of it.
            for index in fronts.indices.reversed() where fronts[index].row.number == row.number {
                let older = fronts[index].mailbox.older(than: row)
                if older != 0, let next = try MessageRow.find(number: older, in: s.db) {
                    fronts[index].row = next
                } else {
                    fronts.remove(at: index)
                }
            }
        }
        return page
    }

    /// How many of the newest `Page.max` messages in these mailboxes the reader has not read.
    package static func unreadCount(
        _ s: Snapshot, in mailboxes: [Mailbox], for reader: PartyID
    ) throws(DatabaseError) -> Int {
        try page(s, in: mailboxes, for: reader).count { !$0.isRead }
    }

    /// The message that the event at a position gave to one of these mailboxes; nil when it gave none.
    package static func one(
        _ s: Snapshot, at position: Position, in mailboxes: [Mailbox], for reader: PartyID
    ) throws(DatabaseError) -> Message? {
        guard position <= s.position, let row = try MessageRow.find(number: position.rawValue, in: s.db) else {
            return nil
        }
        let dossier = try s.event(row.number).toldDossier
        guard let mailbox = mailboxes.first(where: { $0.holds(row, of: dossier) }) else { return nil }
        return try Message(row, in: mailbox, for: reader, s)
    }
}

extension Message {
    private init(_ row: MessageRow, in mailbox: Mailbox, for reader: PartyID, _ s: Snapshot) throws(DatabaseError) {
        let envelope = try s.event(row.number)
        let origin = row.origin == row.number ? envelope : try s.event(row.origin)
        let first = try Self.grant(behind: row, envelope.event, s)
        guard let content = MessageContent(envelope, origin: origin.event, first: first) else {
            throw .missing("message")
        }
        let text = MessageText(content, mailbox)
        position = envelope.position
        dossier = content.dossier
        recordedAt = envelope.recordedAt
        subject = text.subject
        body = text.body
        explanation = content.explanation
        topic = content.template.topic
        about = content.about
        isRead = try Self.isRead(row, by: reader, s)
        let sent = try Self.sent(row, to: reader, s)
        sentBy = sent?.channel
        sentAt = sent?.at
    }

    private static func sent(
        _ row: MessageRow, to reader: PartyID, _ s: Snapshot
    ) throws(DatabaseError) -> (channel: DispatchChannel, at: Moment)? {
        let latest: (number: Int64, channel: DispatchChannel)? = try s.db.first(
            """
            SELECT number, channel FROM message_sent WHERE message = ? AND party = ? AND number <= ?
            ORDER BY number DESC LIMIT 1
            """, row.number, reader, s.position
        ) { ($0.int64(0), $0.name(1)) }
        guard let latest else { return nil }
        return (latest.channel, try s.event(latest.number).recordedAt)
    }

    private static func isRead(_ row: MessageRow, by reader: PartyID, _ s: Snapshot) throws(DatabaseError) -> Bool {
        try s.db.first(
            "SELECT min(number) FROM message_read WHERE message = ? AND party = ? AND number <= ?", row.number, reader,
            s.position
        ) { !$0.isNull(0) } ?? false
    }

    /// The grant of the budget that a message is about: what said last what a budget is was told too, with what said it
    /// before.
    private static func grant(behind row: MessageRow, _ event: Event, _ s: Snapshot) throws(DatabaseError) -> Event? {
        guard case .budget = event else { return nil }
        var row = row
        while row.origin != row.number, let before = try MessageRow.find(number: row.origin, in: s.db) { row = before }
        return try s.event(row.number).event
    }
}

extension Mailbox {
    fileprivate func holds(_ row: MessageRow, of dossier: DossierID?) -> Bool {
        switch self {
        case .holderSide(let mine): row.isToHolderSide && dossier == mine
        case .party(let party): row.party == party
        }
    }

    fileprivate func older(than row: MessageRow) -> Int64 {
        switch self {
        case .holderSide: row.olderOfHolderSide ?? 0
        case .party: row.olderOfParty ?? 0
        }
    }

    /// The newest message of the mailbox whose number is not above `most`.
    fileprivate func newest(_ s: Snapshot, at most: Int64) throws(DatabaseError) -> MessageRow? {
        var found: MessageRow?
        try s.walk(from: try start(s, most)) { (number) throws(DatabaseError) in
            guard found == nil else { return nil }
            guard let row = try MessageRow.find(number: number, in: s.db) else { throw .missing("message") }
            if number <= most {
                found = row
                return nil
            }
            return older(than: row)
        }
        return found
    }

    /// Where to look from: the message behind `most` when it is of this mailbox, which is where the page before ended.
    private func start(_ s: Snapshot, _ most: Int64) throws(DatabaseError) -> Int64 {
        if most < s.position.rawValue, let last = try MessageRow.find(number: most + 1, in: s.db),
            holds(last, of: try s.event(last.number).toldDossier)
        {
            return older(than: last)
        }
        return switch self {
        case .holderSide(let dossier):
            try s.newest(InboxView.Mailboxes.byKey, of: dossier.owner, list: InboxView.Mailboxes.ofHolderSide)
        case .party(let party):
            try s.newest(InboxView.Mailboxes.byKey, of: party.owner, list: InboxView.Mailboxes.ofParty)
        }
    }
}

extension Template {
    fileprivate var topic: Message.Topic {
        switch self {
        case .contractShared, .contractRevised, .contractSigned, .contractApproved, .contractRejected,
            .contractReturned, .contractEnded, .contractReopened, .contractWarned, .changeProposed, .changeWithdrawn,
            .contractChanged, .contractExtended, .renewalTold, .sicknessReported, .recoveryReported, .wageWithheld,
            .differenceSettled:
            .contract
        case .exceptionGranted: .caregiver
        case .claimWaiting, .claimAccepted, .claimRefused, .claimDeclined, .claimHeld, .claimWithdrawn, .claimCorrected:
            .claim
        case .paymentScheduled, .paymentPaid, .paymentReturned, .paymentSuspended, .paymentResumed, .paymentWithdrawn,
            .paymentOffset:
            .payment
        case .receivableRaised, .receivablePlanned, .receivablePaid, .receivableWrittenOff: .receivable
        case .budgetGranted, .budgetChanged, .budgetEnded, .spendingConflict, .claimStopSet, .claimStopLifted,
            .budgetCredited, .depositReceived, .budgetWarned, .budgetClosed, .budgetFixed:
            .budget
        case .accountChanged, .accountConfirmed: .bankAccount
        case .people(let topic): topic
        }
    }
}
