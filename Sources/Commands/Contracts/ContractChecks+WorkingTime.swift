import Events

// How much the caregiver works: ZO-13 and ZO-14.

extension ContractChecks {
    static func workingTime(_ checked: CheckedContract, _ world: borrowing World) -> [Finding] {
        switch checked.terms.kind {
        case .family, .assignment: fortyHours(checked, world)
        case .employment: employees(checked)
        case .institution, .networkHelp: []
        }
    }

    /// ZO-13: at most 40 hours a week for whom the working-time decree does not bind, from a Wlz budget (Rlz 5.22(5)),
    /// unless the care office allowed more beforehand.
    private static func fortyHours(_ checked: CheckedContract, _ world: borrowing World) -> [Finding] {
        var minutes: Int64 = 0
        var most = WorkingTime.weeklyMinutesMost
        for (_, line, budget) in checked.lines where budget.law == .wlz {
            minutes += line.minutesAWeek ?? 0
            let exception = world.dossier.exception(
                "zo-13", for: checked.caregiver, by: budget.office, on: checked.from)
            most = max(most, exception?.most ?? most)
        }
        guard minutes > most else { return [] }
        return [
            Finding(
                .zo13, .block, at: "/terms/lines",
                "Deze zorgverlener mag hoogstens 40 uur per week werken. Spreek minder uren af, of vraag het zorgkantoor "
                    + "vooraf om een uitzondering.",
                figures: [Figure("weekly-minutes", minutes), Figure("most-minutes", most)],
                source: "Rlz 5.18(1)(d), 5.22(5)")
        ]
    }

    /// ZO-14: the working-time law for employees. A contract has weeks that are alike, so its week may be as long as the
    /// longest bound over the weeks it lasts allows.
    private static func employees(_ checked: CheckedContract) -> [Finding] {
        let terms = checked.terms
        var found: [Finding] = []
        for (index, day) in terms.work.week.enumerated() where day.minutes > WorkingTime.shiftMinutesMost {
            found.append(
                Finding(
                    .zo14, .block, at: "/terms/work/week/\(index)/minutes",
                    "Een werknemer mag hoogstens 12 uur op een dag werken. Spreek minder uren af.",
                    figures: [
                        Figure("shift-minutes", day.minutes), Figure("most-minutes", WorkingTime.shiftMinutesMost),
                    ], source: "Arbeidstijdenwet 5:7"))
        }
        let minutes = max(terms.minutesAWeek, terms.work.week.reduce(0) { $0 + $1.minutes })
        let weeks = terms.end.map { (Int64($0 - checked.from) + 7) / 7 }
        let most = WorkingTime.evenWeekMinutesMost(weeks: weeks)
        if minutes > most {
            found.append(
                Finding(
                    .zo14, .block, at: "/terms/lines",
                    "Een werknemer mag niet elke week zo veel uren werken. Spreek minder uren af.",
                    figures: [
                        Figure("weekly-minutes", minutes), Figure("most-minutes", most),
                        Figure("weeks", weeks ?? 0),
                    ], source: "Arbeidstijdenwet 5:7"))
        }
        return found
    }
}
