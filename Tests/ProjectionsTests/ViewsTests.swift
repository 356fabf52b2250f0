import Events
import Foundation
import Synchronization
import Testing

@testable import Projections

@Suite struct ViewsTests {
    /// From a log that is there to rows that follow it; who waits is called when they are there.
    @Test func views_followTheLog() async throws {
        let test = try TestLog()
        var source = RandomHistory(seed: 1, dossiers: 3)
        try test.append(source.register())
        try test.grow(&source, to: 100)
        let views = try Views(test.settings)
        defer { views.stop() }
        try await views.reach(test.log.position)
        let reader = ViewReader(views)
        for count in [101, 150, 400] {
            try test.grow(&source, to: count)
            let position = test.log.position
            views.advance(to: position)
            try await views.reach(position)
            let seen = try reader.read { $0.position }
            #expect(seen == position)
            #expect(views.health.lag == 0)
        }
        #expect(views.health.isSound)
        try Self.expectSameAsRebuilt(reader, test)
    }

    /// A second start takes up the rows of the first and does not rebuild.
    @Test func secondStart_goesOnWhereTheFirstStopped() async throws {
        let test = try TestLog()
        var source = RandomHistory(seed: 2, dossiers: 2)
        try test.append(source.register())
        try test.grow(&source, to: 120)
        let first = try Views(test.settings)
        try await first.reach(test.log.position)
        first.stop()
        try test.grow(&source, to: 160)
        let second = try Views(test.settings)
        defer { second.stop() }
        try await second.reach(test.log.position)
        #expect(second.file == Views.File(path: test.settings.files[0], generation: 1))
        try Self.expectSameAsRebuilt(ViewReader(second), test)
    }

    /// A rebuild goes into the other file while the first is read, then takes its place; readers follow.
    @Test func rebuild_takesThePlaceOfTheOldFile() async throws {
        let test = try TestLog()
        var source = RandomHistory(seed: 3, dossiers: 2)
        try test.append(source.register())
        try test.grow(&source, to: 150)
        let views = try Views(test.settings)
        defer { views.stop() }
        try await views.reach(test.log.position)
        let reader = ViewReader(views)
        let before = try reader.read { try Self.rows($0) }
        views.rebuild()
        try test.grow(&source, to: 150)
        try await views.until("the new file") { _ in views.file?.generation == 2 }
        #expect(views.file?.path == test.settings.files[1])
        #expect(!FileManager.default.fileExists(atPath: test.settings.files[0]))
        #expect(try reader.read { try Self.rows($0) } == before)
        try test.grow(&source, to: 180)
        views.advance(to: test.log.position)
        try await views.reach(test.log.position)
        try Self.expectSameAsRebuilt(reader, test)
        views.rebuild()
        try await views.until("the first place again") { _ in views.file?.generation == 3 }
        #expect(views.file?.path == test.settings.files[0])
        try Self.expectSameAsRebuilt(reader, test)
    }

    /// The log was put back to an earlier state and went another way: the hashes tell, and the views are made anew.
    @Test func anotherLog_isNoticedByItsHash() async throws {
        let test = try TestLog()
        var source = RandomHistory(seed: 4, dossiers: 2)
        try test.append(source.register())
        try test.grow(&source, to: 120)
        let first = try Views(test.settings)
        try await first.reach(test.log.position)
        first.stop()
        let other = try TestLog()
        var otherSource = RandomHistory(seed: 5, dossiers: 2)
        try other.append(otherSource.register())
        try other.grow(&otherSource, to: 140)
        let mixed = Views.Settings(log: other.settings.log, files: test.settings.files)
        let second = try Views(mixed)
        defer { second.stop() }
        try await second.reach(other.log.position)
        #expect(second.health.position == other.log.position)
        try Self.expectSameAsRebuilt(ViewReader(second), other)
    }

