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
        guard let query = dumps[table] else { throw FixtureFault("dumps", 0, "no query for \(table)") }
        return try s.db.all(query) { "\(table) \($0.text(0))" }
    }

    private static func tableName(_ statement: StaticString) -> String {
        String(statement.description.split(separator: " ")[2])
    }

    /// The columns of each table as one JSON text per row.
    private static let dumps: [String: StaticString] = [
        "addressee": """
        SELECT json_array(number, hex(id), full_name, address, postcode, contact, contact_at, confirmed, confirmed_at,
            former, bounced, letter_lost, dead, erased)
        FROM addressee ORDER BY number
        """,
        "inbox_case": "SELECT json_array(number, hex(id), latest) FROM inbox_case ORDER BY number",
        "message_sent": "SELECT json_array(number, message, hex(party), channel) FROM message_sent ORDER BY number",
        "person_rights": """
        SELECT json_array(number, hex(id), recorded_at, restriction, restricted_at, holds, due, due_at, erased, erased_at)
        FROM person_rights ORDER BY number
        """,
        "pgb_case": """
        SELECT json_array(number, hex(subject), hex(told), kind, hex(dossier), hex(office), law, form, status, course)
        FROM pgb_case ORDER BY number
        """,
        "work_bond": "SELECT json_array(number, hex(id), ties) FROM work_bond ORDER BY number",
        "work_case": "SELECT json_array(number, hex(id), hex(office)) FROM work_case ORDER BY number",
        "look_along": """
        SELECT json_array(number, hex(dossier), hex(office), hex(employee), until) FROM look_along ORDER BY number
        """,
        "party": """
        SELECT json_array(number, hex(id), kind, kvk, full_name, bsn, iban, registration, account_confirmed, source,
            more_agbs, confirmed_email, died_on, death_known_on)
        FROM party ORDER BY number
        """,
        "office": "SELECT json_array(number, hex(id), kind, name, code) FROM office ORDER BY number",
        "member": "SELECT json_array(number, hex(party), hex(id), may_add) FROM member ORDER BY number",
        "helper": """
        SELECT json_array(number, hex(id), hex(dossier), name, code, until_day, hex(helper)) FROM helper ORDER BY number
        """,
        "employee": "SELECT json_array(number, hex(office), hex(id), roles) FROM employee ORDER BY number",
        "policy": "SELECT json_array(number, hex(office), from_day, policy) FROM policy ORDER BY number",
        "relation": """
        SELECT json_array(number, hex(dossier), kind, hex(who), from_day, until_day, ends)
        FROM relation ORDER BY number
        """,
        "relation_contract": """
        SELECT json_array(number, hex(id), hex(caregiver), was_shared)
        FROM relation_contract ORDER BY number
        """,
        "budget": """
        SELECT json_array(number, hex(id), granted, free_taken, credits, paid, scheduled, care_paid, spent, course)
        FROM budget ORDER BY number
        """,
        "payment": """
        SELECT json_array(number, hex(id), hex(payee), source, hex(budget), cents, more_shares, older_in_dossier,
            older_of_payee, paid, returned, repeated, withdrawn, filed, hex(run), hex(contract), month, course)
        FROM payment ORDER BY number
        """,
        "receivable": """
        SELECT json_array(number, hex(id), hex(debtor), cause, amount, open, shares, instalments, entries)
        FROM receivable ORDER BY number
        """,
        "money_tally": """
        SELECT json_array(number, hex(office), what, law, function, month, kind, times, cents)
        FROM money_tally ORDER BY number
        """,
        "run": """
        SELECT json_array(number, hex(id), collected, written, released, cancelled)
        FROM run ORDER BY number
        """,
        "bank_file": "SELECT json_array(number, hex(id)) FROM bank_file ORDER BY number",
        "bank_entry": "SELECT json_array(number, hex(file), entry, settled) FROM bank_entry ORDER BY number",
        "dash_budget": "SELECT json_array(number, hex(id), hex(office)) FROM dash_budget ORDER BY number",
        "dash_contract": "SELECT json_array(number, hex(id), budgets) FROM dash_contract ORDER BY number",
        "dash_claim": "SELECT json_array(number, hex(id), hex(contract), hex(budget)) FROM dash_claim ORDER BY number",
        "dash_refusal": """
        SELECT json_array(number, hex(office), month, rule, times)
        FROM dash_refusal ORDER BY number
        """,
        "payment_list": "SELECT json_array(number, hex(owner), list, head) FROM payment_list ORDER BY number",
        "wage": """
        SELECT json_array(number, hex(id), versions, next, last_day, months, withheld)
        FROM wage ORDER BY number
        """,
        "contract": """
        SELECT json_array(number, hex(id), was_shared, versions, negotiation, last_day, end_reason, notice_on,
            sick_since, renewal, warnings, history, changed_at)
        FROM contract ORDER BY number
        """,
        "contract_exception": """
        SELECT json_array(number, hex(dossier), hex(caregiver))
        FROM contract_exception ORDER BY number
        """,
        "work_hand": """
        SELECT json_array(number, hex(subject), part, hex(who), hand, hex(employee), ends)
        FROM work_hand ORDER BY number
        """,
        "inbox_change": "SELECT json_array(number, hex(id), was_shared) FROM inbox_change ORDER BY number",
        "claim": """
        SELECT json_array(number, hex(id), hex(caregiver), older_in_dossier, older_of_caregiver, status, agreed, decided,
            held, gone, difference, payment)
        FROM claim ORDER BY number
        """,
        "claim_list": "SELECT json_array(number, hex(owner), list, head) FROM claim_list ORDER BY number",
        "claim_contract": """
        SELECT json_array(number, hex(id), hex(caregiver), was_shared)
        FROM claim_contract ORDER BY number
        """,
        "message": """
        SELECT json_array(page, hex(messages))
        FROM message ORDER BY page
        """,
        "message_read": "SELECT json_array(number, message, hex(party)) FROM message_read ORDER BY number",
        "mailbox": "SELECT json_array(number, hex(owner), list, head) FROM mailbox ORDER BY number",
        "inbox_budget": "SELECT json_array(number, hex(id), latest) FROM inbox_budget ORDER BY number",
        "inbox_receivable": "SELECT json_array(number, hex(id), hex(debtor)) FROM inbox_receivable ORDER BY number",
        "inbox_account": "SELECT json_array(number, hex(id)) FROM inbox_account ORDER BY number",
        "work_due": "SELECT json_array(number, hex(subject), kind, day, ends) FROM work_due ORDER BY number",
        "work_budget": "SELECT json_array(number, hex(id), hex(office)) FROM work_budget ORDER BY number",
        "work_receivable": "SELECT json_array(number, hex(id), open, instalments) FROM work_receivable ORDER BY number",
        "work_payment": "SELECT json_array(number, hex(id), recoveries) FROM work_payment ORDER BY number",
        "work_account": "SELECT json_array(number, hex(id)) FROM work_account ORDER BY number",
        "timeline_receivable":
            "SELECT json_array(number, hex(id), hex(debtor)) FROM timeline_receivable ORDER BY number",
        "inbox_contract": """
        SELECT json_array(number, hex(id), hex(caregiver), was_shared)
        FROM inbox_contract ORDER BY number
        """,
        "inbox_claim": """
        SELECT json_array(number, hex(id), hex(caregiver))
        FROM inbox_claim ORDER BY number
        """,
        "inbox_payment": """
        SELECT json_array(number, hex(id), hex(payee))
        FROM inbox_payment ORDER BY number
        """,
        "work": "SELECT json_array(number, hex(subject), part, waiter, hex(who), kind, ends) FROM work ORDER BY number",
        "work_contract": "SELECT json_array(number, hex(id), step, due) FROM work_contract ORDER BY number",
        "timeline_stream": "SELECT json_array(number, hex(owner), list, head) FROM timeline_stream ORDER BY number",
    ]
}
