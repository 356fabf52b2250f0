package import Events

/// What a query sees: tables, the events that they name, and the position of the log that they reflect. A query cannot
/// tell now from then.
///
/// On the live tables a query that asks for rows with `from` and `to` positions may be given an earlier position.
package struct Snapshot {
    package let db: Connection
    package let position: Position
    package let events: EventLookup
    /// The views that go no further and are behind `position`; an answer from one of them must say so.
    package internal(set) var stopped: [ViewStanding] = []

    package init(db: Connection, position: Position, events: EventLookup) {
        self.db = db
        self.position = position
        self.events = events
    }
}

/// How many rows a list gives at once.
package enum Page {
    package static let max = 200

    /// The number of rows asked for, between 1 and `max`.
    static func limit(_ asked: Int) -> Int { min(Swift.max(asked, 1), max) }
}

extension Snapshot {
    /// Walks a list from its newest row on. `visit` takes the row with a number, keeps of it what it wants and returns
    /// the number of the row before it; 0 ends the walk, and so does nil.
    func walk(
        from newest: Int64, _ visit: (Int64) throws(DatabaseError) -> Int64?
    ) throws(DatabaseError) {
        var next = newest
        while next != 0 {
            let before = try visit(next) ?? 0
            // SQLITE_CORRUPT
            guard before < next else {
                throw DatabaseError(extendedCode: 11, message: "a list does not lead back", sql: "walk")
            }
            next = before
        }
    }

    /// The newest row of a list; 0 when the list is empty.
    func newest(_ byKey: StaticString, of owner: OwnerID, list: Int64 = 0) throws(DatabaseError) -> Int64 {
        try db.first(byKey, owner, list) { $0.int64(3) } ?? 0
    }
}

/// A row that a query gives: it writes itself as the fields of a JSON object.
package protocol Shown: Sendable {
    func writeFields(to w: inout JSONWriter)
}

extension Shown {
    package func write(to w: inout JSONWriter) { w.object { writeFields(to: &$0) } }
}

/// A row that an answer of the API holds: it is described there, from what it writes.
package protocol Described: Shown {
    /// Examples for the description of the API: one, or one of each form that it has.
    static var examples: [Self] { get }
}

extension Described {
    /// What `writeFields` writes, under the name of the type.
    package static var schema: JSONSchema {
        let forms = examples.map { row in JSONWriter.describe { row.writeFields(to: &$0) } }
        return .named("\(Self.self)", forms.count == 1 ? forms[0] : .oneOf(forms))
    }
}

extension JSONWriter {
    /// How many rows an answer has at most.
    private static let rowsMax = 10_000

    /// Writes a field that is a list of rows.
    package mutating func field<Row: Described>(_ key: StaticString, rows: [Row]) {
        if notes(key, .array(Row.schema, max: Self.rowsMax)) { return }
        field(key, array: { w in for row in rows { row.write(to: &w) } })
    }

    /// Writes a field that is one row, or null.
    package mutating func field<Row: Described>(_ key: StaticString, row: Row?) {
        if notes(key, Row.schema.orNull) { return }
        self.key(key)
        if let row { row.write(to: &self) } else { null() }
    }
}
