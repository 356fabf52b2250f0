import CSQLite
import Events
import Glibc
import Synchronization
import Testing

/// How a program may be broken. The tests must catch each of these, or they prove nothing about the right one.
private enum Variant: String, CaseIterable, Sendable {
    case right
    /// Answers when a job is done and not when it is durable.
    case answersEarly
    /// `synchronous=NORMAL`: a commit is not synced.
    case syncsSeldom
    /// Does not look whether a command was decided before.
    case forgetsRepeats
    /// Goes on writing after an interruption as if nothing had been.
    case restartsPlainly
}

/// How a run of the program ends.
private enum Ending: String, CaseIterable, Sendable { case inOrder, killed, powerCut }

/// The lives of one store on a disk that fails: what was submitted, what was promised, and what is there in the end.
private final class Lives {
    let disk = FaultDisk()
    private let folder: TemporaryFolder
    private let variant: Variant
    private let promised = Promises()
    private var submitted: Set<Int> = []
    private var cuts: UInt64 = 0
    private(set) var hadFault = false

    /// Ends the time of faults, and keeps whether there was one.
    func noteFault() {
        hadFault = disk.hasFailed
        disk.plan(nil)
    }

    /// What was answered, and the sequence that was named with it; 0 when none was.
    private final class Promises: Sendable {
        private let numbers = Mutex<[Int: Int64]>([:])
        func add(_ number: Int, _ sequence: Int64) {
            numbers.withLock { if $0[number] ?? 0 == 0 { $0[number] = sequence } }
        }
        var all: [Int: Int64] { numbers.withLock { $0 } }
    }

    init(_ variant: Variant) throws {
        self.variant = variant
        folder = try TemporaryFolder(inMemory: true)
    }

    private var path: String { folder.file("data") }

    private static func job(_ number: Int) -> SampleJob {
        SampleJob(number, stream: number % 2, events: number % 3 + 1)
    }

    /// Starts a writer, submits jobs and ends it. Whatever fails simply fails, as in life.
    func live(_ numbers: some Sequence<Int>, _ ending: Ending) throws {
        if variant == .restartsPlainly { unlink("\(path)/running") }
        let (path, disk, variant, promised) = (path, disk, variant, promised)
        let clock: @Sendable () -> Moment = { Moment(microseconds: 1_800_000_000_000_000) }
        let writer = try? Writer(.init(clock: clock)) {
            var session = try SampleSession(in: path, vfs: disk.name)
            if variant == .syncsSeldom { try session.store.log.db.execute("PRAGMA synchronous = NORMAL") }
            if variant == .answersEarly { session.done = { promised.add($0.number, 0) } }
            session.forgetsRepeats = variant == .forgetsRepeats
            return session
        }
        submitted.formUnion(numbers)
        if let writer {
            for number in numbers {
                let outcome = try? writer.wait(for: Self.job(number))
                if let sequence = try? outcome?.get() { promised.add(number, sequence) }
            }
            if ending != .inOrder { disk.die() }
            writer.stop()
        }
        cuts += 1
        switch ending {
        case .inOrder: break
        case .killed: disk.resume()
        case .powerCut: try disk.revive(seed: cuts)
        }
    }

    /// What does not hold of: promised is in the log, the log is in what was submitted, nothing is there twice, every
    /// value that the log commits to is in the vault, and the log verifies.
    func violations() -> [String] {
        do {
            let store = try Store(in: DataFolder(path), .init(origin: "", now: Moment(microseconds: 1 << 60)))
            let reader = store.log.reader
            var found = LogVerifier(reader).verify().faults.map { "\($0)" }
            for (number, sequence) in promised.all {
                let command = try store.log.command(SampleJob.id(number))
                if command == nil || sequence != 0 && command?.sequence != sequence {
                    found.append("job \(number) was acknowledged as command \(sequence) and is not there")
                }
            }
            try reader.commands(after: 0, through: .max) { command in
                if !submitted.contains(where: { SampleJob.id($0) == command.id }) { found.append("made up") }
            }
            for number in submitted where try store.log.command(SampleJob.id(number)) != nil {
                let value = Self.job(number).value
                if try store.vault.value(value.commitment) != value { found.append("value of \(number) is lost") }
            }
            return found
        } catch {
            return ["the store does not open: \(error)"]
        }
    }

    /// After everything that went wrong, every job can be asked again and is done exactly once.
    func retryAll() throws {
        disk.plan(nil)
        try live(submitted.sorted(), .inOrder)
        let missing = submitted.subtracting(promised.all.keys)
        #expect(missing.isEmpty, "jobs that could not be done on a sound disk: \(missing)")
    }
}

@Suite struct WriterFaultTests {
    /// A life with a fault, an ending, a life without fault, and a power cut.
    private static func lives(_ variant: Variant, _ fault: FaultDisk.Fault?, _ ending: Ending) throws -> Lives {
        let lives = try Lives(variant)
        try lives.live(0..<2, .inOrder)
        lives.disk.plan(fault)
        try lives.live(2..<6, ending)
        lives.noteFault()
        try lives.live(6..<8, .powerCut)
        return lives
    }

    private static let files = ["log.db", "log.db-wal", "vault.db", "vault.db-wal"]

    private static let sweeps: [(FaultDisk.Call, Int32)] = [
        (.write, SQLITE_IOERR), (.write, SQLITE_FULL), (.sync, SQLITE_IOERR), (.open, SQLITE_IOERR),
    ]

    /// Fails the n-th call of each kind on each file, for every n until none is left to fail.
    @Test(arguments: files, Ending.allCases)
    fileprivate func everyCallMayFail(file: String, ending: Ending) throws {
        for (call, code) in Self.sweeps {
            for number in 1..<1_000 {
                let fault = FaultDisk.Fault(call: call, file: file, number: number, code: code)
                let lives = try Self.lives(.right, fault, ending)
                #expect(lives.violations() == [], "\(fault), \(ending)")
                try lives.retryAll()
                #expect(lives.violations() == [], "\(fault), \(ending), then everything again")
                if !lives.hadFault { break }
                #expect(number < 999, "there was no end to \(fault)")
            }
        }
    }

    /// The same tests with a broken program: they must see it.
    @Test(arguments: Variant.allCases)
    fileprivate func aBrokenProgramIsSeen(variant: Variant) throws {
        var violations: [String] = []
        for number in 1...40 {
            let fault = FaultDisk.Fault(call: .sync, file: "log.db-wal", number: number, code: SQLITE_IOERR)
            for ending in [Ending.killed, .powerCut] {
                let lives = try Self.lives(variant, fault, ending)
                violations += lives.violations()
                if variant == .forgetsRepeats, violations.isEmpty {
                    try lives.retryAll()
                    violations += lives.violations()
                }
                if variant != .right, !violations.isEmpty { return }
            }
        }
        #expect(violations.isEmpty == (variant == .right), "\(variant): \(violations)")
    }
}
