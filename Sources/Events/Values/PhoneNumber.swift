/// A telephone number, kept as `+31612345678` (ITU-T E.164); at most fifteen digits behind the plus.
///
/// Read as people write it: blanks, hyphens, a Dutch number with its zero (ten digits), `0031` or `+31 (0)6`.
package struct PhoneNumber: ASCIIValue, Masked {
    /// A plus and 8 to 15 digits.
    package let text: String

    package static var textMax: Int { 16 }

    /// More characters than this are not looked at.
    private static let inputMax = 40

    package init?(ascii: UnsafeRawBufferPointer) {
        guard ascii.count <= Self.inputMax else { return nil }
        var plain = ascii.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "-") }
        if plain.starts(with: "00".utf8) { plain.replaceSubrange(..<2, with: "+".utf8) }
        if plain.starts(with: "+31(0)".utf8) { plain.removeSubrange(3..<6) }
        if plain.first == UInt8(ascii: "0"), plain.count == 10 { plain.replaceSubrange(..<1, with: "+31".utf8) }
        let digits = plain.dropFirst()
        guard plain.first == UInt8(ascii: "+"), 8...15 ~= digits.count, digits.first != UInt8(ascii: "0"),
            digits.allSatisfy({ $0 &- 0x30 < 10 })
        else { return nil }
        if digits.starts(with: "31".utf8) {
            guard digits.count == 11, digits.dropFirst(2).first != UInt8(ascii: "0") else { return nil }
        }
        text = String(decoding: plain, as: UTF8.self)
    }

    package func writeText(to target: UnsafeMutableRawBufferPointer) -> Int { copy(text, to: target) }
}
