import Events
import Testing

@Suite struct LogVerifyTests {
    @Test func aTrueLogIsSound() throws {
        let forgery = try Forgery(commands: 500)
        let report = try forgery.report(against: [forgery.kept])
        #expect(report.faults == [])
        #expect(report.commands == 500 && report.events > 600 && report.links == report.events + report.commands)
        #expect(report.checkpoint == forgery.kept)
    }

    @Test func anEmptyLogIsSound() throws {
        let report = LogVerifier(try SampleLog().log.reader).verify()
        #expect(report.isSound && report.links == 0)
        #expect(report.checkpoint?.root == SHA256.hash([]))
    }

    /// Each change of one row is found at that row, with the right count of what holds before it.
    @Test(arguments: [
        ("UPDATE event SET body = replace(body, 'x', 'y') WHERE position = 40", LogFault.Place.event(Position(40))),
        ("UPDATE event SET recorded_at = recorded_at + 1 WHERE position = 40", .event(Position(40))),
        ("UPDATE event SET valid_on = coalesce(valid_on, 0) + 1 WHERE position = 40", .event(Position(40))),
        ("UPDATE event SET principal = 'operator' WHERE position = 40", .event(Position(40))),
        ("UPDATE event SET type = 'claim-refused' WHERE position = 40", .event(Position(40))),
        ("UPDATE event SET schema = schema + 1 WHERE position = 40", .event(Position(40))),
        ("UPDATE event SET schema = schema + 4294967296 WHERE position = 40", .event(Position(40))),
        ("UPDATE event SET ordinal = ordinal + 1 WHERE position = 40", .event(Position(40))),
        ("UPDATE event SET revision = revision + 1 WHERE position = 40", .event(Position(40))),
        ("UPDATE event SET previous = 0 WHERE position = 90", .event(Position(90))),
        (
            "UPDATE event SET stream = (SELECT stream FROM event WHERE position = 39) WHERE position = 40",
            .event(Position(40))
        ),
        (
            "UPDATE event SET command = (SELECT command FROM event WHERE position = 30) WHERE position = 40",
            .event(Position(40))
        ),
        ("UPDATE event SET hash = zeroblob(32) WHERE position = 40", .event(Position(40))),
        ("DELETE FROM event WHERE position = 40", .event(Position(40))),
        ("DELETE FROM event WHERE position = (SELECT max(position) FROM event)", .event(Position(154))),
        ("UPDATE event SET position = 100000 WHERE position = 40", .event(Position(40))),
        (
            """
            UPDATE event SET position = 5000 WHERE position = 40; UPDATE event SET position = 40 WHERE position = 41;
            UPDATE event SET position = 41 WHERE position = 5000
            """, .event(Position(40))
        ),
        (
            "INSERT INTO event SELECT 155, stream, revision, previous, type, schema, recorded_at, valid_on, command, ordinal, "
                + "principal, hash, body FROM event WHERE position = 154", .event(Position(155))
        ),
        ("UPDATE command SET answer = '{}' WHERE sequence = 14", .command(14)),
        ("UPDATE command SET accepted = 1 WHERE sequence = 14", .command(14)),
        ("UPDATE command SET request = zeroblob(32) WHERE sequence = 20", .command(20)),
        ("UPDATE command SET stream = NULL WHERE sequence = 20", .command(20)),
        ("DELETE FROM command WHERE sequence = 14", .command(14)),
        ("DELETE FROM command WHERE sequence = 120", .event(Position(152))),
        ("UPDATE checkpoint SET root = zeroblob(32)", .checkpoint(120)),
        ("INSERT INTO node VALUES (8, 0, zeroblob(32))", .file),
    ])
    func oneChangeIsFoundWhereItIs(sql: String, place: LogFault.Place) throws {
        let forgery = try Forgery()
        #expect(try forgery.report().isSound)
        try forgery.forge(sql)
        #expect(try !forgery.secondVerifierIsContent())
        let report = try forgery.report()
        #expect(report.faults.first?.place == place, "\(report.faults)")
        if case .event(let position) = place { #expect(report.events == position.rawValue - 1) }
        if case .command(let sequence) = place { #expect(report.commands == sequence - 1) }
    }

    @Test func aTreeNodeThatWasChangedIsFound() throws {
        let forgery = try Forgery(commands: 500)
        try forgery.forge("UPDATE node SET hash = zeroblob(32) WHERE level = 8 AND number = 1")
        #expect(try forgery.report().faults.first?.place == .node(level: 8, number: 1))
        try forgery.forge("DELETE FROM node")
        #expect(try forgery.report().faults.first?.place == .node(level: 8, number: 0))
    }

    @Test func aDroppedTriggerIsFound() throws {
        let forgery = try Forgery()
        try forgery.forger.execute("DROP TRIGGER event_no_update")
        #expect(try forgery.report().faults.map(\.place) == [.schema])
    }

    @Test func aCutTailIsFoundByAKeptHead() throws {
        for cut in [1, 2, 30] {
            let forgery = try Forgery()
            let last = 120 - cut
            try forgery.forge(
                """
                DELETE FROM checkpoint; DELETE FROM command WHERE sequence > \(last);
                DELETE FROM event WHERE position > (SELECT position FROM command WHERE sequence = \(last))
                """)
            // The rest is a true log: only who kept the head can tell.
            #expect(try forgery.report().isSound)
            #expect(try forgery.report(against: [forgery.kept]).faults.map(\.place) == [.kept(forgery.kept)])
        }
    }

    /// Somebody with the whole program writes a history of his own, with the same name and as many commands.
    @Test func aHistoryWrittenAnewIsFoundByAKeptHead() throws {
        let kept = try Forgery().kept
        var other = try SampleLog(seed: 2)
        try other.fill(commands: 120)
        let verifier = LogVerifier(other.log.reader)
        #expect(verifier.verify().isSound)
        #expect(verifier.verify(against: [kept]).faults.map(\.place) == [.kept(kept)])
        let renamed = LogVerifier(try SampleLog(origin: "other").log.reader)
        #expect(renamed.verify(against: [kept]).faults.map(\.place) == [.kept(kept)])
    }

    @Test func anOlderCheckpointIsContainedInALaterLog() throws {
        var sample = try SampleLog()
        var kept: [Checkpoint] = [sample.log.checkpoint(at: sample.log.latest)]
        for _ in 0..<5 {
            try sample.fill(commands: 90)
            kept.append(sample.log.checkpoint(at: sample.log.latest))
        }
        #expect(LogVerifier(sample.log.reader).verify(against: kept).faults == [])
        for checkpoint in kept { try LogVerifier(sample.log.reader).check(checkpoint) }
    }

    @Test func theTailIsCheckedWithoutTheRest() throws {
        let forgery = try Forgery()
        try forgery.forge("UPDATE event SET body = '{}' WHERE position = 10")
        let verifier = LogVerifier(LogReader(forgery.forger))
        try verifier.verifyTail(commands: 50)
        try forgery.forge("UPDATE event SET body = '{}' WHERE position = 140")
        let fault = #expect(throws: LogFault.self) { try verifier.verifyTail(commands: 50) }
        #expect(fault?.place == .event(Position(140)))
    }

    /// Wherever one bit of the file turns over, either something is reported, or nothing that counts was touched.
    @Test func aTurnedBitIsNeverAccepted() throws {
        let forgery = try Forgery()
        let whole = try forgery.folder.read("log.db")
        let expected = try rows(forgery.folder.file("log.db"))
        var generator = SeededGenerator(seed: 7)
        var found = 0
        let turns = 150
        for _ in 0..<turns {
            var bytes = whole
            bytes[Int.random(in: 0..<bytes.count, using: &generator)] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            try forgery.folder.write(bytes, to: "turned.db")
            let path = forgery.folder.file("turned.db")
            let faults: Int
            do {
                faults = LogVerifier(LogReader(try Connection(.reader(path)))).verify().faults.count
            } catch {
                faults = 1
            }
            if faults > 0 { found += 1 } else { #expect(try rows(path) == expected) }
        }
        #expect(found > turns / 2)
    }

    /// A bit that turns over in the write-ahead log can cut the log short, as a torn write does; a kept head tells.
    @Test func aTurnedBitInTheWriteAheadLogIsNeverAccepted() throws {
        let folder = try TemporaryFolder()
        var sample = try SampleLog(at: folder.file("log.db"))
        try sample.fill(commands: 120)
        let kept = sample.log.checkpoint(at: sample.log.latest)
        let expected = try sample.events()
        let (file, whole) = (try folder.read("log.db"), try folder.read("log.db-wal"))
        #expect(whole.count > 100_000)
        var generator = SeededGenerator(seed: 8)
        var found = 0
        for _ in 0..<40 {
            var bytes = whole
            bytes[Int.random(in: 0..<bytes.count, using: &generator)] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            _ = try folder.output(of: "rm -f turned.db*")
            try folder.write(file, to: "turned.db")
            try folder.write(bytes, to: "turned.db-wal")
            let path = folder.file("turned.db")
            let reader = LogReader(try Connection(.reader(path)))
            if LogVerifier(reader).verify(against: [kept]).isSound {
                #expect(try rows(path) == expected)
            } else {
                found += 1
            }
        }
        #expect(found > 20)
    }

    private func rows(_ path: String) throws -> [EventRecord] {
        try LogReader(try Connection(.reader(path))).batch(after: .start, limit: 10_000)
    }
}
