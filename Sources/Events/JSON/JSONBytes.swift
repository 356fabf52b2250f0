import Glibc

/// Eight bytes looked at in one go.
enum SWAR {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highs: UInt64 = 0x8080_8080_8080_8080

    /// The lowest set bit lies in the first byte (counted from the low end) that is below 0x20, a quote or a
    /// backslash; 0 when none is. Bits above that one mean nothing: a borrow may have set them.
    @inline(__always)
    static func toEscape(in word: UInt64) -> UInt64 {
        let control = (word &- ones &* 0x20) & ~word
        let quoted = word ^ (ones &* 0x22)
        let slashed = word ^ (ones &* 0x5C)
        return (control | ((quoted &- ones) & ~quoted) | ((slashed &- ones) & ~slashed)) & highs
    }

    /// As `toEscape`, and also bytes of 0x80 and above.
    @inline(__always)
    static func special(in word: UInt64) -> UInt64 { toEscape(in: word) | (word & highs) }
}

/// Whether so many bytes are the same here and there. Keys are short: two words that overlap mostly tell it, and a call
/// of `memcmp` costs more than that.
@inline(__always)
func haveSameBytes(_ left: UnsafeRawPointer, _ right: UnsafeRawPointer, count: Int) -> Bool {
    func differ<Word: FixedWidthInteger>(_ type: Word.Type) -> Bool {
        let last = count - MemoryLayout<Word>.size
        let first = left.loadUnaligned(as: type) ^ right.loadUnaligned(as: type)
        let second =
            left.loadUnaligned(fromByteOffset: last, as: type) ^ right.loadUnaligned(fromByteOffset: last, as: type)
        return first | second != 0
    }
    switch count {
    case 8...16: return !differ(UInt64.self)
    case 4..<8: return !differ(UInt32.self)
    case 2..<4: return !differ(UInt16.self)
    default: return memcmp(left, right, count) == 0
    }
}

/// Characters of more than one byte, and the four digits behind `\u`. Reads up to six bytes from where it is told;
/// zeros behind the source end what is cut off.
enum UTF8Character {
    /// How many bytes the character has that begins here with a byte of 0x80 or more; 0 when it is not well formed.
    /// Source: the Unicode Standard, table 3-7.
    static func length(_ bytes: UnsafeRawPointer) -> Int {
        func byte(_ index: Int) -> UInt8 { bytes.load(fromByteOffset: index, as: UInt8.self) }
        func follows(_ index: Int) -> Bool { byte(index) & 0xC0 == 0x80 }
        switch byte(0) {
        case 0xC2...0xDF: return follows(1) ? 2 : 0
        case 0xE0: return 0xA0...0xBF ~= byte(1) && follows(2) ? 3 : 0
        case 0xED: return 0x80...0x9F ~= byte(1) && follows(2) ? 3 : 0
        case 0xE1...0xEF: return follows(1) && follows(2) ? 3 : 0
        case 0xF0: return 0x90...0xBF ~= byte(1) && follows(2) && follows(3) ? 4 : 0
        case 0xF1...0xF3: return follows(1) && follows(2) && follows(3) ? 4 : 0
        case 0xF4: return 0x80...0x8F ~= byte(1) && follows(2) && follows(3) ? 4 : 0
        default: return 0
        }
    }

    /// The number that `\uXXXX` spells, digits in capitals or not; nil when it is something else.
    static func unit(_ bytes: UnsafeRawPointer) -> UInt32? {
        guard bytes.load(as: UInt8.self) == UInt8(ascii: "\\"),
            bytes.load(fromByteOffset: 1, as: UInt8.self) == UInt8(ascii: "u")
        else { return nil }
        var number: UInt32 = 0
        for index in 2..<6 {
            let byte = bytes.load(fromByteOffset: index, as: UInt8.self)
            let letter = (byte | 0x20) &- 0x61
            guard byte &- 0x30 < 10 || letter < 6 else { return nil }
            number = number << 4 | UInt32(byte &- 0x30 < 10 ? byte &- 0x30 : letter &+ 10)
        }
        return number
    }
}

/// What tokens spell: keys that may be escaped, strings, whole numbers.
enum JSONKey {
    /// Whether two keys are the same name once backslashes are resolved.
    static func areSame(_ left: JSONToken, _ right: JSONToken, in source: UnsafeRawBufferPointer) -> Bool {
        if left.keyIsEscaped || right.keyIsEscaped { return name(of: left, in: source) == name(of: right, in: source) }
        let length = Int(left.keyEnd - left.keyStart)
        guard length == Int(right.keyEnd - right.keyStart), let base = source.baseAddress else { return false }
        return haveSameBytes(base + Int(left.keyStart), base + Int(right.keyStart), count: length)
    }

    /// The bit for the kind of a key: keys with different bits are different.
    @inline(__always)
    static func mark(first: UInt8, last: UInt8, length: Int) -> UInt64 {
        1 << ((UInt64(length) &* 11 &+ UInt64(first) &* 5 &+ UInt64(last)) & 63)
    }

    /// The bytes of a key with backslashes resolved.
    static func name(of token: JSONToken, in source: UnsafeRawBufferPointer) -> [UInt8] {
        let raw = UnsafeRawBufferPointer(rebasing: source[Int(token.keyStart)..<Int(token.keyEnd)])
        return token.keyIsEscaped ? unescaped(raw) : Array(raw)
    }

    /// Resolves backslashes in a string that the scanner has accepted.
    static func unescaped(_ raw: UnsafeRawBufferPointer) -> [UInt8] {
        guard let base = raw.baseAddress else { return [] }
        var plain: [UInt8] = []
        plain.reserveCapacity(raw.count)
        var at = 0
        while at < raw.count {
            guard raw[at] == UInt8(ascii: "\\") else {
                plain.append(raw[at])
                at += 1
                continue
            }
            switch raw[at + 1] {
            case UInt8(ascii: "u"):
                var code = UTF8Character.unit(base + at) ?? 0xFFFD
                at += 6
                if 0xD800...0xDBFF ~= code {
                    let low = UTF8Character.unit(base + at) ?? 0xDC00
                    code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
                    at += 6
                }
                plain.append(contentsOf: String(Unicode.Scalar(code) ?? "\u{FFFD}").utf8)
                continue
            case UInt8(ascii: "b"): plain.append(0x08)
            case UInt8(ascii: "f"): plain.append(0x0C)
            case UInt8(ascii: "n"): plain.append(0x0A)
            case UInt8(ascii: "r"): plain.append(0x0D)
            case UInt8(ascii: "t"): plain.append(0x09)
            case let same: plain.append(same)
            }
            at += 2
        }
        return plain
    }

    /// The whole number of so many digits, or nil when it does not fit in 64 bits.
    static func integer(_ bytes: UnsafeRawPointer, digits: Int, isNegative: Bool) -> Int64? {
        guard digits <= 19 else { return nil }
        // Nineteen digits always fit in 64 bits without a sign.
        var magnitude: UInt64 = 0
        for index in 0..<digits {
            magnitude = magnitude &* 10 &+ UInt64(bytes.load(fromByteOffset: index, as: UInt8.self) &- 0x30)
        }
        if isNegative { return magnitude <= Int64.min.magnitude ? Int64(truncatingIfNeeded: 0 &- magnitude) : nil }
        return Int64(exactly: magnitude)
    }
}
