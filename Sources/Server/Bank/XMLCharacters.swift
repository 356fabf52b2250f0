/// Which bytes may stand in an XML file at all, and which in its names (XML 1.0, fifth edition, [2] and [4]).
enum XMLCharacters {
    /// The first byte that is no UTF-8 or no character of XML, with which of both it is; nil when all are.
    static func firstFault(in bytes: [UInt8]) -> (position: Int, kind: BankFileFault.Kind)? {
        var position = 0
        while position < bytes.count {
            let byte = bytes[position]
            if byte < 0x80 {
                guard byte >= 0x20 || isSpace(byte) else { return (position, .badCharacter) }
                position += 1
                continue
            }
            guard let (value, count) = scalar(in: bytes, at: position) else { return (position, .notUTF8) }
            guard isCharacter(value) else { return (position, .badCharacter) }
            position += count
        }
        return nil
    }

    /// The scalar of two to four bytes at a position: the shortest form only, and no half of a pair (RFC 3629).
    private static func scalar(in bytes: [UInt8], at position: Int) -> (value: UInt32, count: Int)? {
        let first = bytes[position]
        let count = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0
        guard count > 0, position + count <= bytes.count else { return nil }
        var value = UInt32(first) & (0x7F >> UInt32(count))
        for byte in bytes[(position + 1)..<(position + count)] {
            guard byte & 0xC0 == 0x80 else { return nil }
            value = value << 6 | UInt32(byte & 0x3F)
        }
        let least: [UInt32] = [0, 0, 0x80, 0x800, 0x1_0000]
        guard value >= least[count], value <= 0x10_FFFF, !(0xD800...0xDFFF ~= value) else { return nil }
        return (value, count)
    }

    /// Whether a scalar is a character of XML.
    static func isCharacter(_ value: UInt32) -> Bool {
        switch value {
        case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x1_0000...0x10_FFFF: true
        default: false
        }
    }

    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0xA || byte == 0xD || byte == 0x9 }

    /// The first byte of a name, without the colon. Names of banks are ASCII.
    static func isNameStart(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: "_") }

    static func isName(_ byte: UInt8) -> Bool {
        isNameStart(byte) || byte &- 0x30 < 10 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }
}
