import Events
import Foundation
import Projections
import Support
import Synchronization
import Testing

@testable import Server

/// Long after the journeys, when all terms have passed: everybody who may be erased is, and what is left is the money.
@Suite struct LateErasureTests {
    private static let names = JourneyNames(journey: "offices")
    private static func employee(_ short: String, at office: String) -> Principal {
        .employee(PartyID(bits: names.id(short)), at: OfficeID(bits: names.id(office)))
    }
    private static let officer = employee("e22", at: "o3")
    private static let auditor = employee("e8", at: "o3")
    private static func late() -> ServiceClock { .starting(at: Sample.read("2045-01-01T09:00:00Z") { Moment($0) }) }

    /// What an answer holds, without the lag of the views.
    private static func look(_ server: TestService, _ dossiers: [PartyID], asOf: String = "") throws -> [String: String]
    {
        var seen: [String: String] = [:]
        for dossier in dossiers {
            for list in ["budgets", "payments", "claims", "contracts", "receivables", "timeline"] {
                let path = "/v1/dossiers/\(dossier.text)/\(list)"
                let answer = try server.get(path + asOf, as: Self.auditor)
                try #require(answer.status == 200, "\(answer.body)")
                seen[path] = answer.body
            }
        }
        return seen
    }

    /// Where two answers differ, where the later one has not null for a text of the earlier one: what was erased.
    private static func difference(_ before: Any?, _ after: Any?, _ place: String = "") -> String? {
        switch (before, after) {
        case (let old as [String: Any], let new as [String: Any]):
            for key in Set(old.keys).union(new.keys) {
                if let found = difference(old[key], new[key], place + "/" + key) { return found }
            }
            return nil
        case (let old as [Any], let new as [Any]):
            guard old.count == new.count else { return place }
            for (index, pair) in zip(old, new).enumerated() {
                if let found = difference(pair.0, pair.1, "\(place)/\(index)") { return found }
            }
            return nil
        case (is String, is NSNull), (is [String: Any], is NSNull): return nil
        default: return (before as? NSObject) == (after as? NSObject) ? nil : place
        }
    }

    private static func parsed(_ text: String?) throws -> Any {
        try JSONSerialization.jsonObject(with: Data((text ?? "").utf8))
    }

