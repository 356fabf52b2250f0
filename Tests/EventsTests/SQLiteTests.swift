import Events
import Synchronization
import Testing

@Suite struct SQLiteTests {
    private static let schema = """
        CREATE TABLE thing (id BLOB PRIMARY KEY, name TEXT NOT NULL, amount INTEGER, at INTEGER, seal BLOB) STRICT;
        """

    private func table() throws -> Connection {
        let db = try Connection(.memory)
        try db.execute(Self.schema)
        return db
    }

    @Test func valuesComeBackAsTheyWent() throws {
        let db = try table()
        let id = PartyID(bits: 0x0123_4567_89ab_cdef_0011_2233_4455_6677)
        let seal = SHA256.hash([1, 2, 3])
        let moment = Moment(microseconds: 1_767_225_600_000_001)
        try db.run("INSERT INTO thing VALUES (?, ?, ?, ?, ?)", id, "é\u{0}x", Cents(-250), moment, seal)
        #expect(db.changes == 1)
        let found = try db.all("SELECT id, name, amount, at, seal FROM thing WHERE id = ?", id) { row in
            (
                row.id(0) as PartyID, row.text(1), row.cents(2), row.moment(3), row.digest(4)
            )
        }
        #expect(found.count == 1)
        #expect(found[0] == (id, "é\u{0}x", Cents(-250), moment, seal))
    }

    @Test func emptyIsNotNull() throws {
        let db = try table()
        try db.run("INSERT INTO thing VALUES (?, ?, ?, ?, ?)", [UInt8](), "", Int64?.none, Day?.none, [UInt8]())
        let row = try db.first("SELECT id, name, amount, at, seal FROM thing") { row in
            (
                row.bytes(0), row.optionalText(1), row.optionalCents(2), row.optionalDay(3),
                row.optionalBytes(4)
            )
        }
        let found = try #require(row)
        #expect(found.0 == [] && found.1 == "" && found.2 == nil && found.3 == nil && found.4 == [])
    }

    @Test func aColumnOfAnotherKindThrows() throws {
        let db = try table()
        try db.run("INSERT INTO thing VALUES (?, ?, ?, ?, ?)", [UInt8](), "text", Int64?.none, Int64.max, [UInt8]([1]))
        #expect(throws: DatabaseError.self) { try db.first("SELECT name FROM thing") { $0.int(0) } }
        #expect(throws: DatabaseError.self) { try db.first("SELECT amount FROM thing") { $0.int64(0) } }
        #expect(throws: DatabaseError.self) { try db.first("SELECT at FROM thing") { $0.day(0) } }
        #expect(throws: DatabaseError.self) { try db.first("SELECT seal FROM thing") { $0.digest(0) } }
        #expect(throws: DatabaseError.self) { try db.first("SELECT x'ff' || ''") { $0.text(0) } }
    }

