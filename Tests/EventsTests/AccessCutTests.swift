import CSQLite
import Events
import Glibc
import Testing

/// Lines whose term is over leave the access log, and what stays still proves that it is what was written.
@Suite struct AccessCutTests {
    private let folder: TemporaryFolder
    private var data: String { folder.file("data") }

    init() throws { folder = try TemporaryFolder() }

    private func moment(_ text: String) throws -> Moment { try #require(Moment(text)) }

    /// So many lines, one each day from a day on, and the head behind them.
    @discardableResult
    private func fill(_ count: Int, from first: String, vfs: String? = nil) throws -> AccessCheckpoint {
        let store = try SampleAccess.store(in: data, vfs: vfs)
        let start = try moment(first)
        try store.begin()
        for number in 0..<count {
            try store.append(note(Int(store.sequence), start.adding(seconds: Int64(number) * 86_400)))
        }
        try store.commit()
        try store.close()
        return try #require(try verify().checkpoint)
    }

    private func note(_ number: Int, _ at: Moment) -> AccessNote {
        let sample = SampleAccess.note(number)
        var line = sample.line
        line.at = at
        line.trace = UInt128(0xABCD_EF01_2345_6789) << 64 | UInt128(number)
        return AccessNote(line, about: sample.subjects)
    }

    /// Removes on a day whatever may go by then, to the end; by the word of somebody that it is that day.
    @discardableResult
    private func cut(on day: String, _ store: AccessStore? = nil) throws -> Int64? {
        let now = try moment(day)
        let store = try store ?? SampleAccess.store(in: data)
        try store.begin()
        let removed = try store.cut({ AccessTerm.isOver($0, on: now.day) }, at: now, isVouchedFor: true)
        try store.commit()
        while store.needsUpkeep { try store.upkeep(isIdle: true) }
        return removed
    }

    private func reader() throws -> AccessReader { AccessReader(try Connection(.reader(data + "/access.db"))) }

    private func verify(against kept: [AccessCheckpoint] = []) throws -> AccessVerifier.Report {
        AccessVerifier(try reader()).verify(against: kept)
    }

    private func second(_ kept: AccessCheckpoint? = nil) throws -> [String] {
        let root = String(#filePath.dropLast("/Tests/EventsTests/AccessCutTests.swift".count))
        if let kept { try Files.write(kept.text, to: folder.file("head")) }
        return try folder.output(
            of: "(python3 '\(root)/Tests/verify_access.py' data/access.db \(kept == nil ? "" : "head") 2>&1 || true)")
    }

    /// The last moment of a year in the Netherlands and the first of the next one, on the last day of the term and on the
    /// one behind it.
    @Test func keepsALineToTheLastDayOfItsTerm() throws {
        let store = try SampleAccess.store(in: data)
        try store.begin()
        for (number, at) in ["2026-12-31T22:59:59.999999Z", "2026-12-31T23:00:00Z"].enumerated() {
            try store.append(note(number, try moment(at)))
        }
        try store.commit()
        #expect(try cut(on: "2031-12-31T22:59:59Z", store) == nil)
        #expect(try verify().lines == 2 && reader().cut() == nil)
        #expect(try cut(on: "2031-12-31T23:00:00Z", store) == 1)
        #expect(try cut(on: "2032-12-31T22:59:59Z", store) == nil)
        #expect(try reader().record(1) == nil && reader().record(2) != nil)
        #expect(try cut(on: "2032-12-31T23:00:00Z", store) == 1)
        // What vouches for a cut is a line like any other.
        let report = try verify()
        #expect(report.isSound && report.lines == 2 && report.removed == 2, "\(report.faults)")
        #expect(try second().first == "sample-access")
    }

    /// At how many days behind the newest lines a clock is believed, and when lines of its own make up for it.
    @Test func aClockThatNoLineShowsRemovesNothing() throws {
        try fill(40, from: "2026-01-10T12:00:00Z")
        let store = try SampleAccess.store(in: data)
        var removed: [Int64?] = []
        func ask(_ now: String) throws -> Bool {
            let now = try moment(now)
            let before = store.sequence
            try store.begin()
            do {
                removed.append(try store.cut({ _ in true }, at: now))
                try store.commit()
                return true
            } catch is AccessClockDoubt {
                // The batch goes on as if it had not been asked.
                try store.commit()
                #expect(try store.sequence == before && reader().cuts().count == removed.count)
                return false
            }
        }
        func write(_ at: String) throws {
            try store.begin()
            try store.append(note(Int(store.sequence), try moment(at)))
            try store.commit()
        }
        // A machine that starts in 2038, also after it has written lines.
        #expect(try !ask("2038-01-19T03:14:07Z"))
        try write("2038-01-19T03:15:00Z")
        #expect(try !ask("2038-01-20T03:15:00Z"))
        try write("2038-02-02T03:14:59Z")
        #expect(try !ask("2038-02-02T03:14:59Z"))
        // Two weeks later the clock has been seen; and 30 days behind that line it is again one of which nothing is known.
        #expect(try ask("2038-02-02T03:15:00Z"))
        #expect(removed == [40])
        #expect(try reader().record(40) == nil && reader().record(41) != nil)
        #expect(try !ask("2044-03-01T00:00:00Z"))
        #expect(try verify().isSound && verify().lines == 3)
    }

    @Test(arguments: [(13, false), (14, true), (30, true), (31, false)])
    func theLineThatShowsTheClockIsOfTheLastWeeks(_ days: Int64, _ goes: Bool) throws {
        try fill(3, from: "2026-01-10T12:00:00Z")
        let store = try SampleAccess.store(in: data)
        let now = try moment("2033-06-01T12:00:00Z")
        try store.begin()
        try store.append(note(9, now.adding(seconds: -days * 86_400)))
        if goes {
            #expect(try store.cut({ _ in true }, at: now) == 3)
        } else {
            #expect(throws: AccessClockDoubt.self) { try store.cut({ _ in true }, at: now) }
        }
        try store.commit()
    }

    @Test func whatStaysGoesOnAndLeadsNowhereBehindTheCut() throws {
        try fill(700, from: "2026-01-10T12:00:00Z")
        do {
            let store = try SampleAccess.store(in: data)
            #expect(try cut(on: "2032-06-01T04:00:00Z", store) == 356)
            #expect(store.sequence == 701 && store.newest(.subject(PartyID(bits: 1))) > 356)
            try store.begin()
            try store.append(note(2, try moment("2032-06-02T04:00:00Z")))
            try store.commit()
            try store.close()
        }
        let first = try #require(try reader().record(357))
        #expect(first.place.beforeOfSubject > 0 && first.place.beforeOfSubject <= 356)
        #expect(try verify().isSound)
        // The same from the lines alone, without the heads that were kept.
        try Files.remove(data + "/access-heads")
        let again = try SampleAccess.store(in: data)
        #expect(again.sequence == 702)
        try again.begin()
        try again.append(SampleAccess.note(3, about: [90]))
        try again.commit()
        try again.close()
        let report = try verify()
        #expect(report.isSound && report.lines == 347 && report.removed == 356, "\(report.faults)")
        #expect(try second()[1] == "703")
    }

    /// Also when all of them go.
    @Test func noByteOfThemStays() throws {
        for count in [3, 11, 40, 365] {
            _ = try folder.output(of: "rm -rf data")
            try fill(count, from: "2025-01-01T12:00:00Z")
            try fill(400, from: "2026-01-01T12:00:00Z")
            do {
                let store = try SampleAccess.store(in: data)
                #expect(try cut(on: "2031-03-01T04:00:00Z", store) == Int64(count))
                for suffix in ["", "-wal"] {
                    let bytes = try Files.bytes(data + "/access.db" + suffix, most: 1 << 24)
                    #expect(traces(in: bytes).filter { $0 < count } == [], "of \(count) in access.db\(suffix)")
                }
                try store.close()
            }
            #expect(try verify().lines == 401)
            #expect(try cut(on: "2050-01-01T04:00:00Z") == 401)
            #expect(try traces(in: Files.bytes(data + "/access.db", most: 1 << 24)) == [])
            #expect(try verify().isSound && verify().lines == 1)
        }
    }

    /// The numbers of the lines whose trace stands anywhere in a file.
    private func traces(in bytes: [UInt8]) -> Set<Int> {
        let mark: [UInt8] = [0xAB, 0xCD, 0xEF, 0x01, 0x23, 0x45, 0x67, 0x89]
        var found: Set<Int> = []
        for place in bytes.indices where bytes[place] == mark[0] && place + 16 <= bytes.count {
            guard bytes[place..<(place + 8)].elementsEqual(mark) else { continue }
            found.insert(bytes[(place + 8)..<(place + 16)].reduce(0) { $0 << 8 | Int($1) })
        }
        return found
    }

    @Test func refusesWhatTheTermForbids() throws {
        try fill(40, from: "2026-01-10T12:00:00Z")
        let db = try Connection(.writer(data + "/access.db"))
        let line = try #require(try reader().record(7))
        for sql in [
            "DELETE FROM access WHERE sequence = 7",
            // Too soon, and at a line that is not there.
            "INSERT INTO access_cut VALUES (1, 7, x'\(line.hash.hex)', \(line.line.at.microseconds),"
                + " \(try moment("2031-01-10T12:00:00Z").microseconds), zeroblob(32))",
            "INSERT INTO access_cut VALUES (1, 8, x'\(line.hash.hex)', \(line.line.at.microseconds),"
                + " \(try moment("2040-12-31T12:00:00Z").microseconds), zeroblob(32))",
        ] {
            #expect(throws: DatabaseError.self, "\(sql)") { try db.execute(sql) }
        }
        // A rule that is too short is not followed.
        let store = try SampleAccess.store(in: data)
        try store.begin()
        #expect(try store.cut({ _ in true }, at: moment("2031-06-01T12:00:00Z")) == nil)
        try store.commit()
        #expect(try cut(on: "2032-01-01T12:00:00Z", store) == 40)
        try store.close()
        for sql in [
            "UPDATE access_cut SET sequence = 41", "DELETE FROM access_cut", "DELETE FROM access WHERE sequence = 41",
            "UPDATE OR REPLACE access_cut SET cut_at = cut_at + 1",
            "INSERT OR REPLACE INTO access_cut SELECT number, sequence, head, at, cut_at + 1, hash FROM access_cut",
            "INSERT OR IGNORE INTO access_cut SELECT number, sequence, head, at, cut_at + 1, hash FROM access_cut",
            "REPLACE INTO access_cut SELECT number, sequence, head, at, cut_at, zeroblob(32) FROM access_cut",
            "REPLACE INTO access SELECT * FROM access WHERE sequence = 41",
        ] {
            #expect(throws: DatabaseError.self, "\(sql)") { try db.execute(sql) }
        }
        #expect(try verify().isSound)
    }

    /// A cut that was altered is found in the file alone; one that was forged with everything behind it, by who kept a head.
    @Test func findsAForgedCut() throws {
        let early = try fill(200, from: "2026-03-01T12:00:00Z")
        try fill(100, from: "2026-09-20T12:00:00Z")
        try fill(300, from: "2027-01-01T12:00:00Z")
        let before = try #require(try verify().checkpoint)
        try cut(on: "2032-02-01T12:00:00Z")
        let after = try #require(try verify().checkpoint)
        let untouched = try Files.bytes(data + "/access.db", most: 1 << 24)
        // A head of a removed line, and those of lines that are there.
        let kept = try verify(against: [early, before, after])
        #expect(kept.isSound && kept.behindCut == 1 && kept.removed == 300, "\(kept.faults)")
        for head in [early, before, after] { #expect(try second(head).first == "sample-access") }

        func forge(_ sql: String) throws {
            try Files.write(untouched, to: data + "/access.db")
            let db = try Connection(.writer(data + "/access.db"))
            let triggers = try db.all(
                "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
            ) { ($0.text(0), $0.text(1)) }
            for (name, _) in triggers { try db.execute("DROP TRIGGER \(name)") }
            try db.execute(sql)
            for (_, sql) in triggers { try db.execute(sql) }
            try db.checkpoint(truncating: true)
        }
        for sql in [
            "UPDATE access_cut SET cut_at = cut_at + 1", "UPDATE access_cut SET at = at - 1",
            "UPDATE access_cut SET head = zeroblob(32)", "UPDATE access_cut SET sequence = sequence + 1",
            "UPDATE access_cut SET hash = zeroblob(32)", "DELETE FROM access_cut",
            "DELETE FROM access WHERE sequence = 301", "DELETE FROM access WHERE sequence > 600",
            "UPDATE access SET before_of_subject = 0 WHERE sequence = 301",
        ] {
            try forge(sql)
            #expect(try !verify().isSound, "\(sql)")
            #expect(try second().first?.hasPrefix("does not hold:") == true, "\(sql)")
        }
    }

    /// Younger lines that were removed by a cut that says they were old: only a kept head tells.
    @Test func aKeptHeadTellsThatACutCameTooSoon() throws {
        let early = try fill(30, from: "2030-03-01T12:00:00Z")
        let store = try SampleAccess.store(in: data)
        let later = try moment("2031-06-01T12:00:00Z")
        // The same file as one whose clock was put ahead makes it.
        try store.begin()
        try store.append(note(77, later))
        try store.commit()
        try cut(on: "2036-01-02T12:00:00Z", store)
        try store.close()
        #expect(try verify(against: [early]).isSound)
        let head = AccessCheckpoint(
            origin: early.origin, sequence: 12, head: early.head, at: try moment("2031-01-01T12:00:00Z"))
        let other = AccessCheckpoint(
            origin: early.origin, sequence: 30, head: after(early.head), at: early.at)
        for kept in [head, other] {
            #expect(try verify(against: [kept]).faults.first?.sequence == kept.sequence)
            #expect(try second(kept).first?.hasPrefix("does not hold:") == true)
        }
    }

    private func after(_ digest: Digest) -> Digest { SHA256.hash(digest.bytes) }

    /// Whatever write or sync fails, at whichever moment the power goes: what is found is the log as it was or the log
    /// behind the cut, never something between, and the next start removes the rest.
    @Test(arguments: [FaultDisk.Call.write, .sync])
    func anInterruptionLeavesASoundFile(_ call: FaultDisk.Call) throws {
        for number in 1...14 {
            _ = try folder.output(of: "rm -rf data")
            let disk = FaultDisk()
            let kept = try fill(900, from: "2025-01-01T12:00:00Z", vfs: disk.name)
            do {
                let store = try SampleAccess.store(in: data, vfs: disk.name)
                let name = number.isMultiple(of: 2) ? "access.db" : "access.db-wal"
                disk.plan(FaultDisk.Fault(call: call, file: name, number: (number + 1) / 2, code: SQLITE_IOERR))
                do {
                    try cut(on: "2032-01-01T12:00:00Z", store)
                } catch is DatabaseError {
                    // What a writer does next is stop.
                }
                disk.die()
                disk.plan(nil)
            }
            try disk.revive(seed: UInt64(number))
            let report = try verify(against: [kept])
            #expect(report.isSound && [0, 730].contains(report.removed), "\(call) \(number): \(report.faults)")
            let store = try SampleAccess.store(in: data, vfs: disk.name)
            try cut(on: "2032-01-01T12:00:00Z", store)
            try store.close()
            let after = try verify(against: [kept])
            #expect(after.isSound && after.removed == 730 && after.lines == 171, "\(call) \(number): \(after.faults)")
            #expect(try second(kept).first == "sample-access")
            #expect(try traces(in: Files.bytes(data + "/access.db", most: 1 << 24)).isDisjoint(with: 0..<730))
        }
    }
}
