package import Events

/// The system looks whether a contract that holds will break a rule within sixty days, because a minimum wage, a maximum, the
/// granter's policy, an exception, a registration or an age changes, and says so beforehand: once for each rule and day.
/// It looks as well at what is broken today, on the day since which it is.
package struct RecheckContract: Command {
    package static let name: StaticString = "recheck-contract"
    package static let allowed: [Actor] = [.system]

    package let dossier: DossierID
    package let contract: ContractID

    /// How many days ahead it looks: a minimum wage is made known about two months before.
    static let daysAhead = 60

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        contract = r("contract")
    }

    package init(dossier: DossierID, contract: ContractID) {
        self.dossier = dossier
        self.contract = contract
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("contract", contract)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let known = try world.dossier.contract(contract, for: stamp.principal)
        let until = stamp.today.adding(days: Self.daysAhead)
        var told = known.warnings
        var events: [Event] = []
        for day in days(known, world, until: until, today: stamp.today) {
            guard known.holds(on: day), let version = known.versions.last(where: { $0.from <= day }) else { continue }
            // Whoever left the registers has the informal maximum from that day on.
            let isFormal =
                version.terms.formal && Formality.isProfessional(known.caregiver, on: day, world.register)
            let checked = CheckedContract(
                version.terms.counting(asFormal: isFormal), changing: known, from: day, today: stamp.today)
            let broken = Self.broken(checked.resolved(world), world).filter { reason in
                !told.contains { warned in warned.on == day && warned.reasons.contains { $0.rule == reason.rule } }
            }
            guard !broken.isEmpty else { continue }
            let warned = ContractWarned(
                contract: contract, contractVersion: version.number, on: day, reasons: Reasons(broken))
            told.append(warned)
            events.append(.contract(.warned(warned)))
        }
        return events
    }

    /// The days on which another rule or figure begins to hold: the last one that has come, and those to come.
    private func days(_ known: ContractState, _ world: borrowing World, until: Day, today: Day) -> [Day] {
        var days = WlzMaximumRates.table.rows.map(\.from) + MinimumWage.table.rows.map(\.from)
        if let birthDate = world.birthDate(of: known.caregiver) { days += MinimumWage.birthdays(of: birthDate) }
        if let left = world.register.parties[known.caregiver]?.registration?.deregisteredOn { days.append(left) }
        for line in known.terms.lines {
            guard let office = world.dossier.budget(line.budget)?.office else { continue }
            days += world.register.offices[office]?.policies.map(\.from) ?? []
        }
        for exception in world.dossier.exceptions where exception.caregiver == known.caregiver {
            days.append(exception.from)
            if let until = exception.until { days.append(until.adding(days: 1)) }
        }
        days += known.versions.map(\.from)
        let sorted = Set(days.map { max($0, known.start) }).filter { $0 <= until }.sorted()
        let last = sorted.last { $0 <= today }
        return sorted.filter { $0 > today || $0 == last }
    }

    /// What would be broken on the first day of the terms, with the figures and what would mend it.
    private static func broken(_ checked: CheckedContract, _ world: borrowing World) -> [Reason] {
        var broken: [Reason] = []
        for (_, line, budget) in checked.lines {
            let rate = RateLimit.reason(
                checked.terms, of: checked.caregiver, line, budget, world, on: checked.from)
            if !rate.met {
                broken.append(
                    Reason(
                        rule: ContractChecks.rule(checked, line, budget, world), met: false, figures: rate.figures,
                        source: rate.source))
            }
            if let wage = ContractChecks.wageReason(checked, line, on: checked.from), !wage.met {
                broken.append(wage)
            }
        }
        return broken
    }
}

extension ContractTerms {
    /// The same terms for a caregiver who does or does not count as a professional.
    fileprivate func counting(asFormal formal: Bool) -> ContractTerms {
        ContractTerms(
            kind: kind, relation: relation, formal: formal, start: start, end: end, lines: lines, work: work,
            general: general)
    }
}
