/// The code of a care provider in the AGB register: exactly eight digits, of which leading zeros count.
///
/// No check digit is known, so none is tested. The first two digits tell the kind of provider.
package struct AgbCode: ASCIIValue, Masked {
    private let number: UInt32

    package static var textMax: Int { 8 }

    package init?(ascii: UnsafeRawBufferPointer) {
        guard ascii.count == 8, let number = Digits.number(ascii, 0..<8) else { return nil }
        self.number = UInt32(number)
    }

    package func writeText(to target: UnsafeMutableRawBufferPointer) -> Int {
        Digits.write(Int(number), width: 8, to: target, at: 0)
        return 8
    }
}
