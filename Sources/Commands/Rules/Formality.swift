import Events

/// Whether a caregiver counts as formal: which maximum holds for him.
///
/// For the Wlz the rule is national: an enterprise or sole proprietor in the trade register whose activities are care, or
/// somebody in the BIG register (Rlz 5.22(1)), and never the partner or a relative in the first or second degree
/// (5.22(3); Blz 3.6.5(4) goes for a relative with an organisation of his own as well). A municipality may reckon family
/// up to the third degree (contracts 4.2). Caregivers from abroad always count as informal (contracts 4.4); the registers
/// here are the Dutch ones, so somebody who works from abroad is not in them and needs no rule of his own. What else a
/// foreign caregiver asks for, other taxes and other registers, is outside this product.
enum Formality {
    /// Holders who had a budget before this day, and without a break since, may pay informal caregivers the formal
    /// maximum: Rlz 5.22(2)(b), ZO-07.
    static let grandfatheredBefore = Day.of(2014, 1, 1)

    /// A professional by what the public registers say: an organisation or sole proprietor whose registered activities
    /// are care, or somebody in the BIG register. Rlz 5.22(1)(a), (b) and (c).
    static func isProfessional(_ party: PartyID, on day: Day, _ register: Register) -> Bool {
        guard let known = register.parties[party] else { return false }
        guard let registration = known.registration else {
            // Nothing was recorded: an AGB code is only given to who gives care (inferred from contracts 4.3).
            return known.agb != nil
        }
        if registration.big != nil { return true }
        if let left = registration.deregisteredOn, left <= day { return false }
        return registration.form != nil && registration.careActivity
    }

    /// Whether the relation makes the caregiver family for the rate from this budget.
    static func isFamily(_ relation: Relation, for budget: BudgetState, _ register: Register, on day: Day) -> Bool {
        let most = budget.law == .wlz ? 2 : register.contractPolicy(of: budget.office, on: day).familyDegree
        return relation.degree.map { $0 <= most } ?? false
    }

    /// Whether the maximum for formal caregivers holds because of what the caregiver is.
    static func countsAsFormal(
        _ terms: ContractTerms, for budget: BudgetState, _ register: Register, on day: Day
    ) -> Bool {
        terms.formal && !isFamily(terms.relation, for: budget, register, on: day)
    }

    /// Since when the holder has had a budget without a break, where that is long enough to pay informal caregivers the
    /// formal maximum from this budget. What a granter said of an earlier budget goes on as long as the next one follows
    /// it without a day between.
    static func grandfathered(_ dossier: DossierState, _ budget: BudgetState) -> Day? {
        guard budget.law == .wlz, dossier.budgets.contains(where: { $0.unbrokenSince != nil }) else { return nil }
        var since: Day?
        var until: Day?
        for grant in dossier.budgets.filter({ $0.law == .wlz && $0.from <= budget.from }).sorted(by: {
            $0.from < $1.from
        }) {
            if let until, grant.from > until.adding(days: 1) { since = nil }
            since = grant.unbrokenSince ?? since
            until = max(until ?? grant.until, grant.until)
        }
        return since.flatMap { $0 < grandfatheredBefore ? $0 : nil }
    }
}

extension Register {
    /// What the granter says about contracts on a day.
    func contractPolicy(of office: OfficeID, on day: Day) -> ContractPolicy {
        offices[office]?.policy(on: day)?.contracts ?? ContractPolicy()
    }
}
