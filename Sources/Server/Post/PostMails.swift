import Commands
import Events
import Projections

/// The e-mails of a round.
extension PostRound {
    /// One word that something waits in this time, in seconds, for all that came meanwhile.
    private static let wordSeconds: Int64 = 3_600
    /// The waits before a mail that did not leave is tried again, in seconds; the last one from then on.
    private static let waits: [Int64] = [60, 300, 900, 3_600, 14_400]
    /// What is looked at in one round.
    private static let mostItems = 500

    func sendMails() throws {
        try recordMails()
        try recordRefused()
        var left = max(settings.mailsPerMinute / 60, 1)
        if settings.mail != nil {
            for mail in try ledger.mails(.failing, due: now, limit: left) where !stops() {
                left -= 1
                try sendAgain(mail)
            }
        }
        var failure: (any Error)?
        for item in try ledger.due(at: now, limit: Self.mostItems) where !stops() && left > 0 {
            do {
                // One before may have told of it already.
                guard let item = try ledger.item(item.message, item.party, item.kind), item.state == .waiting
                else { continue }
                if try send(item) { left -= 1 }
            } catch {
                // It is looked at again later, and those behind it now.
                failure = failure ?? error
                try ledger.delay(item, until: now.adding(seconds: 60))
            }
        }
        if let failure { throw failure }
    }

    /// True when a mail was begun.
    private func send(_ item: PostItem) throws -> Bool {
        let addressee = try readers.live { try Addressee.one($0, item.party) }
        guard let addressee, addressee.way != .erased else {
            try ledger.set(item, .dropped)
            return false
        }
        if item.kind == .contactLetter {
            try enclose(item, addressee)
            return false
        }
        guard item.kind == .message else { return try sendNotice(item, addressee) }
        switch addressee.way {
        case .erased: return false
        case .email: return try sendWord(item, addressee)
        case .post:
            try ledger.set(item, .letter, due: tomorrow)
            return false
        case .nowhere:
            // That something bounced is a message too: to say of it that there is no address would never end.
            guard try readers.log.event(at: item.message)?.name != MessageBounced.name.description else {
                try ledger.set(item, .stuck)
                return false
            }
            try record(
                RecordBounce(party: item.party, message: item.message, channel: .post, reason: .unknownAddress),
                name(of: item, .post) + "/no-address")
            try ledger.set(item, .stuck)
            return false
        }
    }

    /// Puts into the next bundle what goes by letter whatever he chose since. Who has no address at all cannot be told so; one
    /// that does not work may come to work.
    private func enclose(_ item: PostItem, _ addressee: Addressee) throws {
        guard addressee.address != nil, addressee.postcode != nil else { return try ledger.set(item, .dropped) }
        guard addressee.way != .nowhere else { return try ledger.set(item, .stuck) }
        try ledger.set(item, .letter, due: tomorrow)
    }

    /// When the next bundle of letters is made.
    private var tomorrow: Moment { Moment(startOf: now.day.adding(days: 1)) }

    /// The code to a new address, or the word to an old one that something changed: at once, each for itself.
    private func sendNotice(_ item: PostItem, _ addressee: Addressee) throws -> Bool {
        guard settings.mail != nil else {
            try ledger.set(item, .waiting, due: now.adding(seconds: Self.wordSeconds))
            return false
        }
        guard let letter = try notice(item, addressee) else {
            try ledger.set(item, .dropped)
            return false
        }
        try hand([item], letter, attempts: 0)
        return true
    }

    private func sendWord(_ item: PostItem, _ addressee: Addressee) throws -> Bool {
        let last = try ledger.lastWord(to: item.party)?.adding(seconds: Self.wordSeconds)
        let items = try ledger.waiting(for: item.party)
        if settings.mail == nil || last.map({ now < $0 }) ?? false {
            let later = last.map { max($0, now.adding(seconds: 60)) } ?? now.adding(seconds: Self.wordSeconds)
            for item in items { try ledger.set(item, .waiting, due: later) }
            return false
        }
        if let failing = try ledger.failingWord(to: item.party) {
            for item in items { try ledger.put(item, inMail: failing.id) }
            return false
        }
        var unread: [PostItem] = []
        for item in items {
            if try isRead(item) { try ledger.set(item, .dropped) } else { unread.append(item) }
        }
        guard !unread.isEmpty else { return false }
        guard let word = try word(to: addressee) else {
            for item in unread { try ledger.set(item, .dropped) }
            return false
        }
        try hand(unread, word, attempts: 0)
        return true
    }

    /// Whoever has read a message needs no word that it waits.
    private func isRead(_ item: PostItem) throws -> Bool {
        try readers.live { s in
            guard let given = try GivenMessage.one(s, at: item.message) else { return false }
            let mailbox = given.mailbox(of: item.party)
            return try Message.one(s, at: item.message, in: [mailbox], for: item.party)?.isRead ?? false
        }
    }

    private func sendAgain(_ mail: PostMail) throws {
        let items = try ledger.items(inMail: mail.id).filter { $0.state == .mailed }
        let addressee = try readers.live { try Addressee.one($0, mail.party) }
        var ready: ReadyMail?
        if let addressee, addressee.way != .erased, let first = items.first {
            if mail.kind == .message {
                ready = addressee.way == .email ? try word(to: addressee) : nil
            } else {
                ready = try notice(first, addressee)
            }
        }
        guard let ready else {
            // It can no longer go this way: each thing it told of is looked at anew.
            try ledger.db.transaction {
                for item in items { try ledger.again(item, due: now) }
                try ledger.set(mail, .dropped)
            }
            return
        }
        try hand(items, ready, attempts: mail.attempts, id: mail.id)
    }

