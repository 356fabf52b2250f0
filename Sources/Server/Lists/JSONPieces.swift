/// Takes JSON apart piece by piece, without making values of what is in it. Only for what our own writer made: compact,
/// well formed and checked when it came in. From bytes that are no such JSON come fewer pieces, never a fault.
enum JSONPieces {
    typealias Piece = ArraySlice<UInt8>

    static let quote = UInt8(ascii: "\"")
    private static let backslash = UInt8(ascii: "\\")

    /// Visits the fields of an object, each with its key between the quotes.
    static func fields(of object: Piece, _ visit: (_ key: Piece, _ value: Piece) -> Void) {
        guard object.first == UInt8(ascii: "{") else { return }
        var index = object.startIndex + 1
        while index < object.endIndex, object[index] == quote {
            let key = object[index..<end(of: object, at: index)]
            guard key.endIndex < object.endIndex, object[key.endIndex] == ASCII.colon else { return }
            let value = object[(key.endIndex + 1)..<end(of: object, at: key.endIndex + 1)]
            visit(key.dropFirst().dropLast(), value)
            index = value.endIndex + 1
        }
    }

    /// The value of a field of an object; nil when it has none of that name.
    static func field(_ name: String, of object: [UInt8]) -> Piece? {
        var found: Piece?
        fields(of: object[...]) { key, value in
            if key.elementsEqual(name.utf8) { found = value }
        }
        return found
    }

    /// Visits the elements of an array.
    static func elements(of array: Piece, _ visit: (Piece) -> Void) {
        guard array.first == UInt8(ascii: "["), array.count > 2 else { return }
        var index = array.startIndex + 1
        while index < array.endIndex - 1 {
            let element = array[index..<end(of: array, at: index)]
            visit(element)
            index = element.endIndex + 1
        }
    }

    /// The text of a string, with what was escaped in its own form again.
    static func text(of string: Piece) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(string.count)
        var index = string.startIndex + 1
        let end = string.endIndex - 1
        while index < end {
            guard string[index] == backslash, index + 1 < end else {
                bytes.append(string[index])
                index += 1
                continue
            }
            switch string[index + 1] {
            case UInt8(ascii: "b"): bytes.append(0x08)
            case UInt8(ascii: "t"): bytes.append(ASCII.tab)
            case UInt8(ascii: "n"): bytes.append(ASCII.lineFeed)
            case UInt8(ascii: "f"): bytes.append(0x0C)
            case UInt8(ascii: "r"): bytes.append(ASCII.carriageReturn)
            case UInt8(ascii: "u"):
                let (scalar, length) = scalar(in: string[index..<end])
                bytes += Array(String(scalar).utf8)
                index += length
                continue
            case let byte: bytes.append(byte)
            }
            index += 2
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The character that `\uXXXX` stands for, or a pair of them, and how many bytes that takes.
    private static func scalar(in escape: Piece) -> (Unicode.Scalar, length: Int) {
        func unit(_ start: Int) -> UInt32? {
            guard start + 6 <= escape.endIndex, escape[start] == backslash, escape[start + 1] == UInt8(ascii: "u")
            else { return nil }
            var value: UInt32 = 0
            for digit in escape[(start + 2)..<(start + 6)] {
                guard let digit = ASCII.hexValue(digit) else { return nil }
                value = value << 4 | UInt32(digit)
            }
            return value
        }
        guard let first = unit(escape.startIndex) else { return ("\u{FFFD}", escape.count) }
        if 0xD800..<0xDC00 ~= first, let second = unit(escape.startIndex + 6), 0xDC00..<0xE000 ~= second,
            let pair = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        {
            return (pair, 12)
        }
        return (Unicode.Scalar(first) ?? "\u{FFFD}", 6)
    }

    /// The index behind the value that begins at `start`.
    private static func end(of json: Piece, at start: Int) -> Int {
        var depth = 0
        var index = start
        while index < json.endIndex {
            switch json[index] {
            case quote:
                index = endOfString(json, at: index)
                if depth == 0 { return index }
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                // The end of what the value stands in.
                if depth == 0 { return index }
                depth -= 1
                if depth == 0 { return index + 1 }
            case ASCII.comma where depth == 0: return index
            default: break
            }
            index += 1
        }
        return json.endIndex
    }

    private static func endOfString(_ json: Piece, at start: Int) -> Int {
        var index = start + 1
        while index < json.endIndex, json[index] != quote { index += json[index] == backslash ? 2 : 1 }
        return min(index + 1, json.endIndex)
    }
}
