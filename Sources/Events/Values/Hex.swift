/// Lower-case hexadecimal digits in ASCII, both ways, eight at a time; upper case is refused so that every value has
/// one text.
enum Hex {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highs: UInt64 = 0x8080_8080_8080_8080

    /// The number that eight digits spell, given as the eight bytes loaded as they lie; nil if one is no digit.
    @inline(__always)
    static func number(_ loaded: UInt64) -> UInt32? {
        let digits = loaded.littleEndian
        // Below 0x80 no sum carries into its neighbour, so each byte's high bit tells whether it passed a bound.
        let isDecimal = (digits &+ ones &* (0x80 - 0x30)) & ~(digits &+ ones &* (0x7F - 0x39))
        let isLetter = (digits &+ ones &* (0x80 - 0x61)) & ~(digits &+ ones &* (0x7F - 0x66))
        guard digits & highs == 0, (isDecimal | isLetter) & highs == highs else { return nil }
        var number = (digits & (ones &* 0x0F)) &+ ((digits >> 6) & ones) &* 9
        // Neighbours join: nibbles to bytes, bytes to pairs, pairs to the number, the first digit lowest so far.
        number = (number << 4 | number >> 8) & 0x00FF_00FF_00FF_00FF
        number = (number | number >> 8) & 0x0000_FFFF_0000_FFFF
        number |= number >> 16
        return UInt32(truncatingIfNeeded: number).byteSwapped
    }

    /// The eight digits of a number, as bytes to be stored as they are.
    @inline(__always)
    static func digits(_ number: UInt32) -> UInt64 {
        var nibbles = UInt64(number.byteSwapped)
        nibbles = (nibbles | nibbles << 16) & 0x0000_FFFF_0000_FFFF
        nibbles = (nibbles | nibbles << 8) & 0x00FF_00FF_00FF_00FF
        nibbles = (nibbles >> 4 | nibbles << 8) & (ones &* 0x0F)
        let isLetter = (nibbles &+ ones &* 6) >> 4 & ones
        return (nibbles &+ ones &* 0x30 &+ isLetter &* 0x27).littleEndian
    }

    /// The number that sixteen digits from `start` spell, or nil if one is no digit.
    @inline(__always)
    static func number(_ bytes: UnsafeRawBufferPointer, from start: Int) -> UInt64? {
        guard let high = number(bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self)),
            let low = number(bytes.loadUnaligned(fromByteOffset: start + 8, as: UInt64.self))
        else { return nil }
        return UInt64(high) << 32 | UInt64(low)
    }

    /// Writes the sixteen digits of a number at `start`.
    @inline(__always)
    static func write(_ number: UInt64, to target: UnsafeMutableRawBufferPointer, at start: Int) {
        target.storeBytes(of: digits(UInt32(number >> 32)), toByteOffset: start, as: UInt64.self)
        target.storeBytes(of: digits(UInt32(truncatingIfNeeded: number)), toByteOffset: start + 8, as: UInt64.self)
    }
}
