import Events

/// The messages that the facts around a pgb give, and those about somebody himself.
extension InboxView {
    mutating func apply(
        _ fact: RepresentationFact, _ number: Int64, _ dossier: DossierID, to db: Connection
    ) throws(DatabaseError) {
        let party: PartyID? =
            switch fact {
            case .appointed(let appointed): appointed.representative
            case .removed(let removed): removed.representative
            case .helperInvited: nil
            case .helperJoined(let joined): joined.helper
            case .helperRevoked(let revoked): revoked.helper
            }
        try send(number, in: dossier, toHolderSide: true, party: party, in: db)
    }

    mutating func apply(
        _ fact: ApplicationFact, _ number: Int64, _ dossier: DossierID, to db: Connection
    ) throws(DatabaseError) {
        switch fact {
        case .filed(let filed):
            let again: Void? = try cases.change(filed.application.owner, in: db) { $0.latest = number }
            if again == nil { try cases.insert(CaseMatter(number: number, filed.application.owner), in: db) }
            try tell(of: filed.application.owner, number, dossier, in: db)
        case .supplementAsked(let asked): try tell(of: asked.application.owner, number, dossier, in: db)
        case .interviewPlanned(let planned): try tell(of: planned.application.owner, number, dossier, in: db)
        case .interviewReported(let reported): try tell(of: reported.application.owner, number, dossier, in: db)
        case .extended(let extended): try tell(of: extended.application.owner, number, dossier, in: db)
        case .decided(let decided): try tell(of: decided.application.owner, number, dossier, in: db)
        case .withdrawn: return
        }
    }

    mutating func apply(
        _ fact: CircumstanceFact, _ number: Int64, _ dossier: DossierID, to db: Connection
    ) throws(DatabaseError) {
        switch fact {
        case .requestFiled(let filed):
            try cases.insert(CaseMatter(number: number, filed.request.owner), in: db)
            try tell(of: filed.request.owner, number, dossier, in: db)
        case .requestDecided(let decided): try tell(of: decided.request.owner, number, dossier, in: db)
        case .reported(let reported):
            try cases.insert(CaseMatter(number: number, reported.report.owner), in: db)
            try tell(of: reported.report.owner, number, dossier, in: db)
        case .handled(let handled): try tell(of: handled.report.owner, number, dossier, in: db)
        case .visitPlanned, .visitReported, .pgbEnded, .endingRevised, .lookedAlong:
            try send(number, in: dossier, toHolderSide: true, party: nil, in: db)
        case .requestWithdrawn: return
        }
    }

    /// Tells the holder side of an application, a request or a report.
    private mutating func tell(
        of id: OwnerID, _ number: Int64, _ dossier: DossierID, in db: Connection
    ) throws(DatabaseError) {
        guard let known = try cases.find(id, in: db) else { throw .missing(CaseMatter.table) }
        try send(number, origin: known.latest, in: dossier, toHolderSide: true, party: nil, in: db)
    }

    // MARK: About oneself

    /// What somebody is told of himself, in no dossier, and who represents him of his death.
    mutating func apply(_ fact: PartyFact, _ number: Int64, to db: Connection) throws(DatabaseError) {
        switch fact {
        case .bankAccountChanged(let change):
            let first = try accounts.find(change.party, in: db)
            if first == nil { try accounts.insert(AccountMatter(number: number, key: change.party), in: db) }
            try send(number, origin: first?.number, in: nil, toHolderSide: false, party: change.party, in: db)
        case .bankAccountConfirmed(let confirmed): try tell(confirmed.party, number, in: db)
        case .contactChanged(let change): try tell(change.party, number, in: db)
        case .contactConfirmed(let confirmed): try tell(confirmed.party, number, in: db)
        case .changed(let change): try tell(change.party, number, in: db)
        case .agbAdded(let added): try tell(added.party, number, in: db)
        case .agbRemoved(let removed): try tell(removed.party, number, in: db)
        case .memberAdded(let added): try tell(added.party, number, in: db)
        case .memberRemoved(let removed): try tell(removed.party, number, in: db)
        case .deathWithdrawn(let withdrawn): try tell(withdrawn.party, number, in: db)
        case .died(let death):
            try send(number, in: DossierID(holder: death.party), toHolderSide: true, party: nil, in: db)
        case .personRegistered, .organisationRegistered, .registrationRecorded, .codeRefused: return
        }
    }

    mutating func apply(_ fact: RightsFact, _ number: Int64, to db: Connection) throws(DatabaseError) {
        switch fact {
        case .consentGiven(let given): try tell(given.party, number, in: db)
        case .consentWithdrawn(let back): try tell(back.party, number, in: db)
        case .restrictionSet(let set): try tell(set.party, number, in: db)
        case .restrictionLifted(let lifted): try tell(lifted.party, number, in: db)
        case .holdSet(let set): try tell(set.party, number, in: db)
        case .holdLifted(let lifted): try tell(lifted.party, number, in: db)
        case .erased, .erasureDue: return
        }
    }

    mutating func apply(_ fact: DispatchFact, _ number: Int64, to db: Connection) throws(DatabaseError) {
        switch fact {
        case .bounced(let bounced): try tell(bounced.party, number, in: db)
        case .dispatched, .lettersBundled, .lettersConfirmed: return
        }
    }

    private mutating func tell(_ party: PartyID, _ number: Int64, in db: Connection) throws(DatabaseError) {
        try send(number, in: nil, toHolderSide: false, party: party, in: db)
    }
}
