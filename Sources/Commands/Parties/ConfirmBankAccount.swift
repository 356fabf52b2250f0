package import Events

/// A changed account is confirmed, so that payments go there: by whom it belongs to, or by the SVB after the bank of the payee
/// compared name and number. The first payment to a changed account waits for this (decisions 6).
package struct ConfirmBankAccount: Command {
    package static let name: StaticString = "confirm-bank-account"
    package static let allowed: [Actor] = [.oneself, .svb(.paymentsMaker)]

    package let party: PartyID
    /// The commitment to the account that he saw: one that was changed since is not confirmed by this.
    package let account: Digest
    /// What the bank of the payee said; of who works at the SVB only.
    package let check: PayeeCheck?

    package init(from r: inout JSONReader) {
        party = r("party")
        account = r("account")
        check = r.optional("check")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("party", party)
        w.field("account", account)
        w.field("check", check)
    }

    package var stream: StreamID { .party(party) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        guard let known = world.register.parties[party] else { throw .unknownParty }
        guard known.account == account else { throw .otherAccount }
        let isEmployee = stamp.principal.kind == .employee
        guard isEmployee == (check != nil) else { throw .payeeCheckMissing }
        // Another name belongs to the number: paying there would pay somebody else.
        guard check != .noMatch else { throw .payeeDiffers }
        guard !known.isAccountConfirmed else { return [] }
        return [
            .party(.bankAccountConfirmed(BankAccountConfirmed(party: party, account: account, check: check)))
        ]
    }
}

extension Rejection {
    package static let otherAccount = Rejection(
        "other-account",
        "Het rekeningnummer is intussen veranderd, of er is er geen. Bekijk het nummer en bevestig dat.")
    package static let payeeCheckMissing = Rejection(
        "payee-check-missing",
        "Een medewerker noemt wat de bank zei over naam en nummer. Wie zelf bevestigt, laat dat weg.")
    package static let payeeDiffers = Rejection(
        "payee-differs", "De bank zegt dat het nummer van iemand anders is. Vraag de ontvanger naar het goede nummer.")
}
