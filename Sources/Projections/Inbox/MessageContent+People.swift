import Events

/// What the messages about who represents, about what is asked and decided around a pgb, and about somebody's own data
/// tell. Their words are made from the event itself.
extension MessageContent {
    /// Nil when the event gives no such message.
    ///
    /// - Parameter origin: what was filed, for an event about an application, a request or a report.
    init?(people event: Event, _ dossier: DossierID?, origin: Event?) {
        switch event {
        case .representation(let fact): self.init(fact, dossier)
        case .application(let fact): self.init(fact, dossier)
        case .circumstance(let fact): self.init(fact, dossier)
        case .party(let fact): self.init(fact, dossier)
        case .rights(let fact): self.init(fact)
        case .dispatch(.bounced(let bounced)): self.init(.people(.dispatch), nil, bounced.party.owner)
        default: return nil
        }
        self.event = event
        self.origin = origin
    }

    private init(_ fact: RepresentationFact, _ dossier: DossierID?) {
        switch fact {
        case .appointed(let appointed):
            self.init(.people(.representative), dossier, appointed.representative.owner)
        case .removed(let removed): self.init(.people(.representative), dossier, removed.representative.owner)
        case .helperInvited(let invited): self.init(.people(.helper), dossier, invited.invitation.owner)
        case .helperJoined(let joined): self.init(.people(.helper), dossier, joined.invitation.owner)
        case .helperRevoked(let revoked): self.init(.people(.helper), dossier, revoked.invitation.owner)
        }
    }

    private init?(_ fact: ApplicationFact, _ dossier: DossierID?) {
        switch fact {
        case .filed(let filed): self.init(.people(.application), dossier, filed.application.owner)
        case .supplementAsked(let asked):
            self.init(.people(.application), dossier, asked.application.owner)
            explanation = asked.explanation
        case .interviewPlanned(let planned): self.init(.people(.application), dossier, planned.application.owner)
        case .interviewReported(let reported):
            self.init(.people(.application), dossier, reported.application.owner)
            explanation = reported.report
        case .extended(let extended): self.init(.people(.application), dossier, extended.application.owner)
        case .decided(let decided):
            self.init(.people(.application), dossier, decided.application.owner)
            explanation = decided.explanation
            reasons = decided.reasons
        case .withdrawn: return nil
        }
    }

    private init?(_ fact: CircumstanceFact, _ dossier: DossierID?) {
        switch fact {
        case .requestFiled(let filed): self.init(.people(.request), dossier, filed.request.owner)
        case .requestDecided(let decided):
            self.init(.people(.request), dossier, decided.request.owner)
            explanation = decided.explanation
            reasons = decided.reasons
        case .reported(let reported):
            self.init(.people(.circumstance), dossier, reported.report.owner)
            reasons = reported.reasons
        case .handled(let handled):
            self.init(.people(.circumstance), dossier, handled.report.owner)
            explanation = handled.explanation
        case .visitPlanned(let planned): self.init(.people(.visit), dossier, planned.visit.owner)
        case .visitReported(let reported):
            self.init(.people(.visit), dossier, reported.visit.owner)
            explanation = reported.report
        case .pgbEnded(let ended):
            self.init(.people(.ending), dossier, ended.office.owner)
            explanation = ended.explanation
        case .endingRevised(let revised):
            self.init(.people(.ending), dossier, revised.office.owner)
            explanation = revised.explanation
        case .lookedAlong(let looked):
            self.init(.people(.lookAlong), dossier, looked.office.owner)
            explanation = looked.explanation
        case .requestWithdrawn: return nil
        }
    }

    private init?(_ fact: PartyFact, _ dossier: DossierID?) {
        switch fact {
        case .contactChanged(let change): self.init(.people(.contact), nil, change.party.owner)
        case .contactConfirmed(let confirmed): self.init(.people(.contact), nil, confirmed.party.owner)
        case .changed(let change):
            self.init(.people(.person), nil, change.party.owner)
            explanation = change.explanation
        case .agbAdded(let added): self.init(.people(.organisation), nil, added.party.owner)
        case .agbRemoved(let removed): self.init(.people(.organisation), nil, removed.party.owner)
        case .memberAdded(let added): self.init(.people(.organisation), nil, added.member.owner)
        case .memberRemoved(let removed): self.init(.people(.organisation), nil, removed.member.owner)
        case .deathWithdrawn(let withdrawn):
            self.init(.people(.person), nil, withdrawn.party.owner)
            explanation = withdrawn.explanation
        case .died(let death): self.init(.people(.person), dossier, death.party.owner)
        case .personRegistered, .organisationRegistered, .bankAccountChanged, .registrationRecorded,
            .bankAccountConfirmed, .codeRefused:
            return nil
        }
    }

    private init?(_ fact: RightsFact) {
        switch fact {
        case .consentGiven(let given): self.init(.people(.rights), nil, given.party.owner)
        case .consentWithdrawn(let back): self.init(.people(.rights), nil, back.party.owner)
        case .restrictionSet(let set):
            self.init(.people(.rights), nil, set.party.owner)
            explanation = set.explanation
        case .restrictionLifted(let lifted): self.init(.people(.rights), nil, lifted.party.owner)
        case .holdSet(let set):
            self.init(.people(.rights), nil, set.party.owner)
            explanation = set.explanation
        case .holdLifted(let lifted): self.init(.people(.rights), nil, lifted.party.owner)
        case .erased, .erasureDue: return nil
        }
    }
}

extension EventEnvelope {
    /// The dossier that a message of it belongs to: a death is in the stream of the dead and told in his dossier. Nil for
    /// what is about somebody himself.
    var toldDossier: DossierID? {
        if case .party(.died(let death)) = event { return DossierID(holder: death.party) }
        return stream.dossier
    }
}
