import Events

/// What waits because of people: an e-mail address that somebody has to confirm, and what a granter has to do when a
/// holder or a representative has died.
///
/// A death stands in the stream of the dead, so what follows from it belongs to no dossier in the list; its subject is
/// the holder, by whose id the dossier is called.
extension WorkView {
    mutating func apply(_ fact: PartyFact, _ envelope: EventEnvelope, to db: Connection) throws(DatabaseError) {
        switch fact {
        case .bankAccountChanged(let change):
            // Nothing was paid to the first one before, so it needs no confirmation.
            guard try accounts.find(change.party, in: db) != nil else {
                return try accounts.insert(
                    WorkAccount(number: envelope.position.rawValue, key: change.party), in: db)
            }
            for (index, waiter) in [WorkItem.Waiter.party(change.party), .svb].enumerated() {
                try wait(.accountToConfirm, Self.key(change.party.owner, waiter, nil), envelope, index: index, in: db)
            }
        case .bankAccountConfirmed(let confirmed):
            for waiter in [WorkItem.Waiter.party(confirmed.party), .svb] {
                try done(Self.key(confirmed.party.owner, waiter, nil), envelope, in: db)
            }
        case .contactChanged(let change):
            // Each says all there is: a code when there is an address to confirm.
            let key = Self.email(of: change.party)
            try done(key, envelope, in: db)
            if change.code != nil { try wait(.emailToConfirm, key, envelope, in: db) }
        case .contactConfirmed(let confirmed): try done(Self.email(of: confirmed.party), envelope, in: db)
        case .died(let death): try mourn(death.party, envelope, in: db)
        case .deathWithdrawn(let withdrawn):
            guard let bond = try bonds.find(withdrawn.party, in: db) else { return }
            for tie in bond.ties {
                let kind = tie.dossier.holder == withdrawn.party ? WorkItem.Kind.holderDied : .representativeDied
                try done(Self.death(kind, tie), envelope, in: db)
            }
        case .personRegistered, .organisationRegistered, .registrationRecorded, .changed, .agbAdded, .agbRemoved,
            .memberAdded, .memberRemoved, .codeRefused:
            return
        }
    }

    private static func email(of party: PartyID) -> WorkRow.Key { key(party.owner, .party(party), nil, part: 1) }

    // MARK: Whoever died

    /// Every office with something that rests on the dead has something to do.
    private mutating func mourn(_ party: PartyID, _ envelope: EventEnvelope, in db: Connection) throws(DatabaseError) {
        guard let bond = try bonds.find(party, in: db) else { return }
        for (index, tie) in bond.ties.enumerated() {
            let kind = tie.dossier.holder == party ? WorkItem.Kind.holderDied : .representativeDied
            try wait(kind, Self.death(kind, tie), envelope, index: index, in: db)
        }
    }

    private static func death(_ kind: WorkItem.Kind, _ tie: WorkBond.Tie) -> WorkRow.Key {
        key(tie.dossier.owner, .granter(tie.office), nil, part: kind == .holderDied ? 1 : 2)
    }

    /// A budget that is granted rests on the holder until it is ended or closed.
    mutating func follow(
        _ fact: BudgetFact, _ envelope: EventEnvelope, _ dossier: DossierID, in db: Connection
    ) throws(DatabaseError) {
        switch fact {
        case .granted(let grant):
            try bind(dossier.holder, WorkBond.Tie(grant.budget.owner, dossier, grant.office), envelope, in: db)
            try self.grant(grant, envelope, dossier, in: db)
        case .ended(let ended): try untie(dossier.holder, ended.budget.owner, envelope, in: db)
        case .closed(let closed): try untie(dossier.holder, closed.budget.owner, envelope, in: db)
        case .changed, .conflictFound, .claimStopSet, .claimStopLifted, .openingLoaded, .credited, .depositReceived,
            .warned, .fixed:
            return
        }
    }

    /// What somebody asks for rests on him until it is decided.
    mutating func follow(
        _ fact: ApplicationFact, _ envelope: EventEnvelope, _ dossier: DossierID, in db: Connection
    ) throws(DatabaseError) {
        switch fact {
        case .filed(let filed):
            try bind(dossier.holder, WorkBond.Tie(filed.application.owner, dossier, filed.office), envelope, in: db)
        case .withdrawn(let withdrawn): try untie(dossier.holder, withdrawn.application.owner, envelope, in: db)
        case .decided(let decided): try untie(dossier.holder, decided.application.owner, envelope, in: db)
        case .supplementAsked, .interviewPlanned, .interviewReported, .extended: return
        }
    }

    mutating func apply(
        _ fact: RepresentationFact, _ envelope: EventEnvelope, _ dossier: DossierID, to db: Connection
    ) throws(DatabaseError) {
        switch fact {
        case .appointed(let appointed):
            let tie = WorkBond.Tie(dossier.owner, dossier, appointed.office, isOnly: appointed.exclusive)
            try bind(appointed.representative, tie, envelope, in: db)
            // Somebody else came.
            try done(Self.death(.representativeDied, tie), envelope, in: db)
        case .removed(let removed):
            // Who alone could act and died has to be followed by somebody.
            if removed.reason == .representativeDied, let bond = try bonds.find(removed.representative, in: db),
                bond.ties.contains(where: { $0.subject == dossier.owner && $0.isOnly })
            {
                return
            }
            try untie(removed.representative, dossier.owner, envelope, in: db)
        case .helperInvited, .helperJoined, .helperRevoked: return
        }
    }

    private mutating func bind(
        _ party: PartyID, _ tie: WorkBond.Tie, _ envelope: EventEnvelope, in db: Connection
    ) throws(DatabaseError) {
        let known: Void? = try bonds.change(party, in: db) { bond in
            bond.ties.removeAll { $0.subject == tie.subject }
            bond.ties.append(tie)
        }
        if known == nil { try bonds.insert(WorkBond(number: envelope.position.rawValue, party, tie), in: db) }
    }

    /// It no longer rests on him. When nothing else of that office does, there is nothing to do because of his death.
    private mutating func untie(
        _ party: PartyID, _ subject: OwnerID, _ envelope: EventEnvelope, in db: Connection
    ) throws(DatabaseError) {
        var gone: WorkBond.Tie?
        let left = try bonds.change(party, in: db) { bond in
            gone = bond.ties.first { $0.subject == subject }
            bond.ties.removeAll { $0.subject == subject }
            return bond.ties
        }
        guard let gone, let left, !left.contains(where: { $0.dossier == gone.dossier && $0.office == gone.office })
        else { return }
        let kind = gone.dossier.holder == party ? WorkItem.Kind.holderDied : .representativeDied
        try done(Self.death(kind, gone), envelope, in: db)
    }
}
