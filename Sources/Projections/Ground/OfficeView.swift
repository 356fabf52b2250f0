package import Events

/// What of a dossier a granter may see: its own budgets and the contracts with a line on one of them. Two granters of
/// one holder never see each other's budgets (portal 2.3).
package struct OfficeView: Sendable {
    private let office: OfficeID
    package let budgets: Set<BudgetID>
    package let contracts: Set<ContractID>
    /// Of these, the ones that another granter's budgets pay for as well.
    private let shared: Set<ContractID>
    /// The other granters of the holder.
    private let others: Set<OfficeID>

    package init(_ s: Snapshot, _ dossier: DossierID, _ office: OfficeID) throws(DatabaseError) {
        let rows = try BudgetBalance.rows(s, dossier)
        let own = Set(rows.filter { $0.office == office }.map(\.key))
        self.office = office
        budgets = own
        others = Set(rows.map(\.office)).subtracting([office])
        let seen = try ContractRow.list(s, dossier).filter { !own.isDisjoint(with: $0.budgets) }
        contracts = Set(seen.map(\.key))
        shared = Set(seen.filter { !$0.budgets.isSubset(of: own) }.map(\.key))
    }

    /// The reasons of a decision under a contract that may be told where another granter pays as well.
    func told(_ reasons: [Reason], under contract: ContractID?) -> [Reason] {
        guard let contract, shared.contains(contract) else { return reasons }
        return reasons.filter(\.concernsNoBudget)
    }

    /// Whether another granter pays for the contract as well.
    func isShared(_ contract: ContractID?) -> Bool { contract.map(shared.contains) ?? false }

    /// Whether somebody works for another granter that pays for the holder.
    func isAnother(_ principal: Principal) -> Bool { principal.office.map(others.contains) ?? false }

    /// Whether no other granter pays for the holder.
    var isAlone: Bool { others.isEmpty }

    /// Whether who did something may be named: of another office only that it was an employee.
    func names(_ principal: Principal) -> Bool { principal.office.map { $0 == office } ?? true }

    /// Whether something about this contract or this budget may be seen.
    func sees(_ contract: ContractID?, _ budget: BudgetID?) -> Bool {
        contract.map(contracts.contains) ?? budget.map(budgets.contains) ?? false
    }
}
