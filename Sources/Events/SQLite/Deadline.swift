internal import CSQLite

/// How long one read may take, and the clock it is measured with.
package struct ReadLimit: Sendable {
    /// Nanoseconds of a clock that nobody can set. It comes from the edge, like every clock.
    package typealias Clock = @Sendable () -> Int64

    let milliseconds: Int
    let clock: Clock

    package init(milliseconds: Int, clock: @escaping Clock) {
        self.milliseconds = milliseconds
        self.clock = clock
    }
}

/// Stops a read that takes too long: SQLite asks it every few thousand steps whether to go on.
final class Deadline {
    /// When the running read must be done, by its clock; nil while there is no limit.
    private var running: (end: Int64, clock: ReadLimit.Clock)?

    /// How many steps of SQLite's machine pass between two looks at the clock: about a tenth of a millisecond.
    private static let stride: Int32 = 10_000

    /// From now on `database` asks this deadline, which must outlive it.
    func attach(to database: OpaquePointer) {
        sqlite3_progress_handler(
            database, Self.stride,
            { context in
                guard let context else { return 0 }
                let deadline = Unmanaged<Deadline>.fromOpaque(context).takeUnretainedValue()
                return deadline.hasPassed ? 1 : 0
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    func begin(_ limit: ReadLimit) {
        running = (limit.clock() + Int64(limit.milliseconds) * 1_000_000, limit.clock)
    }

    func clear() { running = nil }

    private var hasPassed: Bool {
        guard let running else { return false }
        return running.clock() > running.end
    }
}
