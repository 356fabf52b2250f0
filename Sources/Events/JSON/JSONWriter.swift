/// The one writer of JSON, for the log and for answers: compact, keys in the order written, one byte form per value.
///
/// That makes it fit to be hashed: what was hashed is what is stored. Only the quote, the backslash and the control
/// characters below 0x20 are escaped, with the short form where there is one.
package struct JSONWriter: Sendable {
    /// What was written so far.
    package private(set) var bytes: [UInt8] = []

    /// The personal values that were written with their value still open: rows for the vault.
    package var sealed: [SealedValue] = []

    /// The next key or value stands behind another one.
    private var needsComma = false

    package init() {}

    /// Empties the writer for the next document.
    package mutating func removeAll(keepingCapacity: Bool = true) {
        bytes.removeAll(keepingCapacity: keepingCapacity)
        sealed.removeAll(keepingCapacity: keepingCapacity)
        needsComma = false
    }

    /// Writes an object; `body` writes its fields.
    package mutating func object(_ body: (inout JSONWriter) -> Void) {
        open(UInt8(ascii: "{"))
        body(&self)
        close(UInt8(ascii: "}"))
    }

    /// Writes an array; `body` writes its elements.
    package mutating func array(_ body: (inout JSONWriter) -> Void) {
        open(UInt8(ascii: "["))
        body(&self)
        close(UInt8(ascii: "]"))
    }

    /// Writes a field; an optional without a value becomes null.
    package mutating func field(_ key: StaticString, _ value: some Stored) {
        self.key(key)
        value.write(to: &self)
    }

    /// Writes a field that is an object; `body` writes its fields.
    package mutating func field(_ key: StaticString, object body: (inout JSONWriter) -> Void) {
        self.key(key)
        object(body)
    }

    /// Writes a field that is an array; `body` writes its elements.
    package mutating func field(_ key: StaticString, array body: (inout JSONWriter) -> Void) {
        self.key(key)
        array(body)
    }

    /// Writes a key; its value comes next. The key needs no escaping.
    package mutating func key(_ key: StaticString) {
        comma()
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount))
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
    }

    /// Writes a key that is only known now; its value comes next.
    package mutating func key(named key: String) {
        value(key)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    package mutating func value(_ text: String) {
        comma()
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { appendEscaped(UnsafeRawBufferPointer($0)) }
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }

    package mutating func value(_ number: Int64) {
        comma()
        withUnsafeTemporaryAllocation(byteCount: 20, alignment: 1) { room in
            var start = 20
            var rest = number.magnitude
            repeat {
                start -= 1
                room[start] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            } while rest > 0
            if number < 0 {
                start -= 1
                room[start] = UInt8(ascii: "-")
            }
            bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: room[start...]))
        }
        needsComma = true
    }

    package mutating func value(_ truth: Bool) { word(truth ? "true" : "false") }

    package mutating func null() { word("null") }

    /// Writes a value whose text needs no escaping.
    package mutating func value(ascii value: some ASCIIValue) {
        comma()
        let max = type(of: value).textMax
        withUnsafeTemporaryAllocation(byteCount: max + 2, alignment: 8) { room in
            room[0] = UInt8(ascii: "\"")
            let count = value.writeText(to: UnsafeMutableRawBufferPointer(rebasing: room[1...]))
            room[count + 1] = UInt8(ascii: "\"")
            bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: room[..<(count + 2)]))
        }
        needsComma = true
    }

    /// Writes a value that is JSON already, such as a body from the log; it must be one whole value.
    package mutating func value(json: UnsafeRawBufferPointer) {
        comma()
        bytes.append(contentsOf: json)
        needsComma = true
    }

    @inline(__always)
    private mutating func comma() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = false
    }

    private mutating func open(_ bracket: UInt8) {
        comma()
        bytes.append(bracket)
    }

    private mutating func close(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = true
    }

    private mutating func word(_ word: StaticString) {
        comma()
        bytes.append(contentsOf: UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
        needsComma = true
    }

    private mutating func appendEscaped(_ text: UnsafeRawBufferPointer) {
        var start = 0
        for index in 0..<text.count {
            let byte = text[index]
            guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
            bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: text[start..<index]))
            start = index + 1
            bytes.append(UInt8(ascii: "\\"))
            switch byte {
            case 0x08: bytes.append(UInt8(ascii: "b"))
            case 0x09: bytes.append(UInt8(ascii: "t"))
            case 0x0A: bytes.append(UInt8(ascii: "n"))
            case 0x0C: bytes.append(UInt8(ascii: "f"))
            case 0x0D: bytes.append(UInt8(ascii: "r"))
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
            default:
                bytes.append(contentsOf: "u00".utf8)
                bytes.append(0x30 + byte >> 4)
                bytes.append(byte & 15 < 10 ? 0x30 + byte & 15 : 0x57 + byte & 15)
            }
        }
        bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: text[start...]))
    }
}
