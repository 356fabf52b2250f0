/// A value with one ASCII text form: what the log stores, what the API speaks, what people type.
///
/// Parsing and printing work on bytes, because a reader of a million events has no time for strings, and because
/// comparing bytes cannot be fooled by two spellings of one letter.
package protocol ASCIIValue: Hashable, Sendable {
    /// Reads the text form; nil when the bytes are not exactly a form that is allowed.
    init?(ascii: UnsafeRawBufferPointer)

    /// The largest number of bytes that `writeText` can write.
    static var textMax: Int { get }

    /// Writes the text form to the front of `target` (at least `textMax` bytes) and returns how many bytes it wrote.
    func writeText(to target: UnsafeMutableRawBufferPointer) -> Int
}

extension ASCIIValue {
    /// Reads the text form; nil when the text is not exactly a form that is allowed.
    package init?(_ text: String) {
        var text = text
        guard let value = text.withUTF8({ Self(ascii: UnsafeRawBufferPointer($0)) }) else { return nil }
        self = value
    }

    /// The text form in which the value is stored and sent.
    package var text: String {
        String(unsafeUninitializedCapacity: Self.textMax) { writeText(to: UnsafeMutableRawBufferPointer($0)) }
    }
}

/// A value that tells something about a person: printing it for a log line or a crash shows only its kind.
///
/// Whoever really needs the value asks for `text`.
package protocol Masked: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {}

extension Masked {
    package var description: String { "‹\(Self.self)›" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