    // MARK: What stands in it

    /// A text and where it goes.
    struct ReadyMail {
        let text: any PostText
        let to: EmailAddress
    }

    private func word(to addressee: Addressee) throws -> ReadyMail? {
        try open(addressee.confirmed).map { ReadyMail(text: MessageWaits1(site: settings.site), to: $0) }
    }

    /// Nil when it is no longer so, or the person was erased.
    private func notice(_ item: PostItem, _ addressee: Addressee) throws -> ReadyMail? {
        switch item.kind {
        case .message, .contactLetter: return nil
        case .code:
            // A code that was replaced by a later one, or given back already, is of no use.
            guard addressee.contactAt == item.message, addressee.contact?.email != addressee.confirmed,
                let to = try open(addressee.contact?.email),
                let code = try open(addressee.contact?.code)
            else { return nil }
            guard let until = addressee.contact?.codeUntil else {
                return ReadyMail(text: ConfirmAddress1(code: code.text, site: settings.site), to: to)
            }
            // Nor is one that would come too late.
            guard now < until else { return nil }
            return ReadyMail(
                text: ConfirmAddress2(code: code.text, until: Dutch.moment(until), site: settings.site), to: to)
        case .addressChanged:
            return try open(addressee.heard(before: item.message)).map {
                ReadyMail(text: AddressChanged1(site: settings.site), to: $0)
            }
        case .accountChanged:
            return try open(addressee.heard(before: item.message)).map {
                ReadyMail(text: AccountChanged1(site: settings.site), to: $0)
            }
        case .accountChangedFormer:
            return try open(addressee.former).map { ReadyMail(text: AccountChanged1(site: settings.site), to: $0) }
        }
    }

    // MARK: Handing over

    private func hand(_ items: [PostItem], _ ready: ReadyMail, attempts: Int, id known: String? = nil) throws {
        guard let first = items.first, let from = settings.from, let way = settings.mail else { return }
        let id = known ?? PostMail.id(of: first, origin: origin)
        let began = now
        let bytes = MailBytes.of(ready.text, id: id, from: from, to: ready.to, at: began)
        let text = type(of: ready.text).name
        switch way {
        case .spool(let folder):
            let mail = PostMail(id: id, first, folder: folder, state: .placing, attempts: attempts, at: began)
            try MailSpool(folder: folder).prepare(bytes, mail.fileName)
            try at(.mailPrepared)
            try ledger.begin(mail, text, telling: items)
            try at(.mailBegun)
            try place(mail)
        case .sendmail(let path):
            let mail = PostMail(id: id, first, folder: nil, state: .handing, attempts: attempts, at: began)
            try ledger.begin(mail, text, telling: items)
            try at(.mailBegun)
            let outcome = Sendmail(path: path).hand(bytes)
            try at(.mailPlaced)
            try take(outcome, of: mail)
        }
        try at(.mailHanded)
        try recordMails()
    }

    /// Moves a mail into the spool, unless that was done before.
    func place(_ mail: PostMail) throws {
        guard let folder = mail.folder else { return }
        try MailSpool(folder: folder).place(mail.fileName)
        try at(.mailPlaced)
        try ledger.set(mail, .handed)
        board.mailsHanded.add()
    }

    private func take(_ outcome: Sendmail.Outcome, of mail: PostMail) throws {
        switch outcome {
        case .accepted:
            try ledger.set(mail, .handed)
            board.mailsHanded.add()
        case .refused:
            try ledger.set(mail, .refused)
            board.mailsRefused.add()
        case .failed(let code):
            let wait = Self.waits[min(mail.attempts, Self.waits.count - 1)]
            try ledger.set(mail, .failing, attempts: mail.attempts + 1, due: now.adding(seconds: wait))
            board.mailsFailed.add()
            service.log?.line("mail-did-not-leave", .number("code", Int(code)), .number("try", mail.attempts + 1))
        case .unknown:
            try ledger.set(mail, .uncertain)
            board.mailsUncertain.add()
            service.log?.line("mail-uncertain", .name("mail", "pgb-\(mail.id)"))
        }
    }

    // MARK: Telling the log

    /// Tells the log of what left.
    func recordMails() throws {
        for mail in try ledger.mails(.handed, limit: Self.mostItems) where !stops() {
            for item in try ledger.items(inMail: mail.id) where item.state == .mailed {
                try record(
                    RecordDispatch(party: item.party, message: item.message, channel: .email), name(of: item, .email))
            }
            try at(.mailRecorded)
            try ledger.db.transaction {
                for item in try ledger.items(inMail: mail.id) where item.state == .mailed {
                    try ledger.set(item, .done)
                }
                try ledger.set(mail, .done)
            }
        }
    }

    /// Tells the log of addresses that do not exist; what comes of that it says when it is followed.
    private func recordRefused() throws {
        for mail in try ledger.mails(.refused, limit: Self.mostItems) where !stops() {
            // An old address that is no longer there says nothing of the present one.
            guard mail.kind != .addressChanged, mail.kind != .accountChangedFormer,
                let first = try ledger.items(inMail: mail.id).first
            else {
                try ledger.set(mail, .dropped)
                continue
            }
            try record(
                RecordBounce(party: first.party, message: first.message, channel: .email, reason: .unknownAddress),
                name(of: first, .email) + "/refused")
            try ledger.set(mail, .bounced)
        }
    }

    /// Follows from party, message and channel, and from how often it came back.
    func name(of item: PostItem, _ channel: DispatchChannel) -> String {
        "dispatch/\(item.party.text)/\(item.message.rawValue)/\(channel.rawValue)"
            + (item.round > 0 ? "/\(item.round)" : "")
    }
}
