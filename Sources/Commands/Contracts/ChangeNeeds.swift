package import Events

/// One thing that a change of a contract touches, with what it needs for that and where that rule comes from.
package struct ChangedField: Sendable, Equatable {
    /// What changed, such as `rate-raised` or `hours`.
    package let field: Code
    /// The line of the new terms, from 1; of the old terms where the line is gone; nil for the contract as a whole.
    package let line: Int?
    package let needs: [ChangeNeed]
    package let source: Name
}

/// What a change of a contract that holds needs before it holds: the caregiver's signature, the granter's approval, or
/// neither (contracts 7.3). Known beforehand, so that people can be told before they send it.
///
/// Confirmed is: a caregiver need not sign what is in his favour, an extension and other agreements need no approval.
/// Everything else needs approval (inferred, contracts 7.3 and open point 8).
package enum ChangeNeeds {
    /// Everything that differs, field by field; empty when nothing does. Two texts that are sealed apart differ.
    package static func of(_ old: ContractTerms, _ new: ContractTerms) -> [ChangedField] {
        var changed = Comparison()
        parties(old, new, &changed)
        lines(old.lines, new.lines, &changed)
        work(old.work, new.work, &changed)
        general(old.general, new.general, &changed)
        return changed.fields
    }

    /// What all of it together needs.
    package static func together(_ fields: [ChangedField]) -> [ChangeNeed] {
        ChangeNeed.allCases.filter { need in fields.contains { $0.needs.contains(need) } }
    }

    /// Gathers what differs.
    private struct Comparison {
        var fields: [ChangedField] = []
        var line: Int?

        mutating func add(_ field: Code, _ needs: [ChangeNeed], _ source: Name) {
            fields.append(ChangedField(field: field, line: line, needs: needs, source: source))
        }

        /// What both must agree on and the granter must approve.
        mutating func differs<Value: Equatable>(_ field: Code, _ old: Value, _ new: Value, _ source: Name) {
            if old != new { add(field, ChangeNeed.allCases, source) }
        }

        /// Pay: the caregiver signs for less, and need not for more. The granter approves either.
        mutating func pays(_ raised: Code, _ lowered: Code, _ old: Int64, _ new: Int64) {
            if new > old { add(raised, [.approval], "SVB wijzigen: loonsverhoging") }
            if new < old { add(lowered, ChangeNeed.allCases, "SVB wijzigen: loonsverlaging") }
        }
    }

    private static func parties(_ old: ContractTerms, _ new: ContractTerms, _ changed: inout Comparison) {
        changed.differs("kind", old.kind, new.kind, "mijnpgb.nl: werkafspraken")
        changed.differs("relation", old.relation, new.relation, "mijnpgb.nl: werkafspraken")
        // Nobody agrees on what the registers say; the granter looks at the rate that goes with it.
        if old.formal != new.formal { changed.add("formal", [.approval], "Rlz 5.22(1)") }
        guard old.end != new.end else { return }
        switch (old.end, new.end) {
        case (let before?, let after) where after.map({ $0 > before }) ?? true:
            changed.add("term-extended", [], "mijnpgb.nl: verlengen")
        default: changed.add("term-shortened", ChangeNeed.allCases, "mijnpgb.nl: werkafspraken")
        }
    }

    private static func work(_ old: WorkAgreements, _ new: WorkAgreements, _ changed: inout Comparison) {
        changed.differs("working-days", old.week, new.week, "SVB wijzigen: werktijden")
        changed.differs("days-per-week", old.daysPerWeek, new.daysPerWeek, "SVB wijzigen: werktijden")
        changed.differs("replaces", old.replaces, new.replaces, "mijnpgb.nl: werkafspraken")
        changed.differs("not-renewed", old.notRenewed, new.notRenewed, "mijnpgb.nl: werkafspraken")
        changed.differs("probation", old.probationMonths, new.probationMonths, "mijnpgb.nl: werkafspraken")
        changed.differs("notice", old.noticeMonths, new.noticeMonths, "mijnpgb.nl: werkafspraken")
        changed.differs("entrepreneur", old.entrepreneur, new.entrepreneur, "mijnpgb.nl: werkafspraken")
        changed.differs("household", old.household, new.household, "mijnpgb.nl: werkafspraken")
        // The same wage without the pay for vacation hours in it is more.
        changed.pays(
            "vacation-hours-apart", "vacation-hours-included", old.includesVacation ? 0 : 1,
            new.includesVacation ? 0 : 1)
        changed.pays(
            "travel-raised", "travel-lowered", old.kilometreCents?.raw ?? 0, new.kilometreCents?.raw ?? 0)
        changed.pays(
            "kilometres-raised", "kilometres-lowered", old.weeklyKilometres ?? 0, new.weeklyKilometres ?? 0)
    }

    private static func general(_ old: GeneralAgreements, _ new: GeneralAgreements, _ changed: inout Comparison) {
        changed.differs("model", old.model, new.model, "Rlz 5.16(2)")
        changed.differs("payroll", old.payroll, new.payroll, "SVB wijzigen: loonheffing")
        changed.differs("tax-credit", old.taxCredit, new.taxCredit, "SVB wijzigen: loonheffingskorting")
        if old.identityDocument != new.identityDocument {
            changed.add("identity-document", [.approval], "mijnpgb.nl: stap 3")
        }
        if old.other != new.other { changed.add("other-agreements", [], "mijnpgb.nl: overige afspraken") }
        if old.reference != new.reference { changed.add("reference", [], "SVB model 40.007NT") }
    }

    // MARK: Lines

    /// Compares each new line with the old line it goes on from; the rest was added, or is gone.
    private static func lines(_ old: [ContractLine], _ new: [ContractLine], _ changed: inout Comparison) {
        var left = Array(old.indices)
        for (index, line) in new.enumerated() {
            changed.line = index + 1
            // The line in the same place first: of two lines for the same care it is the likeliest.
            let places = left.filter { $0 == index } + left.filter { $0 != index }
            if let place = places.first(where: { old[$0].isSameCare(as: line) }) {
                left.removeAll { $0 == place }
                compare(old[place], line, &changed)
            } else {
                changed.add("line-added", ChangeNeed.allCases, "mijnpgb.nl: werkafspraken")
            }
        }
        for place in left {
            changed.line = place + 1
            changed.add("line-removed", ChangeNeed.allCases, "mijnpgb.nl: werkafspraken")
        }
        changed.line = nil
    }

    private static func compare(_ old: ContractLine, _ new: ContractLine, _ changed: inout Comparison) {
        changed.pays("rate-raised", "rate-lowered", old.rateCents.raw, new.rateCents.raw)
        changed.differs("hours", old.weeklyMinutes, new.weeklyMinutes, "SVB wijzigen: werktijden")
        changed.differs("description", old.description, new.description, "VGZ wijzigen: werkzaamheden")
        changed.differs("line-detail", old.detail, new.detail, "mijnpgb.nl: werkafspraken")
    }
}

extension ContractLine {
    /// Whether it goes on for the same care from the same budget in the same unit: else it is another line.
    fileprivate func isSameCare(as other: ContractLine) -> Bool {
        budget == other.budget && function == other.function && unit == other.unit
            && detail.time == other.detail.time
    }
}
