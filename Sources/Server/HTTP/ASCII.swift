/// Byte values and byte classes of HTTP. Everything here works on bytes: "\r\n" is one `Character` in Swift.
enum ASCII {
    static let tab: UInt8 = 0x09
    static let lineFeed: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
    static let space: UInt8 = 0x20
    static let percent: UInt8 = 0x25
    static let ampersand: UInt8 = 0x26
    static let asterisk: UInt8 = 0x2A
    static let plus: UInt8 = 0x2B
    static let comma: UInt8 = 0x2C
    static let dot: UInt8 = 0x2E
    static let slash: UInt8 = 0x2F
    static let zero: UInt8 = 0x30
    static let colon: UInt8 = 0x3A
    static let semicolon: UInt8 = 0x3B
    static let equals: UInt8 = 0x3D
    static let question: UInt8 = 0x3F

    /// Token characters (RFC 9110 5.6.2): method names and field names.
    static func isToken(_ byte: UInt8) -> Bool {
        in128(byte, 0x03FF_6CFA_0000_0000, 0x57FF_FFFF_C7FF_FFFE)
    }

    /// What may stand in a request target: RFC 3986 without `#`, and nothing that needs quoting.
    static func isTarget(_ byte: UInt8) -> Bool {
        in128(byte, 0xAFFF_FFF2_0000_0000, 0x47FF_FFFE_AFFF_FFFF)
    }

    /// What may stand in the value of a field: visible characters, space, tab and bytes above 0x7F (RFC 9110 5.5).
    static func isFieldValue(_ byte: UInt8) -> Bool {
        byte >= 0x20 ? byte != 0x7F : byte == tab
    }

    /// The first index from `start` on, and before `end`, of a byte that may not stand in a field's value; else `end`.
    /// Eight bytes at a time, because values are most of a head.
    static func skipFieldValue(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) -> Int {
        let raw = UnsafeRawBufferPointer(bytes)
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highs: UInt64 = 0x8080_8080_8080_8080
        var index = start
        while index < end {
            if end - index >= 8 {
                let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                // The high bit of each byte that is below 0x20, or equal to 0x7F; a borrow can only add false alarms.
                let controls = (word &- ones &* 0x20) & ~word
                let flipped = word ^ (ones &* 0x7F)
                let deletes = (flipped &- ones) & ~flipped
                if (controls | deletes) & highs == 0 {
                    index += 8
                    continue
                }
            }
            guard isFieldValue(bytes[index]) else { return index }
            index += 1
        }
        return end
    }

    /// Characters of a registered name (RFC 3986 3.2.2) without percent-encoding, which no host name needs.
    static func isHostName(_ byte: UInt8) -> Bool { isUnreserved(byte) }

    /// Characters that mean themselves anywhere in an address (RFC 3986 2.3).
    static func isUnreserved(_ byte: UInt8) -> Bool {
        isDigit(byte) || isLetter(byte) || byte == 0x2D || byte == dot || byte == 0x5F || byte == 0x7E
    }

    static func isDigit(_ byte: UInt8) -> Bool { byte &- zero < 10 }

    static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

    /// The value of a hexadecimal digit, or nil. `Int(_:radix:)` is not used because it takes "+f" for 15.
    static func hexValue(_ byte: UInt8) -> UInt8? {
        if isDigit(byte) { return byte &- zero }
        let letter = (byte | 0x20) &- 0x61
        return letter < 6 ? letter + 10 : nil
    }

    /// Equal but for the case of letters; `name` is in lower case.
    static func matches(_ bytes: UnsafeBufferPointer<UInt8>, _ name: StaticString) -> Bool {
        guard bytes.count == name.utf8CodeUnitCount else { return false }
        for index in 0..<bytes.count {
            let byte = bytes[index]
            let lower = byte &- 0x41 < 26 ? byte | 0x20 : byte
            if lower != name.utf8Start[index] { return false }
        }
        return true
    }

    /// Whether the bit of `byte` is set in a bitmap of the 128 ASCII characters.
    private static func in128(_ byte: UInt8, _ low: UInt64, _ high: UInt64) -> Bool {
        let bits = byte < 64 ? low : high
        return byte < 128 && (bits >> UInt64(byte & 63)) & 1 == 1
    }
}
