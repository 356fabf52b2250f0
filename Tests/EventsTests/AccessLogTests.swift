import Events
import Foundation
import Testing

/// The access log as a file: what is appended stands there for ever, in chains that lead back, and any change is found.
@Suite struct AccessLogTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func reader() throws -> AccessReader {
        AccessReader(try Connection(.reader(folder.file("data/access.db"))))
    }

    private func verify(against kept: [AccessCheckpoint] = []) throws -> AccessVerifier.Report {
        AccessVerifier(try reader()).verify(against: kept)
    }

    @Test func keepsOneLineForEachPerson() throws {
        let store = try SampleAccess.store(in: folder.file("data"))
        try store.begin()
        try store.append(SampleAccess.note(2, about: [1, 2, 3]))
        try store.append(SampleAccess.note(4, about: []))
        try store.append(SampleAccess.note(8, about: [2]))
        try store.commit()
        let lines = try (1...5).map { try #require(try reader().record($0)) }
        #expect(lines.map(\.line.subject) == [1, 2, 3].map { PartyID(bits: $0) } + [nil, PartyID(bits: 2)])
        #expect(lines.map(\.place.beforeOfSubject) == [0, 0, 0, 0, 2])
        #expect(lines.map(\.place.beforeOfOffice) == [0, 1, 2, 0, 3])
        #expect(lines.map(\.place.beforeOfEmployee) == [0, 1, 2, 0, 0])
        #expect(lines[0].line.dossier == DossierID(bits: 1) && lines[1].line.dossier == nil)
        #expect(store.newest(.subject(PartyID(bits: 2))) == 5 && store.newest(.subject(PartyID(bits: 8))) == 0)
        #expect(try verify().lines == 5 && verify().isSound)
    }

    @Test func goesOnWhereItStopped() throws {
        let path = folder.file("data")
        try SampleAccess.fill(path, 57)
        let first = try #require(try verify().checkpoint)
        // Once with the heads that were kept, once from the lines alone, once with heads of another log.
        for damage in 0..<3 {
            let heads = path + "/access-heads"
            if damage == 1 { try Files.remove(heads) }
            if damage == 2 { try Files.write(Array("pgb1-access-heads something else entirely".utf8), to: heads) }
            let store = try SampleAccess.store(in: path)
            let before = store.newest(.subject(PartyID(bits: 3)))
            try store.begin()
            try store.append(SampleAccess.note(2, about: [3]))
            try store.commit()
            try store.close()
            let record = try #require(try reader().record(Int64(58 + damage)))
            #expect(record.place.beforeOfSubject == before && before > 0)
        }
        let report = try verify(against: [first])
        #expect(report.isSound && report.lines == 60)
        #expect(AccessCheckpoint(first.text) == first)
    }

    @Test func refusesToChangeOrRemoveALine() throws {
        try SampleAccess.fill(folder.file("data"), 20)
        let db = try Connection(.writer(folder.file("data/access.db")))
        for sql in [
            "UPDATE access SET user = NULL WHERE sequence = 3", "DELETE FROM access WHERE sequence = 20",
            "UPDATE OR REPLACE access SET sequence = 4 WHERE sequence = 3", "DELETE FROM access_log",
            "UPDATE access_log SET origin = 'another'", "INSERT INTO access SELECT * FROM access WHERE sequence = 4",
            "INSERT INTO access_log VALUES (1, 'pgb1-access', 'another', 0)",
        ] {
            #expect(throws: DatabaseError.self, "\(sql)") { try db.execute(sql) }
        }
        #expect(try verify().isSound)
    }

    /// REPLACE takes a row away and asks the trigger against DELETE, because triggers recurse; IGNORE leaves what is there.
    @Test(arguments: [
        "INSERT", "INSERT OR REPLACE", "REPLACE", "INSERT OR IGNORE", "INSERT OR FAIL", "INSERT OR ROLLBACK",
    ])
    func aLineIsNotSwappedForAnother(_ verb: String) throws {
        try SampleAccess.fill(folder.file("data"), 20)
        let db = try Connection(.writer(folder.file("data/access.db")))
        let columns = try db.all("SELECT name FROM pragma_table_info('access')") { $0.text(0) }
        let another = columns.map { $0 == "user" ? "zeroblob(16)" : $0 }.joined(separator: ", ")
        for sql in [
            "\(verb) INTO access SELECT \(another) FROM access WHERE sequence = 3",
            "\(verb) INTO access SELECT \(another) FROM access WHERE sequence = 20",
            "\(verb) INTO access SELECT \(another) FROM access WHERE sequence = 3 "
                + "ON CONFLICT (sequence) DO UPDATE SET user = excluded.user",
            "\(verb) INTO access_log VALUES (1, 'pgb1-access', 'another', 0)",
        ] {
            if verb == "INSERT OR IGNORE", !sql.contains("ON CONFLICT"), !sql.contains("access_log ") {
                try db.execute(sql)
                continue
            }
            let error = #expect(throws: DatabaseError.self, "\(sql)") { try db.execute(sql) }
            // SQLite takes ON CONFLICT of a plain INSERT only.
            #expect(error?.isConstraint == true || (verb != "INSERT" && sql.contains("ON CONFLICT")), "\(sql)")
        }
        #expect(try verify().isSound && verify().lines == lines(folder.file("data")).count)
    }

    @Test(arguments: [
        "user = x'00000000000000000000000000000001'", "at = at + 1", "subject = NULL", "outcome = 'success'",
        "activity = 'GET /v1/profile'", "roles = ''", "refusal = 'x'", "ground = 'holder'", "trace = zeroblob(16)",
        "span = 0", "point = zeroblob(16)", "actor = 'iemand'", "before_of_subject = 0", "level = 'hoog'",
    ])
    func findsAChangedField(_ change: String) throws {
        try SampleAccess.fill(folder.file("data"), 40)
        let db = try Connection(.writer(folder.file("data/access.db")))
        let trigger = try #require(
            try db.first("SELECT sql FROM sqlite_schema WHERE name = 'access_no_update'") { $0.text(0) })
        try db.execute("DROP TRIGGER access_no_update; UPDATE access SET \(change) WHERE sequence = 23; \(trigger)")
        let report = try verify()
        #expect(report.faults.first?.sequence == 23 && report.lines == 22)
    }

    @Test func findsMissingSwappedAndCutLines() throws {
        let path = folder.file("data")
        try SampleAccess.fill(path, 40)
        let kept = try #require(try verify().checkpoint)
        let db = try Connection(.writer(path + "/access.db"))
        let triggers = try db.all(
            "SELECT sql FROM sqlite_schema WHERE name IN ('access_no_update', 'access_no_delete')"
        ) { $0.text(0) }
        func forge(_ sql: String) throws {
            try db.execute("DROP TRIGGER access_no_update; DROP TRIGGER access_no_delete; \(sql);")
            for trigger in triggers { try db.execute(trigger) }
        }
        try forge("UPDATE access SET sequence = sequence + 100 WHERE sequence > 39")
        #expect(try verify().faults.first?.sequence == 40)
        try forge("DELETE FROM access WHERE sequence = 140")
        // A tail that was cut verifies, as any chain does: only who kept its head elsewhere can tell.
        #expect(try verify().isSound)
        #expect(try verify(against: [kept]).faults.map(\.reason) == ["it is shorter than it was on \(kept.at.text)"])
        try db.execute("DROP TRIGGER access_no_delete")
        #expect(try verify().faults.first?.reason == "a table or a trigger is not as it was made")
        #expect(throws: AccessFault.self) { try SampleAccess.store(in: path) }
    }

    /// A bit that turns on the disk is named, or changes nothing that a line says.
    @Test func findsTurnedBits() throws {
        let path = folder.file("data")
        try SampleAccess.fill(path, 300)
        let whole = try Files.bytes(path + "/access.db", most: 1 << 20)
        let before = try lines(path)
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<200 {
            var bytes = whole
            let place = Int.random(in: 100..<bytes.count, using: &generator)
            bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            try Files.write(bytes, to: path + "/access.db")
            let isSound: Bool
            do { isSound = try verify().isSound } catch { isSound = false }
            // What is left over in a page belongs to no line.
            if isSound { #expect(try lines(path) == before, "byte \(place)") }
        }
    }

    private func lines(_ path: String) throws -> [AccessRecord] {
        var lines: [AccessRecord] = []
        try AccessReader(try Connection(.reader(path + "/access.db"))).scan(after: 0) { lines.append($0) }
        return lines
    }
}
