import CLinux
import Glibc

/// The clocks of the machine, as the edge needs them. Deadlines use the monotonic clock, which nobody can set.
enum MachineClock {
    /// Milliseconds since some start; exact to a few milliseconds, and cheap.
    static func milliseconds() -> Int64 {
        let time = read(CLOCK_MONOTONIC_COARSE)
        return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    }

    /// Nanoseconds since some start, for measuring.
    static func nanoseconds() -> Int64 {
        let time = read(CLOCK_MONOTONIC)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    /// Seconds since 1970 in UTC.
    static func unixSeconds() -> Int {
        read(CLOCK_REALTIME_COARSE).tv_sec
    }

    private static func read(_ clock: clockid_t) -> timespec {
        var time = timespec()
        let result = clock_gettime(clock, &time)
        precondition(result == 0, "the machine has no clock \(clock)")
        return time
    }
}
