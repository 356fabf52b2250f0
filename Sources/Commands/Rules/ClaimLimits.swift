import Events

/// Limits of what is claimed besides care, and of what is paid without a person looking at it.
enum ClaimLimits {
    /// The most one caregiver may have as holiday allowance in a year, from all budgets together: SVB,
    /// "feestdagenuitkering" (money 8). The year of the last indexation was not found, so the figure holds for each year.
    static let holidayAllowanceYear = Cents(272_00)

    /// Transport of the holder above this in one month waits for a person: our own choice, no source names a limit.
    static let transportMonth = Cents(250_00)

    /// A claim that comes more than a year after its month waits for a person: our own choice. Rlz 5.23(4)(c) lets the SVB
    /// refuse what is late, and what is that old can hardly be checked any more.
    static let recentDays = 365

    /// Hours of sickness after this many days wait for a person: the shortest right to wage is six weeks (money 9.2).
    static let sickDays = 42
}
