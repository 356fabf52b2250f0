import Events
import Testing

@Suite struct LogTests {
    @Test func positionsRevisionsAndTimesRise() throws {
        var sample = try SampleLog()
        try sample.fill(commands: 100)
        let events = try sample.events()
        #expect(events.map(\.position.rawValue) == Array(1...Int64(events.count)))
        #expect(zip(events, events.dropFirst()).allSatisfy { $0.recordedAt < $1.recordedAt })
        for (stream, ofStream) in Dictionary(grouping: events, by: \.stream) {
            #expect(ofStream.map(\.revision.rawValue) == Array(1...Int64(ofStream.count)))
            #expect(ofStream.map(\.previous) == [.start] + ofStream.map(\.position).dropLast())
            #expect(try sample.log.load(stream) == ofStream)
            #expect(sample.log.head(of: stream)?.position == ofStream.last?.position)
        }
        #expect(try sample.log.load(StreamID(kind: .dossier, bits: 999)).isEmpty)
    }

    @Test func timeRisesWhenTheClockGoesBack() throws {
        var sample = try SampleLog()
        let stream = StreamID(kind: .dossier, bits: 1)
        let early = Moment(microseconds: 1_000)
        try sample.log.begin()
        for _ in 0..<3 {
            let new = sample.stamp(stream)
            let stamp = CommandStamp(
                id: new.id, name: new.name, stream: stream, request: new.request, principal: new.principal, now: early)
            _ = sample.log.append([sample.event(), sample.event()], to: stream, of: stamp)
            #expect(try sample.log.accept(stamp, answer: []).recordedAt == sample.log.latest)
        }
        try sample.log.commit()
        #expect(try sample.events().map(\.recordedAt.microseconds) == [1_000, 1_001, 1_002, 1_003, 1_004, 1_005])
    }

    @Test func aCommandIsFoundAgainWithItsAnswer() throws {
        var sample = try SampleLog()
        let stamps = (0..<50).map { _ in sample.stamp() }
        for (number, stamp) in stamps.enumerated() {
            try sample.log.begin()
            #expect(try sample.log.command(stamp.id) == nil)
            let answer = Array("{\"number\":\(number)}".utf8)
            _ =
                number % 2 == 0
                ? try sample.log.accept(stamp, answer: answer) : try sample.log.reject(stamp, answer: answer)
            #expect(try sample.log.command(stamp.id)?.answer == answer)
            try sample.log.commit()
        }
        try sample.log.reload()
        for (number, stamp) in stamps.enumerated() {
            let found = try #require(try sample.log.command(stamp.id))
            #expect(found.sequence == Int64(number + 1) && found.isAccepted == (number % 2 == 0))
            #expect(found.request == stamp.request && found.answer == Array("{\"number\":\(number)}".utf8))
        }
        #expect(try sample.log.command(sample.id()) == nil)
    }

    @Test func aFailedCommandLeavesNothingAndHarmsNoNeighbour() throws {
        struct Stop: Error {}
        var sample = try SampleLog()
        let stream = StreamID(kind: .party, bits: 7)
        let (good, bad, next) = (sample.stamp(stream), sample.stamp(stream), sample.stamp(stream))
        let facts = (0..<3).map { _ in sample.event() }
        try sample.log.begin()
        func run(_ stamp: CommandStamp, stop: Bool) throws {
            try sample.log.attempt {
                _ = sample.log.append(facts, to: stream, of: stamp)
                if stop { throw Stop() }
                _ = try sample.log.accept(stamp, answer: [])
            }
        }
        try run(good, stop: false)
        #expect(throws: Stop.self) { try run(bad, stop: true) }
        try run(next, stop: false)
        try sample.log.commit()
        #expect(try sample.events().map(\.command) == [good.id, good.id, good.id, next.id, next.id, next.id])
        #expect(sample.log.head(of: stream)?.revision == Revision(6))
        #expect(try sample.log.command(bad.id) == nil)
        let before = sample.log.checkpoint(at: .init(microseconds: 0))
        try sample.log.reload()
        #expect(sample.log.checkpoint(at: .init(microseconds: 0)) == before)
    }

