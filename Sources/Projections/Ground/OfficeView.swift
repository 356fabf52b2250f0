package import Events

/// What of a dossier a granter may see: its own budgets and the contracts with a line on one of them. Two granters of
/// one holder never see each other's budgets (portal 2.3).
package struct OfficeView: Sendable {
    package let budgets: Set<BudgetID>
    package let contracts: Set<ContractID>

    package init(_ s: Snapshot, _ dossier: DossierID, _ office: OfficeID) throws(DatabaseError) {
        let own = try BudgetBalance.keys(s, dossier, of: office)
        budgets = own
        contracts = Set(try ContractRow.list(s, dossier).filter { !own.isDisjoint(with: $0.budgets) }.map(\.key))
    }

    /// Whether something about this contract or this budget may be seen.
    func sees(_ contract: ContractID?, _ budget: BudgetID?) -> Bool {
        contract.map(contracts.contains) ?? budget.map(budgets.contains) ?? false
    }
}
