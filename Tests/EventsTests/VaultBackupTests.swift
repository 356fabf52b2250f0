import Events
import Testing

@Suite struct VaultBackupTests {
    private let folder: TemporaryFolder
    private var data: String { folder.file("data") }
    private var copy: String { folder.file("copy") }
    private var restored: String { folder.file("restored") }

    init() throws { folder = try TemporaryFolder() }

    private func writer(_ path: String? = nil) throws -> Writer<SampleSession> {
        let path = path ?? data
        return try Writer(.init(clock: { Moment(microseconds: 1_800_000_000_000_000) })) { try SampleSession(in: path) }
    }

    private func restore(
        from source: String? = nil, to target: String? = nil, against kept: [Checkpoint] = [],
        erasing: [(PartyID, Moment)] = []
    ) throws -> Checkpoint {
        try Backup.restore(
            from: source ?? copy, to: target ?? restored, against: kept,
            erasing: erasing.map { (subject: $0.0, erasedAt: $0.1) }, as: CommandID(bits: 77),
            at: Moment(microseconds: 1_800_000_100_000_000))
    }

    private func fill(_ numbers: ClosedRange<Int>, _ writer: Writer<SampleSession>) throws {
        for number in numbers {
            let outcome = try writer.wait(for: SampleJob(number, stream: number % 5, events: number % 3 + 1))
            #expect((try? outcome.get()) != nil)
        }
    }

    @Test func aBackupOfARunningStoreIsWholeAndComesBack() throws {
        var writer = try writer()
        try fill(1...30, writer)
        let checkpoint = try Backup.make(of: data, to: copy)
        try fill(31...40, writer)
        writer.stop()
        #expect(checkpoint.sequence == 30)
        #expect(try folder.output(of: "cat copy/checkpoint").joined(separator: "\n") + "\n" == checkpoint.text)
        #expect(try folder.output(of: "ls copy") == ["checkpoint", "erasures", "log.db", "vault.db"])
        #expect(Set(try folder.output(of: "stat -c %a copy/* copy")) == ["600", "700"])

        let after = try restore(against: [checkpoint])
        #expect(after.sequence == 31 && after.size == checkpoint.size.next)
        writer = try self.writer(restored)
        try fill(1...40, writer)
        writer.stop()
        let reader = LogReader(try Connection(.reader(folder.file("restored/log.db"))))
        let report = LogVerifier(reader).verify(against: [checkpoint, after])
        #expect(report.isSound && report.commands == 41)
        let vault = try Vault(try Connection(.reader(folder.file("restored/vault.db"))))
        let values = try VaultVerifier(reader, vault).verify()
        #expect(values.present == 40 && values.faults == [])
    }

    @Test func manyBackupsUnderLoadAreAllWhole() throws {
        let writer = try writer()
        let load = try WorkerThread {
            for number in 1...400 { _ = try? writer.wait(for: SampleJob(number, events: 2)) }
        }
        var latest: Checkpoint?
        for number in 0..<5 {
            let checkpoint = try Backup.make(of: data, to: "\(copy)-\(number)")
            if let latest { #expect(checkpoint.sequence >= latest.sequence) }
            latest = checkpoint
            // A verification beside the writer sees one state too.
            let running = try Connection(.reader("\(data)/log.db"))
            #expect(LogVerifier(LogReader(running)).verify(against: [checkpoint]).faults == [])
        }
        load.join()
        writer.stop()
    }

    @Test func anOlderBackupThanAKeptHeadIsRefused() throws {
        let writer = try writer()
        try fill(1...5, writer)
        _ = try Backup.make(of: data, to: copy)
        try fill(6...6, writer)
        let kept = try Backup.make(of: data, to: folder.file("later"))
        writer.stop()
        let fault = #expect(throws: LogFault.self) {
            try restore(against: [kept])
        }
        #expect(fault?.place == .kept(kept))
        #expect(try folder.output(of: "ls restored").contains("log.db") == false)
    }

    @Test func aDamagedBackupIsRefused() throws {
        let writer = try writer()
        try fill(1...30, writer)
        writer.stop()
        _ = try Backup.make(of: data, to: copy)
        var bytes = try folder.read("copy/log.db")
        for index in bytes.indices.suffix(from: bytes.count - 2_000) { bytes[index] ^= 1 }
        try folder.write(bytes, to: "copy/log.db")
        for _ in 0..<2 {
            #expect(throws: (any Error).self) { try restore() }
            #expect(try !folder.output(of: "ls restored").contains("log.db"))
        }
    }

    @Test func aBackupWithAnotherVaultIsRefused() throws {
        let writer = try writer()
        try fill(1...3, writer)
        _ = try Backup.make(of: data, to: copy)
        try fill(4...9, writer)
        _ = try Backup.make(of: data, to: folder.file("later"))
        writer.stop()
        _ = try folder.output(of: "cp copy/vault.db later/vault.db")
        let fault = #expect(throws: LogFault.self) {
            try restore(from: folder.file("later"))
        }
        #expect(fault?.reason.contains("not in the vault") == true)
    }

    /// What was erased after the backup stays erased, in every byte of the restored folder.
    @Test func aRestoreErasesAgain() throws {
        let writer = try writer()
        try fill(1...20, writer)
        writer.stop()
        _ = try Backup.make(of: data, to: copy)
        #expect(try folder.output(of: "cat copy/* | grep -c 'van-3' || true") != ["0"])
        let subject = SampleJob(3, stream: 3).subject
        let moment = Moment(microseconds: 5)
        _ = try restore(erasing: [(subject, moment)])
        #expect(try folder.output(of: "cat restored/* | grep -c 'van-3' || true") == ["0"])
        let reader = LogReader(try Connection(.reader(folder.file("restored/log.db"))))
        let vault = try Vault(try Connection(.reader(folder.file("restored/vault.db"))))
        let values = try VaultVerifier(reader, vault).verify()
        #expect(values.erased == 4 && values.present == 16 && values.faults == [])
    }

    @Test func aFolderWithALogIsNotOverwritten() throws {
        try writer().stop()
        _ = try Backup.make(of: data, to: copy)
        #expect(throws: Backup.Refusal.self) { try restore(to: data) }
        #expect(throws: Backup.Refusal.self) { try Backup.make(of: data, to: copy) }
    }

    /// A plain copy of the file misses what stands in the write-ahead log: that is why a backup goes through SQLite.
    @Test func aPlainCopyOfTheFileMissesEvents() throws {
        let writer = try writer()
        try fill(1...5, writer)
        _ = try folder.output(of: "cp data/log.db plain.db")
        let checkpoint = try Backup.make(of: data, to: copy)
        writer.stop()
        let report = LogVerifier(LogReader(try Connection(.reader(folder.file("plain.db"))))).verify(against: [
            checkpoint
        ])
        #expect(!report.isSound)
    }
}
