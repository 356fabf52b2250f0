import Commands
import Events
import Synchronization
import Testing

@testable import Server

/// Who looked is kept to the end of the fifth calendar year behind it, and then the system lets it go by itself.
@Suite struct AccessTermTests {
    private static let subject = PartyID(bits: 41)

    private static func moment(_ text: String) throws -> Moment { try #require(Moment(text)) }

    /// One look at the same person at each of these moments.
    private static func fill(_ folder: String, _ moments: [String]) throws {
        let store = try AccessStore(
            in: DataFolder(folder), .init(origin: "term", now: Moment(microseconds: 0)))
        try store.begin()
        for (number, at) in moments.enumerated() {
            let line = AccessLine(
                at: try moment(at), trace: UInt128(number + 1), span: 1, action: .read,
                activity: "GET /v1/dossiers/{dossier}/budgets", subject: subject, user: PartyID(bits: 9),
                means: .digid, level: .hoog, ground: .representative)
            try store.append(AccessNote(line, about: [.init(subject)]))
        }
        try store.commit()
        try store.close()
    }

    @Test(arguments: [
        ("2026-01-01T00:00:00+01:00", "2031-12-31", false), ("2026-01-01T00:00:00+01:00", "2032-01-01", true),
        ("2026-12-31T23:59:59+01:00", "2031-12-31", false), ("2026-12-31T23:59:59+01:00", "2032-01-01", true),
        ("2027-01-01T00:00:00+01:00", "2032-12-31", false), ("2027-01-01T00:00:00+01:00", "2033-01-01", true),
    ])
    func aLineIsKeptToTheEndOfTheFifthYear(_ at: String, _ day: String, _ isOver: Bool) throws {
        let (at, day) = (try Self.moment(at), try #require(Day(day)))
        #expect(Retention.isAccessOver(at, on: day) == isOver)
        // The verifiers take no cut that the rule would not make.
        #expect(!isOver || AccessTerm.isOver(at, on: day))
    }

    @Test(arguments: [("2031-12-31T12:00:00Z", 0), ("2032-01-01T12:00:00Z", 2)])
    func theDailyLookLetsThemGo(_ now: String, _ gone: Int64) throws {
        let moments = ["2026-01-05T10:00:00Z", "2026-12-31T22:59:59Z", "2026-12-31T23:00:01Z", "2031-12-10T10:00:00Z"]
        try TestService.with(
            clock: .starting(at: try Self.moment(now)), fill: { try Self.fill($0, moments) },
            { server in
                let desk = try #require(server.service.accessDesk)
                let readers = try Readers(server.service)
                let before = try desk.writer.newest(.subject(Self.subject))
                let work = try TimedWork(server.service, [AccessTermLook()])
                for _ in 0..<2 { try work.look(readers) }
                let reader = try readers.access()
                #expect(try (reader.cut()?.sequence ?? 0) == gone)
                // Who looks back finds what is kept and no more, also with a cursor from before.
                for cursor in [nil, before] {
                    let history = AccessHistory(reader: reader, chain: .subject(Self.subject), filter: .init())
                    let page = try history.page(from: before, before: cursor, limit: 50)
                    let shown = page.groups.reduce(0) { $0 + $1.times }
                    #expect(page.next == nil && shown == 4 - gone - (cursor == nil ? 0 : 1))
                }
                let report = AccessVerifier(reader).verify()
                #expect(report.isSound && report.removed == gone, "\(report.faults)")
            })
    }

    /// A machine that starts in 2038 loses nothing: the operator is told, and the lines wait until some show its time.
    @Test func aMachineThatStartsInTheWrongYearLosesNoLine() throws {
        let now = Mutex(try Self.moment("2038-01-19T03:14:07Z"))
        try TestService.with(
            clock: ServiceClock { now.withLock { $0 } },
            fill: { try Self.fill($0, ["2026-01-05T10:00:00Z", "2030-11-05T10:00:00Z"]) },
            { server in
                let desk = try #require(server.service.accessDesk)
                let readers = try Readers(server.service)
                let work = try TimedWork(server.service, [AccessTermLook()])
                func look(_ doubts: Int) throws -> Int64 {
                    try work.look(readers)
                    #expect(server.service.registry.text().contains("\npgb_access_clock_doubted \(doubts)\n"))
                    #expect(server.service.registry.text().contains("\npgb_reads_failed_total 0\n"))
                    return try readers.access().cut()?.sequence ?? 0
                }
                #expect(try look(1) == 0)
                // Who is looked at meanwhile is recorded, by the same clock: that shows nothing yet.
                for days in [0, 1, 12] {
                    let line = AccessLine(
                        at: now.withLock { $0 }, trace: UInt128(days + 9), span: 1, action: .read,
                        activity: "GET /v1/profile",
                        user: PartyID(bits: 9), means: .digid, level: .hoog, ground: .oneself)
                    let done = try WakeSignal()
                    try desk.writer.record(AccessNote(line, about: [.init(Self.subject)])) { _ in done.post() }
                    done.wait(milliseconds: 10_000)
                    now.withLock { $0 = $0.adding(seconds: Int64(days) * 86_400) }
                    #expect(try look(1) == 0)
                }
                now.withLock { $0 = $0.adding(seconds: 86_400) }
                #expect(try look(0) == 2)
                #expect(AccessVerifier(try readers.access()).verify().isSound)
            })
    }

    /// Who runs the server can say that the clock is right.
    @Test func theWordOfTheOperatorLetsThemGo() throws {
        try TestService.with(
            clock: .starting(at: try Self.moment("2038-01-19T03:14:07Z")),
            fill: { try Self.fill($0, ["2026-01-05T10:00:00Z", "2030-11-05T10:00:00Z"]) },
            { server in
                let readers = try Readers(server.service)
                try TimedWork(server.service, [AccessTermLook(isClockVouchedFor: true)]).look(readers)
                #expect(try readers.access().cut()?.sequence == 2)
            })
    }
}
