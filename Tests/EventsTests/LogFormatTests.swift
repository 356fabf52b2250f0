import Events
import Glibc
import Testing

/// The format as `docs/log-format.md` tells it, held against the program and against a second verifier.
@Suite struct LogFormatTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// The root of the repository.
    private static let root = String(#filePath.dropLast("/Tests/EventsTests/LogFormatTests.swift".count))

    /// The small log of the document's vectors.
    private func golden() throws -> EventLog {
        let db = try Connection(.writer(folder.file("golden.db")))
        let start = Moment(microseconds: 1_767_225_600_000_000)
        try EventLog.create(in: db, origin: "pgb.example/log/2026", at: start)
        let log = try EventLog(db)
        func stamp(_ number: UInt128, _ name: String, _ stream: StreamID?, _ principal: String) -> CommandStamp {
            CommandStamp(
                id: CommandID(bits: number), name: name, stream: stream, request: SHA256.hash([UInt8(number)]),
                principal: principal, now: start)
        }
        func event(_ name: String, _ day: String?, _ body: String) -> PendingEvent {
            PendingEvent(name: name, schema: 1, validOn: day.flatMap { Day($0) }, body: Array(body.utf8))
        }
        let (dossier, party) = (StreamID(kind: .dossier, bits: 0x11), StreamID(kind: .party, bits: 0x22))
        let draft = stamp(1, "draft-contract", dossier, "holder:00000000-0000-0000-0000-000000000011")
        let sign = stamp(2, "sign-contract", nil, "operator")
        let register = stamp(3, "register-person", party, "system")
        try log.begin()
        _ = log.append(
            [event("contract-drafted", "2026-03-01", #"{"contract":"k1"}"#), event("contract-shared", nil, "{}")],
            to: dossier, of: draft)
        _ = try log.accept(draft, answer: Array(#"{"outcome":"accepted"}"#.utf8))
        _ = try log.reject(sign, answer: Array(#"{"code":"not-shared"}"#.utf8))
        _ = log.append([event("person-registered", nil, #"{"name":"é"}"#)], to: party, of: register)
        _ = try log.accept(register, answer: Array("{}".utf8))
        try log.keep(log.checkpoint(at: log.latest))
        try log.commit()
        return log
    }

    @Test func theDocumentNamesTheHashesOfItsExample() throws {
        let log = try golden()
        let document = try String(
            decoding: TemporaryFolder.contents(of: "\(Self.root)/docs/log-format.md"), as: UTF8.self)
        var expected: [(String, Digest)] = []
        for record in try log.reader.batch(after: .start, limit: 10) {
            expected.append(("event \(record.position)", record.hash))
            expected.append(("body of event \(record.position)", SHA256.hash(record.body)))
        }
        for sequence in 1...3 as ClosedRange<Int64> {
            expected.append(("command \(sequence)", try #require(try log.reader.command(sequence)).hash))
        }
        for size in 1...3 as ClosedRange<Int64> {
            expected.append(("root of \(size)", try log.reader.root(size: Position(size))))
        }
        for (name, digest) in expected {
            #expect(document.contains("| \(name) | `\(digest.hex)` |"), "| \(name) | `\(digest.hex)` |")
        }
        let checkpoint = log.checkpoint(at: log.latest).text
        #expect(document.contains(checkpoint), "\(checkpoint)")
    }

    @Test func bothVerifiersAcceptTheExample() throws {
        let log = try golden()
        #expect(LogVerifier(log.reader).verify().isSound)
        try folder.write(Array(log.checkpoint(at: log.latest).text.utf8), to: "kept")
        #expect(try folder.secondVerifierIsContent("golden.db", against: "kept"))
    }

    @Test func bothVerifiersRefuseAHistoryWrittenAnew() throws {
        let log = try golden()
        try folder.write(Array(log.checkpoint(at: log.latest).text.utf8), to: "kept")
        var other = try SampleLog(at: folder.file("other.db"), origin: "pgb.example/log/2026")
        try other.fill(commands: 300)
        #expect(try folder.secondVerifierIsContent("other.db"))
        #expect(try !folder.secondVerifierIsContent("other.db", against: "kept"))
        let kept = try #require(Checkpoint(String(decoding: folder.read("kept"), as: UTF8.self)))
        #expect(!LogVerifier(other.log.reader).verify(against: [kept]).isSound)
    }
}
