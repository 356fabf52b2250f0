import CSQLite
import Events
import Glibc
import Synchronization
import Testing

/// The writer of the access log: what it acknowledged is on the disk, whatever happens to the disk, and a second program
/// says the same of the file.
@Suite struct AccessWriterTests {
    private let folder: TemporaryFolder
    private var data: String { folder.file("data") }

    init() throws { folder = try TemporaryFolder() }

    private typealias Outcome = Result<Int64, WriterFailure>

    private final class Outcomes: Sendable {
        let all = Mutex<[Outcome]>([])
    }

    private func writer(_ disk: FaultDisk? = nil, capacity: Int = 8_192) throws -> AccessWriter {
        var settings = AccessWriter.Settings()
        settings.capacity = capacity
        settings.roomNeeded = 0
        let (path, vfs) = (data, disk?.name)
        return try AccessWriter(settings) { try SampleAccess.store(in: path, vfs: vfs) }
    }

    /// Leaves so many lines and waits for all answers.
    private func record(_ count: Int, in writer: AccessWriter) throws -> [Outcome] {
        let outcomes = Outcomes()
        for number in 0..<count {
            try writer.record(SampleAccess.note(number)) { outcome in outcomes.all.withLock { $0.append(outcome) } }
        }
        while outcomes.all.withLock({ $0.count }) < count { usleep(200) }
        return outcomes.all.withLock { $0 }
    }

    private func verify() throws -> AccessVerifier.Report {
        AccessVerifier(AccessReader(try Connection(.reader(data + "/access.db")))).verify()
    }

    @Test func manyWaitForOneCommit() throws {
        let writer = try writer()
        let outcomes = try record(3_000, in: writer)
        #expect(outcomes.compactMap { try? $0.get() } == (1...3_000).map(Int64.init))
        #expect(try writer.newest(.subject(PartyID(bits: 1))) == 2_997)
        #expect(try verify().lines == 3_000)
        writer.stop()
        #expect(writer.state == .finished && !Files.exists(data + "/access-running"))
        #expect(throws: WriterFailure.stopped) { try writer.record(SampleAccess.note(1)) { _ in } }
    }

    /// Those who ask at the same time are gathered, and whoever then asks alone is answered all the same.
    @Test func answersEachOnceHoweverTheyCome() throws {
        let writer = try writer()
        let (threads, each) = (8, 150)
        let answers = Outcomes()
        let workers = try (0..<threads).map { number in
            try WorkerThread {
                var generator = SeededGenerator(seed: UInt64(number))
                for count in 0..<each {
                    do {
                        let done = try WakeSignal()
                        try writer.record(SampleAccess.note(number * each + count)) { outcome in
                            answers.all.withLock { $0.append(outcome) }
                            done.post()
                        }
                        done.wait(milliseconds: nil)
                    } catch {
                        Issue.record("\(error)")
                    }
                    // Now close behind each other, now with a pause in which all is written.
                    if Int.random(in: 0..<8, using: &generator) == 0 {
                        usleep(UInt32.random(in: 0..<3_000, using: &generator))
                    }
                }
            }
        }
        for worker in workers { worker.join() }
        let numbers = answers.all.withLock { $0 }.compactMap { try? $0.get() }
        #expect(numbers.count == threads * each && Set(numbers) == Set(1...Int64(threads * each)))
        #expect(try record(1, in: writer) == [.success(Int64(threads * each) + 1)])
        writer.stop()
        #expect(try verify().lines == Int64(threads * each) + 1)
    }

    /// Whatever write or sync fails, and at whichever moment the power goes behind it: every line that was acknowledged is
    /// there after the next start, and the chain holds.
    @Test(arguments: [FaultDisk.Call.write, .sync])
    func whatWasAcknowledgedStays(_ call: FaultDisk.Call) throws {
        for number in 1...24 {
            _ = try folder.output(of: "rm -rf data")
            let disk = FaultDisk()
            var acknowledged = 0
            do {
                let writer = try writer(disk)
                acknowledged = try record(20, in: writer).count { (try? $0.get()) != nil }
                #expect(acknowledged == 20)
                disk.plan(FaultDisk.Fault(call: call, file: "access.db-wal", number: number, code: SQLITE_IOERR))
                for _ in 0..<12 {
                    guard let outcomes = try? record(3, in: writer) else { break }
                    acknowledged += outcomes.count { (try? $0.get()) != nil }
                }
                disk.die()
                writer.stop()
                disk.plan(nil)
            }
            try disk.revive(seed: UInt64(number))
            let after = try writer(disk)
            let report = try verify()
            #expect(report.isSound && report.lines >= acknowledged, "\(call) \(number): \(report.faults)")
            _ = try record(2, in: after)
            after.stop()
            #expect(try verify().isSound)
        }
    }

