/// Turns bytes into the tape, and refuses everything that two readers could understand in two ways.
///
/// RFC 8259, and narrower: UTF-8 without a mark in front, keys once, whole numbers in 64 bits, no lone surrogates,
/// containers at most 32 deep, at most 128 fields in an object. The source must have eight zero bytes behind it: a
/// zero ends every loop here, so none has to look at the length as well.
struct JSONScanner {
    static let depthMax = 32
    static let fieldsMax = 128
    static let padding = 8

    /// What is wrong, and with which token; nil stands for the innermost container that is still open.
    struct Fault {
        let token: Int?
        let kind: Malformed.Kind
        let detail: String
    }

    private let base: UnsafeRawPointer
    private let count: Int
    private var at = 0
    var tokens: [JSONToken]
    private(set) var faults: [Fault] = []

    /// `bytes` is the source without the padding behind it; `tokens` an empty array whose room is used again.
    init(_ bytes: UnsafeRawBufferPointer, tokens: [JSONToken]) {
        guard let base = bytes.baseAddress else { preconditionFailure("A padded source is never empty.") }
        self.base = base
        count = bytes.count
        self.tokens = tokens
    }

    /// Reads the one value that the source must hold; false when it is no JSON at all.
    mutating func document() -> Bool {
        skipBlanks()
        guard value(keyStart: 0, keyEnd: 0, keyIsEscaped: false, depth: 0) else { return false }
        skipBlanks()
        return at == count || syntax("Achter de laatste haak mag niets meer staan")
    }

    @inline(__always)
    private var byte: UInt8 { base.load(fromByteOffset: at, as: UInt8.self) }

    @inline(__always)
    private func byte(ahead: Int) -> UInt8 { base.load(fromByteOffset: at + ahead, as: UInt8.self) }

    @inline(__always)
    private mutating func skipBlanks() {
        while byte <= 0x20, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { at += 1 }
    }

    private mutating func syntax(_ sentence: StaticString) -> Bool {
        fault(nil, .syntax, "De JSON klopt niet bij byte \(min(at, count) + 1). \(sentence).")
        return false
    }

    private mutating func fault(_ token: Int?, _ kind: Malformed.Kind, _ detail: String) {
        if faults.count < JSONReader.errorsMax { faults.append(Fault(token: token, kind: kind, detail: detail)) }
    }