    @Test func onlyAmountsAreLeft() throws {
        try TestService.withJourneys(clock: Self.late()) { server in
            let data = server.service.folder.path
            // The files of the bank go with their own term.
            try TimedWork(server.service, [BankFileLook()]).look(Readers(server.service))
            let reader = LogReader(try Connection(.reader(server.service.folder.log)))
            let rows = try reader.batch(after: .start, limit: 100_000)
            let last = try reader.lastPosition()
            let registered = ["person-registered", "organisation-registered"]
            let people = rows.filter { registered.contains($0.name.description) }.map { PartyID(bits: $0.stream.bits) }
            let dossiers = Set(
                rows.filter { $0.name.description == "budget-granted" }.map { PartyID(bits: $0.stream.bits) })
            let sealed = try Connection(.reader(server.service.folder.vault)).all("SELECT subject, json FROM sealed") {
                (subject: $0.id(0, as: PartyID.self), json: $0.text(1))
            }
            let before = try Self.look(server, dossiers.sorted())

            var erased: Set<PartyID> = []
            for (number, party) in people.enumerated() {
                let id = CommandID(bits: 0xE0_0000 + UInt128(number)).text
                let body = #"{"id":"\#(id)","type":"erase-person","party":"\#(party.text)","ground":"term-over"}"#
                let answer = try server.post("/v1/commands", body, as: Self.officer)
                if answer.status == 200 { erased.insert(party) } else { #expect(answer.body.contains("still-kept")) }
            }
            // Who works somewhere stays, and who has a contract without an end.
            #expect(erased.count > 15, "\(erased.count) of \(people.count)")
            #expect(!erased.isDisjoint(with: dossiers))
            try server.waitForViews()

            // Of them nothing is left in any file, nor in a backup.
            let kept = Set(sealed.filter { !erased.contains($0.subject) }.map(\.json))
            let gone = sealed.filter {
                erased.contains($0.subject) && $0.json.utf8.count > 9 && !kept.contains($0.json)
            }
            let marks = Marks(
                gone.map { String($0.json.dropFirst().dropLast()) }.filter { mark in
                    !kept.contains { $0.contains(mark) }
                })
            #expect(marks.count > 100, "\(marks.count)")
            try server.untilTheVaultIsCut { try marks.found(in: data).isEmpty }
            #expect(try marks.found(in: data) == [])
            let copy = data + "-late"
            defer { try? FileManager.default.removeItem(atPath: copy) }
            _ = try Backup.make(of: data, to: copy)
            #expect(try marks.found(in: copy) == [])

            // The chain, the values and the money are as before, also as of then.
            #expect(LogVerifier(reader).verify().isSound)
            #expect(try LedgerVerifier(reader).verify().position == nil)
            let vault = try VaultVerifier(reader, Vault(Connection(.reader(server.service.folder.vault)))).verify()
            #expect(vault.faults == [] && vault.erased >= marks.count)
            let then = try Self.look(server, dossiers.sorted(), asOf: "?asOf=\(last.rawValue)")
            let now = try Self.look(server, dossiers.sorted())
            for (path, body) in before {
                let first = try Self.parsed(body)
                for other in [then[path], now[path]] {
                    var old = try #require(first as? [String: Any])
                    var new = try #require(try Self.parsed(other) as? [String: Any])
                    (old["reflects"], new["reflects"]) = (nil, nil)
                    #expect(Self.difference(old, new) == nil, "\(path)")
                }
            }
            // And so are the views that are made anew.
            try TestService.with(
                clock: Self.late(),
                fill: { folder in
                    try FileManager.default.copyItem(atPath: copy, toPath: folder)
                }
            ) { again in
                again.service.waitForReadableViews()
                try again.waitForViews()
                #expect(try Self.look(again, dossiers.sorted()) == now)
            }
        }
    }

    /// The later journeys go on where those of the demonstration end, decades later, each under the name of the one it
    /// goes on with.
    @Test func theLaterJourneysGoAsTheySay() throws {
        let folder = Repository.root + "/fixtures/later"
        // The ids of commands come from file and line: these lines count on far behind those of the first part.
        let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted().map { file in
            let text = String(repeating: "\n", count: 10_000) + (try Files.read("\(folder)/\(file)") ?? "")
            return try JourneyFile(name: String(file.prefix { $0 != "." }), text: text)
        }
        #expect(!files.isEmpty)
        let clock = Mutex(files.flatMap(\.lines).map(\.at).min() ?? Moment(microseconds: 0))
        try TestService.withJourneys(clock: ServiceClock { clock.withLock { $0 } }) { server in
            let reader = LogReader(try Connection(.reader(server.service.folder.log)))
            var run = JourneyRun(files, server.service.desk(reader))
            var seen = 0
            for turn in run.turns {
                clock.withLock { $0 = turn.line.at }
                switch turn.line.step {
                case .ask(let asked): try run.ask(asked, turn)
                case .see(let path, let json):
                    try server.waitForViews()
                    let answer = try server.get(run.path(path, turn), as: try run.principal(turn))
                    #expect(answer.status == 200, "\(run.fault(turn, "\(path) gave \(answer.status): \(answer.body)"))")
                    let expected = try Self.parsed(try run.expected(json, turn))
                    let missing = JourneyTests.missing(expected, in: try Self.parsed(answer.body), at: "")
                    #expect(missing == nil, "\(run.fault(turn, missing ?? "")) in \(answer.body)")
                    seen += 1
                case .cannotSee(let path):
                    try server.waitForViews()
                    let answer = try server.get(run.path(path, turn), as: try run.principal(turn))
                    #expect([403, 404].contains(answer.status), "\(run.fault(turn, "sees \(path)"))")
                    seen += 1
                }
            }
            #expect(run.commands >= 8 && seen >= 6)
        }
    }
}

/// Texts to look for in the bytes of files, all at once: by their first eight bytes.
struct Marks {
    private let byStart: [UInt64: [[UInt8]]]
    let count: Int

    init(_ texts: [String]) {
        let known = Set(texts).filter { $0.utf8.count >= 8 }.map { Array($0.utf8) }
        count = known.count
        byStart = Dictionary(grouping: known) { $0.prefix(8).reduce(0) { $0 << 8 | UInt64($1) } }
    }

    /// Which of them stand in any file below a folder, with its name.
    func found(in folder: String) throws -> Set<String> {
        var found: Set<String> = []
        let files = try #require(FileManager.default.enumerator(atPath: folder))
        for case let name as String in files where name != "ballast" {
            guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)") else { continue }
            data.withUnsafeBytes { bytes in
                var start: UInt64 = 0
                for (index, byte) in bytes.enumerated() {
                    start = start << 8 | UInt64(byte)
                    guard index >= 7, let marks = byStart[start] else { continue }
                    for mark in marks where bytes[(index - 7)...].starts(with: mark) {
                        found.insert("\(name): \(String(decoding: mark, as: UTF8.self))")
                    }
                }
            }
        }
        return found
    }
}

extension TestService {
    /// The write-ahead log of the vault is cut as soon as nobody reads: waits for that, five seconds at the most.
    func untilTheVaultIsCut(_ isCut: () throws -> Bool) throws {
        for _ in 0..<20 {
            if try isCut() { return }
            usleep(250_000)
        }
    }
}
