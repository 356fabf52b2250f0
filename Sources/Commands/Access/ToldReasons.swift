package import Events

/// Which reasons of the facts that follow from a command its asker may read: the answer to a command holds to need to know
/// as every list does. Where another granter pays for a contract too, what is weighed may be that one's, or tell it to who
/// knows his own (portal 2.3).
struct ToldReasons {
    let asker: Principal.Kind
    /// The granter that asks, and the dossier it asks about, if it is one; nil for who may know of every granter.
    private let granter: (office: OfficeID, dossier: DossierState?)?

    /// Of somebody who may know what each granter pays. That a caregiver reads no reasons is for the answer to see to.
    init(_ asker: Principal.Kind) {
        self.asker = asker
        granter = nil
    }

    /// Of an employee of a granter.
    init(_ office: OfficeID, in dossier: DossierState?) {
        asker = .employee
        granter = (office, dossier)
    }

    func callAsFunction(_ event: Event) -> [Reason] {
        guard isShared(event) else { return event.reasons }
        return event.reasons.filter(\.concernsNoBudget)
    }

    private func isShared(_ event: Event) -> Bool {
        guard let granter else { return false }
        switch event {
        case .contract(let fact): return isShared(fact.contractOfReasons)
        case .payment(.scheduled(let payment)): return isShared(payment.contract) || isAnothers(payment.shares)
        case .payment(.wageWithheld(let withheld)): return isShared(withheld.contract)
        case .payment(.differenceSettled(let settled)): return isShared(settled.contract)
        case .receivable(.raised(let raised)): return isAnothers(raised.shares)
        case .claim(.accepted(let accepted)): return isShared(granter.dossier?.claim(accepted.claim)?.contract)
        case .claim(.refused(let refused)): return isShared(granter.dossier?.claim(refused.claim)?.contract)
        case .claim(.held(let held)): return isShared(granter.dossier?.claim(held.claim)?.contract)
        // The terms count from what all granters have of a person.
        case .rights(.erased): return true
        // The rest is about the granter's own budgets and decisions, or has no reasons.
        case .budget, .claim, .payment, .receivable, .party, .office, .representation, .run, .bank, .inbox, .document,
            .application, .circumstance, .rights, .dispatch, .system:
            return false
        }
    }

    private func isShared(_ contract: ContractID?) -> Bool {
        guard let granter, let dossier = granter.dossier, let contract = contract.flatMap(dossier.contract)
        else { return false }
        return dossier.isPaid(contract, besideOf: granter.office)
    }

    private func isAnothers(_ shares: [BudgetShare]) -> Bool {
        guard let granter else { return false }
        return shares.contains { granter.dossier?.budget($0.budget)?.office != granter.office }
    }
}

extension DossierState {
    /// Whether another granter's budgets pay lines of the contract too, in whatever version.
    package func isPaid(_ contract: ContractState, besideOf office: OfficeID) -> Bool {
        contract.allTerms.contains { $0.lines.contains { budget($0.budget)?.office != office } }
    }
}

extension ContractFact {
    /// The contract that a fact with reasons is about.
    fileprivate var contractOfReasons: ContractID? {
        switch self {
        case .shared(let fact): fact.contract
        case .approved(let fact): fact.contract
        case .warned(let fact): fact.contract
        case .extended(let fact): fact.contract
        case .renewalNotified(let fact): fact.contract
        case .ended(let fact): fact.contract
        case .drafted, .revised, .signed, .signatureVoided, .submitted, .assessed, .rejected, .returned, .assigned,
            .reopened, .exceptionGranted, .changeProposed, .changeWithdrawn, .changed, .sicknessReported,
            .recoveryReported:
            nil
        }
    }
}
