/// Lower-case hexadecimal digits in ASCII, both ways; upper case is refused so that every value has one text.
enum Hex {
    /// The number that `digits` (at most 16) hexadecimal digits spell from `start`, or nil if one is no digit.
    @inline(__always)
    static func number(_ bytes: UnsafeRawBufferPointer, from start: Int, digits: Int) -> UInt64? {
        var number: UInt64 = 0
        var faults: UInt8 = 0
        for index in start..<start + digits {
            let byte = bytes[index]
            let decimal = byte &- 0x30
            let letter = byte &- 0x61
            let isDecimal = decimal < 10
            if !isDecimal, letter >= 6 { faults = 1 }
            number = number << 4 | UInt64(isDecimal ? decimal : (letter &+ 10) & 15)
        }
        return faults == 0 ? number : nil
    }

    /// Writes the low `digits` hexadecimal digits of `number` (all 16 unless told) at `start`.
    @inline(__always)
    static func write(_ number: UInt64, digits: Int = 16, to target: UnsafeMutableRawBufferPointer, at start: Int) {
        for index in 0..<digits {
            let nibble = UInt8(truncatingIfNeeded: number >> UInt64(4 * (digits - 1 - index))) & 15
            target[start + index] = nibble < 10 ? 0x30 + nibble : 0x57 + nibble
        }
    }
}
