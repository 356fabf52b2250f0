internal import Glibc

/// The one writer of JSON, for the log and for answers: compact, keys in the order written, one byte form per value.
///
/// That makes it fit to be hashed: what was hashed is what is stored. Only the quote, the backslash and the control
/// characters below 0x20 are escaped, with the short form where there is one.
package struct JSONWriter: Sendable {
    /// What was written so far, and behind it room that is kept ready: writing into room that is there costs a third of
    /// appending to an array.
    private var room: [UInt8] = []
    private var filled = 0

    /// What was written so far, as a copy.
    package var bytes: [UInt8] { Array(room[..<filled]) }

    /// Lends out what was written so far.
    func withBytes(_ body: (UnsafeRawBufferPointer) -> Void) {
        room.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[..<filled])) }
    }

    /// The personal values that were written with their value still open: rows for the vault.
    package var sealed: [SealedValue] = []

    /// The ids that were written, for who wants to know them; nil while nobody does.
    package var ids: [UInt128]?

    /// The next key or value stands behind another one.
    private var needsComma = false

    /// The fields so far, while a row describes itself: then nothing is written.
    private var described: [JSONSchema.Field]?

    package init() {}

    /// What `body` writes as fields, from the types of their values.
    package static func describe(_ body: (inout JSONWriter) -> Void) -> JSONSchema {
        var writer = JSONWriter()
        writer.described = []
        body(&writer)
        return .object(writer.described ?? [])
    }

    /// Notes a field while a row describes itself; false when it is to be written.
    package mutating func notes(
        _ key: StaticString, isRequired: Bool = true, _ schema: @autoclosure () -> JSONSchema
    ) -> Bool {
        guard described != nil else { return false }
        described?.append(JSONSchema.Field(name: key.description, schema: schema(), isRequired: isRequired))
        return true
    }

    /// Empties the writer for the next document.
    package mutating func removeAll(keepingCapacity: Bool = true) {
        if !keepingCapacity { room = [] }
        filled = 0
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
    package mutating func field<Value: Stored>(_ key: StaticString, _ value: Value) {
        if described != nil, notes(key, Value.schema) { return }
        self.key(key)
        value.write(to: &self)
    }

    /// Writes a field that is an object and JSON already, such as a body from the log.
    package mutating func field(_ key: StaticString, json: [UInt8]) {
        if notes(key, .anyObject) { return }
        self.key(key)
        json.withUnsafeBytes { value(json: $0) }
    }

    /// The same; null without a value.
    package mutating func field(_ key: StaticString, jsonOrNull json: [UInt8]?) {
        if notes(key, .nullable(.anyObject)) { return }
        guard let json else {
            self.key(key)
            return null()
        }
        field(key, json: json)
    }

    /// Writes a field that is an object; `body` writes its fields.
    package mutating func field(_ key: StaticString, object body: (inout JSONWriter) -> Void) {
        if notes(key, Self.describe(body)) { return }
        self.key(key)
        object(body)
    }

    /// Writes a field that is an array; `body` writes its elements.
    package mutating func field(_ key: StaticString, array body: (inout JSONWriter) -> Void) {
        precondition(described == nil, "a list describes itself by the type of its elements")
        self.key(key)
        array(body)
    }

    /// Writes a key; its value comes next. The key needs no escaping.
    package mutating func key(_ key: StaticString) {
        let length = key.utf8CodeUnitCount
        append(upTo: length + 3) { room in
            room[0] = UInt8(ascii: "\"")
            UnsafeMutableRawBufferPointer(rebasing: room[1...])
                .copyMemory(from: UnsafeRawBufferPointer(start: key.utf8Start, count: length))
            room[length + 1] = UInt8(ascii: "\"")
            room[length + 2] = UInt8(ascii: ":")
            return length + 3
        }
        needsComma = false
    }

    /// Writes a key that is only known now; its value comes next.
    package mutating func key(named key: String) {
        value(key)
        needsComma = false
        append(upTo: 1) { room in
            room[0] = UInt8(ascii: ":")
            return 1
        }
        needsComma = false
    }

    package mutating func value(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            // A character becomes six at the most.
            append(upTo: 6 * bytes.count + 2) { room in
                room[0] = UInt8(ascii: "\"")
                let end = 1 + Self.escape(UnsafeRawBufferPointer(bytes), to: room, at: 1)
                room[end] = UInt8(ascii: "\"")
                return end + 1
            }
        }
    }

    /// Writes a text of our own source that needs no escaping, such as a stored name.
    package mutating func value(_ name: StaticString) {
        let length = name.utf8CodeUnitCount
        append(upTo: length + 2) { room in
            room[0] = UInt8(ascii: "\"")
            UnsafeMutableRawBufferPointer(rebasing: room[1...])
                .copyMemory(from: UnsafeRawBufferPointer(start: name.utf8Start, count: length))
            room[length + 1] = UInt8(ascii: "\"")
            return length + 2
        }
    }

    package mutating func value(_ number: Int64) {
        let magnitude = number.magnitude
        var digits = 1
        var bound: UInt64 = 10
        while digits < 19, magnitude >= bound {
            digits += 1
            bound &*= 10
        }
        append(upTo: 20) { room in
            let sign = number < 0 ? 1 : 0
            room[0] = UInt8(ascii: "-")
            Digits.write(magnitude, width: digits, to: room, at: sign)
            return sign + digits
        }
    }

    package mutating func value(_ truth: Bool) { word(truth ? "true" : "false") }

    package mutating func null() { word("null") }

    /// Writes a value whose text needs no escaping.
    package mutating func value<Value: ASCIIValue>(ascii value: Value) {
        append(upTo: Value.textMax + 2) { room in
            room[0] = UInt8(ascii: "\"")
            let end = 1 + value.writeText(to: UnsafeMutableRawBufferPointer(rebasing: room[1...]))
            room[end] = UInt8(ascii: "\"")
            return end + 1
        }
    }

    /// Writes a value that is JSON already, such as a body from the log; it must be one whole value.
    package mutating func value(json: UnsafeRawBufferPointer) {
        append(upTo: json.count) { room in
            room.copyMemory(from: json)
            return json.count
        }
    }

    private mutating func open(_ bracket: UInt8) {
        append(upTo: 1) { room in
            room[0] = bracket
            return 1
        }
        needsComma = false
    }

    private mutating func close(_ bracket: UInt8) {
        needsComma = false
        append(upTo: 1) { room in
            room[0] = bracket
            return 1
        }
    }

    private mutating func word(_ word: StaticString) {
        value(json: UnsafeRawBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    }

    /// Makes room for a comma and `count` bytes more, lets `body` write to it, and keeps as many as `body` returns.
    ///
    /// One call for a whole value, because looking after the array costs more than writing ten bytes into it.
    @inline(__always)
    private mutating func append(upTo count: Int, _ body: (UnsafeMutableRawBufferPointer) -> Int) {
        if room.count - filled <= count { grow(by: count + 1) }
        let start = filled
        let comma = needsComma
        filled += room.withUnsafeMutableBytes { room in
            var free = UnsafeMutableRawBufferPointer(rebasing: room[start...])
            guard comma else { return body(free) }
            free[0] = UInt8(ascii: ",")
            free = UnsafeMutableRawBufferPointer(rebasing: free[1...])
            return 1 + body(free)
        }
        needsComma = true
    }

    @inline(never)
    private mutating func grow(by count: Int) {
        let more = max(count, max(room.count, 256))
        // By the C library: a build for tests fills an array byte by byte.
        room = Array(unsafeUninitializedCapacity: room.count + more) { [room] wider, counted in
            let raw = UnsafeMutableRawBufferPointer(wider)
            room.withUnsafeBytes { raw.copyMemory(from: $0) }
            if let end = raw.baseAddress { memset(end + room.count, 0, more) }
            counted = room.count + more
        }
    }

    /// Writes the text with what must be escaped escaped, and returns how many bytes that made.
    private static func escape(
        _ text: UnsafeRawBufferPointer, to room: UnsafeMutableRawBufferPointer, at start: Int
    ) -> Int {
        var end = start
        for byte in text {
            if byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
                room[end] = byte
                end += 1
                continue
            }
            room[end] = UInt8(ascii: "\\")
            end += 2
            switch byte {
            case 0x08: room[end - 1] = UInt8(ascii: "b")
            case 0x09: room[end - 1] = UInt8(ascii: "t")
            case 0x0A: room[end - 1] = UInt8(ascii: "n")
            case 0x0C: room[end - 1] = UInt8(ascii: "f")
            case 0x0D: room[end - 1] = UInt8(ascii: "r")
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): room[end - 1] = byte
            default:
                room[end - 1] = UInt8(ascii: "u")
                room[end] = UInt8(ascii: "0")
                room[end + 1] = UInt8(ascii: "0")
                room[end + 2] = 0x30 + byte >> 4
                room[end + 3] = byte & 15 < 10 ? 0x30 + byte & 15 : 0x57 + byte & 15
                end += 4
            }
        }
        return end - start
    }
}
