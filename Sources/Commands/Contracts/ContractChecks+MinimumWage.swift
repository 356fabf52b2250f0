import Events

// Not below the minimum wage: ZO-08.

extension ContractChecks {
    /// ZO-08: the rate comes to the minimum wage of the caregiver's age at least, on the first day and now. A floor that
    /// follows from found figures by plain arithmetic blocks, and says so; where none is known an assessor decides.
    static func minimumWage(
        _ checked: CheckedContract, _ line: ContractLine, _ world: borrowing World, _ pointer: String
    ) -> [Finding] {
        guard checked.hasMinimumWage else { return [] }
        guard let reason = wageReason(checked, line, world, on: checked.latest) else {
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
    static func wageReason(
        _ checked: CheckedContract, _ line: ContractLine, _ world: borrowing World, on day: Day
    ) -> Reason? {
        guard checked.hasMinimumWage, let hour = line.hourlyRate else { return nil }
        let work = checked.terms.work
        let age = world.birthDate(of: checked.caregiver).map { MinimumWage.age(bornOn: $0, on: day) }
        let floor = MinimumWage.floor(
            age: age, on: day, withVacation: checked.terms.kind == .employment && work.includesVacation)
        guard let floor, let lowest = line.lowestRate(for: floor.cents) else { return nil }
        return Reason(
            rule: .zo08, met: hour >= floor.cents.raw * 1_000,
            figures: Figures(
                [
                    Figure("rate-cents", line.rateCents.raw), Figure("lowest-cents", lowest.raw),
                    Figure("hour-cents-thousandths", hour), Figure("minimum-hour-cents", floor.cents.raw),
                    Figure("age", floor.age), Figure("day", day.figure),
                ] + (floor.isInferred ? [.inferred] : [])), source: floor.source)
    }
}
