// The stream of one file that the bank sent. Names and accounts of others stay in the file itself, which is kept beside the log.

/// An entry in a file of the bank.
package struct BankEntry: Record, Equatable {
    package let file: BankFileID
    /// Its place in the file, from 1.
    package let number: Int64

    package init(file: BankFileID, number: Int64) {
        self.file = file
        self.number = number
    }

    package init(from r: inout JSONReader) {
        file = r("file")
        number = r("number")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("file", file)
        w.field("number", number)
    }
}

/// A file of the bank was read, whole. What it said of payments stands in their dossiers.
package struct BankFileRead: Fact {
    package static let name: StaticString = "bank-file-read"
    package let file: BankFileID
    package let kind: BankFileKind
    /// SHA-256 over the file: the same file is read once.
    package let digest: Digest
    package let byteCount: Int64
    package let entries: Int64
    /// How many were about payments of ours.
    package let matched: Int64
    /// The balances of a statement.
    package let openingCents: Cents?
    package let closingCents: Cents?

    package init(
        file: BankFileID, kind: BankFileKind, digest: Digest, byteCount: Int64, entries: Int64, matched: Int64,
        openingCents: Cents? = nil, closingCents: Cents? = nil
    ) {
        self.file = file
        self.kind = kind
        self.digest = digest
        self.byteCount = byteCount
        self.entries = entries
        self.matched = matched
        self.openingCents = openingCents
        self.closingCents = closingCents
    }

    package init(from r: inout JSONReader) {
        file = r("file")
        kind = r("kind")
        digest = r("digest")
        byteCount = r("byteCount")
        entries = r("entries")
        matched = r("matched")
        openingCents = r.optional("openingCents")
        closingCents = r.optional("closingCents")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("file", file)
        w.field("kind", kind)
        w.field("digest", digest)
        w.field("byteCount", byteCount)
        w.field("entries", entries)
        w.field("matched", matched)
        w.present("openingCents", openingCents)
        w.present("closingCents", closingCents)
    }
}

/// An entry that matches nothing waits for a person.
package struct BankEntryOpen: Fact {
    package static let name: StaticString = "bank-entry-open"
    package let entry: BankEntry
    package let cents: Cents
    /// Whether the money came in.
    package let isCredit: Bool
    package let on: Day
    package let why: EntryTrouble
    /// The dossier whose number stands in what the payer wrote: a proposal.
    package let dossier: DossierID?

    package init(
        entry: BankEntry, cents: Cents, isCredit: Bool, on: Day, why: EntryTrouble, dossier: DossierID? = nil
    ) {
        self.entry = entry
        self.cents = cents
        self.isCredit = isCredit
        self.on = on
        self.why = why
        self.dossier = dossier
    }

    package init(from r: inout JSONReader) {
        entry = r("entry")
        cents = r("cents")
        isCredit = r("isCredit")
        on = r("on")
        why = r("why")
        dossier = r.optional("dossier")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("entry", entry)
        w.field("cents", cents)
        w.field("isCredit", isCredit)
        w.field("on", on)
        w.field("why", why)
        w.present("dossier", dossier)
    }

    package var validOn: Day? { on }
}

/// A person said what an entry is that is not booked in a dossier. What is booked there names the entry itself.
package struct BankEntrySettled: Fact {
    package static let name: StaticString = "bank-entry-settled"
    package let entry: BankEntry
    package let use: EntryUse
    /// The payment it is about, and its dossier.
    package let dossier: DossierID?
    package let payment: PaymentID?

    package init(entry: BankEntry, use: EntryUse, dossier: DossierID? = nil, payment: PaymentID? = nil) {
        self.entry = entry
        self.use = use
        self.dossier = dossier
        self.payment = payment
    }

    package init(from r: inout JSONReader) {
        entry = r("entry")
        use = r("use")
        dossier = r.optional("dossier")
        payment = r.optional("payment")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("entry", entry)
        w.field("use", use)
        w.present("dossier", dossier)
        w.present("payment", payment)
    }
}

package enum BankFact: Sendable, Equatable {
    case read(BankFileRead)
    case entryOpen(BankEntryOpen)
    case entrySettled(BankEntrySettled)

    package var fact: any Fact {
        switch self {
        case .read(let fact): fact
        case .entryOpen(let fact): fact
        case .entrySettled(let fact): fact
        }
    }
}
