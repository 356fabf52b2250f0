/// A citizen service number: nine digits that pass the weighted test of eleven.
///
/// Old numbers of eight digits are read with a zero in front. Passing the test does not prove that the number was
/// ever given to anyone. Source: Logisch ontwerp BSN, the eleven-test with weights 9 to 2 and -1.
package struct Bsn: ASCIIValue, Masked {
    private let number: UInt32

    package static var textMax: Int { 9 }

    package init?(ascii: UnsafeRawBufferPointer) {
        guard 8...9 ~= ascii.count, let number = Digits.number(ascii, 0..<ascii.count), number > 0 else { return nil }
        var rest = number / 10
        var sum = -(number % 10)
        for weight in 2...9 {
            sum += weight * (rest % 10)
            rest /= 10
        }
        guard sum % 11 == 0 else { return nil }
        self.number = UInt32(number)
    }

    package func writeText(to target: UnsafeMutableRawBufferPointer) -> Int {
        Digits.write(Int(number), width: 9, to: target, at: 0)
        return 9
    }
}
