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

    package func writeText(to target: UnsafeMutableRawBufferPointer) -> Int { copy(text, to: target) }
}
