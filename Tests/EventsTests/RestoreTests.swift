import Events
import Testing

/// A restore leaves its fact in the log: what came behind the copy is missing, and nobody can hide that.
@Suite struct RestoreTests {
    private let folder: TemporaryFolder
    private let restored: String

    init() throws {
        folder = try TemporaryFolder()
        restored = folder.file("restored")
        let path = folder.file("data")
        let writer = try Writer<SampleSession>(.init(clock: { Moment(microseconds: 1_800_000_000_000_000) })) {
            try SampleSession(in: path)
        }
        for number in 1...20 { _ = try writer.wait(for: SampleJob(number, stream: number % 5)) }
        writer.stop()
    }

    private func restore(
        _ source: String, to target: String, kept: [Checkpoint] = [], command: UInt128 = 77, at seconds: Int64 = 100
    ) throws -> Checkpoint {
        try Backup.restore(
            from: source, to: target, against: kept, erasing: [], as: CommandID(bits: command),
            at: Moment(microseconds: (1_800_000_000 + seconds) * 1_000_000))
    }

    private func system(_ path: String) throws -> [EventEnvelope] {
        let reader = LogReader(try Connection(.reader(path + "/log.db")))
        let report = LogVerifier(reader).verify()
        #expect(report.faults == [])
        var decoder = EventDecoder()
        guard let end = report.systemEnd else { return [] }
        return try reader.stream(endingAt: end).map { try decoder.envelope($0) }
    }

    @Test(arguments: [true, false])
    func theLogTellsFromWhichHeadItWasRestored(isKept: Bool) throws {
        let copy = try Backup.make(of: folder.file("data"), to: folder.file("copy"))
        #expect(try system(folder.file("copy")).isEmpty)
        let head = try restore(folder.file("copy"), to: restored, kept: isKept ? [copy] : [])
        #expect(try folder.output(of: "ls restored").filter { $0.hasSuffix("-wal") || $0.hasSuffix("-shm") } == [])
        let events = try system(restored)
        let event = try #require(events.first)
        #expect(events.count == 1 && event.position == copy.size.next && event.principal == .operator)
        #expect(event.recordedAt == Moment(microseconds: 1_800_000_100_000_000))
        #expect(event.event == .system(.restored(LogRestored(copy, kept: isKept ? [copy] : [], erasedAgain: 0))))
        guard case .system(.restored(let fact)) = event.event else { return }
        #expect(fact.head == copy.head && fact.root == copy.root && fact.endsAt == copy.at && fact.events == 20)
        #expect(fact.keptCommand == (isKept ? 20 : nil))
        // The head behind it is that of the log, and its own checkpoint stands in it.
        let reader = LogReader(try Connection(.reader(restored + "/log.db")))
        #expect(LogVerifier(reader).verify(against: [copy, head]).isSound)
        #expect(try reader.checkpoints().last == head)
    }

    /// A log that was restored twice says so twice; and a copy of it that is restored says what the copy said.
    @Test func everyRestoreIsTold() throws {
        _ = try Backup.make(of: folder.file("data"), to: folder.file("copy"))
        _ = try restore(folder.file("copy"), to: restored)
        _ = try Backup.make(of: restored, to: folder.file("second"))
        _ = try restore(folder.file("second"), to: folder.file("again"), command: 78, at: 200)
        #expect(try system(folder.file("again")).map(\.position) == [Position(21), Position(22)])
    }

    /// Also a log in which nothing had happened, and by a clock that stands before the log's own end.
    @Test func anEmptyLogAndAnEarlyClockAreNoTrouble() throws {
        let empty = folder.file("empty")
        try Writer<SampleSession>(.init(clock: { Moment(microseconds: 1_800_000_000_000_000) })) {
            try SampleSession(in: empty)
        }.stop()
        _ = try Backup.make(of: empty, to: folder.file("empty-copy"))
        _ = try restore(folder.file("empty-copy"), to: folder.file("empty-back"))
        #expect(try system(folder.file("empty-back")).map(\.position) == [Position(1)])
        _ = try Backup.make(of: folder.file("data"), to: folder.file("copy"))
        _ = try restore(folder.file("copy"), to: restored, at: -1_000)
        #expect(try system(restored).count == 1)
    }
}
