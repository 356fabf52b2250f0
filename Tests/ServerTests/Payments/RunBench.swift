import Commands
import Events
import Foundation
import Projections

@testable import Server

/// A service with the unpaid claims of one January, on a Monday in February, for tests of payment runs.
struct RunBench {
    let service: Service
    let readers: Readers
    let year: LoadYear

    static let monday = Moment("2026-02-16T08:00:00Z") ?? Moment(microseconds: 0)

    /// Fills a folder; the same each time.
    static func fill(_ folder: String, dossiers: Int) throws -> LoadYear {
        try BenchFolder.fill(folder, LoadYear.Size(dossiers: dossiers, months: 1, paysLast: false), seed: 7).year
    }

    /// A folder of its own, which is gone when the body returns.
    static func withFolder<Value>(_ body: (String) throws -> Value) throws -> Value {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pgb-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try body(folder)
    }

    /// Opens a service on the folder and stops it when the body returns: the state in memory is gone, as after a crash.
    static func open<Value>(
        _ folder: String, _ year: LoadYear, at now: Moment = monday, _ body: (RunBench) throws -> Value
    ) throws -> Value {
        let service = try Service(folder, origin: LogName.make(), clock: ServiceClock { now }, debtor: .demo)
        defer { service.stop() }
        service.waitForReadableViews()
        let bench = RunBench(service: service, readers: try Readers(service), year: year)
        try bench.service.catchUp(bench.readers.log)
        return try body(bench)
    }

    /// Looks once, as the clock does each minute.
    func look() throws {
        try TimedWork(service, [RunLook()]).look(readers)
        try service.catchUp(readers.log)
    }

    /// The work on runs, interrupted where `at` throws.
    func work(at: @escaping (RunWork.Point) throws -> Void) throws -> RunWork {
        RunWork(service: service, readers: readers, debtor: service.debtor!, at: at)
    }

    func runs() throws -> [Run] { try readers.live { try Run.page($0) } }

    /// The events of a kind, in their order.
    func events(_ name: String) throws -> [EventEnvelope] {
        var decoder = EventDecoder()
        let all = try readers.log.batch(after: .start, limit: 1_000_000)
        return try all.filter { $0.name.description == name }.map { try decoder.envelope($0) }
    }

    var releaser: Principal { .employee(year.generator.svbReleaser, at: year.generator.svb) }

    /// Asks a command in somebody's name.
    func ask(_ type: String, _ fields: String, as principal: Principal) throws -> Answer {
        var reader = JSONReader()
        let id = CommandID(bits: UInt128.random(in: 1...UInt128.max))
        let body = Array(#"{"id":"\#(id.text)","type":"\#(type)",\#(fields)}"#.utf8)
        reader.load(body)
        guard let request = CommandCatalogue.type(named: type)?.read(&reader) else { throw LoadFault.unreadable([]) }
        let answer = try service.submit(
            Submission(
                request: request, digest: SHA256.hash(body),
                stamp: Stamp(
                    command: id, now: service.clock.now(), principal: principal, means: .employee, level: .hoog,
                    seed: 1, user: nil)))
        try service.catchUp(readers.log)
        return answer
    }

    func take(_ bytes: [UInt8], as principal: Principal? = nil) throws -> BankFile {
        try BankImport(service: service, readers: readers, principal: principal ?? releaser).take(bytes)
    }
}

/// Statements as a bank would send them.
struct StatementText {
    private var entries = ""
    private var sum: Int64 = 0
    var account = "NL81PGBT0000000001"
    var id = "1"

    static func euros(_ cents: Int64) -> String {
        let cents = abs(cents)
        return "\(cents / 100)." + (cents % 100 < 10 ? "0" : "") + "\(cents % 100)"
    }

    /// A booking with what stands in it. Below zero is money that left.
    mutating func add(
        _ cents: Int64, batch: String? = nil, details: [(String, Int64)] = [], reason: String? = nil, text: String = ""
    ) {
        sum += cents
        let direction = cents < 0 ? "DBIT" : "CRDT"
        entries += """
            <Ntry><Amt Ccy="EUR">\(Self.euros(cents))</Amt><CdtDbtInd>\(direction)</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
            <BookgDt><Dt>2026-02-16</Dt></BookgDt><NtryDtls>\n
            """
        if let batch { entries += "<Btch><MsgId>\(batch)</MsgId></Btch>" }
        for (reference, cents) in details {
            entries += """
                <TxDtls><Refs><EndToEndId>\(reference)</EndToEndId></Refs><Amt Ccy="EUR">\(Self.euros(cents))</Amt>
                <CdtDbtInd>\(direction)</CdtDbtInd>
                """
            if !text.isEmpty { entries += "<RmtInf><Ustrd>\(text)</Ustrd></RmtInf>" }
            if let reason { entries += "<RtrInf><Rsn><Cd>\(reason)</Cd></Rsn></RtrInf>" }
            entries += "</TxDtls>\n"
        }
        entries += "</NtryDtls></Ntry>\n"
    }

    var bytes: [UInt8] {
        func balance(_ code: String, _ cents: Int64) -> String {
            """
            <Bal><Tp><CdOrPrtry><Cd>\(code)</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">\(Self.euros(cents))</Amt>
            <CdtDbtInd>\(cents < 0 ? "DBIT" : "CRDT")</CdtDbtInd><Dt><Dt>2026-02-16</Dt></Dt></Bal>\n
            """
        }
        return Array(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
            <GrpHdr><MsgId>bank-\(id)</MsgId><CreDtTm>2026-02-16T20:00:00</CreDtTm></GrpHdr>
            <Stmt><Id>\(id)</Id><Acct><Id><IBAN>\(account)</IBAN></Id></Acct>
            \(balance("OPBD", 100_000_000))\(balance("CLBD", 100_000_000 + sum))\(entries)</Stmt></BkToCstmrStmt></Document>
            """.utf8)
    }
}
