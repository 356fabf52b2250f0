import Events
import Glibc
import Synchronization
import Testing

@Suite struct WriterThreadTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func writer(
        _ change: (inout Writer<SampleSession>.Settings) -> Void = { _ in }, hold: Gate? = nil
    ) throws -> Writer<SampleSession> {
        let path = folder.file("data")
        var settings = Writer<SampleSession>.Settings(clock: { Moment(microseconds: 1_800_000_000_000_000) })
        change(&settings)
        return try Writer(settings) { try SampleSession(in: path, hold: hold) }
    }

    @Test func anAnswerMeansThatItIsStored() throws {
        let writer = try writer()
        for number in 0..<20 {
            let outcome = try writer.wait(for: SampleJob(number, stream: number % 3, events: 2))
            let sequence = try #require(try? outcome.get())
            #expect(sequence == Int64(number + 1))
            let reader = LogReader(try Connection(.reader(folder.file("data/log.db"))))
            #expect(try reader.command(sequence)?.id == SampleJob.id(number))
        }
        writer.stop()
        #expect(writer.state == .finished)
        let report = LogVerifier(LogReader(try Connection(.reader(folder.file("data/log.db"))))).verify()
        #expect(report.isSound && report.commands == 20 && report.events == 40)
    }

    @Test func manySubmittersShareCommits() throws {
        let commits = Mutex<[Position]>([])
        let writer = try writer({ $0.committed = { position in commits.withLock { $0.append(position) } } })
        let threads = try (0..<8).map { submitter in
            try WorkerThread {
                for number in 0..<50 {
                    let job = SampleJob(submitter * 1_000 + number, stream: submitter, events: 1)
                    let outcome = try? writer.wait(for: job)
                    if (try? outcome?.get()) == nil { Issue.record("job \(number) of \(submitter) failed") }
                }
            }
        }
        for thread in threads { thread.join() }
        writer.stop()
        let positions = commits.withLock { $0 }
        #expect(positions == positions.sorted() && positions.last == Position(400))
        #expect(positions.count < 400)
        let report = LogVerifier(LogReader(try Connection(.reader(folder.file("data/log.db"))))).verify()
        #expect(report.isSound && report.commands == 400)
    }

    @Test func aRepeatGetsTheFirstAnswerAlsoAfterARestart() throws {
        var writer = try writer()
        let first = try writer.wait(for: SampleJob(1, stream: 1, events: 3))
        #expect(try writer.wait(for: SampleJob(1, stream: 1, events: 3)) == first)
        writer.stop()
        writer = try self.writer()
        #expect(try writer.wait(for: SampleJob(1, stream: 1, events: 3)) == first)
        writer.stop()
        #expect(try LogReader(try Connection(.reader(folder.file("data/log.db")))).lastPosition() == Position(3))
    }

    @Test func aJobThatThrowsHarmsNoNeighbour() throws {
        let gate = Gate()
        let writer = try writer(hold: gate)
        let outcomes = Outcomes()
        for number in 0..<9 {
            try writer.submit(SampleJob(number, events: 2, throwsAfterwards: number % 3 == 1), outcomes)
        }
        gate.open()
        #expect(outcomes.wait(9).filter { (try? $0.get()) == nil }.count == 3)
        writer.stop()
        let reader = LogReader(try Connection(.reader(folder.file("data/log.db"))))
        #expect(try reader.lastPosition() == Position(12))
        #expect(LogVerifier(reader).verify().isSound)
    }

    @Test func aFullQueueRefuses() throws {
        let gate = Gate()
        let writer = try writer({ $0.capacity = 5 }, hold: gate)
        let outcomes = Outcomes()
        try writer.submit(SampleJob(0), outcomes)
        // The first job is in hand and waits; the queue itself fills behind it.
        while writer.waiting > 0 { usleep(100) }
        for number in 1...5 { try writer.submit(SampleJob(number), outcomes) }
        #expect(throws: WriterFailure.overloaded) { try writer.submit(SampleJob(6), outcomes) }
        gate.open()
        #expect(outcomes.wait(6).allSatisfy { (try? $0.get()) != nil })
        try writer.submit(SampleJob(6), outcomes)
        writer.stop()
        #expect(outcomes.wait(7).count == 7)
        #expect(throws: WriterFailure.stopped) { try writer.submit(SampleJob(7), outcomes) }
    }

    @Test func aSecondWriterIsRefused() throws {
        let writer = try writer()
        #expect(throws: DataFolderRefusal.self) { try self.writer() }
        writer.stop()
        try self.writer().stop()
    }

    @Test func aQuietWriterMovesItsLogIntoTheFile() throws {
        let writer = try writer()
        _ = try writer.wait(for: SampleJob(1, events: 3))
        // The next batch begins the write-ahead log anew when the quiet moment before it moved everything.
        usleep(300_000)
        let whole = try folder.read("data/log.db-wal").count
        _ = try writer.wait(for: SampleJob(2, events: 3))
        #expect(try folder.read("data/log.db-wal").count == whole)
        writer.stop()
        #expect(try folder.read("data/log.db-wal").isEmpty)
        #expect(try !DataFolder(folder.file("data")).wasInterrupted)
    }

    @Test func aLongReadIsSeenAndHarmsNothing() throws {
        let writer = try writer()
        let reader = try Connection(.reader(folder.file("data/log.db")))
        try reader.read {
            #expect(try LogReader(reader).lastPosition() == .start)
            for number in 1...5 { _ = try writer.wait(for: SampleJob(number, events: 3)) }
            usleep(300_000)
            #expect(writer.waitingPages > 0 && writer.state == .running)
            #expect(try LogReader(reader).lastPosition() == .start)
        }
        for _ in 0..<5_000 where writer.waitingPages > 0 { usleep(1_000) }
        #expect(writer.waitingPages == 0)
        writer.stop()
    }

    @Test func aClockFarBehindTheLogIsRefused() throws {
        let writer = try writer()
        _ = try writer.wait(for: SampleJob(1, events: 1))
        writer.stop()
        let data = try DataFolder(folder.file("data"))
        #expect(throws: LogFault.self) { try Store(in: data, .init(origin: "sample", now: Moment(microseconds: 5))) }
    }

    @Test func aLogWithoutItsVaultIsRefused() throws {
        try writer().stop()
        _ = try folder.output(of: "rm data/vault.db*")
        let fault = #expect(throws: LogFault.self) { try writer() }
        #expect(fault?.place == .vault)
    }

    @Test func anOlderFileThanTheKeptHeadIsRefused() throws {
        var writer = try writer()
        _ = try writer.wait(for: SampleJob(1, events: 3))
        writer.stop()
        _ = try folder.output(of: "cp -r data yesterday")
        writer = try self.writer()
        _ = try writer.wait(for: SampleJob(2, events: 3))
        writer.stop()
        let now = Moment(microseconds: 1_800_000_000_000_000)
        let kept: Checkpoint
        do {
            kept = try Store(in: DataFolder(folder.file("data")), .init(origin: "", now: now)).log.checkpoint(at: now)
        }
        let older = try DataFolder(folder.file("yesterday"))
        let fault = #expect(throws: LogFault.self) { try Store(in: older, .init(origin: "", now: now, kept: kept)) }
        #expect(fault?.place == .kept(kept))
        _ = try Store(in: DataFolder(folder.file("data")), .init(origin: "", now: now, kept: kept))
    }
}
