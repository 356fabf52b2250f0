/// A month of the calendar between January 1900 and December 2200, written `2026-03`.
///
/// Counting past either end stays at that end, as with days.
package struct Month: Hashable, Comparable, Sendable {
    /// Months since the year 0.
    private let index: Int32

    private init(index: Int) {
        self.index = Int32(min(max(index, Calendar.years.lowerBound * 12), Calendar.years.upperBound * 12 + 11))
    }

    /// The month with this year and number (1...12), or nil when there is none between 1900 and 2200.
    package init?(year: Int, number: Int) {
        guard Calendar.years.contains(year), 1...12 ~= number else { return nil }
        self.init(index: year * 12 + number - 1)
    }

    /// The month in which the day lies.
    package init(containing day: Day) {
        let date = Calendar.date(of: Int(day.number))
        self.init(index: date.year * 12 + date.month - 1)
    }

    package var year: Int { Int(index) / 12 }
    /// 1 is January, 12 is December.
    package var number: Int { Int(index) % 12 + 1 }
    package var first: Day { Day(number: Int32(Calendar.number(year: year, month: number, day: 1))) }
    package var last: Day { Day(number: Int32(Calendar.number(year: year, month: number, day: days))) }
    /// How many days the month has.
    package var days: Int { Calendar.days(inMonth: number, of: year) }

    /// The month `count` months later, or earlier when `count` is negative.
    package func adding(months count: Int) -> Month {
        let (sum, overflow) = Int(index).addingReportingOverflow(count)
        return Month(index: overflow ? count : sum)
    }

    package static func < (left: Month, right: Month) -> Bool { left.index < right.index }
}

extension Month: ASCIIValue, CustomStringConvertible {
    package var description: String { text }

    package static var textMax: Int { 7 }

    package init?(ascii: UnsafeRawBufferPointer) {
        guard ascii.count == 7, ascii[4] == UInt8(ascii: "-"),
            let year = Digits.number(ascii, 0..<4),
            let number = Digits.number(ascii, 5..<7)
        else { return nil }
        self.init(year: year, number: number)
    }

    package func writeText(to target: UnsafeMutableRawBufferPointer) -> Int {
        Digits.write(year, width: 4, to: target, at: 0)
        target[4] = UInt8(ascii: "-")
        Digits.write(number, width: 2, to: target, at: 5)
        return 7
    }
}
