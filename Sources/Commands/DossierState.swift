package import Events

/// Everything about one budget holder's pgb that decisions look at, folded from the dossier's events.
///
/// Lists are in the order of the log and short, so looking one up is a walk.
package struct DossierState: Sendable {
    package let id: DossierID
    /// How many events were taken up.
    package private(set) var revision = Revision.none
    package internal(set) var representatives: [RepresentativeState] = []
    package internal(set) var budgets: [BudgetState] = []
    package internal(set) var contracts: [ContractState] = []
    package internal(set) var claims: [ClaimState] = []
    package internal(set) var payments: [PaymentState] = []
    package internal(set) var receivables: [ReceivableState] = []
    /// Months of which the wage could not be scheduled, and still is not.
    package internal(set) var withheldWages: [WageMonth] = []

    /// Whom the holder lets look along, and whom he invited.
    package internal(set) var helpers: [HelperState] = []
    package internal(set) var applications: [ApplicationState] = []
    /// What the holder side asked besides a first budget.
    package internal(set) var requests: [RequestState] = []
    /// What was told, and who handled it.
    package internal(set) var circumstances: [CircumstanceState] = []
    package internal(set) var visits: [VisitState] = []
    package internal(set) var endings: [PgbEnded] = []

    /// What granters allowed against a rule.
    package internal(set) var exceptions: [ExceptionGranted] = []
    /// What was attached; never with its content.
    package internal(set) var documents: [DocumentAttached] = []

    package init(id: DossierID) {
        self.id = id
    }

    package var holder: PartyID { id.holder }
    package var exists: Bool { !budgets.isEmpty || !representatives.isEmpty || !applications.isEmpty }

    /// Takes up one event of this dossier. Total: whatever the log holds can be folded.
    package mutating func evolve(_ event: Event) {
        revision = revision.next
        switch event {
        case .representation(let fact): evolve(fact)
        case .budget(let fact): evolve(fact)
        case .contract(let fact): evolve(fact)
        case .claim(let fact): evolve(fact)
        case .payment(let fact): evolve(fact)
        case .receivable(let fact): evolve(fact)
        case .document(.attached(let document)): documents.append(document.closed)
        case .application(let fact): evolve(fact)
        case .circumstance(let fact): evolve(fact)
        case .party, .office, .run, .bank, .inbox, .rights, .dispatch, .system: break
        }
    }
}