    @Test func waitsForRoomAndGoesOn() throws {
        let disk = FaultDisk()
        let writer = try writer(disk)
        _ = try record(5, in: writer)
        let isFull = Atomic(true)
        disk.plan(
            FaultDisk.Fault(
                call: .write, file: "access.db-wal", number: 1, code: SQLITE_FULL, lasts: true,
                holds: { isFull.load(ordering: .relaxed) }))
        #expect(try record(4, in: writer).allSatisfy { $0 == .failure(.diskFull) })
        #expect(writer.state == .diskFull)
        isFull.store(false, ordering: .relaxed)
        while writer.state != .running { usleep(1_000) }
        #expect(try record(4, in: writer).last == .success(9))
        writer.stop()
        #expect(try verify().lines == 9)
    }

    @Test func aSecondVerifierSaysTheSame() throws {
        try SampleAccess.fill(data, 300)
        let root = String(#filePath.dropLast("/Tests/EventsTests/AccessWriterTests.swift".count))
        let head = try #require(try verify().checkpoint)
        try Files.write(head.text, to: folder.file("head"))
        let python = "python3 '\(root)/Tests/verify_access.py' data/access.db"
        #expect(try folder.output(of: python + " head") == [head.origin, "300", head.head.hex])
        let db = try Connection(.writer(data + "/access.db"))
        for (trigger, forgery) in [
            ("access_no_update", "UPDATE access SET user = NULL WHERE sequence = 123"),
            ("access_no_delete", "DELETE FROM access WHERE sequence > 200"),
        ] {
            try db.execute("DROP TRIGGER \(trigger); \(forgery)")
            let said = try folder.output(of: "(\(python) head 2>&1 || true)")
            #expect(said.first?.hasPrefix("does not hold:") == true, "\(forgery): \(said)")
        }
    }

    /// The hash holds blobs without their lengths: a line whose subject is cut short can have a hash that fits.
    @Test func aBlobOfAnotherLengthIsRefusedByBoth() throws {
        try SampleAccess.fill(data, 12)
        let root = String(#filePath.dropLast("/Tests/EventsTests/AccessWriterTests.swift".count))
        let forgery = """
            import sqlite3, sys
            sys.path.insert(0, '\(root)/Tests')
            import verify_access as verifier
            db = sqlite3.connect('data/access.db')
            db.text_factory = bytes
            row = list(db.execute(f'SELECT {verifier.COLUMNS} FROM access WHERE sequence = 12').fetchone())
            row[0], row[8], row[21:24] = 13, row[8][:15], [0, 0, 0]
            row[10] = row[14] = None
            row[24] = verifier.line_hash(row[24], row)
            for column in (5, 6, 7, 11, 12, 13, 16, 17, 18, 19):
                row[column] = row[column] if row[column] is None else row[column].decode()
            db.execute(f'INSERT INTO access ({verifier.COLUMNS}) VALUES ({", ".join("?" * 25)})', row)
            db.commit()
            """
        try Files.write(forgery, to: folder.file("forge.py"))
        #expect(try folder.output(of: "python3 -B forge.py 2>&1") == [])
        let said = try folder.output(of: "(python3 '\(root)/Tests/verify_access.py' data/access.db 2>&1 || true)")
        #expect(said.first?.hasPrefix("does not hold: the length") == true, "\(said)")
        #expect(try verify().faults.count == 1)
    }

    @Test func aBackupCarriesIt() throws {
        try SampleAccess.fill(data, 50)
        let sample = try Writer(.init(clock: { SampleAccess.now })) { [data] in try SampleSession(in: data) }
        _ = try sample.wait(for: SampleJob(1))
        _ = try Backup.make(of: data, to: folder.file("copy"))
        sample.stop()
        _ = try Backup.restore(
            from: folder.file("copy"), to: folder.file("restored"), against: [], erasing: [],
            as: CommandID(bits: 77), at: SampleAccess.now)
        let store = try SampleAccess.store(in: folder.file("restored"))
        #expect(store.sequence == 50 && store.newest(.subject(PartyID(bits: 2))) == 50)
        // A copy that was forged is refused.
        let db = try Connection(.writer(folder.file("copy/access.db")))
        try db.execute("DROP TRIGGER access_no_update; UPDATE access SET roles = 'x' WHERE sequence = 5")
        try db.checkpoint(truncating: true)
        #expect(throws: AccessFault.self) {
            try Backup.restore(
                from: folder.file("copy"), to: folder.file("again"), against: [], erasing: [],
                as: CommandID(bits: 77), at: SampleAccess.now)
        }
    }
}
