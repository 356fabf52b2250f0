import Events
import Foundation
import Support
import Testing

@testable import Server

/// The files in `fixtures/bank`, all made up: what we write, and what a bank could send.
enum BankFixture {
    static let folder = "fixtures/bank"

    static func bytes(_ name: String) throws -> [UInt8] {
        Array(try Repository.text(folder + "/" + name).utf8)
    }

    /// Where tests leave files for `Tests/Bank/validate.py`, which judges them by the public schemas.
    static func leave(_ bytes: [UInt8], as name: String) throws {
        let folder = Repository.root + "/.build/bank-out"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(fileURLWithPath: folder + "/" + name), options: .atomic)
    }

    /// A Dutch account number of a bank that does not exist, with the check digits of ISO 13616.
    static func iban(_ number: Int) -> Iban {
        let digits = String(number)
        let account = "PGBT" + String(repeating: "0", count: 10 - digits.utf8.count) + digits
        // ISO 7064: the letters count 10 to 35, NL00 stands behind, and the check digits make the remainder 1.
        let remainder = (account + "NL00").utf8.reduce(0) { rest, byte in
            byte < 58 ? (rest * 10 + Int(byte) - 48) % 97 : (rest * 100 + Int(byte) - 55) % 97
        }
        let check = 98 - remainder
        if let iban = Iban("NL" + (check < 10 ? "0" : "") + String(check) + account) { return iban }
        preconditionFailure("Every account number has check digits.")
    }

    static func reference(_ text: String) -> BankReference {
        guard let reference = BankReference(text) else { preconditionFailure("\(text) is no reference.") }
        return reference
    }

    static func day(_ text: String) -> Day {
        guard let day = Day(text) else { preconditionFailure("\(text) is no day.") }
        return day
    }

    /// A file of claims for these transfers.
    static func file(
        _ transfers: [Transfer], _ version: PaymentFile.Version = .v09, _ kind: PaymentFile.Kind = .claims,
        bic: Bic? = nil
    ) -> PaymentFile {
        PaymentFile(
            version: version, message: reference("pgb-2026-03-05-claims-1"), batch: reference("pgb-2026-03-05-1"),
            createdAt: Moment(startOf: day("2026-03-04")).adding(seconds: 36_000), kind: kind,
            executeOn: day("2026-03-05"), debtorName: "Sociale Verzekeringsbank, pgb", debtorIban: iban(1),
            debtorBic: bic, count: transfers.count,
            sum: Cents(transfers.reduce(0) { $0 + $1.amount.raw }))
    }

    static func transfer(
        _ number: Int, _ cents: Int64 = 12_345, name: String = "J. de Vries", remittance: String = "Zorg maart 2026"
    ) -> Transfer {
        Transfer(
            endToEnd: reference("e" + String(repeating: "0", count: 9 - String(number).utf8.count) + String(number)),
            amount: Cents(cents), creditorName: name, creditorIban: iban(1_000 + number), remittance: remittance)
    }
}
