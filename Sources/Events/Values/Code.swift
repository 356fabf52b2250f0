/// A short name of ours for a kind, a reason or a rule: 1 to 64 of `a-z`, `0-9` and `-`.
package struct Code: ASCIIValue, CustomStringConvertible {
    package let text: String

    package static var textMax: Int { 64 }

    package var description: String { text }

    package init?(ascii: UnsafeRawBufferPointer) {
        guard 1...Self.textMax ~= ascii.count,
            ascii.allSatisfy({ $0 &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 == UInt8(ascii: "-") })
        else { return nil }
        text = String(decoding: ascii, as: UTF8.self)
    }

    /// A text that is known to be a code. A literal needs no room of its own.
    init(literal text: String) { self.text = text }

    /// An id without its dashes: 32 hexadecimal digits.
    package init<Subject>(_ id: ID<Subject>) {
        let high = UInt64(truncatingIfNeeded: id.bits >> 64)
        let low = UInt64(truncatingIfNeeded: id.bits)
        text = String(unsafeUninitializedCapacity: 32) { bytes in
            let target = UnsafeMutableRawBufferPointer(bytes)
            Hex.write(high, to: target, at: 0)
            Hex.write(low, to: target, at: 16)
            return 32
        }
    }

    package func writeText(to target: UnsafeMutableRawBufferPointer) -> Int { copy(text, to: target) }
}
