/// How long a line of the access log is kept at the least: to the end of the fifth calendar year behind its own
/// (Stcrt. 2019, 38007). The rule that says how long it is kept (`Retention`) may be longer, never shorter: no cut of
/// younger lines verifies.
package enum AccessTerm {
    package static let years = 5

    /// Whether a line of a moment may be gone on a day.
    package static func isOver(_ at: Moment, on today: Day) -> Bool { today.year > at.day.year + years }
}
