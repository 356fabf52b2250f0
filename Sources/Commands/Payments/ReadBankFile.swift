package import Events

/// A file of the bank was read, whole; what matched is in the dossiers already, and what did not waits for a person.
///
/// The service asks this in the name of who brought the file, and only the service: it has read the file itself.
package struct ReadBankFile: Command {
    package static let name: StaticString = "read-bank-file"
    package static let allowed: [Actor] = [.svb(.paymentsReleaser)]
    package static let leavesOutErased = true

    package let file: BankFileID
    package let kind: BankFileKind
    package let digest: Digest
    package let byteCount: Int64
    package let entries: Int64
    /// How many of them were about payments of ours.
    package let matched: Int64
    package let openingCents: Cents?
    package let closingCents: Cents?
    /// The entries that match nothing, in the order of the file.
    package let open: [OpenEntry]

    /// An entry that matches nothing.
    package struct OpenEntry: Record, Equatable {
        /// Its place in the file, from 1.
        package let number: Int64
        package let cents: Cents
        package let isCredit: Bool
        package let on: Day
        package let why: EntryTrouble
        /// The dossier whose number the payer wrote.
        package let dossier: DossierID?

        package init(from r: inout JSONReader) {
            number = r("number")
            cents = r("cents")
            isCredit = r("isCredit")
            on = r("on")
            why = r("why")
            dossier = r.optional("dossier")
        }

        package init(number: Int64, cents: Cents, isCredit: Bool, on: Day, why: EntryTrouble, dossier: DossierID?) {
            self.number = number
            self.cents = cents
            self.isCredit = isCredit
            self.on = on
            self.why = why
            self.dossier = dossier
        }

        package func writeFields(to w: inout JSONWriter) {
            w.field("number", number)
            w.field("cents", cents)
            w.field("isCredit", isCredit)
            w.field("on", on)
            w.field("why", why)
            w.present("dossier", dossier)
        }
    }

    package init(from r: inout JSONReader) {
        file = r("file")
        kind = r("kind")
        digest = r("digest")
        byteCount = r.positiveCount("byteCount")
        entries = r("entries")
        matched = r("matched")
        openingCents = r.optional("openingCents")
        closingCents = r.optional("closingCents")
        open = r.list("open")
        if matched < 0 || entries < matched + Int64(open.count) {
            r.refuse("entries", .outOfRange, "Er zijn ten minste zoveel boekingen als er kloppen en openstaan.")
        }
    }

    package init(
        file: BankFileID, kind: BankFileKind, digest: Digest, byteCount: Int64, entries: Int64, matched: Int64,
        openingCents: Cents?, closingCents: Cents?, open: [OpenEntry]
    ) {
        self.file = file
        self.kind = kind
        self.digest = digest
        self.byteCount = byteCount
        self.entries = entries
        self.matched = matched
        self.openingCents = openingCents
        self.closingCents = closingCents
        self.open = open
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("file", file)
        w.field("kind", kind)
        w.field("digest", digest)
        w.field("byteCount", byteCount)
        w.field("entries", entries)
        w.field("matched", matched)
        w.field("openingCents", openingCents)
        w.field("closingCents", closingCents)
        w.field("open", open)
    }

    package var stream: StreamID { .bank(file) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        guard stamp.means == .system else { throw .fileNotHandedIn }
        if let known = world.register.bankFiles[file] {
            guard known.digest == digest else { throw .otherBankFile }
            return []
        }
        let read = BankFileRead(
            file: file, kind: kind, digest: digest, byteCount: byteCount, entries: entries,
            matched: matched, openingCents: openingCents, closingCents: closingCents)
        return [.bank(.read(read))]
            + open.map { entry in
                // A payer may write the number of somebody who was erased: the entry waits without it, like one with none.
                var dossier = entry.dossier
                if let holder = dossier?.holder, world.register.parties[holder]?.people.isErased == true {
                    dossier = nil
                }
                return .bank(
                    .entryOpen(
                        BankEntryOpen(
                            entry: BankEntry(file: file, number: entry.number), cents: entry.cents,
                            isCredit: entry.isCredit, on: entry.on, why: entry.why, dossier: dossier)))
            }
    }
}

extension Rejection {
    package static let fileNotHandedIn = Rejection(
        "file-not-handed-in", .forbidden, "Lever het bestand van de bank zelf in. Dan lezen wij het.")
    package static let otherBankFile = Rejection(
        "other-bank-file", "Onder dit nummer is een ander bestand van de bank ingelezen.")
}
