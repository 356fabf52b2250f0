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
            let first = Hex.number(ascii.loadUnaligned(as: UInt64.self)),
            let second = Hex.number(Self.join(ascii, 9, 14)),
            let third = Hex.number(Self.join(ascii, 19, 24)),
            let fourth = Hex.number(ascii.loadUnaligned(fromByteOffset: 28, as: UInt64.self))
        else { return nil }
        let high = UInt64(first) << 32 | UInt64(second)
        let low = UInt64(third) << 32 | UInt64(fourth)
        bits = UInt128(high) << 64 | UInt128(low)
    }

    /// Four bytes from here and four from there, as if they lay beside each other.
    @inline(__always)
    private static func join(_ ascii: UnsafeRawBufferPointer, _ first: Int, _ second: Int) -> UInt64 {
        let low = ascii.loadUnaligned(fromByteOffset: first, as: UInt32.self).littleEndian
        let high = ascii.loadUnaligned(fromByteOffset: second, as: UInt32.self).littleEndian
        return (UInt64(high) << 32 | UInt64(low)).littleEndian
    }

    package func writeText(to target: UnsafeMutableRawBufferPointer) -> Int {
        let hyphen = UInt8(ascii: "-")
        target.storeBytes(of: Hex.digits(word(0)), as: UInt64.self)
        target[8] = hyphen
        split(Hex.digits(word(1)), to: target, 9, 14)
        target[13] = hyphen
        target[18] = hyphen
        split(Hex.digits(word(2)), to: target, 19, 24)
        target[23] = hyphen
        target.storeBytes(of: Hex.digits(word(3)), toByteOffset: 28, as: UInt64.self)
        return 36
    }

    /// The highest 32 bits for 0, the lowest for 3.
    @inline(__always)
    private func word(_ index: Int) -> UInt32 { UInt32(truncatingIfNeeded: bits >> UInt128(96 - 32 * index)) }

    /// Four bytes to here and four to there.
    @inline(__always)
    private func split(_ digits: UInt64, to target: UnsafeMutableRawBufferPointer, _ first: Int, _ second: Int) {
        let digits = digits.littleEndian
        target.storeBytes(of: UInt32(truncatingIfNeeded: digits).littleEndian, toByteOffset: first, as: UInt32.self)
        target.storeBytes(of: UInt32(digits >> 32).littleEndian, toByteOffset: second, as: UInt32.self)
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
package enum DocumentTag {}
package enum ReceivableTag {}
package enum DepositTag {}
package enum RunTag {}
package enum BankFileTag {}
package enum ApplicationTag {}
package enum InvitationTag {}
package enum RequestTag {}
package enum ReportTag {}
package enum VisitTag {}

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
/// One document that somebody attached.
package typealias DocumentID = ID<DocumentTag>
/// One amount that somebody has to pay back.
package typealias ReceivableID = ID<ReceivableTag>
/// One amount that a holder put beside a budget.
package typealias DepositID = ID<DepositTag>
/// One payment run.
package typealias RunID = ID<RunTag>
/// One file that the bank sent.
package typealias BankFileID = ID<BankFileTag>
/// One application for a pgb.
package typealias ApplicationID = ID<ApplicationTag>
/// One invitation to look along.
package typealias InvitationID = ID<InvitationTag>
/// One request of a holder to his granter.
package typealias RequestID = ID<RequestTag>
/// One circumstance that a holder told.
package typealias ReportID = ID<ReportTag>
/// One home visit.
package typealias VisitID = ID<VisitTag>
/// One command: chosen by who sends it, and the key under which a repeat is recognised.
package typealias CommandID = ID<CommandTag>

extension ID where Subject == DossierTag {
    /// A dossier is its budget holder's, so it carries the same 128 bits.
    package init(holder: PartyID) { self.init(bits: holder.bits) }

    /// The budget holder whose dossier this is.
    package var holder: PartyID { PartyID(bits: bits) }
}
