import CSQLite
import Events
import Glibc
import Testing

@Suite struct WriterDiskTests {
    private let folder: TemporaryFolder
    private let disk = FaultDisk()

    init() throws { folder = try TemporaryFolder(inMemory: true) }

    private func writer(roomNeeded: UInt64 = 0) throws -> Writer<SampleSession> {
        var settings = Writer<SampleSession>.Settings(clock: { Moment(microseconds: 1_800_000_000_000_000) })
        settings.roomNeeded = roomNeeded
        let (path, vfs) = (folder.file("data"), disk.name)
        return try Writer(settings) { try SampleSession(in: path, vfs: vfs) }
    }

    private func reader() throws -> LogReader { LogReader(try Connection(.reader(folder.file("data/log.db")))) }

    private func values() throws -> Int { try Vault(try Connection(.reader(folder.file("data/vault.db")))).count() }

    @Test(arguments: ["log.db-wal", "vault.db-wal"])
    func aFullDiskIsWaitedForAndReadsGoOn(file: String) throws {
        let writer = try writer()
        #expect(try writer.wait(for: SampleJob(1, events: 2)) == .success(1))
        disk.plan(.init(call: .write, file: file, number: 1, code: SQLITE_FULL, lasts: true))
        for number in 2...4 {
            #expect(try writer.wait(for: SampleJob(number, events: 2)) == .failure(.diskFull))
            #expect(writer.state == .diskFull)
            #expect(try reader().lastPosition() == Position(2))
        }
        disk.plan(nil)
        // The server goes on by itself, in the same places of the log, and the values of the lost batches are gone.
        #expect(try writer.wait(for: SampleJob(5, events: 2)) == .success(2))
        #expect(try writer.wait(for: SampleJob(3, events: 2)) == .success(3))
        #expect(writer.state == .running)
        writer.stop()
        let report = LogVerifier(try reader()).verify()
        #expect(report.isSound && report.events == 6)
        #expect(try values() == 3)
    }

    @Test func withoutRoomNothingIsTried() throws {
        let writer = try writer(roomNeeded: .max)
        disk.plan(.init(call: .write, file: "log.db-wal", number: 1, code: SQLITE_FULL, lasts: true))
        for number in 1...3 { #expect(try writer.wait(for: SampleJob(number)) == .failure(.diskFull)) }
        #expect(writer.state == .diskFull)
        // Nothing was ever stored, so it ends in order without writing anything.
        writer.stop()
        #expect(try !DataFolder(folder.file("data")).wasInterrupted)
    }

    /// Who cannot store the end either has not stopped in order.
    @Test func anEndWithoutRoomIsNoStopInOrder() throws {
        let writer = try writer(roomNeeded: .max)
        #expect(try writer.wait(for: SampleJob(1)) == .success(1))
        disk.plan(.init(call: .write, file: "log.db-wal", number: 1, code: SQLITE_FULL, lasts: true))
        #expect(try writer.wait(for: SampleJob(2)) == .failure(.diskFull))
        writer.stop()
        #expect(writer.state != .finished)
        #expect(try DataFolder(folder.file("data")).wasInterrupted)
    }

    @Test(arguments: ["log.db-wal", "vault.db-wal"])
    func afterAFailedSyncTheOutcomeIsUnknownAndNothingMoreIsWritten(file: String) throws {
        let writer = try writer()
        #expect(try writer.wait(for: SampleJob(1)) == .success(1))
        disk.plan(.init(call: .sync, file: file, number: 1, code: SQLITE_IOERR))
        #expect(try writer.wait(for: SampleJob(2)) == .failure(.unknownOutcome))
        guard case .stopped(let reason) = writer.state else {
            Issue.record("the writer goes on: \(writer.state)")
            return
        }
        #expect(reason.contains("1034"))
        #expect(throws: WriterFailure.stopped) { try writer.submit(SampleJob(3)) { _ in } }
        #expect(try reader().command(1) != nil)
        writer.stop()
        #expect(try DataFolder(folder.file("data")).wasInterrupted)
        // Asked again after a new start, the same job is done exactly once.
        let next = try self.writer()
        #expect(try next.wait(for: SampleJob(2)) == .success(2))
        #expect(try next.wait(for: SampleJob(2)) == .success(2))
        next.stop()
        #expect(LogVerifier(try reader()).verify().isSound)
    }

    /// SQLite's own checkpoint would swallow this failure.
    @Test(arguments: ["log.db", "vault.db"])
    func aFailedSyncOfTheFileItselfIsSeen(file: String) throws {
        let writer = try writer()
        disk.plan(.init(call: .sync, file: file, number: 1, code: SQLITE_IOERR, lasts: true))
        #expect(try writer.wait(for: SampleJob(1)) == .success(1))
        for _ in 0..<5_000 where writer.state == .running { usleep(1_000) }
        #expect(writer.state != .running && disk.hasFailed)
        writer.stop()
        #expect(try reader().lastPosition() == Position(1))
    }

    /// A stop whose last writes fail leaves the next start to mend things.
    @Test func aStopThatFailsIsNoStopInOrder() throws {
        let writer = try writer()
        #expect(try writer.wait(for: SampleJob(1)) == .success(1))
        disk.plan(.init(call: .write, file: "log.db", number: 1, code: SQLITE_IOERR, lasts: true))
        writer.stop()
        #expect(writer.state != .finished)
        #expect(try DataFolder(folder.file("data")).wasInterrupted)
    }
}
