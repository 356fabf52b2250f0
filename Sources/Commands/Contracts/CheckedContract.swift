import Events

/// What the checks look at: terms that would hold from a day on, between the holder and a caregiver.
struct CheckedContract {
    /// Nil while it has no number yet.
    let id: ContractID?
    let caregiver: PartyID
    let terms: ContractTerms
    /// The first day on which the terms would hold.
    let from: Day
    /// The first day of the contract, whatever changed since.
    let start: Day
    /// The terms that hold until then; nil for a first version.
    let previous: ContractTerms?
    let today: Day
    /// Each line with its pointer and its budget, once resolved.
    private(set) var lines: [(pointer: String, line: ContractLine, budget: BudgetState)] = []
    /// The budgets of the lines, each once.
    private(set) var budgets: [BudgetState] = []
    /// When the caregiver was born, where the minimum wage asks for it; nil for who has no known day of birth.
    private(set) var birthDate: Day?

    /// The first version of a contract.
    init(_ terms: ContractTerms, with caregiver: PartyID, id: ContractID? = nil, today: Day) {
        self.id = id
        self.caregiver = caregiver
        self.terms = terms
        from = terms.start
        start = terms.start
        previous = nil
        self.today = today
    }

    /// A next version of a contract that holds, from a day on.
    init(_ terms: ContractTerms, changing known: ContractState, from: Day, today: Day) {
        id = known.id
        caregiver = known.caregiver
        self.terms = terms
        self.from = from
        start = known.start
        previous = known.terms(on: from)
        self.today = today
    }

    /// What is being agreed on, or else what holds.
    init(_ known: ContractState, today: Day) {
        if let next = known.negotiation, !known.versions.isEmpty {
            self.init(next.terms, changing: known, from: next.from, today: today)
        } else {
            self.init(known.terms, with: known.caregiver, id: known.id, today: today)
        }
    }

    /// The last day on which the terms can hold that has come, or the first one: where a rule looks at what is lawful
    /// now and not only at the beginning.
    var latest: Day { max(from, min(today, terms.end ?? today)) }

    /// Whether the minimum wage law holds: for employees, family and whoever is no entrepreneur (contracts 4.6).
    var hasMinimumWage: Bool { terms.hasMinimumWage }

    /// The same with what every check looks up: the budgets of the lines, and the day of birth, which the vault opens.
    func resolved(_ world: borrowing World) -> CheckedContract {
        var resolved = self
        var budgets: [BudgetState] = []
        resolved.lines.reserveCapacity(terms.lines.count)
        for (index, line) in terms.lines.enumerated() {
            if !budgets.contains(where: { $0.id == line.budget }) {
                guard let budget = world.dossier.budget(line.budget) else { continue }
                budgets.append(budget)
            }
            guard let budget = budgets.first(where: { $0.id == line.budget }) else { continue }
            resolved.lines.append((pointer: "/terms/lines/\(index)", line: line, budget: budget))
        }
        resolved.budgets = budgets
        if hasMinimumWage { resolved.birthDate = world.birthDate(of: caregiver) }
        return resolved
    }
}

extension ContractTerms {
    /// Whether the minimum wage law holds: for employees, family and whoever takes an assignment without being an
    /// entrepreneur; not for an institution, an entrepreneur or a volunteer (contracts 4.6).
    var hasMinimumWage: Bool {
        switch kind {
        case .employment, .family: true
        case .assignment: !work.entrepreneur
        case .institution, .networkHelp: false
        }
    }

    /// The time a week of all lines, in minutes, as far as it is known.
    var minutesAWeek: Int64 { lines.reduce(0) { $0 + ($1.minutesAWeek ?? 0) } }
}
