package import Events

/// Somebody changes the account his payments go to.
package struct ChangeBankAccount: Command {
    package static let name: StaticString = "change-bank-account"
    package static let allowed: [Actor] = [.oneself]
    package static let asksFreshSignIn = true

    package let party: PartyID
    package let iban: Iban
    package let accountName: Name

    package init(from r: inout JSONReader) {
        party = r("party")
        iban = r("iban")
        accountName = r("accountName")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("party", party)
        w.field("iban", iban)
        w.field("accountName", accountName)
    }

    package var stream: StreamID { .party(party) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        [
            .party(
                .bankAccountChanged(
                    BankAccountChanged(
                        party: party, iban: stamp.seal(iban, of: party, use: 0),
                        accountName: stamp.seal(accountName, of: party, use: 1))))
        ]
    }
}
