import Testing

@testable import Events

@Suite struct TimeTests {
    @Test func everyDayIsTheOneAfterTheDayBefore() throws {
        var number = Day.first.number
        for year in 1900...2200 {
            for month in 1...12 {
                let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
                let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
                for day in 1...days {
                    let made = try #require(Day(year: year, month: month, day: day))
                    guard made.number == number, made.year == year, made.month.number == month, made.day == day,
                        Day(made.text) == made, made.daysInYear == (isLeap ? 366 : 365)
                    else {
                        Issue.record("\(year)-\(month)-\(day) is number \(number)")
                        return
                    }
                    number += 1
                }
                #expect(Day(year: year, month: month, day: days + 1) == nil)
                #expect(Month(year: year, number: month)?.days == days)
            }
        }
        #expect(number - 1 == Day.last.number)
    }

    @Test func knownDays() {
        #expect(Day("1970-01-01")?.number == 0)
        #expect(Day("2000-03-01")?.number == 11_017)
        #expect(Day("1900-01-01")?.weekday == 1)
        #expect(Day("1970-01-01")?.weekday == 4)
        #expect(Day("2026-03-29")?.weekday == 7)
        #expect(Day("2200-12-31") == .last)
    }

    @Test(arguments: [
        "1899-12-31", "2201-01-01", "2026-02-29", "2026-13-01", "2026-00-10", "2026-01-00", "2026-1-01", "2026-01-1",
        "26-01-01", "2026/01/01", "+026-01-01", "2026-01-01T", " 2026-01-01", "2026-01-0a", "", "٢٠٢٦-٠١-٠١",
    ])
    func dayIsRefused(text: String) {
        #expect(Day(text) == nil)
    }

    @Test func countingDaysAndMonths() throws {
        let day = try #require(Day("2024-02-28"))
        #expect(day.adding(days: 1).text == "2024-02-29")
        #expect(day.adding(days: 2).text == "2024-03-01")
        #expect(day.adding(days: -59).text == "2023-12-31")
        #expect(day.adding(days: 366) - day == 366)
        #expect(day.adding(days: .max) == .last)
        #expect(day.adding(days: .min) == .first)
        let month = try #require(Month("2026-11"))
        #expect(month.adding(months: 2).text == "2027-01")
        #expect(month.adding(months: -11).text == "2025-12")
        #expect(month.first.text == "2026-11-01")
        #expect(month.last.text == "2026-11-30")
        #expect(month.adding(months: .max).text == "2200-12")
        #expect(month.adding(months: .min).text == "1900-01")
        #expect(month < month.adding(months: 1))
        #expect(day.month.text == "2024-02")
    }

    @Test(arguments: ["2026-00", "2026-13", "1899-12", "2201-01", "2026-1", "2026-011", "2026/01", ""])
    func monthIsRefused(text: String) {
        #expect(Month(text) == nil)
    }

    @Test(arguments: [
        ("2026-03-31T22:00:00Z", "2026-03-31T22:00:00.000000Z"),
        ("2026-03-31T22:00:00.5Z", "2026-03-31T22:00:00.500000Z"),
        ("2026-03-31T22:00:00.000001Z", "2026-03-31T22:00:00.000001Z"),
        ("2026-04-01T00:00:00+02:00", "2026-03-31T22:00:00.000000Z"),
        ("2026-03-31T16:30:00.25-05:30", "2026-03-31T22:00:00.250000Z"),
        ("1969-12-31T23:59:59.999999Z", "1969-12-31T23:59:59.999999Z"),
        ("1900-01-01T00:00:00Z", "1900-01-01T00:00:00.000000Z"),
        ("2200-12-31T23:59:59.999999Z", "2200-12-31T23:59:59.999999Z"),
    ])
    func momentIsRead(text: String, kept: String) throws {
        let moment = try #require(Moment(text))
        #expect(moment.text == kept)
        #expect(Moment(kept) == moment)
    }

    @Test(arguments: [
        "2026-03-31T22:00:00", "2026-03-31t22:00:00Z", "2026-03-31T22:00:00z", "2026-03-31 22:00:00Z",
        "2026-03-31T24:00:00Z", "2026-03-31T22:60:00Z", "2026-03-31T22:00:60Z", "2026-03-31T22:00:00.Z",
        "2026-03-31T22:00:00.1234567Z", "2026-03-31T22:00:00,5Z", "2026-03-31T22:00:00+0200",
        "2026-03-31T22:00:00+24:00", "2026-03-31T22:00:00+02:60", "2026-03-31T22:00:00.", "2026-02-30T22:00:00Z",
        "1900-01-01T00:00:00+00:01", "2200-12-31T23:59:59-00:01", "2026-03-31T22:00:00ZZ", "",
    ])
    func momentIsRefused(text: String) {
        #expect(Moment(text) == nil)
    }

    @Test(arguments: [
        ("2026-03-29T00:59:59.999999Z", "2026-03-29"), ("2026-01-31T22:59:59Z", "2026-01-31"),
        ("2026-01-31T23:00:00Z", "2026-02-01"), ("2026-06-30T21:59:59Z", "2026-06-30"),
        ("2026-06-30T22:00:00Z", "2026-07-01"), ("2026-03-28T23:00:00Z", "2026-03-29"),
        ("2026-03-29T21:59:59Z", "2026-03-29"), ("2026-03-29T22:00:00Z", "2026-03-30"),
        ("2026-10-24T22:00:00Z", "2026-10-25"), ("2026-10-25T22:59:59Z", "2026-10-25"),
        ("2026-10-25T23:00:00Z", "2026-10-26"), ("2025-12-31T23:00:00Z", "2026-01-01"),
    ])
    func dayInAmsterdam(text: String, day: String) {
        #expect(Moment(text)?.day.text == day)
    }

    @Test func everyDayBeginsWhereTheDayBeforeEnds() throws {
        var day = try #require(Day("1996-01-02"))
        let last = try #require(Day("2100-01-01"))
        while day < last {
            let begin = Moment(startOf: day)
            guard begin.day == day, Moment(microseconds: begin.microseconds - 1).day == day.adding(days: -1) else {
                Issue.record("\(day) does not begin at \(begin)")
                return
            }
            day = day.adding(days: 1)
        }
    }

    @Test func momentsStayInsideTheCalendar() {
        let last = Moment(microseconds: .max)
        #expect(last.text == "2200-12-31T23:59:59.999999Z")
        #expect(last.day == .last)
        #expect(Moment(microseconds: .min).text == "1900-01-01T00:00:00.000000Z")
        #expect(last.adding(seconds: .max) == last)
        #expect(Moment(microseconds: 0).adding(seconds: -1).text == "1969-12-31T23:59:59.000000Z")
    }
}