    @Test func aReopenedLogGoesOnWhereItStopped() throws {
        let folder = try TemporaryFolder()
        var sample = try SampleLog(at: folder.file("log.db"), seed: 3)
        var whole = try SampleLog(seed: 3)
        try sample.fill(commands: 400)
        try whole.fill(commands: 400)
        let reopened = try EventLog(try Connection(.reader(folder.file("log.db"))))
        let now = Moment(microseconds: 5)
        #expect(reopened.checkpoint(at: now) == sample.log.checkpoint(at: now))
        // The same commands give the same bytes, whatever the batches and the process.
        #expect(reopened.checkpoint(at: now) == whole.log.checkpoint(at: now))
        #expect(reopened.streamCount == sample.log.streamCount && reopened.latest == sample.log.latest)
    }

    @Test func theFileRefusesToForget() throws {
        var sample = try SampleLog()
        try sample.fill(commands: 20)
        try sample.log.begin()
        try sample.log.keep(sample.log.checkpoint(at: Moment(microseconds: 0)))
        try sample.log.commit()
        for sql in [
            "UPDATE event SET body = '{}' WHERE position = 1", "DELETE FROM event WHERE position = 1",
            "INSERT OR REPLACE INTO event SELECT * FROM event WHERE position = 1",
            "INSERT INTO event SELECT position + 1000000, stream, revision, previous, type, schema, recorded_at, valid_on, "
                + "command, ordinal, principal, hash, body FROM event WHERE position = 1",
            "UPDATE command SET answer = ''", "DELETE FROM command", "DELETE FROM log", "UPDATE log SET origin = 'x'",
            "INSERT OR REPLACE INTO log VALUES (1, 'pgb1', 'x', 0)",
            "DELETE FROM checkpoint", "UPDATE checkpoint SET size = 0",
            "INSERT OR REPLACE INTO checkpoint SELECT * FROM checkpoint",
        ] {
            let error = #expect(throws: DatabaseError.self, "\(sql)") { try sample.db.execute(sql) }
            #expect(error?.isConstraint == true, "\(sql)")
        }
    }

    @Test func aMomentLeadsToWhatWasKnownThen() throws {
        var sample = try SampleLog()
        try sample.fill(commands: 200)
        let events = try sample.events()
        let reader = sample.log.reader
        #expect(try reader.position(at: Moment(microseconds: 0)) == .start)
        for event in events {
            let before = Moment(microseconds: event.recordedAt.microseconds - 1)
            #expect(try reader.position(at: event.recordedAt) == event.position)
            #expect(try reader.position(at: before).rawValue == event.position.rawValue - 1)
        }
        #expect(try reader.position(at: Moment(microseconds: .max)) == events.last?.position)
    }

    @Test func aScanGivesExactlyItsRange() throws {
        var sample = try SampleLog()
        try sample.fill(commands: 60)
        let events = try sample.events()
        var seen: [EventRecord] = []
        try sample.log.reader.scan(after: Position(10), through: Position(25)) { seen.append($0.record) }
        #expect(seen == Array(events[10..<25]))
        #expect(try sample.log.reader.batch(after: Position(25), limit: 4) == Array(events[25..<29]))
        #expect(try sample.log.reader.event(at: Position(3)) == events[2])
        #expect(try sample.log.reader.event(at: sample.log.position.next) == nil)
        #expect(try sample.log.reader.batch(after: Position(.max), limit: 4).isEmpty)
    }

    @Test func aChangedSchemaIsNoticed() throws {
        for change in [
            "DROP TRIGGER event_no_delete", "CREATE INDEX extra ON event (stream)",
            "CREATE TABLE other (a INTEGER) STRICT",
        ] {
            var sample = try SampleLog()
            try sample.fill(commands: 5)
            try sample.db.execute(change)
            let fault = #expect(throws: LogFault.self, "\(change)") { try sample.log.reload() }
            #expect(fault?.place == .schema)
        }
    }
}
