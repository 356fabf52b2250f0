import Events

/// What the line of an event tells of it.
struct TimelineFacts {
    let kind: TimelineKind
    /// The party, office, budget, contract, claim or payment it is about.
    let subject: OwnerID
    var cents: Cents?
    /// A second amount: what it was changed to, or what is kept from a payment.
    var otherCents: Cents?
    /// How many there are.
    var count: Int64?
    var day: Day?
    var otherDay: Day?
    var month: Month?
    /// Whose exception it is.
    var office: OfficeID?
    /// The contract that a document belongs to.
    var contract: ContractID?
    /// What somebody claimed.
    var claimKind: ClaimKind?
    /// A stored name that the sentence needs: a side, a part, an outcome.
    var detail: String?

    init(_ event: Event) {
        switch event {
        case .party(let fact): self.init(fact)
        case .office(let fact): self.init(fact)
        case .representation(.appointed(let appointed)):
            self.init(.representativeAppointed, appointed.representative.owner)
            day = appointed.from
            otherDay = appointed.until
            detail = appointed.exclusive ? "exclusive" : nil
        case .representation(.removed(let removed)): self.init(.representativeRemoved, removed.representative.owner)
        case .budget(let fact): self.init(fact)
        case .receivable(let fact): self.init(fact)
        case .run(let fact): self.init(fact)
        case .bank(let fact): self.init(fact)
        case .contract(let fact): self.init(fact)
        case .claim(let fact): self.init(fact)
        case .payment(let fact): self.init(fact)
        case .inbox(.messageRead(let read)): self.init(.messageRead, read.party.owner)
        case .document(.attached(let document)):
            self.init(.documentAttached, document.document.owner)
            detail = document.purpose.rawValue
            contract = document.contract
        case .representation(.helperInvited(let invited)):
            self.init(.helperInvited, OwnerID(bits: invited.invitation.bits))
            day = invited.until
        case .representation(.helperJoined(let joined)): self.init(.helperJoined, joined.helper.owner)
        case .representation(.helperRevoked(let revoked)):
            self.init(.helperRevoked, revoked.helper?.owner ?? OwnerID(bits: revoked.invitation.bits))
        case .application(let fact): self.init(fact)
        case .circumstance(let fact): self.init(fact)
        case .rights(let fact): self.init(fact)
        case .dispatch(.dispatched(let dispatched)):
            self.init(.messageDispatched, dispatched.party.owner)
            detail = dispatched.channel.rawValue
        case .dispatch(.bounced(let bounced)):
            self.init(.messageBounced, bounced.party.owner)
            detail = bounced.channel.rawValue
        case .dispatch(.lettersBundled(let bundle)):
            self.init(.lettersBundled, OwnerID(bits: StreamID.letters(bundle.batch).bits))
            detail = bundle.batch.text
        case .dispatch(.lettersConfirmed(let confirmed)):
            self.init(.lettersConfirmed, OwnerID(bits: StreamID.letters(confirmed.batch).bits))
            detail = confirmed.batch.text
        case .system(.restored): self.init(.logRestored, OwnerID(bits: StreamID.system.bits))
        }
    }

    init(_ kind: TimelineKind, _ subject: OwnerID) {
        self.kind = kind
        self.subject = subject
    }

    private init(_ fact: PartyFact) {
        switch fact {
        case .personRegistered(let person): self.init(.personRegistered, person.party.owner)
        case .organisationRegistered(let organisation): self.init(.organisationRegistered, organisation.party.owner)
        case .contactChanged(let change): self.init(.contactChanged, change.party.owner)
        case .bankAccountChanged(let change): self.init(.bankAccountChanged, change.party.owner)
        case .bankAccountConfirmed(let confirmed): self.init(.bankAccountConfirmed, confirmed.party.owner)
        case .registrationRecorded(let record): self.init(.registrationRecorded, record.party.owner)
        case .changed(let change): self.init(.personChanged, change.party.owner)
        case .died(let death):
            self.init(.deathRecorded, death.party.owner)
            day = death.diedOn
        case .deathWithdrawn(let withdrawn): self.init(.deathWithdrawn, withdrawn.party.owner)
        case .agbAdded(let added): self.init(.agbCodeAdded, added.party.owner)
        case .agbRemoved(let removed): self.init(.agbCodeRemoved, removed.party.owner)
        case .memberAdded(let added): self.init(.memberAdded, added.member.owner)
        case .memberRemoved(let removed): self.init(.memberRemoved, removed.member.owner)
        case .contactConfirmed(let confirmed): self.init(.contactConfirmed, confirmed.party.owner)
        case .codeRefused(let refused): self.init(.contactCodeRefused, refused.party.owner)
        }
    }

