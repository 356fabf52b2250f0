/// The quick way through a document of our own making: what the writer writes is compact, and its keys stand in the
/// order in which the record asks for them. So each key is compared where it must stand and each value is read where it
/// lies, without a tape of tokens.
///
/// Anything else (a blank, another order, a backslash, a byte beyond ASCII, a wrong type, a value that is refused) only
/// marks the reading as failed; the document is then read again from its tape, and only that reading finds faults. So
/// both ways take the same documents and give the same values.
extension JSONReader {
    /// Reads a document as one record; nil when anything is wrong with it, and then `errors` says what. Gives what
    /// `load` and `record` give, and is several times as fast when the document is as the writer writes it.
    package mutating func record<T: Record>(_ type: T.Type, from bytes: UnsafeRawBufferPointer) -> T? {
        if let value = canonical(type, from: bytes) { return value }
        load(bytes)
        return record(type)
    }

    /// The same for a document that is any one value.
    package mutating func value<T: Stored>(_ type: T.Type = T.self, from bytes: UnsafeRawBufferPointer) -> T? {
        if let value = canonical(type, from: bytes) { return value }
        load(bytes)
        return value(type)
    }

    /// The value that a document holds when it is written as the writer writes; nil tells nothing about the document.
    mutating func canonical<T: Stored>(_ type: T.Type, from bytes: UnsafeRawBufferPointer) -> T? {
        keep(bytes)
        engine = .canonical
        place = 0
        hasFailed = false
        let value = T.read(&self)
        engine = .tape
        return hasFailed || place != count ? nil : value
    }

    /// Gives up: from here on every value is a placeholder. The zeros behind the source are no value and no key.
    @inline(never)
    mutating func fail() {
        hasFailed = true
        place = count
    }

    @inline(__always)
    private func load<Word: FixedWidthInteger>(ahead: Int = 0, as type: Word.Type) -> Word {
        source.withUnsafeBytes { Word(littleEndian: $0.loadUnaligned(fromByteOffset: place + ahead, as: type)) }
    }

    /// Steps over `{` or the comma, the key and its colon when they are next. There are as many bytes behind the source
    /// as one load takes, so only the key itself can reach too far.
    mutating func takesKey(_ key: StaticString) -> Bool {
        let length = key.utf8CodeUnitCount
        guard place + length + 4 <= count else { return false }
        let isNext = source.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress.map({ $0 + place }) else { return false }
            let front = UInt16(littleEndian: start.loadUnaligned(as: UInt16.self))
            let back = UInt16(littleEndian: start.loadUnaligned(fromByteOffset: length + 2, as: UInt16.self))
            // A quote behind the sign, and a colon behind the quote.
            return front == 0x2200 | UInt16(sign) && back == 0x3A22
                && haveSameBytes(start + 2, key.utf8Start, count: length)
        }
        guard isNext else { return false }
        place += length + 4
        sign = UInt8(ascii: ",")
        return true
    }

    /// Steps over null when it is next.
    mutating func takesNull() -> Bool {
        guard load(as: UInt32.self) == 0x6C6C_756E else { return false }
        place += 4
        return true
    }

    /// Steps over this byte when it is next.
    @inline(__always)
    private mutating func takes(_ byte: UInt8) -> Bool {
        guard load(as: UInt8.self) == byte else { return false }
        place += 1
        return true
    }

    mutating func canonicalRecord<T: Record>() -> T {
        sign = UInt8(ascii: "{")
        let value = T(from: &self)
        // Still: none of its fields was there.
        if sign == UInt8(ascii: "{"), !takes(sign) { fail() }
        sign = UInt8(ascii: ",")
        if !takes(UInt8(ascii: "}")) { fail() }
        return value
    }

    /// Where the plain ASCII between the quotes lies that are next; nil when there is no such string.
    @inline(__always)
    private mutating func plainString() -> (start: Int, end: Int)? {
        guard takes(UInt8(ascii: "\"")) else { return nil }
        let start = place
        while true {
            let special = SWAR.special(in: load(as: UInt64.self))
            place += special == 0 ? 8 : special.trailingZeroBitCount >> 3
            if special != 0 { break }
        }
        let end = place
        return takes(UInt8(ascii: "\"")) ? (start, end) : nil
    }

    @inline(__always)
    mutating func canonicalString<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result? {
        guard let (start, end) = plainString() else {
            fail()
            return nil
        }
        return source.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[start..<end])) }
    }

    /// What `body` makes of the string that is next, which must have so many bytes; nil, and failed, when it makes
    /// nothing of it. It must refuse everything that the writer would escape.
    @inline(__always)
    mutating func canonicalText<Value>(of length: Int, _ body: (UnsafeRawBufferPointer) -> Value?) -> Value? {
        let value: Value? = source.withUnsafeBytes { source in
            let end = place + length + 1
            guard end < count, source[place] == UInt8(ascii: "\""), source[end] == UInt8(ascii: "\"") else {
                return nil
            }
            return body(UnsafeRawBufferPointer(rebasing: source[place + 1..<end]))
        }
        if value == nil { fail() } else { place += length + 2 }
        return value
    }

    mutating func canonicalInteger() -> Int64? {
        guard let number = plainInteger() else {
            fail()
            return nil
        }
        return number
    }

    /// A whole number of at most 18 digits, without a zero in front.
    private mutating func plainInteger() -> Int64? {
        let isNegative = takes(UInt8(ascii: "-"))
        let start = place
        let first = load(as: UInt8.self)
        var magnitude: Int64 = 0
        while true {
            let digit = load(as: UInt8.self) &- 0x30
            guard digit < 10, place - start < 19 else { break }
            magnitude = magnitude &* 10 &+ Int64(digit)
            place += 1
        }
        let length = place - start
        // A zero has no sign and no digit behind it.
        guard 1...18 ~= length, first != UInt8(ascii: "0") || (length == 1 && !isNegative) else { return nil }
        return isNegative ? -magnitude : magnitude
    }

    mutating func canonicalTruth() -> Bool? {
        // The letters of true, and those of false behind the f.
        if load(as: UInt32.self) == 0x6575_7274 {
            place += 4
            return true
        }
        guard load(as: UInt8.self) == UInt8(ascii: "f"), load(ahead: 1, as: UInt32.self) == 0x6573_6C61 else {
            fail()
            return nil
        }
        place += 5
        return false
    }

    mutating func canonicalElements<T: Stored>() -> [T] {
        guard takes(UInt8(ascii: "[")) else {
            fail()
            return []
        }
        if takes(UInt8(ascii: "]")) { return [] }
        var values: [T] = []
        while true {
            values.append(T.read(&self))
            if takes(UInt8(ascii: "]")) { return values }
            guard takes(UInt8(ascii: ",")), values.count < Self.listMax else {
                fail()
                return []
            }
        }
    }

    mutating func canonicalRawArray() -> [UInt8]? {
        let start = place
        let end = source.withUnsafeBytes { source -> Int? in
            guard source[start] == UInt8(ascii: "["), let base = source.baseAddress else { return nil }
            var walk = CanonicalWalk(base, at: start)
            return walk.value(depth: 0) ? walk.place : nil
        }
        guard let end else {
            fail()
            return nil
        }
        place = end
        return Array(source[start..<end])
    }
}

