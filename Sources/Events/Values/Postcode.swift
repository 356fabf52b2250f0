/// A Dutch postcode, kept as `2500AA`; read with or without one blank, in capitals or not.
///
/// The first digit is not zero, and the letters SA, SD and SS are not given out.
package struct Postcode: ASCIIValue, Masked {
    private let digits: UInt16
    private let firstLetter: UInt8
    private let secondLetter: UInt8

    package static var textMax: Int { 6 }

    package init?(ascii: UnsafeRawBufferPointer) {
        let hasBlank = ascii.count == 7 && ascii[4] == UInt8(ascii: " ")
        guard ascii.count == 6 || hasBlank, let digits = Digits.number(ascii, 0..<4), digits >= 1000,
            let first = Self.capital(ascii[ascii.count - 2]), let second = Self.capital(ascii[ascii.count - 1])
        else { return nil }
        let notGiven: [UInt8] = [UInt8(ascii: "A"), UInt8(ascii: "D"), UInt8(ascii: "S")]
        if first == UInt8(ascii: "S"), notGiven.contains(second) { return nil }
        self.digits = UInt16(digits)
        firstLetter = first
        secondLetter = second
    }

    private static func capital(_ byte: UInt8) -> UInt8? {
        let letter = byte & 0xDF
        return UInt8(ascii: "A")...UInt8(ascii: "Z") ~= letter && byte >= 0x41 ? letter : nil
    }

    package func writeText(to target: UnsafeMutableRawBufferPointer) -> Int {
        Digits.write(Int(digits), width: 4, to: target, at: 0)
        target[4] = firstLetter
        target[5] = secondLetter
        return 6
    }
}
