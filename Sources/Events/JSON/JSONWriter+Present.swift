/// Fields that came later stand in a record only where they say something. So what was stored before reads the same,
/// and is written again byte for byte: a digest over it holds.
extension JSONWriter {
    /// Writes the field when there is a value.
    package mutating func present<Value: Stored>(_ key: StaticString, _ value: Value?) {
        if notes(key, isRequired: false, Value.schema) { return }
        if let value { field(key, value) }
    }

    /// Writes the field when it is true.
    package mutating func present(_ key: StaticString, _ value: Bool) {
        if notes(key, isRequired: false, Bool.schema) { return }
        if value { field(key, value) }
    }

    /// Writes the field when the list has elements.
    package mutating func present<Value: Stored>(_ key: StaticString, list: [Value]) {
        if notes(key, isRequired: false, [Value].schema) { return }
        if !list.isEmpty { field(key, list) }
    }

    /// Writes a field whose value was written as JSON before and may be anything; null when there is none.
    package mutating func field(_ key: StaticString, value json: [UInt8]?) {
        if notes(key, .anything) { return }
        self.key(key)
        if let json { json.withUnsafeBytes { value(json: $0) } } else { null() }
    }
}

extension JSONReader {
    /// A truth value that is false where the field is missing.
    package mutating func flag(_ key: StaticString) -> Bool { optional(key) ?? false }

    /// A list that is empty where the field is missing.
    package mutating func optionalList<Value: Stored>(_ key: StaticString, of type: Value.Type = Value.self) -> [Value]
    {
        optional(key, as: [Value].self) ?? []
    }
}
