/// Every view there is. A new view is one line here, its files and its `.view` fixtures.
package enum Catalogue {
    package static let views: [any Projection.Type] = [
        RegisterView.self,
        RelationView.self,
        LookAlongView.self,
        MoneyView.self,
        BankView.self,
        DashboardView.self,
        ContractView.self,
        ClaimView.self,
        InboxView.self,
        WorkView.self,
        TimelineView.self,
        ApplicationsView.self,
        RightsView.self,
        AddresseeView.self,
    ]
}
