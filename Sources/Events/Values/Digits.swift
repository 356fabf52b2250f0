/// Decimal digits in ASCII, both ways; no sign, no blank, no digit of another script.
enum Digits {
    /// The number that the bytes in `range` (at most 18) spell, or nil if one of them is no digit.
    @inline(__always)
    static func number(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> Int? {
        var number = 0
        for index in range {
            let digit = bytes[index] &- 0x30
            guard digit < 10 else { return nil }
            number = number &* 10 &+ Int(digit)
        }
        return number
    }

    /// Writes `number` as exactly `width` digits at `start`, with zeros in front.
    @inline(__always)
    static func write(_ number: UInt64, width: Int, to target: UnsafeMutableRawBufferPointer, at start: Int) {
        var rest = number
        var index = start + width
        while index > start {
            index -= 1
            target[index] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
    }

    /// Writes `number`, not below zero, as exactly `width` digits at `start`, with zeros in front.
    @inline(__always)
    static func write(_ number: Int, width: Int, to target: UnsafeMutableRawBufferPointer, at start: Int) {
        write(UInt64(number), width: width, to: target, at: start)
    }
}