    @Test func aThrowUndoesTheTransaction() throws {
        struct Stop: Error {}
        let db = try table()
        #expect(throws: Stop.self) {
            try db.transaction {
                try db.run("INSERT INTO thing VALUES (?, 'a', 1, 1, NULL)", [UInt8]([1]))
                throw Stop()
            }
        }
        #expect(try db.first("SELECT count(*) FROM thing") { $0.int(0) } == 0)
        #expect(!db.isInTransaction)
    }

    @Test func errorsNameTheStatementAndNeverItsValues() throws {
        let db = try table()
        try db.run("INSERT INTO thing VALUES (?, 'a', 1, 1, NULL)", [UInt8]([1]))
        let error = try #require(throws: DatabaseError.self) {
            try db.run("INSERT INTO thing VALUES (?, ?, 1, 1, NULL)", [UInt8]([1]), "123456782")
        }
        #expect(error.isConstraint)
        #expect("\(error)".contains("INSERT INTO thing"))
        #expect(!"\(error)".contains("123456782"))
    }

    @Test func settingsHold() throws {
        let folder = try TemporaryFolder()
        let writer = try Connection(.writer(folder.file("a.db")))
        try writer.execute(Self.schema)
        func pragma(_ db: Connection, _ sql: StaticString) throws -> Int? {
            try db.first(sql) { $0.int(0) }
        }
        #expect(try pragma(writer, "PRAGMA synchronous") == 2)
        #expect(try pragma(writer, "PRAGMA wal_autocheckpoint") == 0)
        #expect(try pragma(writer, "PRAGMA secure_delete") == 1)
        #expect(try writer.first("PRAGMA journal_mode") { $0.text(0) } == "wal")
        // Double-quoted text is a misspelt column here, not a string.
        #expect(throws: DatabaseError.self) { try writer.execute("SELECT \"no such column\"") }
        // The schema cannot be edited by hand.
        try writer.execute("PRAGMA writable_schema=ON")
        #expect(throws: DatabaseError.self) { try writer.execute("DELETE FROM sqlite_schema") }
    }

    @Test func aReaderCannotWrite() throws {
        let folder = try TemporaryFolder()
        let writer = try Connection(.writer(folder.file("a.db")))
        try writer.execute(Self.schema)
        let reader = try Connection(.reader(folder.file("a.db")))
        #expect(throws: DatabaseError.self) { try reader.run("INSERT INTO thing VALUES (x'01', 'a', 1, 1, NULL)") }
        #expect(throws: DatabaseError.self) { try Connection(.reader(folder.file("none.db"))) }
    }

    @Test func aReadKeepsOneState() throws {
        let folder = try TemporaryFolder()
        let writer = try Connection(.writer(folder.file("a.db")))
        try writer.execute(Self.schema)
        let reader = try Connection(.reader(folder.file("a.db")))
        func count() throws -> Int? { try reader.first("SELECT count(*) FROM thing") { $0.int(0) } }
        try reader.read {
            #expect(try count() == 0)
            try writer.run("INSERT INTO thing VALUES (x'01', 'a', 1, 1, NULL)")
            #expect(try count() == 0)
        }
        #expect(try count() == 1)
    }

    @Test(arguments: [
        (3_040_001, true), (3_044_005, true), (3_044_006, false), (3_045_000, true),
        (3_050_006, true), (3_050_007, false), (3_051_002, true), (3_051_003, false), (3_060_000, false),
    ])
    func versionsThatCanLoseAResetAreKnown(version: Int, isOne: Bool) {
        #expect(Connection.hasResetRace(version: version) == isOne)
    }

    @Test func aReadOverItsLimitStops() throws {
        let db = try Connection(.memory)
        // Every look at this clock is a millisecond later than the one before.
        let looks = Atomic<Int64>(0)
        db.readLimit = ReadLimit(milliseconds: 20) {
            looks.add(1_000_000, ordering: .relaxed).newValue
        }
        let error = try #require(throws: DatabaseError.self) {
            try db.read {
                try db.query(
                    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT sum(i) FROM n"
                ) { _ in }
            }
        }
        #expect(error.isInterrupted)
        #expect(looks.load(ordering: .relaxed) == 22_000_000)
        #expect(try db.first("SELECT 1") { $0.int(0) } == 1)
    }

    @Test func aLinkIsRefused() throws {
        let folder = try TemporaryFolder()
        _ = try Connection(.writer(folder.file("a.db")))
        _ = try folder.output(of: "ln -s a.db b.db")
        #expect(throws: DatabaseError.self) { try Connection(.writer(folder.file("b.db"))) }
    }

    @Test func aCheckpointMovesTheLogIntoTheFile() throws {
        let folder = try TemporaryFolder()
        let writer = try Connection(.writer(folder.file("a.db")))
        try writer.execute(Self.schema)
        try writer.run("INSERT INTO thing VALUES (x'01', 'a', 1, 1, NULL)")
        let moved = try writer.checkpoint()
        #expect(moved.logged > 0 && moved.moved == moved.logged && !moved.wasBlocked)
        _ = try writer.checkpoint(truncating: true)
        #expect(try folder.read("a.db-wal").isEmpty)
        #expect(try writer.integrityFaults() == [])
        try writer.copy(to: folder.file("copy.db"))
        let copy = try Connection(.reader(folder.file("copy.db")))
        #expect(try copy.first("SELECT name FROM thing") { $0.text(0) } == "a")
    }
}
