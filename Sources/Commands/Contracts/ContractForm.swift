package import Events

/// Which questions apply to a contract, in the five steps in which people fill it in, so that any client can draw the
/// form (contracts 3 and the field matrix 3.5).
package struct ContractForm: Sendable {
    /// How long the contract is to last.
    package enum Duration: String, StoredName, CaseIterable {
        case indefinite, fixed, replacement
    }

    package let kind: ContractKind
    package var duration = Duration.indefinite
    /// The length of a fixed term in whole months.
    package var months: Int64?
    /// Whether the working week is fixed.
    package var fixedHours = false
    /// Whether there is a line with a monthly wage.
    package var monthlyWage = false
    package var payroll = false
    package var entrepreneur = false

    package init(kind: ContractKind) { self.kind = kind }

    package enum Step: String, StoredName, CaseIterable {
        case parties, work, general, check, share

        /// From 1 to 5.
        package var number: Int { (Self.allCases.firstIndex(of: self) ?? 0) + 1 }

        package var title: String {
            switch self {
            case .parties: "Wie doen er mee?"
            case .work: "Welk werk spreekt u af?"
            case .general: "Wat spreekt u verder af?"
            case .check: "Klopt alles?"
            case .share: "Deel de overeenkomst"
            }
        }
    }

    /// One question of the form: the field of the command that takes the answer, and whether it must be filled in.
    package struct Field: Sendable, Equatable {
        package let step: Step
        /// JSON pointer into `draft-contract`; a line stands as `-`.
        package let pointer: String
        package let question: String
        package let isRequired: Bool
    }

    /// The questions that apply, in the order in which they are asked.
    package var fields: [Field] { parties + work + lines + general }

    private var isEmployment: Bool { kind == .employment }
    private var isNetworkHelp: Bool { kind == .networkHelp }
    /// Whether the minimum wage act holds (contracts 2.10).
    private var hasMinimumWage: Bool { isEmployment || kind == .family || (kind == .assignment && !entrepreneur) }
    private var mayHavePayroll: Bool { hasMinimumWage }

    private var parties: [Field] {
        [
            Field(step: .parties, pointer: "/caregiver", question: "Wie is de zorgverlener?", isRequired: true),
            Field(
                step: .parties, pointer: "/terms/kind", question: "Welk soort overeenkomst is het?", isRequired: true),
            Field(
                step: .parties, pointer: "/terms/relation", question: "Wat is de zorgverlener van de budgethouder?",
                isRequired: true),
        ]
            + ask(
                .parties, "entrepreneur", "Is de zorgverlener ondernemer?", isRequired: false, when: kind == .assignment
            )
            + ask(
                .parties, "household", "Woont de zorgverlener bij de budgethouder in huis?", isRequired: false,
                when: isEmployment || kind == .family)
    }

    private var work: [Field] {
        [Field(step: .work, pointer: "/terms/start", question: "Wanneer begint het?", isRequired: true)]
            + (duration == .fixed
                ? [Field(step: .work, pointer: "/terms/end", question: "Wat is de laatste dag?", isRequired: true)]
                : [])
            + ask(.work, "replaces", "Wie wordt er vervangen?", isRequired: true, when: duration == .replacement)
            + ask(
                .work, "notRenewed", "Staat nu al vast dat u niet verlengt?", isRequired: false,
                when: isEmployment && duration == .fixed && (months ?? 0) >= 6)
            + ask(
                .work, "probationMonths", "Hoeveel maanden is de proeftijd?", isRequired: false,
                when: isEmployment && (duration == .indefinite || (months ?? 0) > 6))
            + ask(
                .work, "week", "Op welke dagen wordt er gewerkt, en hoe lang?", isRequired: monthlyWage,
                when: fixedHours && !isNetworkHelp)
            + ask(
                .work, "daysPerWeek", "Op hoeveel dagen per week wordt er gewerkt?", isRequired: isEmployment,
                when: !fixedHours && hasMinimumWage)
            + ask(
                .work, "includesVacation", "Zitten de vakantie-uren in het uurloon?", isRequired: true,
                when: isEmployment)
            + ask(.work, "noticeMonths", "Hoeveel maanden is de opzegtermijn?", isRequired: false, when: !isNetworkHelp)
            + ask(
                .work, "kilometreCents", "Hoeveel betaalt u per kilometer?", isRequired: false, when: !isNetworkHelp)
            + ask(
                .work, "weeklyKilometres", "Hoeveel kilometer is dat per week?", isRequired: false,
                when: !isNetworkHelp)
    }

    private var lines: [Field] {
        let line = "/terms/lines/-/"
        var fields = [
            Field(step: .work, pointer: line + "budget", question: "Uit welk budget?", isRequired: true),
            Field(step: .work, pointer: line + "function", question: "Welke zorg?", isRequired: true),
            Field(step: .work, pointer: line + "unit", question: "Waarvoor geldt het tarief?", isRequired: true),
            Field(step: .work, pointer: line + "rateCents", question: "Wat is het tarief?", isRequired: true),
        ]
        if !isNetworkHelp && kind != .institution {
            fields.append(
                Field(
                    step: .work, pointer: line + "weeklyMinutes", question: "Hoeveel tijd per week?",
                    isRequired: monthlyWage))
        }
        if monthlyWage {
            fields.append(
                Field(
                    step: .work, pointer: line + "detail/hourCents",
                    question: "Met welk uurloon is het maandloon berekend?", isRequired: true))
        }
        if !isNetworkHelp {
            let details = [
                ("time", "Is het een tarief voor de nacht of het weekend?"),
                ("unitMinutes", "Hoe lang duurt één keer, als dat anders is dan normaal?"),
                ("yearlyCount", "Hoe vaak per jaar?"), ("groupSize", "Hoeveel mensen zitten er in de groep?"),
                ("rideMinutes", "Hoelang duurt de rit?"),
            ]
            fields += details.map { name, question in
                Field(step: .work, pointer: line + "detail/" + name, question: question, isRequired: false)
            }
        }
        fields.append(
            Field(
                step: .work, pointer: line + "description", question: "Wat doet de zorgverlener, hoe en wanneer?",
                isRequired: true))
        return fields
    }

    private var general: [Field] {
        let hasPayroll = isEmployment || (mayHavePayroll && payroll)
        return ask(
            .general, "payroll", "Doet de SVB de salarisadministratie?", isRequired: isEmployment, when: mayHavePayroll,
            of: "general")
            + ask(
                .general, "taxCredit", "Wil de zorgverlener de loonheffingskorting?", isRequired: true,
                when: hasPayroll, of: "general")
            + ask(
                .general, "identityDocument", "Kopie van het paspoort of de identiteitskaart, voor- en achterkant",
                isRequired: true, when: hasPayroll, of: "general")
            + ask(
                .general, "reference", "Welk nummer gebruikt de instelling zelf?", isRequired: false,
                when: kind == .institution, of: "general")
            + ask(.general, "other", "Wat spreekt u nog meer af?", isRequired: false, when: true, of: "general")
    }

    private func ask(
        _ step: Step, _ name: String, _ question: String, isRequired: Bool, when applies: Bool,
        of group: String = "work"
    ) -> [Field] {
        guard applies else { return [] }
        return [Field(step: step, pointer: "/terms/\(group)/\(name)", question: question, isRequired: isRequired)]
    }
}
