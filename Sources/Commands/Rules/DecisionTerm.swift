import Events

/// By when a granter has to decide on what it was asked, and when that term stands still.
///
/// A term that would end on a day on which offices are closed ends on the next working day (Algemene termijnenwet 1).
enum DecisionTerm {
    /// How many days a granter has to decide on an application.
    private static func applications(_ law: Law) -> DatedTable<Int> {
        switch law {
        // No term of its own was found: the reasonable term of the general Act is then eight weeks at the most.
        case .wlz: DatedTable([DatedRow(.of(2015, 1, 1), 56, "Awb 4:13(2)", isInferred: true)])
        // Six weeks to look into it and two to decide: an application here is also the report it begins with.
        case .wmo: DatedTable([DatedRow(.of(2015, 1, 1), 42 + 14, "Wmo 2015 2.3.2(1), 2.3.5(2)")])
        // The Act names none.
        case .jeugdwet: DatedTable([DatedRow(.of(2015, 1, 1), 56, "Awb 4:13(2)", isInferred: true)])
        }
    }

    /// The days to decide on anything else that is asked of a granter: no law names a term of its own.
    static let requests = DatedTable([DatedRow(.of(1998, 1, 1), 56, "Awb 4:13(2)", isInferred: true)])
    /// How much longer a decision may take, once (Awb 4:14 names no number: not more than the first term; inferred).
    static let extensionDaysMost = 56
    /// How long an applicant may be given to supplement (Awb 4:5(1) names no number: not more than the term; inferred).
    static let supplementDaysMost = 56

    static func application(_ law: Law, receivedOn day: Day) -> DatedRow<Int> { row(applications(law), day) }
    static func request(filedOn day: Day) -> DatedRow<Int> { row(requests, day) }

    private static func row(_ table: DatedTable<Int>, _ day: Day) -> DatedRow<Int> {
        table.row(on: day) ?? table.rows[0]
    }

    /// The day itself, or the first working day behind it.
    static func working(_ day: Day) -> Day {
        var day = day
        while !day.isWorkingDay, day < .last { day = day.adding(days: 1) }
        return day
    }

    /// How long the term stood still when an answer came: from the day behind the question to the day of the answer, which
    /// no longer counts; the whole time that was given when it came too late or not at all (Awb 4:15(1)(a)).
    static func pause(since: Day, until: Day, answeredOn day: Day) -> Int64 {
        Int64(day <= until ? max(0, day - since - 1) : until - since)
    }

    /// `decision-term`, met or not, with the days compared.
    static func reason(
        receivedOn: Day, decideBy: Day, on today: Day, _ row: DatedRow<Int>, pausedDays: Int64 = 0,
        extendedUntil: Day? = nil
    ) -> Reason {
        var figures = [
            Figure("received-on", receivedOn.figure), Figure("decide-by", decideBy.figure),
            Figure("decided-on", today.figure),
        ]
        if pausedDays > 0 { figures.append(Figure("paused-days", pausedDays)) }
        if let extendedUntil { figures.append(Figure("extended-until", extendedUntil.figure)) }
        if extendedUntil == nil, row.isInferred { figures.append(Figure("inferred-term", 1)) }
        return Reason(
            rule: .decisionTerm, met: today <= decideBy, figures: Figures(figures),
            source: extendedUntil == nil ? row.source : "Awb 4:14")
    }
}
