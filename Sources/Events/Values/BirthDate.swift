/// The day somebody was born, as far as it is known: `1950-05-00` is some day in May 1950, and `1950-00-00` some day in
/// that year. The civil registry has such dates of people who were born elsewhere (portal 3.7).
package struct BirthDate: Hashable, Sendable {
    package let year: Int
    /// 1...12, or 0 when it is not known.
    package let month: Int
    /// 1...31, or 0 when it is not known.
    package let day: Int

    /// Nil when no day between 1900 and 2200 fits. A day without its month is none.
    package init?(year: Int, month: Int, day: Int) {
        guard month != 0 || day == 0, Day(year: year, month: max(month, 1), day: max(day, 1)) != nil
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    package init(_ day: Day) {
        year = day.year
        month = day.month.number
        self.day = day.day
    }

    /// Whether the day itself is known.
    package var isWhole: Bool { day != 0 }

    /// The first and the last day it can have been.
    package var span: ClosedRange<Day> {
        guard let first = Day(year: year, month: max(month, 1), day: max(day, 1)) else {
            preconditionFailure("a birth date that fits no day")
        }
        if day != 0 { return first...first }
        return first...(month == 0 ? Day(year: year, month: 12, day: 31) ?? first : first.month.last)
    }
}

extension BirthDate: ASCIIValue, CustomStringConvertible {
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
        Digits.write(year, width: 4, to: target, at: 0)
        target[4] = UInt8(ascii: "-")
        Digits.write(month, width: 2, to: target, at: 5)
        target[7] = UInt8(ascii: "-")
        Digits.write(day, width: 2, to: target, at: 8)
        return 10
    }
}
