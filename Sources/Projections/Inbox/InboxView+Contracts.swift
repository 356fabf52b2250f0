import Events

/// The messages that the facts of contracts give.
extension InboxView {
    mutating func apply(
        _ fact: ContractFact, _ number: Int64, _ dossier: DossierID, to db: Connection
    ) throws(DatabaseError) {
        switch fact {
        case .drafted(let draft): try contracts.insert(KnownContract(draft, number: number), in: db)
        case .revised(let revision):
            guard let known = try contracts.find(revision.contract, in: db) else { throw .missing(Contracts.table) }
            // Before it was shared nobody but the holder side knows of it, be it a first version or a next one.
            guard try changes.find(revision.contract, in: db)?.wasShared ?? known.wasShared else { return }
            try tell(of: revision.side, revision.contract, number, dossier, in: db)
        case .shared(let share):
            _ = try contracts.share(share.contract, in: db)
            _ = try changes.change(share.contract, in: db) { $0.wasShared = true }
            try tell(of: .holder, share.contract, number, dossier, in: db)
        case .signed(let signed): try tell(of: signed.side, signed.contract, number, dossier, in: db)
        case .approved(let approval):
            try tellBoth(approval.contract, number, dossier, in: db)
            _ = try changes.remove(approval.contract, in: db)
        // It may be reopened, so a change stays one.
        case .rejected(let rejection): try tellBoth(rejection.contract, number, dossier, in: db)
        case .returned(let back): try tellBoth(back.contract, number, dossier, in: db)
        case .reopened(let reopening): try tellBoth(reopening.contract, number, dossier, in: db)
        case .ended(let end):
            try tellBoth(end.contract, number, dossier, in: db)
            _ = try changes.remove(end.contract, in: db)
        case .exceptionGranted, .warned:
            try send(number, in: dossier, toHolderSide: true, party: nil, in: db)
        case .changeProposed(let change):
            _ = try changes.remove(change.contract, in: db)
            try changes.insert(ChangeMatter(number: number, change), in: db)
            guard change.side == .caregiver else { return }
            try send(number, in: dossier, toHolderSide: true, party: nil, in: db)
        case .changeWithdrawn(let change):
            if try changes.find(change.contract, in: db)?.wasShared ?? false {
                try tell(of: change.side, change.contract, number, dossier, in: db)
            }
            _ = try changes.remove(change.contract, in: db)
        case .changed(let change):
            try tell(of: .holder, change.contract, number, dossier, in: db)
            _ = try changes.remove(change.contract, in: db)
        case .extended(let extended): try tell(of: .holder, extended.contract, number, dossier, in: db)
        case .renewalNotified(let notice): try tell(of: .holder, notice.contract, number, dossier, in: db)
        case .sicknessReported(let report): try tell(of: .holder, report.contract, number, dossier, in: db)
        case .recoveryReported(let report): try tell(of: .holder, report.contract, number, dossier, in: db)
        case .signatureVoided, .submitted, .assigned, .assessed: return
        }
    }

    /// Tells the other side what one side did.
    private mutating func tell(
        of side: Side, _ contract: ContractID, _ number: Int64, _ dossier: DossierID, in db: Connection
    ) throws(DatabaseError) {
        let caregiver = try contracts.caregiver(of: contract, in: db)
        try send(
            number, origin: try changes.find(contract, in: db)?.number, in: dossier, toHolderSide: side == .caregiver,
            party: side == .holder ? caregiver : nil, in: db)
    }

    /// Tells both sides what became of a contract or of its change.
    private mutating func tellBoth(
        _ contract: ContractID, _ number: Int64, _ dossier: DossierID, in db: Connection
    ) throws(DatabaseError) {
        let caregiver = try contracts.caregiver(of: contract, in: db)
        try send(
            number, origin: try changes.find(contract, in: db)?.number, in: dossier, toHolderSide: true,
            party: caregiver, in: db)
    }
}
