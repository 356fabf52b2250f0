internal import CSQLite

/// The row a statement stands on; its columns count from 0. It is valid until the next step.
///
/// A column that does not hold what is asked for (a damaged file must not stop the process) gives a placeholder and is
/// noted: the query that hands out the row throws as soon as its closure returns, and no result of it gets out.
package struct Row {
    private let statement: Statement

    init(_ statement: Statement) { self.statement = statement }

    package func isNull(_ index: Int) -> Bool { sqlite3_value_type(value(index)) == SQLITE_NULL }

    package func int64(_ index: Int) -> Int64 {
        let value = value(index)
        guard sqlite3_value_type(value) == SQLITE_INTEGER else { return mismatch(index, "an integer", 0) }
        return sqlite3_value_int64(value)
    }

    package func int(_ index: Int) -> Int { Int(int64(index)) }

    /// Stored as 0 or 1; any other number is not a truth.
    package func bool(_ index: Int) -> Bool {
        let number = int64(index)
        return number == 0 || number == 1 ? number == 1 : mismatch(index, "0 or 1", false)
    }

    package func text(_ index: Int) -> String {
        let value = value(index)
        guard sqlite3_value_type(value) == SQLITE_TEXT else { return mismatch(index, "text", "") }
        return String(validating: Self.bytes(value), as: UTF8.self) ?? mismatch(index, "UTF-8 text", "")
    }

    /// The bytes of a blob or of a text.
    package func bytes(_ index: Int) -> [UInt8] {
        let value = value(index)
        let type = sqlite3_value_type(value)
        guard type == SQLITE_BLOB || type == SQLITE_TEXT else { return mismatch(index, "bytes", []) }
        return Array(Self.bytes(value))
    }

    /// What our writer wrote as JSON; the placeholder when the text is no such value.
    package func json<Value: Stored>(_ index: Int, as type: Value.Type = Value.self) -> Value {
        let value = value(index)
        let kind = sqlite3_value_type(value)
        guard kind == SQLITE_BLOB || kind == SQLITE_TEXT else { return mismatch(index, "JSON", .placeholder) }
        return statement.json.value(from: Self.bytes(value)) ?? .placeholder
    }

    package func optionalJSON<Value: Stored>(_ index: Int, as type: Value.Type = Value.self) -> Value? {
        isNull(index) ? nil : json(index)
    }

    package func digest(_ index: Int) -> Digest {
        let value = value(index)
        guard sqlite3_value_type(value) == SQLITE_BLOB, let digest = Digest(bytes: Self.bytes(value)) else {
            return mismatch(index, "a digest", .zero)
        }
        return digest
    }

    package func id<Subject>(_ index: Int, as type: ID<Subject>.Type = ID<Subject>.self) -> ID<Subject> {
        guard let bits = bits(index) else { return mismatch(index, "an id", ID(bits: 0)) }
        return ID(bits: bits)
    }

    package func cents(_ index: Int) -> Cents { Cents(int64(index)) }

    package func day(_ index: Int) -> Day {
        let number = int64(index)
        guard number >= Int64(Day.first.number), number <= Int64(Day.last.number) else {
            return mismatch(index, "a day", .first)
        }
        return Day(number: Int32(number))
    }

    package func moment(_ index: Int) -> Moment { Moment(microseconds: int64(index)) }

    package func position(_ index: Int) -> Position { Position(int64(index)) }

    package func revision(_ index: Int) -> Revision { Revision(int64(index)) }

    /// A stored name as its enum.
    package func name<Name: RawRepresentable<String> & CaseIterable>(
        _ index: Int, as type: Name.Type = Name.self
    ) -> Name {
        if let name = Name(rawValue: text(index)) { return name }
        guard let placeholder = Name.allCases.first else { preconditionFailure("an enum of stored names has cases") }
        return mismatch(index, "a known name", placeholder)
    }

    package func optionalInt64(_ index: Int) -> Int64? { isNull(index) ? nil : int64(index) }
    package func optionalInt(_ index: Int) -> Int? { isNull(index) ? nil : int(index) }
    package func optionalBool(_ index: Int) -> Bool? { isNull(index) ? nil : bool(index) }
    package func optionalText(_ index: Int) -> String? { isNull(index) ? nil : text(index) }
    package func optionalBytes(_ index: Int) -> [UInt8]? { isNull(index) ? nil : bytes(index) }
    package func optionalDigest(_ index: Int) -> Digest? { isNull(index) ? nil : digest(index) }
    package func optionalID<Subject>(_ index: Int, as type: ID<Subject>.Type = ID<Subject>.self) -> ID<Subject>? {
        isNull(index) ? nil : id(index)
    }
    package func optionalCents(_ index: Int) -> Cents? { isNull(index) ? nil : cents(index) }
    package func optionalDay(_ index: Int) -> Day? { isNull(index) ? nil : day(index) }
    package func optionalMoment(_ index: Int) -> Moment? { isNull(index) ? nil : moment(index) }
    package func optionalPosition(_ index: Int) -> Position? { isNull(index) ? nil : position(index) }
    package func optionalName<Name: RawRepresentable<String> & CaseIterable>(
        _ index: Int, as type: Name.Type = Name.self
    ) -> Name? {
        isNull(index) ? nil : name(index)
    }

    /// Lends the bytes of a text or blob column out without a copy; they are gone at the next step.
    func storedBytes(_ index: Int) -> UnsafeRawBufferPointer { Self.bytes(value(index)) }

    private static func bytes(_ value: OpaquePointer?) -> UnsafeRawBufferPointer {
        // The order matters: asking for the address first settles in which form the bytes are counted.
        let start = sqlite3_value_blob(value)
        return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_value_bytes(value)))
    }

    /// The 16 bytes of an id as one number, or nil when the column holds something else.
    func bits(_ index: Int) -> UInt128? {
        let value = value(index)
        let bytes = Self.bytes(value)
        guard sqlite3_value_type(value) == SQLITE_BLOB, bytes.count == 16 else { return nil }
        return UInt128(bigEndian: bytes.loadUnaligned(as: UInt128.self))
    }

    /// Notes that a column does not hold what was wanted, and gives what stands in for it until the query throws.
    func mismatch<Value>(_ index: Int, _ wanted: StaticString, _ placeholder: Value) -> Value {
        statement.noteMismatch(column: index, wanted: wanted)
        return placeholder
    }

    /// The column, looked up once for all that is asked of it. SQLite calls it unprotected: it may only be looked at by
    /// the thread that has the connection, and no other ever has this one.
    private func value(_ index: Int) -> OpaquePointer? { sqlite3_column_value(statement.handle, Int32(index)) }
}
