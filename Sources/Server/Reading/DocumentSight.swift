import Commands
import Events
import Projections

/// Which documents of a dossier somebody may see (decisions 8, portal 2.3). Deny by default.
///
/// The holder side sees all; a caregiver those of his own contracts; an office those of contracts it has to do with. An
/// identity document is besides for the assessors of the office that judges labour law, and for nobody else in an office.
/// Of a contract that two granters pay, neither sees what tells the amounts of both: invoices, receipts, how a wage was built
/// up. What belongs to no contract is for the holder side, the office that handed it in, and who grants at the office that it was
/// handed to with an application or a request.
struct DocumentSight {
    let viewing: Viewing
    let principal: Principal?
    let state: DossierState

    init(_ question: Question, _ state: DossierState) {
        viewing = question.viewing
        self.state = state
        if let party = question.caller.party, let office = question.caller.identity.office {
            principal = .employee(party, at: office)
        } else {
            principal = nil
        }
    }

    /// - Parameter by: who handed it in.
    func sees(_ document: DocumentAttached, by author: Principal) -> Bool {
        if case .caregiver(let party) = viewing.reader {
            guard let contract = document.contract.flatMap(state.contract) else { return false }
            return contract.caregiver == party && contract.isKnownToCaregiver
        }
        // Not an employee at his own work: the holder side, and who looks along with it. Proof of somebody's identity is
        // for who acts for the holder alone.
        guard !viewing.roles.isEmpty || viewing.office != nil else {
            return viewing.isHolderSide || document.purpose != .identity
        }
        guard let principal, let office = principal.office else { return false }
        guard let id = document.contract else {
            return author.office == office && document.purpose != .identity
                || viewing.roles.contains(.grants) && state.wasHanded(document.document, to: office)
        }
        guard let contract = try? state.contract(id, for: principal) else { return false }
        if viewing.office != nil, author.office != office {
            // What another granter handed in, and what tells of a contract that it pays too what it comes to in all.
            let isAnothers = author.office.map(state.granters.contains) ?? false
            let isOfAll = document.purpose.tellsAmounts && state.isPaid(contract, besideOf: office)
            guard !isAnothers, !isOfAll else { return false }
        }
        guard document.purpose == .identity else { return true }
        return viewing.roles.contains(.assessor) && judgesLabour(contract, office)
    }

    /// Wlz: the care office that grants judges labour law; Wmo and Jeugdwet: the SVB (contracts 1.8 and 1.11).
    private func judgesLabour(_ contract: ContractState, _ office: OfficeID) -> Bool {
        contract.allTerms.flatMap(\.lines).contains { line in
            guard let budget = state.budget(line.budget) else { return false }
            return viewing.reader == .all ? budget.law != .wlz : budget.law == .wlz && budget.office == office
        }
    }
}

extension DocumentPurpose {
    /// Whether it is about what was earned, paid or asked for.
    fileprivate var tellsAmounts: Bool {
        switch self {
        case .invoice, .receipt, .wageBuildUp, .budgetPlan, .application: true
        // An assessor has to look at what the caregiver asks of everybody.
        case .nzaRate, .rateList: false
        case .identity, .representation, .other: false
        }
    }
}
