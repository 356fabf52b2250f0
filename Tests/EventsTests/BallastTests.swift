import CSQLite
import Events
import Glibc
import Testing

/// Room that is held back: it is really taken, given up to end in order, and never taken from who has none.
@Suite struct BallastTests {
    private let folder: TemporaryFolder
    private let disk = FaultDisk()
    private static let bytes: UInt64 = 4 << 20

    init() throws { folder = try TemporaryFolder() }

    private func writer(roomNeeded: UInt64 = 0) throws -> Writer<SampleSession> {
        var settings = Writer<SampleSession>.Settings(clock: { Moment(microseconds: 1_800_000_000_000_000) })
        settings.roomNeeded = roomNeeded
        let (path, vfs) = (folder.file("data"), disk.name)
        return try Writer(settings) { try SampleSession(in: path, vfs: vfs, ballastBytes: Self.bytes) }
    }

    private var held: UInt64? { Files.size(folder.file("data/ballast")) }

    @Test func itsBlocksAreTaken() throws {
        let writer = try writer()
        defer { writer.stop() }
        #expect(held == Self.bytes)
        var state = stat()
        #expect(stat(folder.file("data/ballast"), &state) == 0)
        #expect(UInt64(state.st_blocks) * 512 >= Self.bytes && state.st_mode & 0o777 == 0o600)
    }

    /// While the disk is full it is kept; who ends on a full disk gives it up, and then all is in its file.
    @Test func itIsGivenUpToEndInOrder() throws {
        let writer = try writer(roomNeeded: .max)
        #expect(try writer.wait(for: SampleJob(1, events: 2)) == .success(1))
        // SQLite finds no room for as long as the ballast is there.
        let path = folder.file("data/ballast")
        disk.plan(
            .init(
                call: .write, file: "log.db-wal", number: 1, code: SQLITE_FULL, lasts: true,
                holds: { Files.exists(path) }))
        #expect(try writer.wait(for: SampleJob(2)) == .failure(.diskFull))
        #expect(held == Self.bytes)
        writer.stop()
        #expect(writer.state == .finished && held == nil && disk.hasFailed)
        #expect(try folder.output(of: "ls data").contains("running") == false)
        #expect(Files.size(folder.file("data/log.db-wal")) ?? 0 == 0)
        // The next start holds it again.
        disk.plan(nil)
        let next = try self.writer()
        #expect(held == Self.bytes)
        #expect(try next.wait(for: SampleJob(2)) == .success(2))
        next.stop()
        #expect(LogVerifier(LogReader(try Connection(.reader(folder.file("data/log.db"))))).verify().isSound)
    }

    @Test func whatWasBegunIsMadeAnew() throws {
        try writer().stop()
        try folder.write([1, 2, 3], to: "data/ballast")
        let writer = try writer()
        #expect(held == Self.bytes)
        writer.stop()
    }

    /// A disk that has not the room keeps what it has.
    @Test func nothingIsTakenFromASmallDisk() throws {
        let data = try DataFolder(folder.file("data"))
        let all = try Files.room(at: data.path).free
        #expect(try !data.ballast(bytes: all + (1 << 20)).hold())
        #expect(try !data.ballast(bytes: 0).hold())
        #expect(held == nil)
    }
}
