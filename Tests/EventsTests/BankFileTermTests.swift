import Events
import Testing

/// Files for and of the bank hold names and accounts: they go when seven calendar years have passed.
@Suite struct BankFileTermTests {
    private let folder: TemporaryFolder
    private let path: String
    private static let payment = Array("<Nm>Piet Plantenga</Nm>".utf8)
    private static let statement = Array("<IBAN>NL91ABNA0417164300</IBAN>".utf8)

    /// A folder whose log names a file written on 3 March 2026 and one read on 31 December 2026.
    init() throws {
        folder = try TemporaryFolder()
        path = folder.file("data")
        try Files.makeFolder(path)
        let log = try Connection(.writer("\(path)/log.db"))
        let vault = try Connection(.writer("\(path)/vault.db"))
        try Vault.create(in: vault)
        try EventLog.create(in: log, origin: "test", at: Self.moment("2026-01-01"))
        let events = try EventLog(log)
        let reference = Code("run-1")
        let run = RunID(bits: 1)
        let written = PaymentFileWritten(
            run: run, messageId: reference, payments: 1, cents: Cents(1), byteCount: Int64(Self.payment.count),
            digest: SHA256.hash(Self.payment))
        let read = BankFileRead(
            file: BankFileID(bits: 2), kind: .statement, digest: SHA256.hash(Self.statement),
            byteCount: Int64(Self.statement.count), entries: 1, matched: 1)
        try events.begin()
        try events.attempt { try Self.append(written, .run(run), "2026-03-03", 1, to: events) }
        try events.attempt { try Self.append(read, .bank(BankFileID(bits: 2)), "2026-12-31", 2, to: events) }
        try events.commit()
        for (file, bytes) in [
            (BankFileKept(written, on: .first), Self.payment), (BankFileKept(read, on: .first), Self.statement),
        ] {
            try Files.makeFolder("\(path)/\(file.folder.rawValue)")
            try Files.write(bytes, to: "\(path)/\(file.path)")
        }
    }

    private static func append(
        _ fact: some Fact, _ stream: StreamID, _ day: String, _ number: UInt128, to log: EventLog
    ) throws {
        var writer = JSONWriter()
        fact.write(to: &writer)
        let stamp = CommandStamp(
            id: CommandID(bits: number), name: "sample", stream: stream, request: SHA256.hash([UInt8(number)]),
            principal: "system", now: moment(day))
        _ = log.append(
            [
                PendingEvent(
                    name: type(of: fact).name.description, schema: Int(type(of: fact).version), validOn: nil,
                    body: writer.bytes)
            ], to: stream, of: stamp)
        _ = try log.accept(stamp, answer: Array("{}".utf8))
    }

    private static func moment(_ day: String) -> Moment {
        guard let day = Day(day) else { preconditionFailure("a day") }
        return Moment(startOf: day)
    }

    private func files() throws -> [String] {
        try folder.output(of: "cd data && ls payment-files bank-files | grep xml || true")
    }

    private func remove(on day: String) throws -> Int {
        let reader = LogReader(try Connection(.reader("\(path)/log.db")))
        let removed = try BankFileKept.removeOver(in: path, reader, on: Self.moment(day).day)
        #expect(LogVerifier(reader).verify().isSound)
        return removed
    }

    @Test func theyGoBehindTheLastDay() throws {
        #expect(try remove(on: "2033-12-31") == 0)
        #expect(try files().count == 2)
        #expect(try remove(on: "2034-01-01") == 2)
        #expect(try files() == [])
        #expect(try remove(on: "2034-01-01") == 0)
        #expect(try folder.output(of: "grep -rlE 'Plantenga|NL91ABNA' data || true") == [])
    }

    /// What is not kept any more is not missed, and does not come back from an older copy.
    @Test func aCopyDoesNotMissThemAndDoesNotBringThemBack() throws {
        var lacking: [String] = []
        _ = try Backup.make(of: path, to: folder.file("copy")) { lacking.append($0) }
        #expect(lacking == [])
        #expect(try folder.output(of: "ls copy/payment-files copy/bank-files | grep xml").count == 2)
        for (day, count) in [("2033-12-31", 2), ("2034-01-01", 0)] {
            let target = folder.file("back-\(day)")
            _ = try Backup.restore(
                from: folder.file("copy"), to: target, against: [], erasing: [], as: CommandID(bits: 9),
                at: Self.moment(day), lacking: { lacking.append($0) })
            #expect(lacking == [])
            #expect(try folder.output(of: "ls -R back-\(day) | grep xml || true").count == count)
        }
    }
}
