internal import CLinux
internal import CSQLite
internal import Glibc

/// Stops a read that takes too long: SQLite asks it every few thousand steps whether to go on.
final class Deadline {
    /// In nanoseconds of the monotonic clock; 0 is never.
    private var end: UInt64 = 0

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

    func begin(milliseconds: Int) { end = Self.now() + UInt64(milliseconds) * 1_000_000 }

    func clear() { end = 0 }

    private var hasPassed: Bool { end != 0 && Self.now() > end }

    private static func now() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
