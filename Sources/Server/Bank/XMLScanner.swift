/// Steps through the bytes of an XML file; knows tokens such as names and references, and on which line it is.
///
/// All bytes were looked at before: they are UTF-8 and characters of XML.
struct XMLScanner {
    private let bytes: [UInt8]
    private(set) var position = 0
    /// The lines up to a position are counted; it only goes forward.
    private var counted = (position: 0, line: 1)

    /// Takes in a file; a byte order mark in front is stepped over.
    init(_ bytes: [UInt8]) throws(BankFileFault) {
        self.bytes = bytes
        if let (position, kind) = XMLCharacters.firstFault(in: bytes) {
            throw BankFileFault(kind: kind, line: line(at: position))
        }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    var isAtEnd: Bool { position == bytes.count }

    /// The byte here; 0, which no file holds, at the end.
    var byte: UInt8 { position < bytes.count ? bytes[position] : 0 }

    /// The line of a position that is not before the last one asked for.
    mutating func line(at position: Int) -> Int {
        while counted.position < position {
            if bytes[counted.position] == 0xA { counted.line += 1 }
            counted.position += 1
        }
        return counted.line
    }

    /// A fault here; the end of the file is one of its own.
    mutating func fault(_ kind: BankFileFault.Kind) -> BankFileFault {
        let kind = isAtEnd && kind == .notWellFormed ? .cutOff : kind
        return BankFileFault(kind: kind, line: line(at: position))
    }

    mutating func step() { position += 1 }

    /// Steps over these bytes if they stand here.
    mutating func take(_ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard position + count <= bytes.count else { return false }
        let isHere = text.withUTF8Buffer { $0.elementsEqual(bytes[position..<position + count]) }
        if isHere { position += count }
        return isHere
    }

    /// Steps over bytes that must stand here.
    mutating func expect(_ text: StaticString) throws(BankFileFault) {
        guard take(text) else { throw fault(.notWellFormed) }
    }

    /// Steps over blanks and says whether there were any.
    @discardableResult
    mutating func skipSpace() -> Bool {
        let start = position
        while position < bytes.count, XMLCharacters.isSpace(bytes[position]) { position += 1 }
        return position > start
    }

    /// Steps to the next of these bytes and over it; gives what stands before it.
    mutating func take(upTo text: StaticString) throws(BankFileFault) -> ArraySlice<UInt8> {
        let start = position
        while !isAtEnd {
            let stop = position
            if take(text) { return bytes[start..<stop] }
            position += 1
        }
        throw fault(.cutOff)
    }

    /// A name without a colon.
    mutating func name() throws(BankFileFault) -> Range<Int> {
        guard byte < 0x80 else { throw fault(.foreignName) }
        guard XMLCharacters.isNameStart(byte) else { throw fault(.notWellFormed) }
        let start = position
        while XMLCharacters.isName(byte) { position += 1 }
        guard byte < 0x80 else { throw fault(.foreignName) }
        return start..<position
    }

    /// A name with at most one colon in it: where the prefix ends, if there is one, and the whole.
    mutating func qualifiedName() throws(BankFileFault) -> XMLName {
        let first = try name()
        guard byte == UInt8(ascii: ":") else {
            return XMLName(prefix: first.lowerBound..<first.lowerBound, local: first)
        }
        position += 1
        let local = try name()
        guard byte != UInt8(ascii: ":") else { throw fault(.notWellFormed) }
        return XMLName(prefix: first, local: local)
    }

    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    func areEqual(_ left: XMLName, _ right: XMLName) -> Bool {
        bytes[left.prefix] == bytes[right.prefix] && bytes[left.local] == bytes[right.local]
    }

    /// The bytes that a reference stands for, behind its `&`: one of the five names or the number of a character.
    mutating func reference(_ add: (UInt8) -> Void) throws(BankFileFault) {
        if byte == UInt8(ascii: "#") {
            step()
            for byte in String(try number()).utf8 { add(byte) }
            return
        }
        let start = position
        let range = try name()
        let name = text(range)
        try expect(";")
        switch name {
        case "amp": add(UInt8(ascii: "&"))
        case "lt": add(UInt8(ascii: "<"))
        case "gt": add(UInt8(ascii: ">"))
        case "apos": add(UInt8(ascii: "'"))
        case "quot": add(UInt8(ascii: "\""))
        default: throw BankFileFault(kind: .unknownEntity, line: line(at: start))
        }
    }

    /// The character of a number, decimal or behind an `x` hexadecimal, up to and with the semicolon.
    private mutating func number() throws(BankFileFault) -> Unicode.Scalar {
        let radix: UInt32 = take("x") ? 16 : 10
        var value: UInt32 = 0
        let start = position
        while let digit = Self.digit(byte), digit < radix {
            // More than the last character stays more, and does not overflow.
            value = min(value * radix + digit, 0x11_0000)
            position += 1
        }
        guard position > start else { throw fault(.notWellFormed) }
        try expect(";")
        guard XMLCharacters.isCharacter(value), let scalar = Unicode.Scalar(value) else { throw fault(.badCharacter) }
        return scalar
    }

    private static func digit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 0x30...0x39: UInt32(byte) - 0x30
        case 0x41...0x46: UInt32(byte) - 0x37
        case 0x61...0x66: UInt32(byte) - 0x57
        default: nil
        }
    }
}

/// A name as it stands in the file; the prefix is empty when there is none.
struct XMLName {
    let prefix: Range<Int>
    let local: Range<Int>
}
