import Events

extension ClaimCheck {
    /// Check 14: who was sick did not work, and only an employee has a right to wage for it (money 9.2 and 9.3). A week
    /// counts as one of sickness when he was sick on every care day of it: nobody says on which day the care was given.
    var sickness: [Reason] {
        var reasons: [Reason] = []
        let worked = entries.filter { !$0.sick }
        if entries.contains(where: { contract.isSick(within: $0.careDays(in: month)) }) {
            let sick = worked.count { contract.isSick(throughout: contract.careDays(of: $0, in: month)) }
            reasons.append(.notWhileSick(weeks: sick))
        }
        let claimed = entries.filter(\.sick)
        guard !claimed.isEmpty else { return reasons }
        let wrong = claimed.count {
            terms.kind != .employment || !contract.isSick(within: contract.careDays(of: $0, in: month))
        }
        reasons.append(
            Reason(
                rule: .sickHours, met: wrong == 0, figures: [Figure("sick-weeks", Int64(wrong))],
                source: "SVB ziekte zorgverlener"))
        let days = claimed.compactMap { entry in
            contract.sickDays(through: contract.careDays(of: entry, in: month))
        }
        if let longest = days.max() {
            reasons.append(
                Reason(
                    rule: .sickHoursTerm, met: longest <= ClaimLimits.sickDays,
                    figures: [
                        Figure("sick-days", Int64(longest)), Figure("most-days", Int64(ClaimLimits.sickDays)),
                    ], source: "SVB loon bij ziekte"))
        }
        return reasons
    }

    /// The invoice a claim follows: not of a later day, and of the same amount. Where the amount differs, a person sees
    /// which of the two is meant.
    var invoiceReasons: [Reason] {
        guard let invoice else { return [] }
        var reasons = [
            Reason(
                rule: .invoiceDate, met: invoice.date <= receivedOn,
                figures: [Figure("invoice-date", invoice.date.figure), Figure("received-on", receivedOn.figure)],
                source: "Rlz 5.23(2)")
        ]
        if let amount = invoice.amountCents {
            reasons.append(
                Reason(
                    rule: .invoiceAmount, met: amount == totalCents,
                    figures: [Figure("invoice-cents", amount.raw), Figure("claim-cents", totalCents.raw)],
                    source: "eigen keuze bij Rlz 5.23(2)"))
        }
        return reasons
    }
}

extension Reason {
    /// In how many weeks that were claimed as worked the caregiver was ill throughout.
    static func notWhileSick(weeks: Int) -> Reason {
        Reason(
            rule: .notWhileSick, met: weeks == 0, figures: [Figure("sick-weeks", Int64(weeks))],
            source: "SVB ziekte zorgverlener")
    }
}

extension ContractState {
    /// Whether he was sick on one of the days, wholly or for a part.
    func isSick(within days: ClosedRange<Day>) -> Bool { sickness(within: days) != nil }

    /// Whether he could not work at all on any of the days.
    func isSick(throughout days: ClosedRange<Day>) -> Bool {
        sickness.contains { sickness in
            sickness.fitPercent == 0 && sickness.from <= days.lowerBound
                && days.upperBound <= sickness.until ?? Day.last
        }
    }

    /// How many days he had been sick at the end of some days; nil when he was not sick then.
    fileprivate func sickDays(through days: ClosedRange<Day>) -> Int? {
        sickness(within: days).map { index in
            sickDays(before: min(days.upperBound, sickness[index].until ?? Day.last), of: index) + 1
        }
    }

    /// The first sickness with some of the days; one that has not ended goes on to the end of the calendar.
    private func sickness(within days: ClosedRange<Day>) -> Int? {
        sickness.firstIndex { sickness in
            let until = sickness.until ?? Day.last
            return sickness.from <= until && (sickness.from...until).overlaps(days)
        }
    }
}
