import Events

/// When payments run, and by when the law wants them made.
enum PaymentTerms {
    /// A claim is paid in the next run; each banking day has one. Service level: within 5 working days.
    static func claimRun(decidedOn day: Day) -> Day { BankingCalendar.next(after: day) }

    /// Rlz 5.23(5): within 30 days after receipt, 40 where the SVB keeps the salary administration.
    static func claimLatest(receivedOn day: Day, payroll: Bool = false) -> Day {
        day.adding(days: payroll ? 40 : 30)
    }

    /// A monthly wage is paid on the 24th of its month or the banking day before (practice of the SVB; Per Saldo).
    /// When that day has passed, in the next run.
    static func wageRun(of month: Month, decidedOn day: Day) -> Day {
        let planned = BankingCalendar.onOrBefore(month.first.adding(days: 23))
        return planned > day ? planned : BankingCalendar.next(after: day)
    }

    /// Rlz 5.23(6): within 30 days after the end of the month of care, 40 where the SVB keeps the salary administration.
    static func wageLatest(of month: Month, payroll: Bool = false) -> Day {
        month.last.adding(days: payroll ? 40 : 30)
    }

    /// After this many days from the end of the month a claim is late: six weeks for the caregiver to hand in his hours
    /// and four for the holder side (Rlz 5.23(4)(c)). Late is a flag.
    static let claimTermDays = 70
}
