/// The Date header (RFC 9110 5.6.7), made once per second.
struct HTTPDate: Sendable {
    private var second: Int = .min
    /// `Date: Sun, 06 Nov 1994 08:49:37 GMT` with its line end.
    private(set) var line: [UInt8] = []

    /// Makes the line anew when `second`, counted from 1970 in UTC, is another one.
    mutating func update(second: Int) {
        guard second != self.second else { return }
        self.second = second
        line = Array("Date: \(Self.text(second: second))\r\n".utf8)
    }

    static func text(second: Int) -> String {
        let rest = (second % 86_400 + 86_400) % 86_400
        let days = (second - rest) / 86_400
        let (year, month, day) = civil(days: days)
        let weekday = weekdays[(days % 7 + 11) % 7]
        let clock = "\(two(rest / 3_600)):\(two(rest / 60 % 60)):\(two(rest % 60))"
        return "\(weekday), \(two(day)) \(months[month - 1]) \(year) \(clock) GMT"
    }

    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// Year, month and day of a day counted from 1970-01-01, by counting years from March in eras of 400 years.
    private static func civil(days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }
}
