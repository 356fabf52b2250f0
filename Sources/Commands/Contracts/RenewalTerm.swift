import Events

/// When a caregiver must have been told in writing whether his fixed term is extended (aanzegging). BW 7:668(1): at the
/// latest one month before the last day of a term of employment of six months or longer.
struct RenewalTerm {
    static let monthsLeast = 6

    let term: ChainRule.Term

    /// Nil when the contract asks for no such notice.
    init?(_ contract: ContractState) {
        guard let term = contract.fixedTerms.last,
            term.until.adding(days: 1) >= term.from.adding(months: Self.monthsLeast)
        else { return nil }
        self.term = term
    }

    var latestOn: Day { term.until.adding(months: -1) }

    /// Whether that was in time.
    func reason(toldOn: Day) -> Reason {
        Reason(
            rule: .toldInTime, met: toldOn <= latestOn,
            figures: [Figure("told-on", toldOn.figure), Figure("latest-on", latestOn.figure)], source: "BW 7:668(1)")
    }
}
