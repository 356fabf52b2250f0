import Commands
import Events
import Projections

/// The letters of a round: a bundle a day of everything that waits for it, in portions when that is much.
extension PostRound {
    /// Makes one portion. The first of a day has what waits by now; the next ones, a round later each, only what waited when
    /// the day began: what comes later goes tomorrow, in one envelope with the rest of its person.
    func sendLetters() throws {
        guard let folder = settings.letters else { return }
        let today = now.day
        var portion = 1
        while try ledger.batch(Self.bundleName(today, portion)) != nil { portion += 1 }
        let due = portion == 1 ? now : Moment(startOf: today)
        let items = try ledger.letters(due: due, limit: settings.messagesPerBundle + 1)
        guard !items.isEmpty else { return }
        try bundle(
            Self.whole(items, most: settings.messagesPerBundle), Self.bundleName(today, portion), in: folder)
    }

    /// `2026-05-12`, then `2026-05-12-2`.
    private static func bundleName(_ day: Day, _ portion: Int) -> String {
        portion == 1 ? day.text : "\(day.text)-\(portion)"
    }

    /// So many at the most, and the last person with all of his or not at all: nobody gets two envelopes a day because of
    /// how many others get one.
    private static func whole(_ items: [PostItem], most: Int) -> [PostItem] {
        guard items.count > most, let beyond = items.last?.party else { return items }
        let whole = items.filter { $0.party != beyond }
        return whole.isEmpty ? Array(items.prefix(most)) : whole
    }

    /// Makes the bundle beside its place, whole and durable, notes it, and moves it there.
    private func bundle(_ items: [PostItem], _ name: String, in folder: String) throws {
        if !Files.exists(folder) { try Files.makeFolder(folder) }
        let partial = PostBatch.partial(name, in: folder)
        // What an interrupted run left: nothing of it was noted.
        try LetterFolder(path: partial).remove()
        let made = LetterFolder(path: partial)
        try made.make()
        var letters: [(file: String, items: [PostItem])] = []
        var sheet = AddressSheet()
        var manifest = LetterManifest()
        for own in Self.byPerson(items) where !stops() {
            guard let (letter, enclosed) = try letter(own) else { continue }
            let file = LetterFolder.fileName(letters.count + 1)
            let bytes = Array(letter.html.utf8)
            try made.write(bytes, file)
            sheet.add(file, letter)
            manifest.add(file, bytes)
            letters.append((file, enclosed))
        }
        guard !letters.isEmpty, !stops() else { return try made.remove() }
        try made.write(sheet.bytes, AddressSheet.fileName)
        manifest.add(AddressSheet.fileName, sheet.bytes)
        try made.write(manifest.bytes, LetterManifest.fileName)
        try Files.syncFolder(partial)
        try at(.bundleWritten)
        let batch = PostBatch(
            name: name, folder: folder, letters: letters.count, manifest: SHA256.hash(manifest.bytes), at: now)
        try ledger.begin(batch, letters)
        try at(.bundleBegun)
        board.lettersBundled.add(UInt64(letters.count))
        try place(batch)
        try record(batch)
    }

    /// Moves a bundle to its place, unless that was done before.
    func place(_ batch: PostBatch) throws {
        if Files.exists(batch.partial) {
            try Files.rename(batch.partial, to: batch.path)
            try Files.syncFolder(batch.folder)
        }
        try at(.bundlePlaced)
        try ledger.set(batch, .ready)
    }

    /// The letter with one person's messages, and which they are; nil when there is none to send. What is not in it is
    /// looked at anew.
    private func letter(_ items: [PostItem]) throws -> (letter: Letter1, items: [PostItem])? {
        guard let first = items.first else { return nil }
        let addressee = try readers.live { try Addressee.one($0, first.party) }
        let isGone = try addressee.map { $0.way == .erased } ?? true || enclosed(items).isEmpty
        // Who chose e-mail meanwhile gets by letter only that he did.
        let own = items.filter {
            addressee?.way == .post || addressee?.way == .email && $0.kind == .contactLetter
        }
        let enclosed = try enclosed(own)
        guard let addressee, !isGone, !enclosed.isEmpty, let name = try open(addressee.fullName),
            let address = try open(addressee.address), let postcode = try open(addressee.postcode)
        else {
            for item in items { try ledger.set(item, isGone ? .dropped : .waiting, due: now) }
            return nil
        }
        for item in items where !own.contains(item) { try ledger.set(item, .waiting, due: now) }
        let letter = Letter1(
            sender: settings.letterSender, fullName: name.text,
            address: Self.lines(address: address.text, postcode: postcode.text), isToHeirs: addressee.isDead,
            day: now.day, messages: enclosed, site: settings.site)
        return (letter, own)
    }

