import Events

/// How monthly wages follow from contracts: only contracts with a monthly wage matter here; the others have no row.
extension MoneyView {
    mutating func apply(
        _ fact: ContractFact, _ dossier: DossierID, _ number: Int64, to db: Connection
    ) throws(DatabaseError) {
        switch fact {
        case .drafted(let draft):
            let next = WageVersion(1, from: draft.terms.start, draft.terms)
            try agree(draft.contract, next, dossier, number, in: db) { $0.next = next }
        case .revised(let revision):
            let next = WageVersion(1, from: revision.from ?? revision.terms.start, revision.terms)
            try agree(revision.contract, next, dossier, number, in: db) {
                guard let before = $0.next, before.number > 1 else {
                    $0.next = next
                    return
                }
                $0.next = WageVersion(before.number, from: revision.from ?? before.from, revision.terms)
            }
        case .changeProposed(let proposal):
            let next = WageVersion(proposal.contractVersion, from: proposal.from, proposal.terms)
            try agree(proposal.contract, next, dossier, number, in: db) { $0.next = next }
        case .changed(let change):
            let version = WageVersion(change.contractVersion, from: change.from, change.terms)
            try agree(change.contract, version, dossier, number, in: db) {
                $0.versions.append(version)
                $0.next = nil
            }
        case .approved(let approval):
            _ = try wages.change(approval.contract, in: db) { wage in
                if let next = wage.next { wage.versions.append(next) }
                wage.next = nil
            }
        case .extended(let extended):
            _ = try wages.change(extended.contract, in: db) { wage in
                if let before = wage.versions.last { wage.versions.append(WageVersion(extended, before)) }
            }
        case .changeWithdrawn(let withdrawal): _ = try wages.change(withdrawal.contract, in: db) { $0.next = nil }
        case .ended(let end):
            _ = try wages.change(end.contract, in: db) {
                $0.lastDay = end.lastDay
                $0.next = nil
            }
        // What was rejected may be reopened, with the wage it has.
        case .rejected, .shared, .signed, .signatureVoided, .submitted, .assessed, .returned, .assigned, .reopened,
            .exceptionGranted, .warned, .renewalNotified, .sicknessReported, .recoveryReported:
            return
        }
    }

    /// Takes over the wage of new terms; a contract without a row has one from its first monthly wage on.
    private mutating func agree(
        _ contract: ContractID, _ version: WageVersion, _ dossier: DossierID, _ number: Int64, in db: Connection,
        _ body: (inout WageRow) -> Void
    ) throws(DatabaseError) {
        let known: Void? = try wages.change(contract, in: db, body)
        guard known == nil, !version.lines.isEmpty else { return }
        var row = WageRow(contract, dossier, number: number)
        body(&row)
        try wages.insert(row, in: db)
    }

    /// The month of a wage is scheduled, or withheld at that position, so it is no longer to come.
    mutating func take(
        _ month: Month, of contract: ContractID, withheld position: Int64? = nil, in db: Connection
    ) throws(DatabaseError) {
        _ = try wages.change(contract, in: db) { wage in
            if !wage.months.contains(month) { wage.months.append(month) }
            wage.withheld.removeAll { $0.month == month }
            if let position { wage.withheld.append(WithheldWage(month: month, position: position)) }
        }
    }

    /// The wage that was scheduled over a month was taken back, so it is to come again.
    mutating func giveBack(_ month: Month, of contract: ContractID, in db: Connection) throws(DatabaseError) {
        _ = try wages.change(contract, in: db) { wage in wage.months.removeAll { $0 == month } }
    }
}
