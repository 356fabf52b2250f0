import Events

/// Binds the values of a row one after the other. For the rows that every event writes: it costs a third of `run`,
/// whose values are of any type.
struct Columns {
    private let statement: Statement
    private var index = 0
    /// One room for all lists of the row.
    private var writer = JSONWriter()

    fileprivate init(_ statement: Statement) {
        self.statement = statement
        statement.beginValues()
    }

    mutating func add(_ value: Int64) {
        index += 1
        statement.bind(value, at: index)
    }

    mutating func add(_ value: Bool) { add(value ? 1 : 0) }
    mutating func add(_ value: Cents) { add(value.raw) }
    mutating func add(_ value: Day) { add(Int64(value.number)) }
    mutating func add(_ value: Moment) { add(value.microseconds) }

    mutating func add(_ value: Int64?) {
        if let value { add(value) } else { addNull() }
    }

    mutating func add(_ value: Day?) {
        if let value { add(value) } else { addNull() }
    }

    mutating func add(text value: String?) {
        guard let value else { return addNull() }
        index += 1
        statement.bind(text: value, at: index)
    }

    mutating func add<Subject>(_ value: ID<Subject>) {
        index += 1
        statement.bind(bits: value.bits, at: index)
    }

    mutating func add<Subject>(_ value: ID<Subject>?) {
        if let value { add(value) } else { addNull() }
    }

    mutating func add(_ value: some RawRepresentable<String>) {
        index += 1
        statement.bind(text: value.rawValue, at: index)
    }

    mutating func add(json value: (some Stored)?) {
        guard let value else { return addNull() }
        index += 1
        writer.removeAll()
        value.write(to: &writer)
        statement.bind(json: writer, at: index)
    }

    mutating func add(bytes: [UInt8]) {
        index += 1
        bytes.bind(to: statement, at: index)
    }

    private mutating func addNull() {
        index += 1
        statement.bindNull(at: index)
    }
}

extension Connection {
    /// Runs a statement that writes one row; `bind` adds as many values as it has question marks.
    func write(_ sql: StaticString, _ bind: (inout Columns) -> Void) throws(DatabaseError) {
        let statement = try statement(sql)
        var columns = Columns(statement)
        bind(&columns)
        try statement.run()
    }
}
