import Events

// Not below the minimum wage: ZO-08.

extension ContractChecks {
    /// ZO-08: the rate comes to the minimum wage of the caregiver's age at least, on the first day and now. A floor that
    /// follows from found figures by plain arithmetic blocks, and says so; where none is known an assessor decides.
    static func minimumWage(
        _ checked: CheckedContract, _ line: ContractLine, _ pointer: String
    ) -> [Finding] {
        guard checked.hasMinimumWage else { return [] }
        if let hour = line.hourlyRate, let floor = floor(checked, on: checked.latest), floor.isMet(by: hour) {
            return []
        }
        guard let reason = wageReason(checked, line, on: checked.latest) else {
            // Without fixed hours there is no hourly rate: that is ZO-10 and ZO-24.
            if line.unit == .month || line.unit == .ride, line.unitTime == nil { return [] }
            return [
                Finding(
                    .zo08, .assessor, at: pointer + "/rateCents",
                    "Wij kunnen dit tarief niet vergelijken met het minimumloon. De beoordelaar kijkt ernaar.",
                    figures: [Figure("rate-cents", line.rateCents.raw), Figure("day", checked.latest.figure)],
                    source: "Wml")
            ]
        }
        guard !reason.met else { return [] }
        let isInferred = reason.figures.list.contains(.inferred)
        return [
            Finding(
                .zo08, .block, at: pointer + "/rateCents",
                Inferred.sentence("Dit tarief is lager dan het minimumloon. Verhoog het tarief.", isInferred),
                figures: reason.figures, source: reason.source)
        ]
    }

    /// The rate of a line beside the minimum wage on a day; nil where that law does not hold, and where no figure is known.
    static func wageReason(_ checked: CheckedContract, _ line: ContractLine, on day: Day) -> Reason? {
        guard checked.hasMinimumWage, let hour = line.hourlyRate, let floor = floor(checked, on: day),
            let lowest = line.lowestRate(for: floor.cents)
        else { return nil }
        return Reason(
            rule: .zo08, met: floor.isMet(by: hour),
            figures: Figures(
                [
                    Figure("rate-cents", line.rateCents.raw), Figure("lowest-cents", lowest.raw),
                    Figure("hour-cents-thousandths", hour), Figure("minimum-hour-cents", floor.cents.raw),
                    Figure("age", floor.age), Figure("day", day.figure),
                ] + (floor.isInferred ? [.inferred] : [])), source: floor.source)
    }

    /// The lowest hourly rate for the caregiver on a day; nil where none is known.
    private static func floor(_ checked: CheckedContract, on day: Day) -> MinimumWage.Floor? {
        MinimumWage.floor(
            age: checked.birthDate.map { MinimumWage.age(bornOn: $0, on: day) }, on: day,
            withVacation: checked.terms.kind == .employment && checked.terms.work.includesVacation)
    }
}
