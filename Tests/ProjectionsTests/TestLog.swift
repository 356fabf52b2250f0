import Events
import Foundation
import Projections
import Testing

/// A log in a folder of its own, with the views' files beside it. The folder goes when the test lets go.
final class TestLog {
    let folder: String
    private let db: Connection
    let log: EventLog
    private var commands: UInt128 = 0

    init() throws {
        folder = NSTemporaryDirectory() + "pgb-views-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        db = try Connection(.writer(folder + "/log.db"))
        try EventLog.create(in: db, origin: "views", at: Moment("2026-01-01T00:00:00Z")!)
        log = try EventLog(db)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    var settings: Views.Settings {
        Views.Settings(log: folder + "/log.db", files: [folder + "/views-a.db", folder + "/views-b.db"])
    }

    /// Appends what happened as one command each, all in one batch.
    func append(_ happened: [Happening]) throws {
        try log.begin()
        for happening in happened { try append(happening) }
        try log.commit()
    }

    /// Grows a history in batches until the log has at least so many events.
    func grow(_ source: inout RandomHistory, to count: Int, batch: Int = 500) throws {
        while log.position.rawValue < Int64(count) {
            try log.begin()
            let end = min(count, Int(log.position.rawValue) + batch)
            while log.position.rawValue < Int64(end) {
                for happening in source.step(at: log.position) { try append(happening) }
            }
            try log.commit()
        }
    }

    private func append(_ happening: Happening) throws {
        commands += 1
        var writer = JSONWriter()
        happening.event.fact.write(to: &writer)
        let start = Moment("2026-01-01T00:00:00Z")!
        let stamp = CommandStamp(
            id: CommandID(bits: commands), name: "test", stream: happening.stream, request: .zero,
            principal: happening.principal.text,
            now: Moment(microseconds: start.microseconds + Int64(commands) * 1_000_000))
        let pending = PendingEvent(
            name: "\(happening.event.name)", schema: 1, validOn: happening.event.fact.validOn, body: writer.bytes)
        try log.attempt {
            _ = log.append([pending], to: happening.stream, of: stamp)
            _ = try log.accept(stamp, answer: Array("{}".utf8))
        }
    }

    /// Appends an event that no version of the program knows.
    func appendUnknown() throws {
        commands += 1
        let stamp = CommandStamp(
            id: CommandID(bits: commands), name: "test", stream: nil, request: .zero, principal: "system",
            now: Moment("2026-06-01T00:00:00Z")!)
        try log.begin()
        try log.attempt {
            let pending = PendingEvent(name: "from-the-future", schema: 9, validOn: nil, body: Array("{}".utf8))
            _ = log.append([pending], to: .party(PartyID(bits: 7)), of: stamp)
            _ = try log.accept(stamp, answer: Array("{}".utf8))
        }
        try log.commit()
    }
}

extension Views {
    /// Waits until the views are at a position; a test that waits in vain fails after ten seconds.
    func reach(_ position: Position) async throws {
        let reached = AsyncStream<Void>.makeStream()
        whenReached(position) { reached.continuation.finish() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { for await _ in reached.stream {} }
            group.addTask {
                try await Task.sleep(for: .seconds(30))
                Issue.record("The views did not reach position \(position): \(self.health)")
            }
            try await group.next()
            group.cancelAll()
        }
    }

    /// Looks again and again until it holds, at most ten seconds.
    func until(_ what: String, _ holds: (ViewsHealth) -> Bool) async throws {
        for _ in 0..<1_500 {
            if holds(health) { return }
            try await Task.sleep(for: .milliseconds(20))
        }
        Issue.record("\(what) did not come: \(health)")
    }
}
