import Events

/// Who gets a message of what happens around a pgb and of what somebody's own data are.
extension DossierState {
    func told(by fact: RepresentationFact) -> Told? {
        switch fact {
        case .appointed(let appointed): Told(holderSide: true, party: appointed.representative)
        case .removed(let removed): Told(holderSide: true, party: removed.representative)
        case .helperInvited: Told(holderSide: true)
        case .helperJoined(let joined): Told(holderSide: true, party: joined.helper)
        case .helperRevoked(let revoked): Told(holderSide: true, party: revoked.helper)
        }
    }

    func told(by fact: ApplicationFact) -> Told? {
        switch fact {
        case .filed, .supplementAsked, .interviewPlanned, .interviewReported, .extended, .decided:
            Told(holderSide: true)
        // It is the holder side itself that does it.
        case .withdrawn: nil
        }
    }

    func told(by fact: CircumstanceFact) -> Told? {
        switch fact {
        case .requestFiled, .requestDecided, .reported, .handled, .visitPlanned, .visitReported, .pgbEnded,
            .endingRevised,
            .lookedAlong:
            Told(holderSide: true)
        // It is the holder side itself that does it.
        case .requestWithdrawn: nil
        }
    }
}

extension PartyFact {
    /// Who is told of it for himself; nil when nobody is. A death is told to who represents the dead: see `told`.
    var toldOfHimself: PartyID? {
        switch self {
        case .bankAccountChanged(let change): change.party
        case .bankAccountConfirmed(let confirmed): confirmed.party
        case .contactChanged(let change): change.party
        case .contactConfirmed(let confirmed): confirmed.party
        case .changed(let change): change.party
        case .agbAdded(let added): added.party
        case .agbRemoved(let removed): removed.party
        case .memberAdded(let added): added.party
        case .memberRemoved(let removed): removed.party
        case .deathWithdrawn(let withdrawn): withdrawn.party
        case .personRegistered, .organisationRegistered, .registrationRecorded, .died, .codeRefused: nil
        }
    }
}

extension RightsFact {
    /// Who is told of it; nil when nobody is: who is erased has no mailbox left.
    var toldOfHimself: PartyID? {
        switch self {
        case .consentGiven(let given): given.party
        case .consentWithdrawn(let back): back.party
        case .restrictionSet(let set): set.party
        case .restrictionLifted(let lifted): lifted.party
        case .holdSet(let set): set.party
        case .holdLifted(let lifted): lifted.party
        case .erased, .erasureDue: nil
        }
    }
}
