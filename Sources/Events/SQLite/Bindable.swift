/// A value that a statement can take for one of its question marks.
package protocol Bindable {
    /// Hands the value to the statement for parameter `index`, counted from 1.
    func bind(to statement: Statement, at index: Int)
}

extension Int64: Bindable {
    package func bind(to statement: Statement, at index: Int) { statement.bind(self, at: index) }
}

extension Int: Bindable {
    package func bind(to statement: Statement, at index: Int) { statement.bind(Int64(self), at: index) }
}

extension Bool: Bindable {
    package func bind(to statement: Statement, at index: Int) { statement.bind(self ? 1 : 0, at: index) }
}

extension String: Bindable {
    package func bind(to statement: Statement, at index: Int) { statement.bind(text: self, at: index) }
}

/// Bytes are stored as a blob; wrap them in `UTF8Text` to store them as text.
extension [UInt8]: Bindable {
    package func bind(to statement: Statement, at index: Int) {
        withUnsafeBytes { statement.bind(blob: $0, at: index) }
    }
}

/// UTF-8 bytes to be stored as text without the way through a `String`.
package struct UTF8Text: Bindable, Sendable {
    package let bytes: [UInt8]

    package init(_ bytes: [UInt8]) { self.bytes = bytes }

    package func bind(to statement: Statement, at index: Int) {
        bytes.withUnsafeBytes { statement.bind(text: $0, at: index) }
    }
}

/// Stored as a blob of 32 bytes.
extension Digest: Bindable {
    package func bind(to statement: Statement, at index: Int) {
        withUnsafeBytes { statement.bind(blob: $0, at: index) }
    }
}

/// Stored as a blob of 16 bytes, so that the order of rows is the order of ids.
extension ID: Bindable {
    package func bind(to statement: Statement, at index: Int) {
        statement.bind(bits: bits, at: index)
    }
}

/// Stored as a number of cents.
extension Cents: Bindable {
    package func bind(to statement: Statement, at index: Int) { statement.bind(raw, at: index) }
}

/// Stored as the number of days since 1970-01-01.
extension Day: Bindable {
    package func bind(to statement: Statement, at index: Int) { statement.bind(Int64(number), at: index) }
}

/// Stored as microseconds since 1970-01-01 UTC.
extension Moment: Bindable {
    package func bind(to statement: Statement, at index: Int) { statement.bind(microseconds, at: index) }
}

extension Position: Bindable {
    package func bind(to statement: Statement, at index: Int) { statement.bind(rawValue, at: index) }
}

extension Revision: Bindable {
    package func bind(to statement: Statement, at index: Int) { statement.bind(rawValue, at: index) }
}

extension Optional: Bindable where Wrapped: Bindable {
    package func bind(to statement: Statement, at index: Int) {
        switch self {
        case .some(let value): value.bind(to: statement, at: index)
        case .none: statement.bindNull(at: index)
        }
    }
}

/// An enum of stored names becomes bindable by declaring the conformance.
extension Bindable where Self: RawRepresentable, RawValue: Bindable {
    package func bind(to statement: Statement, at index: Int) { rawValue.bind(to: statement, at: index) }
}
