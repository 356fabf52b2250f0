package import Events

/// Why claims were refused, counted per office, rule and month: what a dashboard shows beside the sums of `MoneyView`.
///
/// Queries: `Dashboard`.
package struct DashboardView: Projection {
    package static let name = "dashboards-2"

    package static let tables: [StaticString] = [
        "CREATE TABLE dash_budget (number INTEGER PRIMARY KEY, id BLOB NOT NULL, office BLOB NOT NULL) STRICT",
        "CREATE TABLE dash_contract (number INTEGER PRIMARY KEY, id BLOB NOT NULL, budgets TEXT NOT NULL) STRICT",
        """
        CREATE TABLE dash_claim (
            number INTEGER PRIMARY KEY, id BLOB NOT NULL, contract BLOB, budget BLOB
        ) STRICT
        """,
        """
        CREATE TABLE dash_refusal (
            number INTEGER PRIMARY KEY, office BLOB NOT NULL, month INTEGER NOT NULL, rule TEXT NOT NULL,
            times INTEGER NOT NULL
        ) STRICT
        """,
    ]

    package static let indexes: [StaticString] = [
        "CREATE UNIQUE INDEX dash_budget_id ON dash_budget (id)",
        "CREATE UNIQUE INDEX dash_contract_id ON dash_contract (id)",
        "CREATE UNIQUE INDEX dash_claim_id ON dash_claim (id)",
        "CREATE UNIQUE INDEX dash_refusal_key ON dash_refusal (office, month, rule)",
    ]

    private var budgets: Kept<DashBudget>
    private var contracts: Kept<DashContract>
    private var claims: Kept<DashClaim>
    private var refusals: Kept<RefusalTally>

    package init(_ filling: Filling) {
        budgets = Kept(filling)
        contracts = Kept(filling)
        claims = Kept(filling)
        refusals = Kept(filling)
    }

    package mutating func apply(_ envelope: EventEnvelope, to db: Connection) throws(DatabaseError) {
        let number = envelope.position.rawValue
        switch envelope.event {
        case .budget(.granted(let grant)):
            try budgets.insert(DashBudget(number: number, key: grant.budget, office: grant.office), in: db)
        case .contract(.drafted(let draft)):
            try contracts.insert(DashContract(draft.contract, draft.terms, number: number), in: db)
        case .contract(.revised(let revision)): try name(revision.terms, in: revision.contract, db)
        case .contract(.changeProposed(let proposal)): try name(proposal.terms, in: proposal.contract, db)
        case .contract(.changed(let change)): try name(change.terms, in: change.contract, db)
        case .claim(.filed(let filed)):
            try claims.insert(
                DashClaim(number: number, key: filed.claim, contract: filed.contract, budget: filed.budget), in: db)
        case .claim(.accepted(let fact)): _ = try claims.remove(fact.claim, in: db)
        case .claim(.declined(let fact)): _ = try claims.remove(fact.claim, in: db)
        case .claim(.withdrawn(let fact)): _ = try claims.remove(fact.claim, in: db)
        case .claim(.refused(let refused)): try count(refused, envelope, in: db)
        case .budget, .contract, .claim, .payment, .receivable, .run, .bank, .party, .office, .representation, .inbox,
            .document, .application, .circumstance, .rights, .dispatch, .system:
            return
        }
    }

    package mutating func flush(to db: Connection) throws(DatabaseError) {
        try budgets.flush(to: db)
        try contracts.flush(to: db)
        try claims.flush(to: db)
        try refusals.flush(to: db)
    }

    package mutating func finish(to db: Connection) throws(DatabaseError) {
        try budgets.finish(to: db)
        try contracts.finish(to: db)
        try claims.finish(to: db)
        try refusals.finish(to: db)
    }

    package mutating func forget() {
        budgets.forget()
        contracts.forget()
        claims.forget()
        refusals.forget()
    }

    /// A contract may come to draw on other budgets.
    private mutating func name(
        _ terms: ContractTerms, in contract: ContractID, _ db: Connection
    ) throws(DatabaseError) {
        _ = try contracts.change(contract, in: db) { known in
            for line in terms.lines where !known.budgets.contains(line.budget) { known.budgets.append(line.budget) }
        }
    }

    /// Counts each rule that was not met, for every office whose budgets the claim was about, and for the SVB. Where several
    /// offices pay, nobody says of whose money or time it was, and neither may know it of the other.
    private mutating func count(
        _ refused: ClaimRefused, _ envelope: EventEnvelope, in db: Connection
    ) throws(DatabaseError) {
        guard let claim = try claims.remove(refused.claim, in: db) else { return }
        var named = claim.budget.map { [$0] } ?? []
        if let contract = claim.contract { named += try contracts.find(contract, in: db)?.budgets ?? [] }
        var offices = [RefusalTally.svb]
        for budget in named {
            guard let office = try budgets.find(budget, in: db)?.office, !offices.contains(office) else { continue }
            offices.append(office)
        }
        let month = envelope.recordedAt.day.month
        var made: Int64 = 0
        let unmet = refused.reasons.filter { !$0.met }
        let forSVB = offices.count > 2 ? Set(unmet.filter { !$0.concernsNoBudget }.map(\.rule.text)) : []
        for rule in Set(unmet.map(\.rule.text)).sorted() {
            for office in offices where office == RefusalTally.svb || !forSVB.contains(rule) {
                let key = RefusalTally.Key(office: office, month: month, rule: rule)
                let known: Void? = try refusals.change(key, in: db) { $0.times += 1 }
                guard known == nil else { continue }
                let number = envelope.position.rawValue * RefusalTally.perEvent + made
                try refusals.insert(RefusalTally(number: number, key: key, times: 1), in: db)
                made += 1
            }
        }
    }
}
