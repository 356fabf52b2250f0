extension Bool: Stored {
    package static var placeholder: Bool { false }
    package static func read(_ reader: inout JSONReader) -> Bool { reader.truth() ?? placeholder }
    package func write(to writer: inout JSONWriter) { writer.value(self) }
    package static var schema: JSONSchema { .boolean }
}

extension Int64: Stored {
    package static var placeholder: Int64 { 0 }
    package static func read(_ reader: inout JSONReader) -> Int64 { reader.integer() ?? placeholder }
    package func write(to writer: inout JSONWriter) { writer.value(self) }
    package static var schema: JSONSchema { .integer(.min ... .max) }
}

extension Int: Stored {
    package static var placeholder: Int { 0 }
    package static func read(_ reader: inout JSONReader) -> Int { Int(Int64.read(&reader)) }
    package func write(to writer: inout JSONWriter) { writer.value(Int64(self)) }
    package static var schema: JSONSchema { Int64.schema }
}

/// Technical text: may be empty, may hold anything that JSON can. What people write is `Text` or `Name`.
extension String: Stored {
    package static var placeholder: String { "" }

    package static func read(_ reader: inout JSONReader) -> String {
        reader.withString { String(decoding: $0, as: UTF8.self) } ?? placeholder
    }

    package func write(to writer: inout JSONWriter) { writer.value(self) }
    package static var schema: JSONSchema { .string() }
}

extension Optional: Stored where Wrapped: Stored {
    package static var placeholder: Wrapped? { nil }
    package static var whenMissing: Wrapped?? { .some(nil) }

    package static func read(_ reader: inout JSONReader) -> Wrapped? { reader.isNull() ? nil : Wrapped.read(&reader) }

    package func write(to writer: inout JSONWriter) {
        switch self {
        case .some(let value): value.write(to: &writer)
        case .none: writer.null()
        }
    }

    package static var schema: JSONSchema { Wrapped.schema.orNull }
}

extension Array: Stored where Element: Stored {
    package static var placeholder: [Element] { [] }
    package static func read(_ reader: inout JSONReader) -> [Element] { reader.elements() }

    package func write(to writer: inout JSONWriter) {
        writer.array { writer in for element in self { element.write(to: &writer) } }
    }

    package static var schema: JSONSchema { .array(Element.schema, max: JSONReader.listMax) }
}
