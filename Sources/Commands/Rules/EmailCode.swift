import Events

/// The codes by which somebody shows that an e-mail address is his. No law says how long such a code is good; our own rule:
/// long enough for who reads his mail once a day, short enough that one found later opens nothing.
enum EmailCode {
    struct Limits: Sendable {
        /// How long a code is good after it was made.
        let seconds: Int64
        /// How many wrong ones may be given before it is good no longer.
        let tries: Int
    }

    private static let limits = DatedTable([
        DatedRow(
            .of(2015, 1, 1), Limits(seconds: 24 * 3_600, tries: 5), "eigen regel: 24 uur, 5 keer", isInferred: true)
    ])

    /// What holds on a day.
    static func row(on day: Day) -> DatedRow<Limits> { limits.row(on: day) ?? limits.rows[0] }

    /// The last moment at which a code is good that is made now.
    static func until(_ now: Moment) -> Moment { now.adding(seconds: row(on: now.day).value.seconds) }
}
