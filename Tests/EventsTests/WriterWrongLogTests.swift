import Events
import Testing

/// A start on a log that is not the one the vault belongs to: refused, and nothing of the vault is gone.
@Suite struct WrongLogTests {
    private let folder: TemporaryFolder
    private var path: String { folder.file("data") }
    private static let now = Moment(microseconds: 1_800_000_000_000_000)

    init() throws { folder = try TemporaryFolder() }

    private func play(_ jobs: ClosedRange<Int>) throws -> Checkpoint {
        let session = try SampleSession(in: path)
        try session.store.begin()
        for number in jobs { _ = try session.handle(SampleJob(number)) }
        try session.store.commit()
        let head = try session.store.keepCheckpoint(at: Self.now)
        try session.store.close(at: Self.now)
        return head
    }

    private func values() throws -> Int {
        try Vault(try Connection(.reader(path + "/vault.db"))).count()
    }

    @Test func aNewLogIsNotMadeBesideAnOldVault() throws {
        _ = try play(1...5)
        _ = try folder.output(of: "rm data/log.db data/log.db-wal data/log.db-shm")
        #expect(throws: LogFault(.file, "it is missing or empty, and the vault is not")) {
            try SampleSession(in: path)
        }
        #expect(try values() == 5)
    }

    @Test func anOlderLogThanTheKeptHeadLeavesTheVaultAsItIs() throws {
        _ = try play(1...2)
        _ = try folder.output(of: "cp data/log.db older.db")
        let head = try play(3...5)
        _ = try folder.output(
            of: "rm -f data/log.db-wal data/log.db-shm && cp older.db data/log.db && chmod 600 data/log.db")
        #expect(throws: LogFault(.kept(head), "the log is shorter than it was then")) {
            try Store(in: DataFolder(path), .init(origin: "sample", now: Self.now, kept: head))
        }
        #expect(try values() == 5)
    }
}