/// Walks over a value that is kept as it stands. It takes what the writer writes and the scanner takes, and no more.
private struct CanonicalWalk {
    private let base: UnsafeRawPointer
    private(set) var place: Int

    /// Lists and objects in each other, deeper than those in our records are. More is for the scanner to judge.
    private static let depthMax = 4

    /// `base` must have eight zeros behind it.
    init(_ base: UnsafeRawPointer, at place: Int) {
        self.base = base
        self.place = place
    }

    mutating func value(depth: Int) -> Bool {
        switch base.load(fromByteOffset: place, as: UInt8.self) {
        case UInt8(ascii: "\""): return string()
        case UInt8(ascii: "["): return depth < Self.depthMax && array(depth)
        case UInt8(ascii: "{"): return depth < Self.depthMax && object(depth)
        case UInt8(ascii: "t"): return word(0x6575_7274, length: 4)
        case UInt8(ascii: "n"): return word(0x6C6C_756E, length: 4)
        case UInt8(ascii: "f"): return word(0x736C_6166, length: 4) && takes(UInt8(ascii: "e"))
        default: return number()
        }
    }

    @inline(__always)
    private mutating func takes(_ byte: UInt8) -> Bool {
        guard base.load(fromByteOffset: place, as: UInt8.self) == byte else { return false }
        place += 1
        return true
    }

    private mutating func word(_ letters: UInt32, length: Int) -> Bool {
        guard UInt32(littleEndian: base.loadUnaligned(fromByteOffset: place, as: UInt32.self)) == letters
        else { return false }
        place += length
        return true
    }

    /// Plain ASCII between quotes.
    @inline(__always)
    private mutating func string() -> Bool {
        guard takes(UInt8(ascii: "\"")) else { return false }
        var cursor = place
        while true {
            let word = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: cursor, as: UInt64.self))
            let special = SWAR.special(in: word)
            if special != 0 {
                place = cursor + special.trailingZeroBitCount >> 3
                return takes(UInt8(ascii: "\""))
            }
            cursor += 8
        }
    }

    /// A whole number of at most 18 digits, without a zero in front.
    private mutating func number() -> Bool {
        let isNegative = takes(UInt8(ascii: "-"))
        let start = place
        let first = base.load(fromByteOffset: start, as: UInt8.self)
        var cursor = start
        while base.load(fromByteOffset: cursor, as: UInt8.self) &- 0x30 < 10 { cursor += 1 }
        place = cursor
        return 1...18 ~= cursor - start && (first != UInt8(ascii: "0") || (cursor - start == 1 && !isNegative))
    }

    private mutating func array(_ depth: Int) -> Bool {
        place += 1
        if takes(UInt8(ascii: "]")) { return true }
        while true {
            guard value(depth: depth + 1) else { return false }
            if takes(UInt8(ascii: "]")) { return true }
            guard takes(UInt8(ascii: ",")) else { return false }
        }
    }

    /// No key may stand twice. `seen` has one bit per kind of key: a second key of one kind is left to the scanner, which
    /// compares them.
    private mutating func object(_ depth: Int) -> Bool {
        place += 1
        if takes(UInt8(ascii: "}")) { return true }
        var seen: UInt64 = 0
        while true {
            let start = place + 1
            guard string() else { return false }
            let end = place - 1
            guard end > start, takes(UInt8(ascii: ":")) else { return false }
            let mark = JSONKey.mark(
                first: base.load(fromByteOffset: start, as: UInt8.self),
                last: base.load(fromByteOffset: end - 1, as: UInt8.self), length: end - start)
            guard seen & mark == 0 else { return false }
            seen |= mark
            guard value(depth: depth + 1) else { return false }
            if takes(UInt8(ascii: "}")) { return true }
            guard takes(UInt8(ascii: ",")) else { return false }
        }
    }
}
