import CLinux
import Events
import Glibc

/// What time it is for the domain: the machine's clock, or one that was started elsewhere so that a year can be played.
/// Tokens, deadlines and limits keep to the machine's clock.
struct ServiceClock: Sendable {
    private let offsetMicroseconds: Int64

    static let machine = ServiceClock(offsetMicroseconds: 0)

    /// A clock that says `moment` now and goes on from there.
    static func starting(at moment: Moment) -> ServiceClock {
        ServiceClock(offsetMicroseconds: moment.microseconds - machineMoment().microseconds)
    }

    private init(offsetMicroseconds: Int64) { self.offsetMicroseconds = offsetMicroseconds }

    func now() -> Moment { Moment(microseconds: Self.machineMoment().microseconds + offsetMicroseconds) }

    /// Whether it is another clock than the machine's.
    var isPlayed: Bool { offsetMicroseconds != 0 }

    private static func machineMoment() -> Moment {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Moment(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000)
    }
}
