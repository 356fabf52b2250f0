import Events
import Projections

/// What one thread of the edge owns for itself: its read-only connections and the room it works in. Never leaves its
/// thread.
final class Readers {
    let log: LogReader
    let vault: Vault
    var json = JSONReader()
    private let views: ViewReader
    private let accessPath: String
    private var openedAccess: AccessReader?
    private var travel: TimeTravel
    /// Kept until the first question after its export.
    private var held: Held?
    private var random = SystemRandomNumberGenerator()

    /// The longest one read of the views may take. The slowest answer there is takes milliseconds.
    private static let readMilliseconds = 5_000

    init(_ service: Service) throws {
        let folder = service.folder
        log = LogReader(try Connection(.reader(folder.log)))
        vault = try Vault(try Connection(.reader(folder.vault)))
        accessPath = folder.access
        views = ViewReader(
            service.views, limit: ReadLimit(milliseconds: Self.readMilliseconds, clock: MachineClock.nanoseconds))
        travel = TimeTravel(log)
    }

    /// Runs queries on one unchanging state of the live views.
    func live<Value>(_ body: (Snapshot) throws -> Value) throws -> Value {
        if held?.export == nil { held = nil }
        return try views.read(body)
    }

    /// The access log; opened by the first who asks for it.
    func access() throws -> AccessReader {
        if let openedAccess { return openedAccess }
        let reader = AccessReader(try Connection(.reader(accessPath)))
        openedAccess = reader
        return reader
    }

    /// Random bits for the salts of one command. They are kept nowhere.
    func seed() -> UInt128 { UInt128(random.next()) << 64 | UInt128(random.next()) }

    /// The state of a dossier as it was asked for, in the tables of these views, and the day it was then.
    ///
    /// The pages of one export all get the same: it is made once, and what is committed meanwhile does not move it.
    func past(
        _ asOf: AsOf, of dossier: DossierID, _ views: [any Projection.Type], _ live: Snapshot, today: Day,
        for export: Export?
    ) throws -> (snapshot: Snapshot, day: Day) {
        if let export, let held, held.export === export { return (held.snapshot, held.day) }
        let (position, day) = try resolve(asOf, today: today)
        let snapshot = try travel.snapshot(of: [.dossier(dossier)], at: position, views: views, live: live)
        if let export { held = Held(export: export, snapshot: snapshot, day: day) }
        return (snapshot, day)
    }

    /// The state of some dossiers at a position of the past, in the tables of these views.
    func past(
        at position: Position, of dossiers: [DossierID], _ views: [any Projection.Type], _ live: Snapshot
    ) throws -> Snapshot {
        try travel.snapshot(of: dossiers.map { .dossier($0) }, at: position, views: views, live: live)
    }

    /// The position that a moment or position of the past means, and the day it was then.
    func resolve(_ asOf: AsOf, today: Day) throws -> (position: Position, day: Day) {
        switch asOf {
        case .moment(let moment): return (try travel.position(at: moment), moment.day)
        case .day(let day): return (try travel.position(at: Moment(endOf: day)), day)
        case .position(let position): return (position, try log.event(at: position)?.recordedAt.day ?? today)
        }
    }

    /// The moment that is meant, now at the latest, and the last position that was known then.
    func moment(_ asOf: AsOf, now: Moment) throws -> (position: Position, moment: Moment) {
        let moment: Moment
        switch asOf {
        case .moment(let asked): moment = asked
        case .day(let day): moment = min(Moment(endOf: day), now)
        case .position(let position): return (position, try log.event(at: position)?.recordedAt ?? now)
        }
        return (try travel.position(at: moment), moment)
    }

    /// The past that an export is asked of.
    private struct Held {
        weak var export: Export?
        let snapshot: Snapshot
        let day: Day
    }
}
