/// A value that is written to the log and to answers, and read from the log and from requests, in one and the same way.
package protocol Stored: Sendable {
    /// A valid value that stands in where reading failed, so that the other fields can still be looked at.
    static var placeholder: Self { get }

    /// What is read when the field is not there; nil when the field has to be there.
    static var whenMissing: Self? { get }

    /// Reads the token at hand. Reports what is wrong to the reader and then returns the placeholder.
    static func read(_ reader: inout JSONReader) -> Self

    /// Writes the value; what was written is read again as an equal value.
    func write(to writer: inout JSONWriter)

    /// What the value looks like, for the description of the API.
    static var schema: JSONSchema { get }
}

extension Stored {
    package static var whenMissing: Self? { nil }
}

/// A value with named fields: an object in JSON.
///
/// `init(from:)` asks the reader for each field, in the order in which `writeFields` writes them. It must finish
/// whatever it gets, because it also runs on placeholders: to look for more mistakes, and to describe itself.
package protocol Record: Stored {
    init(from reader: inout JSONReader)
    func writeFields(to writer: inout JSONWriter)
}

extension Record {
    package static func read(_ reader: inout JSONReader) -> Self { reader.readRecord() }

    package func write(to writer: inout JSONWriter) { writer.object { writeFields(to: &$0) } }

    package static var placeholder: Self {
        var reader = JSONReader.describing()
        return Self(from: &reader)
    }

    package static var schema: JSONSchema {
        var reader = JSONReader.describing()
        _ = Self(from: &reader)
        return .object(reader.described)
    }
}

/// An enum whose cases are stored by name. The names are ASCII and stay for ever, whatever the cases are called.
package protocol StoredName: Stored, RawRepresentable<String>, CaseIterable {}

extension StoredName {
    package static var placeholder: Self {
        guard let first = allCases.first else { preconditionFailure("An enum that is stored needs a case.") }
        return first
    }

    package static func read(_ reader: inout JSONReader) -> Self {
        // Bytes are compared, not strings: strings are equal by meaning, and a few letters mean the same as ASCII.
        // The length is compared first: most names differ in it, and looking at it costs nothing.
        let name = reader.withString { bytes in
            allCases.first { $0.rawValue.utf8.count == bytes.count && $0.rawValue.utf8.elementsEqual(bytes) }
        }
        guard let name else { return placeholder }
        return name ?? reader.refuse("Kies een van de waarden uit de beschrijving van dit veld.")
    }

    package func write(to writer: inout JSONWriter) { writer.value(rawValue) }

    package static var schema: JSONSchema { .names(allCases.map(\.rawValue)) }
}

/// A value whose JSON form is its ASCII text.
package protocol StoredText: Stored, ASCIIValue {
    /// A text that is read as the placeholder.
    static var example: String { get }
    /// What to do when the value is refused: a plain Dutch sentence.
    static var advice: String { get }
}

extension StoredText {
    package static var placeholder: Self {
        guard let value = Self(example) else { preconditionFailure("The example of a value must be one.") }
        return value
    }

    package static func read(_ reader: inout JSONReader) -> Self {
        guard let value = reader.withString({ Self(ascii: $0) }) else { return placeholder }
        return value ?? reader.refuse(advice)
    }

    package func write(to writer: inout JSONWriter) { writer.value(ascii: self) }
}