    /// The messages of items, each once.
    private func enclosed(_ items: [PostItem]) throws -> [Letter1.Enclosed] {
        var seen: Set<Position> = []
        return try readers.live { s in
            try items.compactMap { item in
                guard seen.insert(item.message).inserted, let given = try GivenMessage.one(s, at: item.message) else {
                    return nil
                }
                let mailbox = given.mailbox(of: item.party)
                return try Message.one(s, at: item.message, in: [mailbox], for: item.party).map {
                    Letter1.Enclosed(subject: $0.subject, body: $0.body)
                }
            }
        }
    }

    private static func byPerson(_ items: [PostItem]) -> [[PostItem]] {
        items.reduce(into: []) { groups, item in
            if groups.last?.first?.party == item.party {
                groups[groups.count - 1].append(item)
            } else {
                groups.append([item])
            }
        }
    }

    /// The register has an address as one text, "Dorpsstraat 1, Meerdam", and the postcode apart. On a letter the place
    /// stands behind the postcode, in capitals and two blanks further (NEN 5825).
    static func lines(address: String, postcode: String) -> [String] {
        let code = postcode.utf8.count == 6 ? "\(postcode.prefix(4)) \(postcode.suffix(2))" : postcode
        guard let comma = address.lastIndex(of: ",") else { return [address, code] }
        let place = address[address.index(after: comma)...].drop { $0 == " " }
        return [String(address[..<comma]), "\(code)  \(place.uppercased())"]
    }

    // MARK: Telling the log

    /// Tells the log of bundles that stand ready, and of each letter once the print service confirmed its bundle.
    func recordLetters() throws {
        for batch in try ledger.batches(.ready) where !stops() { try record(batch) }
        for batch in try ledger.batches(.confirmed) where !stops() {
            guard let code = Code(batch.name) else { continue }
            let asks = try PipelinedAsks(service)
            let items = try ledger.items(inBatch: batch.name)
            for item in items {
                let command = RecordDispatch(
                    party: item.party, message: item.message, channel: .post, batch: code)
                try asks.ask(NamedAsk(command: command, name: name(of: item, .post)))
            }
            try asks.finish()
            try at(.lettersRecorded)
            try ledger.db.transaction {
                for item in items { try ledger.set(item, .done) }
                try ledger.set(batch, .done, at: now)
            }
        }
    }

    private func record(_ batch: PostBatch) throws {
        guard let code = Code(batch.name) else { return }
        try record(
            RecordLetters(batch: code, letters: Int64(batch.letters), manifest: batch.manifest),
            "letters/\(batch.name)")
        try at(.bundleRecorded)
        try ledger.set(batch, .recorded)
    }

    // MARK: Files that go

    /// A bundle goes some time after it was confirmed: nobody needs what stands in it any longer.
    func removeOldLetters() throws {
        let limit = now.adding(seconds: -Int64(settings.keepDays) * 86_400)
        for batch in try ledger.batches(.done) where batch.at < limit && !stops() {
            try LetterFolder(path: batch.path).remove()
            if Files.exists(batch.folder) { try Files.syncFolder(batch.folder) }
            try ledger.db.transaction {
                try ledger.forgetLetters(of: batch)
                try ledger.set(batch, .removed)
            }
        }
        try ledger.forget(before: now.adding(seconds: -60 * 86_400))
    }

    /// Of who was erased no letter and no mail may stay.
    func eraseFiles() throws {
        for party in try ledger.erasing() where !stops() {
            for mail in try ledger.mails(to: party) {
                if let folder = mail.folder { try MailSpool(folder: folder).remove(mail.fileName) }
                if mail.state == .failing || mail.state == .refused { try ledger.set(mail, .dropped) }
            }
            for (batch, file) in try ledger.batches(withLetterTo: party) {
                try LetterFolder(path: batch.path).withdraw(file)
                try ledger.forgetLetter(file, of: batch)
            }
            try ledger.finishErasing(party)
        }
    }
}