    /// A log that is shorter than the views is another log as well.
    @Test func shorterLog_isNoticed() async throws {
        let test = try TestLog()
        var source = RandomHistory(seed: 4, dossiers: 2)
        try test.append(source.register())
        try test.grow(&source, to: 120)
        let first = try Views(test.settings)
        try await first.reach(test.log.position)
        first.stop()
        let other = try TestLog()
        var otherSource = RandomHistory(seed: 4, dossiers: 2)
        try other.append(otherSource.register())
        try other.grow(&otherSource, to: 60)
        let second = try Views(Views.Settings(log: other.settings.log, files: test.settings.files))
        defer { second.stop() }
        try await second.reach(other.log.position)
        #expect(second.health.position == other.log.position)
        try Self.expectSameAsRebuilt(ViewReader(second), other)
    }

    /// A view that cannot take an event up stops in front of it and says so; the others go on, before and after a
    /// restart and in a rebuild.
    @Test func poisonedEvent_stopsOnlyThatView() async throws {
        let test = try TestLog()
        var source = RandomHistory(seed: 6, dossiers: 2)
        try test.append(source.register())
        try test.grow(&source, to: 100)
        let views = try Views(test.settings)
        try await views.reach(test.log.position)
        try test.grow(&source, to: 130)
        // No such payment: money and inbox cannot book it, and everybody else does not care.
        let dossier = StreamID.dossier(DossierID(holder: source.holders[0]))
        let poison = PaymentPaid(payment: PaymentID(bits: 99), on: Day("2026-05-05")!)
        try test.append([Happening(event: .payment(.paid(poison)), stream: dossier, principal: .system)])
        let poisoned = test.log.position
        try test.grow(&source, to: 170)
        views.advance(to: test.log.position)
        try await views.reach(test.log.position)
        try Self.expectStopped(views, before: poisoned, last: test.log.position)
        let rows = try ViewReader(views).read { try Self.rows($0) }
        views.stop()

        let second = try Views(test.settings)
        try await second.reach(test.log.position)
        try await second.until("both views stopped") { $0.stopped.count == 2 }
        try Self.expectStopped(second, before: poisoned, last: test.log.position)
        second.rebuild()
        try await second.until("the rebuilt file") { _ in second.file?.generation == 2 }
        try Self.expectStopped(second, before: poisoned, last: test.log.position)
        #expect(try ViewReader(second).read { try Self.rows($0) } == rows)
        second.stop()
    }

    /// An event that this version cannot read stops all views in front of it; nothing is skipped.
    @Test func unknownEvent_stopsInFrontOfIt() async throws {
        let test = try TestLog()
        var source = RandomHistory(seed: 7, dossiers: 1)
        try test.append(source.register())
        try test.grow(&source, to: 40)
        let readable = test.log.position
        let views = try Views(test.settings)
        defer { views.stop() }
        try await views.reach(readable)
        try test.appendUnknown()
        try test.grow(&source, to: 60)
        views.advance(to: test.log.position)
        try await views.until("the failure") { $0.failure != nil }
        #expect(views.health.position == readable)
        #expect(views.health.lag > 0)
        #expect(!views.health.isSound)
        #expect(try ViewReader(views).read { $0.position } == readable)
    }

    /// A file that is damaged is made anew.
    @Test func damagedFile_isMadeAnew() async throws {
        let test = try TestLog()
        var source = RandomHistory(seed: 8, dossiers: 1)
        try test.append(source.register())
        try test.grow(&source, to: 60)
        let first = try Views(test.settings)
        try await first.reach(test.log.position)
        first.stop()
        try Data("not a database at all, not even by its first bytes".utf8)
            .write(to: URL(fileURLWithPath: test.settings.files[0]))
        let second = try Views(test.settings)
        defer { second.stop() }
        try await second.reach(test.log.position)
        try Self.expectSameAsRebuilt(ViewReader(second), test)
    }

