import Events

/// The messages that the facts of budgets, claims, payments and receivables give. The caregiver reads of
/// his own claims, payments and receivables, and never of a budget.
extension InboxView {
    mutating func apply(
        _ fact: BudgetFact, _ number: Int64, _ dossier: DossierID, to db: Connection
    ) throws(DatabaseError) {
        switch fact {
        case .granted(let grant):
            try budgets.insert(BudgetMatter(number: number, grant.budget), in: db)
            try send(number, in: dossier, toHolderSide: true, party: nil, in: db)
        case .changed(let changed): try tell(of: changed.budget, renewed: true, number, dossier, in: db)
        case .ended(let ended): try tell(of: ended.budget, renewed: true, number, dossier, in: db)
        case .conflictFound(let conflict): try tell(of: conflict.budget, number, dossier, in: db)
        case .claimStopSet(let stop): try tell(of: stop.budget, number, dossier, in: db)
        case .claimStopLifted(let lifted): try tell(of: lifted.budget, number, dossier, in: db)
        case .credited(let credit): try tell(of: credit.budget, number, dossier, in: db)
        case .depositReceived(let deposit): try tell(of: deposit.budget, number, dossier, in: db)
        case .warned(let warned): try tell(of: warned.budget, number, dossier, in: db)
        case .closed(let closed): try tell(of: closed.budget, number, dossier, in: db)
        case .fixed(let fixed): try tell(of: fixed.budget, number, dossier, in: db)
        // It was paid by another system, which told of it.
        case .openingLoaded: return
        }
    }

    /// Tells the holder side of a budget. `renewed` when the fact itself says what the budget is from now on.
    private mutating func tell(
        of budget: BudgetID, renewed: Bool = false, _ number: Int64, _ dossier: DossierID, in db: Connection
    ) throws(DatabaseError) {
        let latest = try budgets.change(budget, in: db) { matter in
            defer { if renewed { matter.latest = number } }
            return matter.latest
        }
        guard let latest else { throw .missing(BudgetMatter.table) }
        try send(number, origin: latest, in: dossier, toHolderSide: true, party: nil, in: db)
    }

    mutating func apply(
        _ fact: ClaimFact, _ number: Int64, _ dossier: DossierID, to db: Connection
    ) throws(DatabaseError) {
        switch fact {
        case .filed(let filed):
            let caregiver = try filed.contract.map { (contract) throws(DatabaseError) in
                try contracts.caregiver(of: contract, in: db)
            }
            try claims.insert(ClaimMatter(number: number, filed.claim, caregiver: caregiver), in: db)
            guard filed.side == .caregiver else { return }
            try send(number, in: dossier, toHolderSide: true, party: nil, in: db)
        case .agreed: return
        case .declined(let declined):
            try tell(of: try claims.remove(declined.claim, in: db), toHolderSide: false, number, dossier, in: db)
        // It may be taken back or corrected.
        case .accepted(let accepted): try tell(of: try claims.find(accepted.claim, in: db), number, dossier, in: db)
        case .held(let held): try tell(of: try claims.find(held.claim, in: db), number, dossier, in: db)
        case .refused(let refused): try tell(of: try claims.remove(refused.claim, in: db), number, dossier, in: db)
        case .withdrawn(let taken): try tell(of: try claims.remove(taken.claim, in: db), number, dossier, in: db)
        case .corrected(let old): try tell(of: try claims.remove(old.claim, in: db), number, dossier, in: db)
        }
    }

    /// Tells what became of a claim.
    private mutating func tell(
        of matter: ClaimMatter?, toHolderSide: Bool = true, _ number: Int64, _ dossier: DossierID, in db: Connection
    ) throws(DatabaseError) {
        guard let matter else { throw .missing(ClaimMatter.table) }
        try send(
            number, origin: matter.number, in: dossier, toHolderSide: toHolderSide, party: matter.caregiver, in: db)
    }

    mutating func apply(
        _ fact: PaymentFact, _ number: Int64, _ dossier: DossierID, to db: Connection
    ) throws(DatabaseError) {
        switch fact {
        case .scheduled(let payment):
            let matter = PaymentMatter(number: number, payment)
            try payments.insert(matter, in: db)
            // That it was set off says all.
            guard !payment.isWhollySetOff else { return }
            try tell(of: matter, number, dossier, in: db)
        case .paid(let paid): try tell(of: try payments.find(paid.payment, in: db), number, dossier, in: db)
        case .suspended(let wait): try tell(of: try payments.find(wait.payment, in: db), number, dossier, in: db)
        case .resumed(let resumed): try tell(of: try payments.find(resumed.payment, in: db), number, dossier, in: db)
        case .offset(let offset): try tell(of: try payments.find(offset.payment, in: db), number, dossier, in: db)
        case .returned(let returned):
            try tell(of: try payments.remove(returned.payment, in: db), number, dossier, in: db)
        case .withdrawn(let withdrawn):
            let matter = try payments.remove(withdrawn.payment, in: db)
            // That the claim was taken back says all.
            guard withdrawn.cause != .claimWithdrawn else { return }
            try tell(of: matter, number, dossier, in: db)
        case .wageWithheld(let withheld): try tellBoth(withheld.contract, number, dossier, in: db)
        case .differenceSettled(let settled): try tellBoth(settled.contract, number, dossier, in: db)
        case .filed, .unfiled, .payrollSettled: return
        }
    }

    /// Tells the holder side of a payment, and the payee when that is somebody else.
    private mutating func tell(
        of payment: PaymentMatter?, _ number: Int64, _ dossier: DossierID, in db: Connection
    ) throws(DatabaseError) {
        guard let payment else { throw .missing(PaymentMatter.table) }
        try send(
            number, origin: payment.number, in: dossier, toHolderSide: true,
            party: payment.payee == dossier.holder ? nil : payment.payee, in: db)
    }

    /// Tells both sides of a contract of a month of it.
    private mutating func tellBoth(
        _ contract: ContractID, _ number: Int64, _ dossier: DossierID, in db: Connection
    ) throws(DatabaseError) {
        let caregiver = try contracts.caregiver(of: contract, in: db)
        try send(number, in: dossier, toHolderSide: true, party: caregiver, in: db)
    }

    mutating func apply(
        _ fact: ReceivableFact, _ number: Int64, _ dossier: DossierID, to db: Connection
    ) throws(DatabaseError) {
        switch fact {
        case .raised(let raised):
            let matter = ReceivableMatter(number: number, raised)
            try receivables.insert(matter, in: db)
            try tell(of: matter, number, dossier, in: db)
        case .planned(let plan): try tell(of: try receivables.find(plan.receivable, in: db), number, dossier, in: db)
        case .paid(let paid): try tell(of: try receivables.find(paid.receivable, in: db), number, dossier, in: db)
        case .writtenOff(let off): try tell(of: try receivables.find(off.receivable, in: db), number, dossier, in: db)
        }
    }

    /// Tells the holder side of a receivable of the dossier, and who has to pay when that is somebody else.
    private mutating func tell(
        of receivable: ReceivableMatter?, _ number: Int64, _ dossier: DossierID, in db: Connection
    ) throws(DatabaseError) {
        guard let receivable else { throw .missing(ReceivableMatter.table) }
        try send(
            number, origin: receivable.number, in: dossier, toHolderSide: true,
            party: receivable.debtor == dossier.holder ? nil : receivable.debtor, in: db)
    }
}
