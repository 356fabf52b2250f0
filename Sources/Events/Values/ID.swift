/// The name of one thing, 128 bits; the subject in its type keeps a claim's id from being used as a contract's.
///
/// Its text is the lower-case UUID form of 36 characters (RFC 9562, section 4), and nothing else is read.
package struct ID<Subject>: Comparable {
    package let bits: UInt128

    package init(bits: UInt128) { self.bits = bits }

    /// Reads exactly 16 bytes, the highest first; any other count gives nil.
    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 16 else { return nil }
        bits = bytes.reduce(0) { $0 << 8 | UInt128($1) }
    }

    /// The 16 bytes, the highest first.
    package var bytes: [UInt8] { withBytes { Array($0) } }

    /// Lends out the 16 bytes, the highest first.
    package func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try Swift.withUnsafeBytes(of: bits.bigEndian, body)
    }

    package static func < (left: ID, right: ID) -> Bool { left.bits < right.bits }
}

extension ID: ASCIIValue, CustomStringConvertible {
    package var description: String { text }

    package static var textMax: Int { 36 }

    package init?(ascii: UnsafeRawBufferPointer) {
        let hyphen = UInt8(ascii: "-")
        guard ascii.count == 36,
            ascii[8] == hyphen, ascii[13] == hyphen, ascii[18] == hyphen, ascii[23] == hyphen,
            let first = Hex.number(ascii, from: 0, digits: 8),
            let second = Hex.number(ascii, from: 9, digits: 4),
            let third = Hex.number(ascii, from: 14, digits: 4),
            let fourth = Hex.number(ascii, from: 19, digits: 4),
            let fifth = Hex.number(ascii, from: 24, digits: 12)
        else { return nil }
        let high = first << 32 | second << 16 | third
        let low = fourth << 48 | fifth
        bits = UInt128(high) << 64 | UInt128(low)
    }

    package func writeText(to target: UnsafeMutableRawBufferPointer) -> Int {
        let high = UInt64(truncatingIfNeeded: bits >> 64)
        let low = UInt64(truncatingIfNeeded: bits)
        Hex.write(high >> 32, digits: 8, to: target, at: 0)
        Hex.write(high >> 16, digits: 4, to: target, at: 9)
        Hex.write(high, digits: 4, to: target, at: 14)
        Hex.write(low >> 48, digits: 4, to: target, at: 19)
        Hex.write(low, digits: 12, to: target, at: 24)
        let hyphen = UInt8(ascii: "-")
        target[8] = hyphen
        target[13] = hyphen
        target[18] = hyphen
        target[23] = hyphen
        return 36
    }
}

package enum PartyTag {}
package enum OfficeTag {}
package enum DossierTag {}
package enum BudgetTag {}
package enum ContractTag {}
package enum ClaimTag {}
package enum PaymentTag {}
package enum CommandTag {}

/// A person or organisation.
package typealias PartyID = ID<PartyTag>
/// A care office or municipality that grants budgets, or the SVB.
package typealias OfficeID = ID<OfficeTag>
/// Everything about one budget holder's pgb.
package typealias DossierID = ID<DossierTag>
/// One budget of one year under one law.
package typealias BudgetID = ID<BudgetTag>
/// One care agreement.
package typealias ContractID = ID<ContractTag>
/// One declaration of care given.
package typealias ClaimID = ID<ClaimTag>
/// One payment.
package typealias PaymentID = ID<PaymentTag>
/// One command: chosen by who sends it, and the key under which a repeat is recognised.
package typealias CommandID = ID<CommandTag>

extension ID where Subject == DossierTag {
    /// A dossier is its budget holder's, so it carries the same 128 bits.
    package init(holder: PartyID) { self.init(bits: holder.bits) }

    /// The budget holder whose dossier this is.
    package var holder: PartyID { PartyID(bits: bits) }
}
