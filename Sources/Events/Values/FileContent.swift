/// The bytes of a file that somebody handed in: 1 byte to 4 MiB. As JSON it is base64 (RFC 4648, 4), with padding and
/// nothing else.
package struct FileContent: Hashable, Sendable, Masked {
    package static let byteMax = 4 << 20

    package let bytes: [UInt8]

    package init?(_ bytes: [UInt8]) {
        guard 1...Self.byteMax ~= bytes.count else { return nil }
        self.bytes = bytes
    }

    /// Reads base64; nil when it is anything else. Bits behind the last byte must be zero, so that a file has one form.
    init?(base64 text: UnsafeRawBufferPointer) {
        guard text.count > 0, text.count % 4 == 0, text.count / 4 * 3 <= Self.byteMax + 2 else { return nil }
        let padding = text[text.count - 1] != Self.pad ? 0 : text[text.count - 2] != Self.pad ? 1 : 2
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 4 * 3)
        var word: UInt32 = 0
        for index in 0..<text.count - padding {
            guard let value = Self.value(text[index]) else { return nil }
            word = word << 6 | value
            guard index % 4 == 3 else { continue }
            bytes.append(UInt8(truncatingIfNeeded: word >> 16))
            bytes.append(UInt8(truncatingIfNeeded: word >> 8))
            bytes.append(UInt8(truncatingIfNeeded: word))
            word = 0
        }
        switch padding {
        case 1:
            guard word & 0b11 == 0 else { return nil }
            bytes.append(UInt8(truncatingIfNeeded: word >> 10))
            bytes.append(UInt8(truncatingIfNeeded: word >> 2))
        case 2:
            guard word & 0b1111 == 0 else { return nil }
            bytes.append(UInt8(truncatingIfNeeded: word >> 4))
        default: break
        }
        self.init(bytes)
    }

    /// The JSON form: base64 between quotes, of which no sign needs escaping.
    private var json: [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4 + 2)
        text.append(UInt8(ascii: "\""))
        var index = 0
        while index < bytes.count {
            let left = bytes.count - index
            let word =
                UInt32(bytes[index]) << 16 | (left > 1 ? UInt32(bytes[index + 1]) << 8 : 0)
                | (left > 2 ? UInt32(bytes[index + 2]) : 0)
            text.append(Self.letter(word >> 18))
            text.append(Self.letter(word >> 12))
            text.append(left > 1 ? Self.letter(word >> 6) : Self.pad)
            text.append(left > 2 ? Self.letter(word) : Self.pad)
            index += 3
        }
        text.append(UInt8(ascii: "\""))
        return text
    }

    private static let pad = UInt8(ascii: "=")
    private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    private static func letter(_ bits: UInt32) -> UInt8 { letters[Int(bits & 63)] }

    private static func value(_ letter: UInt8) -> UInt32? {
        switch letter {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(letter - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(letter - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(letter - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}

extension FileContent: Stored {
    package static var placeholder: FileContent {
        guard let one = FileContent([0]) else { preconditionFailure("A file of one byte is one.") }
        return one
    }

    package static func read(_ reader: inout JSONReader) -> FileContent {
        guard let content = reader.withString({ FileContent(base64: $0) }) else { return placeholder }
        return content ?? reader.refuse("Stuur het bestand als base64. Het mag niet groter zijn dan 4 MB.")
    }

    package func write(to writer: inout JSONWriter) {
        // Who collects ids wants no copy of megabytes in which there is none.
        if writer.ids != nil { return writer.null() }
        json.withUnsafeBytes { writer.value(json: $0) }
    }
    package static var schema: JSONSchema { .string(length: 4...(byteMax / 3 * 4 + 8)) }
}
