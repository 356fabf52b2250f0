import CSQLite
import Events
import Testing

/// Erasing somebody in a batch, on a disk that fails at every call in turn: never is anybody fenced off whom the log does
/// not tell of, and what the log tells is done at the next start at the latest.
@Suite struct ErasureCrashTests {
    /// Seals values of somebody, and erases him.
    private struct Session: WriterSession {
        enum Job: Sendable { case seal(SampleJob), erase(SampleJob) }

        let store: Store

        init(in path: String, vfs: String?) throws {
            let now = Moment(microseconds: 1_800_000_000_000_000)
            store = try Store(in: DataFolder(path), Store.Opening(origin: "sample", now: now, vfs: vfs))
            // As the handler does at a start.
            let fenced = try store.vault.fences().map(\.subject)
            for subject in try Self.erased(store) where !fenced.contains(subject) {
                store.vault.eraseAfterCommit(subject, at: now)
            }
            try store.vault.eraseWaiting()
        }

        /// Whom the log tells of.
        static func erased(_ store: Store) throws -> [PartyID] {
            try store.log.reader.batch(after: .start, limit: 100).filter { $0.name.description == "person-erased" }
                .map { PartyID(bits: $0.stream.bits) }
        }

        func handle(_ job: Job) throws -> Int64 {
            let now = Moment(microseconds: 1_800_000_000_000_000)
            switch job {
            case .seal(let job):
                if let known = try store.log.command(SampleJob.id(job.number)) { return known.sequence }
                try store.vault.seal([job.value], at: store.log.position.next)
                _ = store.log.append(
                    job.facts, to: StreamID(kind: .dossier, bits: UInt128(job.stream)), of: job.stamp(now: now))
                return try store.log.accept(job.stamp(now: now), answer: []).sequence
            case .erase(let job):
                if let known = try store.log.command(SampleJob.id(job.number)) { return known.sequence }
                let fact = PendingEvent(name: "person-erased", schema: 1, validOn: nil, body: Array("{}".utf8))
                _ = store.log.append(
                    [fact], to: StreamID(kind: .party, bits: job.subject.bits), of: job.stamp(now: now))
                let sequence = try store.log.accept(job.stamp(now: now), answer: []).sequence
                store.vault.eraseAfterCommit(job.subject, at: now)
                return sequence
            }
        }

        func reload() throws {}
    }

    private static let clock: @Sendable () -> Moment = { Moment(microseconds: 1_800_000_000_000_000) }

    @Test(arguments: ["log.db-wal", "vault.db-wal", "vault.db"], [FaultDisk.Call.write, .sync])
    fileprivate func everyCallMayFail(file: String, call: FaultDisk.Call) throws {
        for number in 1..<200 {
            for isPowerCut in [false, true] {
                let folder = try TemporaryFolder(inMemory: true)
                let path = folder.file("data")
                let disk = FaultDisk()
                let first = try Writer<Session>(.init(clock: Self.clock)) { try Session(in: path, vfs: disk.name) }
                _ = try Self.wait(first, .seal(SampleJob(1)))
                _ = try Self.wait(first, .seal(SampleJob(2, stream: 2)))
                disk.plan(FaultDisk.Fault(call: call, file: file, number: number, code: SQLITE_IOERR))
                let outcome = try? Self.wait(first, .erase(SampleJob(3)))
                disk.die()
                first.stop()
                let hadFault = disk.hasFailed
                disk.plan(nil)
                if isPowerCut { try disk.revive(seed: UInt64(number)) } else { disk.resume() }

                // Before anything is mended.
                let (told, fenced) = try Self.found(path)
                if !fenced.isEmpty { #expect(told == fenced, "fenced off and not told, \(call) \(number) of \(file)") }
                if case .success? = outcome { #expect(!told.isEmpty, "promised and not told") }

                let second = try Writer<Session>(.init(clock: Self.clock)) { try Session(in: path, vfs: disk.name) }
                _ = try Self.wait(second, .erase(SampleJob(3)))
                second.stop()
                let (after, now) = try Self.found(path)
                #expect(after == [SampleJob(3).subject] && now == after)
                #expect(try folder.output(of: "cat data/vault.db* | grep -c 'van-1\"' || true") == ["0"])
                #expect(try folder.output(of: "cat data/vault.db* | grep -c 'van-2\"' || true") != ["0"])
                if !hadFault { return }
            }
        }
        Issue.record("there was no end to it")
    }

    /// Whom the log tells of, and who is fenced off.
    private static func found(_ path: String) throws -> (told: [PartyID], fenced: [PartyID]) {
        let store = try Store(
            in: DataFolder(path), .init(origin: "", now: Moment(microseconds: 1_800_000_000_000_000)))
        return (try Session.erased(store), try store.vault.fences().map(\.subject))
    }

    private static func wait(_ writer: Writer<Session>, _ job: Session.Job) throws -> Outcomes.Outcome {
        let outcomes = Outcomes()
        try writer.submit(job) { outcomes.add($0) }
        return outcomes.wait(1)[0]
    }
}
