/// A moment in UTC, to the microsecond, in the years 1900 to 2200.
///
/// Written `2026-03-31T22:00:00.000000Z`, always with six digits, so that texts sort as moments do.
package struct Moment: Hashable, Comparable, Sendable {
    /// Microseconds since 1970-01-01T00:00:00Z.
    package let microseconds: Int64

    private static let microsecondsPerSecond: Int64 = 1_000_000
    private static let secondsPerDay: Int64 = 86_400
    private static let earliest = Int64(Day.first.number) * secondsPerDay * microsecondsPerSecond
    private static let latest = (Int64(Day.last.number) + 1) * secondsPerDay * microsecondsPerSecond - 1

    /// The moment so many microseconds after 1970 began; past either end of the calendar it is that end, because a
    /// damaged number must be found by the chain of the log and not by a crash here.
    package init(microseconds: Int64) { self.microseconds = min(max(microseconds, Self.earliest), Self.latest) }

    /// The moment at which this day begins in Europe/Amsterdam.
    package init(startOf day: Day) {
        let midnight = Int64(day.number) * Self.secondsPerDay
        // Clocks change at 01:00 UTC only, so at midnight UTC they stand as they did when the day began.
        self.init(microseconds: (midnight - Self.amsterdamOffset(at: midnight)) * Self.microsecondsPerSecond)
    }

    /// The civil day in Europe/Amsterdam at this moment. Follows the EU rule for summer time, in force since 1996.
    package var day: Day {
        let seconds = wholeSeconds
        let local = seconds + Self.amsterdamOffset(at: seconds)
        return Day(number: Int32(clamping: floorDivide(local, Self.secondsPerDay)))
    }

    /// What a clock in Amsterdam says at this moment, in minutes since midnight: on the days on which the clocks change
    /// that is not how long the day has lasted.
    package var minuteOfDay: Int {
        let seconds = wholeSeconds
        let local = seconds + Self.amsterdamOffset(at: seconds)
        return Int(local - floorDivide(local, Self.secondsPerDay) * Self.secondsPerDay) / 60
    }

    /// The moment so many seconds later, or earlier when `seconds` is negative.
    package func adding(seconds: Int64) -> Moment {
        let (span, tooLong) = seconds.multipliedReportingOverflow(by: Self.microsecondsPerSecond)
        let (sum, overflow) = microseconds.addingReportingOverflow(span)
        if tooLong || overflow { return Moment(microseconds: seconds < 0 ? .min : .max) }
        return Moment(microseconds: sum)
    }

    package static func < (left: Moment, right: Moment) -> Bool { left.microseconds < right.microseconds }

    private var wholeSeconds: Int64 { floorDivide(microseconds, Self.microsecondsPerSecond) }

    /// Seconds that clocks in Amsterdam are ahead of UTC: 7,200 from the last Sunday of March 01:00 UTC to the last
    /// Sunday of October 01:00 UTC, else 3,600. Source: directive 2000/84/EC, articles 2 and 3.
    private static func amsterdamOffset(at seconds: Int64) -> Int64 {
        let year = Calendar.date(of: Int(floorDivide(seconds, secondsPerDay))).year
        let begin = Int64(Calendar.lastSunday(month: 3, of: year)) * secondsPerDay + 3600
        let end = Int64(Calendar.lastSunday(month: 10, of: year)) * secondsPerDay + 3600
        return seconds >= begin && seconds < end ? 7200 : 3600
    }
}

extension Moment: ASCIIValue, CustomStringConvertible {
    package var description: String { text }

    package static var textMax: Int { 27 }

    /// Reads RFC 3339 with `Z` or an offset and at most six digits of a second, capitals only. Second 60 is refused:
    /// no clock of ours can tell it apart.
    package init?(ascii: UnsafeRawBufferPointer) {
        guard ascii.count >= 20, ascii[10] == UInt8(ascii: "T"),
            ascii[13] == UInt8(ascii: ":"), ascii[16] == UInt8(ascii: ":"),
            let day = Day(ascii: UnsafeRawBufferPointer(rebasing: ascii[0..<10])),
            let hour = Digits.number(ascii, 11..<13), hour < 24,
            let minute = Digits.number(ascii, 14..<16), minute < 60,
            let second = Digits.number(ascii, 17..<19), second < 60
        else { return nil }
        var end = 19
        var fraction = 0
        if ascii[end] == UInt8(ascii: ".") {
            end += 1
            while end < ascii.count, ascii[end] &- 0x30 < 10 { end += 1 }
            let digits = end - 20
            guard 1...6 ~= digits, let number = Digits.number(ascii, 20..<end) else { return nil }
            fraction = (digits..<6).reduce(number) { scaled, _ in scaled * 10 }
        }
        guard let offset = Self.offset(UnsafeRawBufferPointer(rebasing: ascii[end...])) else { return nil }
        let seconds = Int64(day.number) * Self.secondsPerDay + Int64(hour * 3600 + minute * 60 + second) - offset
        let microseconds = seconds * Self.microsecondsPerSecond + Int64(fraction)
        guard Self.earliest...Self.latest ~= microseconds else { return nil }
        self.microseconds = microseconds
    }

    /// Seconds ahead of UTC of `Z` or `+hh:mm` or `-hh:mm`.
    private static func offset(_ ascii: UnsafeRawBufferPointer) -> Int64? {
        if ascii.count == 1, ascii[0] == UInt8(ascii: "Z") { return 0 }
        guard ascii.count == 6, ascii[3] == UInt8(ascii: ":"),
            let hours = Digits.number(ascii, 1..<3), hours < 24,
            let minutes = Digits.number(ascii, 4..<6), minutes < 60
        else { return nil }
        let seconds = Int64(hours * 3600 + minutes * 60)
        switch ascii[0] {
        case UInt8(ascii: "+"): return seconds
        case UInt8(ascii: "-"): return -seconds
        default: return nil
        }
    }

    package func writeText(to target: UnsafeMutableRawBufferPointer) -> Int {
        let seconds = wholeSeconds
        let number = floorDivide(seconds, Self.secondsPerDay)
        let secondOfDay = Int(seconds - number * Self.secondsPerDay)
        _ = Day(number: Int32(number)).writeText(to: target)
        target[10] = UInt8(ascii: "T")
        Digits.write(secondOfDay / 3600, width: 2, to: target, at: 11)
        target[13] = UInt8(ascii: ":")
        Digits.write(secondOfDay / 60 % 60, width: 2, to: target, at: 14)
        target[16] = UInt8(ascii: ":")
        Digits.write(secondOfDay % 60, width: 2, to: target, at: 17)
        target[19] = UInt8(ascii: ".")
        Digits.write(Int(microseconds - seconds * Self.microsecondsPerSecond), width: 6, to: target, at: 20)
        target[26] = UInt8(ascii: "Z")
        return 27
    }
}

/// The quotient rounded down, also below zero.
private func floorDivide(_ number: Int64, _ divisor: Int64) -> Int64 {
    let (quotient, remainder) = number.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
}
