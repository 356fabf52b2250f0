import Events

/// From which day a change of a contract may hold (ZO-21).
enum ChangeDay {
    /// Everything that is wrong with the day; empty when nothing is. A change begins on the first of a month, at most so
    /// many months before the month of sending as every granter of it allows, within the contract, and not before a
    /// version that says otherwise (contracts 7.4).
    static func findings(
        _ contract: ContractState, to terms: ContractTerms, from day: Day, sentOn today: Day, _ world: borrowing World
    ) -> [Finding] {
        var found: [Finding] = []
        if day != day.month.first {
            found.append(
                finding(
                    "Een wijziging gaat in op de eerste dag van een maand. Kies die dag.", day,
                    "VGZ zorgovereenkomst wijzigen"))
        }
        let limit = today.month.adding(months: -backdating(contract.terms, terms, on: today, world)).first
        if day < limit {
            found.append(
                finding(
                    "Deze wijziging gaat te lang geleden in. Kies een latere dag.", day,
                    "zorgkantoor: eerste dag van de vorige maand", "earliest-on", limit))
        }
        if day < contract.start {
            found.append(
                finding(
                    "Deze wijziging gaat in voor het begin van de overeenkomst. Kies een latere dag.", day,
                    "mijnpgb.nl wijzigen", "starts-on", contract.start))
        }
        if let final = contract.finalDay, day > final {
            found.append(
                finding(
                    "De overeenkomst is dan al afgelopen. Kies een eerdere dag.", day, "mijnpgb.nl wijzigen",
                    "ends-on", final))
        }
        // A longer term may lie ahead: that goes on under the new version.
        if let last = contract.versions.last, day < last.from,
            contract.terms(on: day).lasting(until: last.terms.end) != last.terms
        {
            found.append(
                finding(
                    "Er is al een wijziging die later ingaat. Kies die dag of een latere.", day,
                    "mijnpgb.nl wijzigen", "version-from", last.from))
        }
        return found
    }

    /// The fewest months back that a granter of the old or the new lines allows.
    private static func backdating(
        _ old: ContractTerms, _ new: ContractTerms, on today: Day, _ world: borrowing World
    ) -> Int {
        var least: Int64?
        for line in old.lines + new.lines {
            guard let office = world.dossier.budget(line.budget)?.office else { continue }
            let policy = world.register.contractPolicy(of: office, on: today)
            least = min(least ?? policy.backdatingMonths, policy.backdatingMonths)
        }
        return Int(least ?? ContractPolicy().backdatingMonths)
    }

    private static func finding(
        _ detail: String, _ day: Day, _ source: Name, _ name: Code? = nil, _ other: Day? = nil
    ) -> Finding {
        var figures = [Figure("changes-on", day.figure)]
        if let name, let other { figures.append(Figure(name, other.figure)) }
        return Finding(.zo21, .block, at: "/from", detail, figures: Figures(figures), source: source)
    }
}

extension Rejection {
    package static let changeDay = Rejection(
        "change-day", "Op deze dag kan de wijziging niet ingaan. Lees hieronder waarom en kies een andere dag.")
}