    private mutating func value(keyStart: Int, keyEnd: Int, keyIsEscaped: Bool, depth: Int) -> Bool {
        let kind: JSONToken.Kind
        switch byte {
        case UInt8(ascii: "\""): kind = .string
        case UInt8(ascii: "{"): kind = .object
        case UInt8(ascii: "["): kind = .array
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): kind = .number
        case UInt8(ascii: "t"): kind = .yes
        case UInt8(ascii: "f"): kind = .no
        case UInt8(ascii: "n"): kind = .null
        default: return syntax("Hier hoort een waarde te staan")
        }
        let index = tokens.count
        var token = JSONToken(
            kind: kind, keyIsEscaped: keyIsEscaped, keyStart: UInt32(truncatingIfNeeded: keyStart),
            keyEnd: UInt32(truncatingIfNeeded: keyEnd), start: UInt32(truncatingIfNeeded: at))
        switch kind {
        case .string:
            at += 1
            token.start += 1
            guard string(isEscaped: &token.isEscaped) else { return false }
            token.end = UInt32(truncatingIfNeeded: at - 1)
        case .object, .array:
            tokens.append(token)
            guard depth < Self.depthMax else { return syntax("Er zitten te veel haken in elkaar") }
            return kind == .object ? object(index, depth) : array(index, depth)
        case .number:
            guard number(index) else { return false }
            token.end = UInt32(truncatingIfNeeded: at)
        case .yes: guard literal("true") else { return false }
        case .no: guard literal("false") else { return false }
        case .null: guard literal("null") else { return false }
        }
        token.next = UInt32(truncatingIfNeeded: index + 1)
        tokens.append(token)
        return true
    }

    private mutating func close(_ index: Int, children: Int) -> Bool {
        at += 1
        tokens[index].end = UInt32(truncatingIfNeeded: at)
        tokens[index].next = UInt32(truncatingIfNeeded: tokens.count)
        tokens[index].count = UInt32(truncatingIfNeeded: children)
        return true
    }

    private mutating func array(_ index: Int, _ depth: Int) -> Bool {
        at += 1
        skipBlanks()
        if byte == UInt8(ascii: "]") { return close(index, children: 0) }
        var children = 0
        while true {
            guard value(keyStart: 0, keyEnd: 0, keyIsEscaped: false, depth: depth + 1) else { return false }
            children += 1
            skipBlanks()
            if byte == UInt8(ascii: "]") { return close(index, children: children) }
            guard byte == UInt8(ascii: ",") else { return syntax("Hier hoort een komma of een haak ] te staan") }
            at += 1
            skipBlanks()
        }
    }

    private mutating func object(_ index: Int, _ depth: Int) -> Bool {
        at += 1
        skipBlanks()
        if byte == UInt8(ascii: "}") { return close(index, children: 0) }
        var children = 0
        var seen: UInt64 = 0
        while true {
            guard byte == UInt8(ascii: "\"") else { return syntax("Hier hoort de naam van een veld te staan") }
            at += 1
            let keyStart = at
            var keyIsEscaped = false
            guard string(isEscaped: &keyIsEscaped) else { return false }
            let keyEnd = at - 1
            skipBlanks()
            guard byte == UInt8(ascii: ":") else { return syntax("Hier hoort een dubbele punt te staan") }
            at += 1
            skipBlanks()
            guard children < Self.fieldsMax else { return syntax("Er staan te veel velden bij elkaar") }
            let child = tokens.count
            guard value(keyStart: keyStart, keyEnd: keyEnd, keyIsEscaped: keyIsEscaped, depth: depth + 1)
            else { return false }
            noteKey(
                of: child, in: index, start: keyStart, end: keyEnd, isEscaped: keyIsEscaped, seen: &seen)
            children += 1
            skipBlanks()
            if byte == UInt8(ascii: "}") { return close(index, children: children) }
            guard byte == UInt8(ascii: ",") else { return syntax("Hier hoort een komma of een haak } te staan") }
            at += 1
            skipBlanks()
        }
    }

    /// Reports a key that stood before in the same object. `seen` has one bit per kind of key (length, first and last
    /// byte), so that most keys are known to be new without comparing them with others.
    @inline(__always)
    private mutating func noteKey(
        of child: Int, in object: Int, start: Int, end: Int, isEscaped: Bool, seen: inout UInt64
    ) {
        guard !isEscaped, end > start else {
            seen = .max
            return compareKey(of: child, in: object)
        }
        let mark = JSONKey.mark(
            first: base.load(fromByteOffset: start, as: UInt8.self),
            last: base.load(fromByteOffset: end - 1, as: UInt8.self), length: end - start)
        let isNew = seen & mark == 0
        seen |= mark
        if !isNew { compareKey(of: child, in: object) }
    }

    private mutating func compareKey(of child: Int, in object: Int) {
        let source = UnsafeRawBufferPointer(start: base, count: count)
        var sibling = object + 1
        while sibling < child {
            if JSONKey.areSame(tokens[sibling], tokens[child], in: source) {
                return fault(child, .duplicateKey, "Dit veld staat er meer dan één keer. Laat het één keer staan.")
            }
            sibling = Int(tokens[sibling].next)
        }
    }

    private mutating func literal(_ word: StaticString) -> Bool {
        let length = word.utf8CodeUnitCount
        for index in 0..<length where byte(ahead: index) != word.utf8Start[index] {
            return syntax("Hier hoort een waarde te staan")
        }
        at += length
        return true
    }

    /// Reads a number. A fraction, an exponent, minus zero and what does not fit in 64 bits are JSON, but not ours.
    private mutating func number(_ index: Int) -> Bool {
        let isNegative = byte == UInt8(ascii: "-")
        if isNegative { at += 1 }
        let start = at
        while byte &- 0x30 < 10 { at += 1 }
        let digits = at - start
        guard digits > 0 else { return syntax("Achter een min hoort een cijfer te staan") }
        if base.load(fromByteOffset: start, as: UInt8.self) == UInt8(ascii: "0") {
            guard digits == 1 else { return syntax("Een getal mag niet met een nul beginnen") }
            if isNegative { fault(index, .invalidValue, "Schrijf nul zonder min.") }
        }
        if byte == UInt8(ascii: ".") || byte | 0x20 == UInt8(ascii: "e") {
            guard fraction() else { return false }
            fault(index, .wrongType, "Vul een heel getal in, zonder punt en zonder letter e.")
        } else if digits > 18, JSONKey.integer(base + start, digits: digits, isNegative: isNegative) == nil {
            fault(index, .outOfRange, "Dit getal is te groot of te klein. Vul een ander getal in.")
        }
        return true
    }

    /// Walks over a fraction and an exponent that are refused anyway, so that what follows can still be looked at.
    private mutating func fraction() -> Bool {
        if byte == UInt8(ascii: ".") {
            at += 1
            guard byte &- 0x30 < 10 else { return syntax("Achter een punt hoort een cijfer te staan") }
            while byte &- 0x30 < 10 { at += 1 }
        }
        if byte | 0x20 == UInt8(ascii: "e") {
            at += 1
            if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") { at += 1 }
            guard byte &- 0x30 < 10 else { return syntax("Achter de letter e hoort een cijfer te staan") }
            while byte &- 0x30 < 10 { at += 1 }
        }
        return true
    }

    /// Walks to behind the closing quote, eight bytes at a time while nothing is special.
    @inline(__always)
    private mutating func string(isEscaped: inout Bool) -> Bool {
        var cursor = at
        while true {
            let special = SWAR.special(in: base.loadUnaligned(fromByteOffset: cursor, as: UInt64.self).littleEndian)
            if special == 0 {
                cursor += 8
                continue
            }
            cursor += special.trailingZeroBitCount >> 3
            at = cursor
            if byte == UInt8(ascii: "\"") {
                at = cursor + 1
                return true
            }
            guard other(isEscaped: &isEscaped) else { return false }
            cursor = at
        }
    }

    /// Walks over a backslash with what belongs to it, or over one character of several bytes.
    private mutating func other(isEscaped: inout Bool) -> Bool {
        guard at < count else { return syntax("De tekst is niet afgesloten met een aanhalingsteken") }
        if byte == UInt8(ascii: "\\") {
            isEscaped = true
            return escape()
        }
        guard byte >= 0x80 else { return syntax("In de tekst staat een teken dat daar niet mag staan") }
        let length = UTF8Character.length(base + at)
        guard length > 0 else { return syntax("De tekst is geen geldige UTF-8") }
        at += length
        return true
    }

    private mutating func escape() -> Bool {
        switch byte(ahead: 1) {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            at += 2
            return true
        case UInt8(ascii: "u"):
            guard let unit = UTF8Character.unit(base + at) else { break }
            if 0xDC00...0xDFFF ~= unit { return syntax("Een teken is maar half geschreven") }
            at += 6
            guard 0xD800...0xDBFF ~= unit else { return true }
            guard byte == UInt8(ascii: "\\"), let low = UTF8Character.unit(base + at), 0xDC00...0xDFFF ~= low
            else { return syntax("Een teken is maar half geschreven") }
            at += 6
            return true
        default: break
        }
        return syntax("Achter een \\ staat iets dat daar niet mag staan")
    }
}
