/// A day of the Dutch calendar, between 1900-01-01 and 2200-12-31, written `2026-03-31`.
///
/// Counting past either end stays at that end, so that every day can be stored and read again.
package struct Day: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01.
    package let number: Int32

    /// 1900-01-01.
    package static let first = Day(unchecked: Calendar.number(year: 1900, month: 1, day: 1))
    /// 2200-12-31.
    package static let last = Day(unchecked: Calendar.number(year: 2200, month: 12, day: 31))

    private init(unchecked number: Int) { self.number = Int32(number) }

    /// The day that lies `number` days after 1970-01-01; past either end of the calendar it is that end.
    package init(number: Int32) { self.number = min(max(number, Self.first.number), Self.last.number) }

    /// The day with this date, or nil when there is no such date between 1900 and 2200.
    package init?(year: Int, month: Int, day: Int) {
        guard Calendar.years.contains(year), 1...12 ~= month, 1...Calendar.days(inMonth: month, of: year) ~= day
        else { return nil }
        self.init(unchecked: Calendar.number(year: year, month: month, day: day))
    }

    package var year: Int { Calendar.date(of: Int(number)).year }
    package var month: Month { Month(containing: self) }
    /// The day of the month, 1...31.
    package var day: Int { Calendar.date(of: Int(number)).day }
    /// The ISO day of the week: 1 is Monday, 7 is Sunday.
    package var weekday: Int { (Int(number) + 7 * 4000 + 3) % 7 + 1 }
    /// 365, or 366 in a leap year.
    package var daysInYear: Int { Calendar.isLeap(year) ? 366 : 365 }

    /// The day `count` days later, or earlier when `count` is negative.
    package func adding(days count: Int) -> Day {
        let (sum, overflow) = Int(number).addingReportingOverflow(count)
        return Day(number: Int32(clamping: overflow ? count : sum))
    }

    /// How many days lie from `right` to `left`.
    package static func - (left: Day, right: Day) -> Int { Int(left.number) - Int(right.number) }
    package static func < (left: Day, right: Day) -> Bool { left.number < right.number }
}

extension Day: ASCIIValue, CustomStringConvertible {
    package var description: String { text }

    package static var textMax: Int { 10 }

    package init?(ascii: UnsafeRawBufferPointer) {
        let hyphen = UInt8(ascii: "-")
        guard ascii.count == 10, ascii[4] == hyphen, ascii[7] == hyphen,
            let year = Digits.number(ascii, 0..<4),
            let month = Digits.number(ascii, 5..<7),
            let day = Digits.number(ascii, 8..<10)
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    package func writeText(to target: UnsafeMutableRawBufferPointer) -> Int {
        let (year, month, day) = Calendar.date(of: Int(number))
        Digits.write(year, width: 4, to: target, at: 0)
        target[4] = UInt8(ascii: "-")
        Digits.write(month, width: 2, to: target, at: 5)
        target[7] = UInt8(ascii: "-")
        Digits.write(day, width: 2, to: target, at: 8)
        return 10
    }
}
