/// The number of a care professional in the BIG register: exactly eleven digits, of which leading zeros count.
package struct BigNumber: ASCIIValue, Masked {
    private let number: UInt64

    package static var textMax: Int { 11 }

    package init?(ascii: UnsafeRawBufferPointer) {
        guard ascii.count == 11, let number = Digits.number(ascii, 0..<11) else { return nil }
        self.number = UInt64(number)
    }

    package func writeText(to target: UnsafeMutableRawBufferPointer) -> Int {
        Digits.write(Int(number), width: 11, to: target, at: 0)
        return 11
    }
}
