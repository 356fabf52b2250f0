import Events
import Projections

/// What the log says since the last round: messages that were given, and what changes how people are reached.
extension PostRound {
    /// So many positions at once: one read of the views, and one commit of the ledger.
    private static let step: Int64 = 2_000
    /// How long, in days, the address before is also told when the account changes.
    private static let formerDays: Int64 = 30

    func follow() throws {
        while !stops() {
            let after = try ledger.followed()
            let isDone = try readers.live { s in
                let through = Position(min(after.rawValue + Self.step, s.position.rawValue))
                guard after < through else { return true }
                let today = now.day
                let given = try GivenMessage.page(s, after: after, through: through)
                let told = try given.map { (message: $0.position, readers: try $0.readers(s, on: today)) }
                let events = try events(after: after, through: through)
                try ledger.db.transaction {
                    for (message, readers) in told {
                        for reader in readers { try ledger.enlist(message, reader, .message, due: now) }
                    }
                    for event in events { try take(event, s) }
                    try ledger.follow(to: through)
                }
                return false
            }
            try at(.followed)
            if isDone { return }
        }
    }

    /// The events among them that matter here; most do not, and are not read.
    private func events(after: Position, through: Position) throws -> [EventEnvelope] {
        var records: [EventRecord] = []
        try readers.log.scan(after: after, through: through) { (row) throws(DatabaseError) in
            if Self.names.contains(row.name) { records.append(row.record) }
        }
        var decoder = EventDecoder()
        return try records.map { try decoder.envelope($0) }
    }

    private static let names: Set<String> = Set(
        [
            ContactChanged.name, ContactConfirmed.name, PersonChanged.name, BankAccountChanged.name,
            MessageDispatched.name, MessageBounced.name, LettersConfirmed.name, PersonErased.name,
        ].map(\.description))

    private func take(_ envelope: EventEnvelope, _ s: Snapshot) throws {
        switch envelope.event {
        case .party(.contactChanged(let change)): try take(change, envelope.position, s)
        case .party(.bankAccountChanged(let change)): try take(change, envelope, s)
        case .party(.contactConfirmed(let confirmed)): try ledger.release(confirmed.party, due: now)
        case .party(.changed(let change)): try ledger.release(change.party, due: now)
        case .dispatch(.bounced(let bounced)): try take(bounced, s)
        case .dispatch(.dispatched(let dispatched)): try take(dispatched)
        case .dispatch(.lettersConfirmed(let confirmed)):
            guard let batch = try ledger.batch(confirmed.batch.text) else { return }
            if batch.state == .ready || batch.state == .recorded { try ledger.set(batch, .confirmed) }
        case .rights(.erased(let erased)): try ledger.drop(erased.party)
        case .party, .office, .representation, .budget, .contract, .claim, .payment, .receivable, .run, .bank, .inbox,
            .document, .application, .circumstance, .rights, .dispatch, .system:
            return
        }
    }

    /// A new e-mail address gets the code, and the one before hears that it was changed. Who got letters hears of it by
    /// letter: whoever gave an address of his own would else be the only one who is told.
    private func take(_ change: ContactChanged, _ position: Position, _ s: Snapshot) throws {
        if change.code != nil, change.email != nil { try ledger.enlist(position, change.party, .code, due: now) }
        if change.code != nil || change.channel == .email,
            try EarlierContact(of: change.party, before: position, readers.log).way == .post
        {
            try ledger.enlist(position, change.party, .contactLetter, due: now)
        }
        guard change.code != nil || change.email == nil,
            try Addressee.one(s, change.party)?.heard(before: position) != nil
        else { return }
        try ledger.enlist(position, change.party, .addressChanged, due: now)
    }

    private func take(_ change: BankAccountChanged, _ envelope: EventEnvelope, _ s: Snapshot) throws {
        guard let addressee = try Addressee.one(s, change.party), addressee.heard(before: envelope.position) != nil
        else { return }
        try ledger.enlist(envelope.position, change.party, .accountChanged, due: now)
        // Who took over an account could have given an e-mail address of his own first.
        guard addressee.former != nil, addressee.confirmedAt < envelope.position,
            let confirmed = try readers.log.event(at: addressee.confirmedAt)?.recordedAt,
            envelope.recordedAt < confirmed.adding(seconds: Self.formerDays * 86_400)
        else { return }
        try ledger.enlist(envelope.position, change.party, .accountChangedFormer, due: now)
    }

    /// An e-mail that came back goes by post, with everything that it told of; a letter waits for an address.
    private func take(_ bounced: MessageBounced, _ s: Snapshot) throws {
        // Also what was sent before this ledger began. A code and a word to an old address are no messages.
        if let given = try GivenMessage.one(s, at: bounced.message),
            try given.readers(s, on: now.day).contains(bounced.party)
        {
            try ledger.enlist(bounced.message, bounced.party, .message, due: now)
        }
        for item in try ledger.items(bounced.message, bounced.party) {
            switch bounced.channel {
            case .email: try takeBack(item)
            case .post:
                guard item.state == .bundled || item.state == .done else { continue }
                try ledger.again(item, due: now)
                // It goes by letter or not at all, and so not before there is another address.
                if item.kind == .contactLetter { try ledger.set(item, .stuck) }
            }
        }
    }

    /// Everything that the mail of an item told of is told anew.
    private func takeBack(_ item: PostItem) throws {
        guard let mail = try item.mail.flatMap(ledger.mail) else {
            if item.kind == .message, item.state == .done { try ledger.again(item, due: now) }
            return
        }
        for told in try ledger.items(inMail: mail.id) {
            if told.kind == .message { try ledger.again(told, due: now) } else { try ledger.set(told, .dropped) }
        }
        try ledger.set(mail, .bounced)
    }

    /// An operator says of an uncertain mail that it left.
    private func take(_ dispatched: MessageDispatched) throws {
        guard dispatched.channel == .email else { return }
        for item in try ledger.items(dispatched.message, dispatched.party) {
            guard let mail = try item.mail.flatMap(ledger.mail), mail.state == .uncertain else { continue }
            try ledger.set(item, .done)
            let isAll = try ledger.items(inMail: mail.id).allSatisfy { $0.state == .done || $0.state == .dropped }
            if isAll { try ledger.set(mail, .done) }
        }
    }
}
