package import Events

/// A person says what an entry is that no dossier books: the rest names the entry where it is booked, as a deposit or as
/// money on a receivable.
package struct SettleEntry: Command {
    package static let name: StaticString = "settle-entry"
    package static let allowed: [Actor] = [.svb(.paymentsReleaser)]

    package let entry: BankEntry
    package let use: EntryUse
    /// The payment it is about, and its dossier.
    package let dossier: DossierID?
    package let payment: PaymentID?

    package init(from r: inout JSONReader) {
        entry = r("entry")
        use = r("use")
        dossier = r.optional("dossier")
        payment = r.optional("payment")
        if use == .payment, dossier == nil { r.refuse("dossier", .missing, "Noem het dossier van de betaling.") }
        if use == .payment, payment == nil { r.refuse("payment", .missing, "Noem de betaling waar het om gaat.") }
        if use != .payment, dossier != nil { r.refuse("dossier", .invalidValue, "Dit hoort bij geen dossier.") }
        if use != .payment, payment != nil { r.refuse("payment", .invalidValue, "Dit hoort bij geen betaling.") }
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("entry", entry)
        w.field("use", use)
        w.field("dossier", dossier)
        w.field("payment", payment)
    }

    package var stream: StreamID { .bank(entry.file) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        guard try world.register.openEntry(entry) != nil else { return [] }
        return [
            .bank(.entrySettled(BankEntrySettled(entry: entry, use: use, dossier: dossier, payment: payment)))
        ]
    }
}

extension Register {
    /// An entry that waits for a person; nil when a person has settled it. An entry that a dossier has booked may still be
    /// found here: that it is not booked twice is seen to where facts are stored (`UsedIDs`).
    package func openEntry(_ entry: BankEntry) throws(Rejection) -> BankEntryOpen? {
        guard let file = bankFiles[entry.file], file.numbers.contains(entry.number) else { throw .unknownEntry }
        return file.open.first { $0.entry == entry }
    }

    /// An entry by which money came in: what a deposit or money on a receivable names. It must be open and of that amount.
    package func credit(_ entry: BankEntry, of cents: Cents) throws(Rejection) -> BankEntryOpen {
        guard let open = try openEntry(entry) else { throw .entryUsed }
        guard open.isCredit else { throw .entryIsDebit }
        guard open.cents == cents else { throw .bankAmountDiffers }
        return open
    }
}

extension Rejection {
    package static let unknownEntry = Rejection(
        "unknown-entry", .unknown, "Deze boeking van de bank staat niet op de werklijst. Controleer het nummer.")
    package static let entryIsDebit = Rejection(
        "entry-is-debit", "Bij deze boeking ging geld van de rekening af. Kies een boeking waarbij geld binnenkwam.")
}
