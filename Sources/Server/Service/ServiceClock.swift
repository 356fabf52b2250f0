import CLinux
import Events
import Glibc

/// What time it is for the domain: the machine's clock, or one that was started elsewhere so that a year can be played.
/// Tokens, deadlines and limits keep to the machine's clock.
struct ServiceClock: Sendable {
    let now: @Sendable () -> Moment

    static let machine = ServiceClock(now: machineMoment)

    /// A clock that says `moment` now and goes on from there.
    static func starting(at moment: Moment) -> ServiceClock {
        let offset = moment.microseconds - machineMoment().microseconds
        return ServiceClock { Moment(microseconds: machineMoment().microseconds + offset) }
    }

    @Sendable private static func machineMoment() -> Moment {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Moment(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000)
    }
}