    /// Who waits is called once, when it is time, and not before.
    @Test func waiting_isAnsweredWhenItIsTime() async throws {
        let test = try TestLog()
        var source = RandomHistory(seed: 9, dossiers: 1)
        try test.append(source.register())
        let views = try Views(test.settings)
        defer { views.stop() }
        try await views.reach(test.log.position)
        let calls = Mutex<[Int64]>([])
        for ahead in [3, 1, 2] as [Int64] {
            let position = Position(test.log.position.rawValue + ahead)
            views.whenReached(position) { calls.withLock { $0.append(ahead) } }
        }
        #expect(calls.withLock { $0 } == [])
        let start = test.log.position.rawValue
        while test.log.position.rawValue < start + 3 {
            try test.append(Array(source.step(at: test.log.position).prefix(1)))
            views.advance(to: test.log.position)
            try await views.reach(test.log.position)
        }
        #expect(calls.withLock { $0 } == [1, 2, 3])
    }

    /// An earlier state of a dossier, read over the log as the server does.
    @Test func timeTravel_readsTheLog() async throws {
        let test = try TestLog()
        var source = RandomHistory(seed: 10, dossiers: 2)
        try test.append(source.register())
        try test.grow(&source, to: 80)
        let views = try Views(test.settings)
        defer { views.stop() }
        try await views.reach(test.log.position)
        let reader = ViewReader(views)
        let dossier = DossierID(holder: source.holders[0])
        let then = try reader.read { try BudgetBalance.list($0, dossier: dossier) }
        let moment = try #require(try test.log.reader.event(at: test.log.position)).recordedAt
        let position = test.log.position
        try test.grow(&source, to: 200)
        views.advance(to: test.log.position)
        try await views.reach(test.log.position)
        let now = try reader.read { try BudgetBalance.list($0, dossier: dossier) }
        #expect(now != then)
        var travel = TimeTravel(LogReader(try Connection(.reader(test.settings.log))))
        #expect(try travel.position(at: moment) == position)
        let earlier = try reader.read { live in
            try travel.snapshot(of: [.dossier(dossier)], at: position, views: [MoneyView.self], live: live)
        }
        #expect(try BudgetBalance.list(earlier, dossier: dossier) == then)
    }

    // MARK: What is expected

    private static func expectStopped(_ views: Views, before poisoned: Position, last: Position) throws {
        let health = views.health
        #expect(health.stopped.map(\.name).sorted() == [InboxView.name, MoneyView.name].sorted())
        #expect(health.stopped.allSatisfy { $0.position == Position(poisoned.rawValue - 1) })
        #expect(health.stopped.allSatisfy { $0.fault?.contains("event \(poisoned) (payment-paid)") ?? false })
        #expect(health.standings.filter { $0.fault == nil }.allSatisfy { $0.position == last })
        #expect(!health.isSound)
        let stopped = try ViewReader(views).read { $0.stopped.map(\.name).sorted() }
        #expect(stopped == [InboxView.name, MoneyView.name].sorted())
    }

    /// The rows that are read are those of a rebuild in memory.
    private static func expectSameAsRebuilt(_ reader: ViewReader, _ test: TestLog) throws {
        var decoder = EventDecoder()
        let records = try test.log.reader.batch(after: .start, limit: Int(test.log.position.rawValue))
        let events = try records.map { try decoder.envelope($0) }
        let rebuilt = try TimeTravel.snapshot(of: events, at: test.log.position)
        #expect(try reader.read { try rows($0) } == rows(rebuilt))
    }

    /// Every row of every table, as SQLite writes it.
    private static func rows(_ s: Snapshot) throws -> [String] {
        var rows: [String] = []
        for view in Catalogue.views {
            for table in view.tables { rows += try Self.rows(s, in: tableName(table)) }
        }
        return rows
    }

    private static func rows(_ s: Snapshot, in table: String) throws -> [String] {
        guard let query = TableDumps.queries[table] else { throw FixtureFault("dumps", 0, "no query for \(table)") }
        return try s.db.all(query) { "\(table) \($0.text(0))" }
    }

    private static func tableName(_ statement: StaticString) -> String {
        String(statement.description.split(separator: " ")[2])
    }
}
