import Events
import Glibc
import Testing

/// A folder of its own for one test, removed with everything in it when the test lets go.
final class TemporaryFolder {
    let path: String

    /// - Parameter inMemory: on a disk in memory where there is one, for tests that need many syncs and no durability.
    init(inMemory: Bool = false) throws {
        let usual = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        let root = inMemory && access("/dev/shm", W_OK) == 0 ? "/dev/shm" : usual
        var template = Array("\(root)/pgb-test-XXXXXX".utf8CString)
        let made = mkdtemp(&template)
        path = String(cString: try #require(made))
    }

    deinit {
        _ = system("rm -rf '\(path)'")
    }

    func file(_ name: String) -> String { "\(path)/\(name)" }

    func write(_ bytes: [UInt8], to name: String) throws {
        let file = try #require(fopen(self.file(name), "w"))
        defer { fclose(file) }
        #expect(fwrite(bytes, 1, bytes.count, file) == bytes.count)
    }

    func read(_ name: String) throws -> [UInt8] { try Self.contents(of: file(name)) }

    static func contents(of path: String) throws -> [UInt8] {
        let file = try #require(fopen(path, "r"))
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = fread(&part, 1, part.count, file)
            if count == 0 { return bytes }
            bytes += part[..<count]
        }
    }

    /// Runs a shell command inside the folder and gives what it printed, line by line.
    func output(of command: String) throws -> [String] {
        let pipe = try #require(popen("cd '\(path)' && \(command)", "r"))
        var text: [UInt8] = []
        var byte = getc(pipe)
        while byte != EOF {
            text.append(UInt8(truncatingIfNeeded: byte))
            byte = getc(pipe)
        }
        let status = pclose(pipe)
        #expect(status == 0, "\(command) ended with \(status)")
        return String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
    }
}

/// Random numbers that a test can repeat: SplitMix64 from a seed.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}

/// A log to play with, filled with made-up events by seed.
struct SampleLog {
    let db: Connection
    let log: EventLog
    private var generator: SeededGenerator
    private var clock: Int64 = 1_767_225_600_000_000

    /// A new log, in memory unless a file is named.
    init(at path: String? = nil, origin: String = "sample", seed: UInt64 = 1) throws {
        db = try Connection(path.map { .writer($0) } ?? .memory)
        try EventLog.create(in: db, origin: origin, at: Moment(microseconds: clock))
        log = try EventLog(db)
        generator = SeededGenerator(seed: seed)
    }

    mutating func id<Subject>() -> ID<Subject> {
        ID(bits: UInt128(generator.next()) << 64 | UInt128(generator.next()))
    }

    /// A stamp for a new command, some milliseconds after the last.
    mutating func stamp(_ stream: StreamID? = nil) -> CommandStamp {
        clock += Int64.random(in: 0...20_000, using: &generator)
        let id: CommandID = id()
        return CommandStamp(
            id: id, name: "file-claim", stream: stream, request: SHA256.hash(id.bytes), principal: "holder:\(id.text)",
            now: Moment(microseconds: clock))
    }

    mutating func event(bytes: Int = 120) -> PendingEvent {
        let id: ClaimID = id()
        let note = String(repeating: "x", count: max(0, bytes - 62))
        let body = "{\"claim\":\"\(id.text)\",\"note\":\"\(note)\"}"
        let day = Bool.random(using: &generator) ? Day(number: 20_454) : nil
        return PendingEvent(name: "claim-filed", schema: 1, validOn: day, body: Array(body.utf8))
    }

    mutating func stream(of count: Int) -> StreamID {
        let kind: StreamKind = [.dossier, .party, .office][Int.random(in: 0..<3, using: &generator)]
        return StreamID(kind: kind, bits: UInt128(Int.random(in: 0..<count, using: &generator)))
    }

    /// Adds commands of 0 to 3 events each, every seventh of them rejected, `perBatch` to a batch.
    mutating func fill(commands: Int, perBatch: Int = 50, streams: Int = 40, bytes: Int = 120) throws {
        for number in 0..<commands {
            if number % perBatch == 0 { try log.begin() }
            let stream = stream(of: streams)
            let stamp = stamp(stream)
            let facts = (0..<number % 4).map { _ in event(bytes: bytes) }
            try log.attempt {
                if number % 7 == 6 {
                    _ = try log.reject(stamp, answer: Array("{\"code\":\"no-budget\"}".utf8))
                } else {
                    if !facts.isEmpty { _ = log.append(facts, to: stream, of: stamp) }
                    _ = try log.accept(stamp, answer: Array("{}".utf8))
                }
            }
            if number % perBatch == perBatch - 1 || number == commands - 1 { try log.commit() }
        }
    }

    /// Every event of the log.
    func events() throws -> [EventRecord] {
        try log.reader.batch(after: .start, limit: Int(log.position.rawValue))
    }
}
