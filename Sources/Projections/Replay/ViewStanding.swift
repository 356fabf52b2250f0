package import Events

/// How far one view is, and why it goes no further if it stopped.
package struct ViewStanding: Sendable, Equatable {
    package let name: String
    /// The last event that the view's rows reflect.
    package var position = Position.start
    /// The log's hash at that event: another one there means that the log is another one.
    package var hash = Digest.zero
    /// Why the view stopped, for operators; nil while it goes on. It names the event and carries no personal data.
    package var fault: String?

    static let tables: [StaticString] = [
        "CREATE TABLE view (name TEXT PRIMARY KEY, position INTEGER NOT NULL, hash BLOB NOT NULL, fault TEXT) STRICT",
        // The number of a whole file: of two whole ones the higher number is read. Zero while it is being filled.
        "CREATE TABLE generation (id INTEGER PRIMARY KEY CHECK (id = 1), number INTEGER NOT NULL) STRICT",
        "INSERT INTO generation VALUES (1, 0)",
    ]

    init(name: String) { self.name = name }

    private init(_ row: Row) {
        name = row.text(0)
        position = row.position(1)
        hash = row.digest(2)
        fault = row.optionalText(3)
    }

    static func find(_ name: String, in db: Connection) throws(DatabaseError) -> ViewStanding? {
        try db.first("SELECT * FROM view WHERE name = ?", name, body: Self.init)
    }

    /// How far all views of a database are, by name.
    static func list(in db: Connection) throws(DatabaseError) -> [ViewStanding] {
        try db.all("SELECT * FROM view ORDER BY name", body: Self.init)
    }

    func write(to db: Connection) throws(DatabaseError) {
        try db.run("REPLACE INTO view VALUES (?, ?, ?, ?)", name, position, hash, fault)
    }
}
