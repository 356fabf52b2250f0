import Events

/// The account that payments are made from: that of the SVB.
struct Debtor: Sendable {
    let name: Name
    let iban: Iban
    let bic: Bic?

    /// For the demo: an account at a bank that does not exist.
    static var demo: Debtor? {
        Iban("NL81PGBT0000000001").map { Debtor(name: "Sociale Verzekeringsbank (demo)", iban: $0, bic: nil) }
    }
}