    private init(_ fact: OfficeFact) {
        switch fact {
        case .registered(let office): self.init(.officeRegistered, office.office.owner)
        case .employeeAppointed(let appointed): self.init(.employeeAppointed, appointed.employee.owner)
        case .employeeReleased(let released): self.init(.employeeReleased, released.employee.owner)
        case .policySet(let policy):
            self.init(.policySet, policy.office.owner)
            day = policy.from
        }
    }

    private init(_ fact: ContractFact) {
        switch fact {
        case .drafted(let draft): self.init(.contractDrafted, draft.contract.owner)
        case .revised(let revision):
            self.init(.contractRevised, revision.contract.owner)
            detail = revision.side.rawValue
        case .shared(let share): self.init(.contractShared, share.contract.owner)
        case .signed(let signed):
            self.init(.contractSigned, signed.contract.owner)
            detail = signed.side.rawValue
        case .signatureVoided(let void):
            self.init(.signatureVoided, void.contract.owner)
            detail = void.side.rawValue
        case .submitted(let submission): self.init(.contractSubmitted, submission.contract.owner)
        case .assessed(let assessed):
            self.init(.contractAssessed, assessed.contract.owner)
            detail = "\(assessed.part.rawValue) \(assessed.outcome.rawValue)"
        case .approved(let approval):
            self.init(.contractApproved, approval.contract.owner)
            day = approval.from
            otherDay = approval.until
        case .rejected(let rejection): self.init(.contractRejected, rejection.contract.owner)
        case .returned(let back): self.init(.contractReturned, back.contract.owner)
        case .ended(let end):
            self.init(.contractEnded, end.contract.owner)
            day = end.lastDay
        case .assigned, .reopened, .exceptionGranted, .warned: self.init(assessment: fact)
        case .changeProposed, .changeWithdrawn, .changed, .extended, .renewalNotified, .sicknessReported,
            .recoveryReported:
            self.init(change: fact)
        }
    }

    private init(assessment fact: ContractFact) {
        switch fact {
        case .assigned(let assignment):
            self.init(.assessmentAssigned, assignment.contract.owner)
            detail = assignment.employee == nil ? nil : "employee"
        case .reopened(let reopening):
            self.init(.contractReopened, reopening.contract.owner)
            detail = reopening.ground.rawValue
        case .exceptionGranted(let exception):
            self.init(.exceptionGranted, exception.caregiver.owner)
            day = exception.from
            otherDay = exception.until
            detail = exception.rule.text
            office = exception.office
        case .warned(let warning):
            self.init(.contractWarned, warning.contract.owner)
            day = warning.on
        default: preconditionFailure("Only facts about an assessment come here.")
        }
    }

    private init(change fact: ContractFact) {
        switch fact {
        case .changeProposed(let proposal):
            self.init(.changeProposed, proposal.contract.owner)
            day = proposal.from
            detail = proposal.side.rawValue
        case .changeWithdrawn(let withdrawal):
            self.init(.changeWithdrawn, withdrawal.contract.owner)
            detail = withdrawal.side.rawValue
        case .changed(let next):
            self.init(.contractChanged, next.contract.owner)
            day = next.from
        case .extended(let extended):
            self.init(.contractExtended, extended.contract.owner)
            day = extended.until
        case .renewalNotified(let notice):
            self.init(.renewalNotified, notice.contract.owner)
            day = notice.toldOn
            detail = notice.renews ? "renews" : nil
        case .sicknessReported(let report):
            self.init(.sicknessReported, report.contract.owner)
            day = report.from
            detail = report.fitPercent.map { "\($0)" }
        case .recoveryReported(let report):
            self.init(.recoveryReported, report.contract.owner)
            day = report.on
        default: preconditionFailure("Only facts about a change come here.")
        }
    }
}
