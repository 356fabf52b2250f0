/// An e-mail address in plain ASCII, as RFC 5321 section 4.1.2 without quoted parts, comments and bare numbers.
///
/// The domain is kept in small letters; the part before the @ as given, because its owner decides what it means.
package struct EmailAddress: ASCIIValue, Masked {
    /// At most 254 characters.
    package let text: String

    package static var textMax: Int { 254 }

    package init?(ascii: UnsafeRawBufferPointer) {
        guard ascii.count <= Self.textMax, let at = ascii.firstIndex(of: UInt8(ascii: "@")) else { return nil }
        let local = UnsafeRawBufferPointer(rebasing: ascii[..<at])
        let domain = UnsafeRawBufferPointer(rebasing: ascii[(at + 1)...])
        guard Self.isLocal(local), Self.isDomain(domain) else { return nil }
        text = String(decoding: local, as: UTF8.self) + "@" + String(decoding: domain, as: UTF8.self).lowercased()
    }

    package func writeText(to target: UnsafeMutableRawBufferPointer) -> Int { copy(text, to: target) }

    private static func isLocal(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard 1...64 ~= bytes.count else { return false }
        let atoms = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return atoms.allSatisfy { !$0.isEmpty && $0.allSatisfy { isLetterOrDigit($0) || signs.contains($0) } }
    }

    private static let signs: [UInt8] = Array("!#$%&'*+-/=?^_`{|}~".utf8)

    private static func isDomain(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let labels = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard labels.count >= 2, let last = labels.last, last.count >= 2, last.contains(where: { $0 >= 0x41 })
        else { return false }
        return labels.allSatisfy { label in
            let hyphen = UInt8(ascii: "-")
            return 1...63 ~= label.count && label.first != hyphen && label.last != hyphen
                && label.allSatisfy { isLetterOrDigit($0) || $0 == hyphen }
        }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26
    }
}
