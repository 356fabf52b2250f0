import Events

extension TimelineFacts {
    init(_ fact: ApplicationFact) {
        switch fact {
        case .filed(let filed):
            self.init(.applicationFiled, filed.application, filed.office)
            cents = filed.totalCents
            day = filed.from
        case .supplementAsked(let asked):
            self.init(.supplementAsked, asked.application, asked.office)
            day = asked.until
        case .withdrawn(let withdrawn): self.init(.applicationWithdrawn, withdrawn.application, nil)
        case .interviewPlanned(let planned):
            self.init(.interviewPlanned, planned.application, planned.office)
            day = planned.at.day
        case .interviewReported(let reported):
            self.init(.interviewReported, reported.application, reported.office)
            day = reported.heldOn
            detail = reported.outcome.rawValue
        case .extended(let extended):
            self.init(.decisionExtended, extended.application, extended.office)
            day = extended.until
        case .decided(let decided):
            self.init(.applicationDecided, decided.application, decided.office)
            detail = decided.outcome.rawValue
        }
    }

    init(_ fact: CircumstanceFact) {
        switch fact {
        case .requestFiled(let filed):
            self.init(.requestFiled, filed.request, filed.office)
            cents = filed.amountCents
            day = filed.from
            detail = filed.kind.rawValue
        case .requestWithdrawn(let withdrawn): self.init(.requestWithdrawn, withdrawn.request, nil)
        case .requestDecided(let decided):
            self.init(.requestDecided, decided.request, decided.office)
            detail = decided.outcome.rawValue
        case .reported(let reported):
            self.init(.circumstanceReported, reported.report, nil)
            day = reported.from
            otherDay = reported.until
            detail = reported.kind.rawValue
        case .handled(let handled):
            self.init(.circumstanceHandled, handled.report, handled.office)
            detail = handled.outcome.rawValue
        case .visitPlanned(let planned):
            self.init(.visitPlanned, planned.visit, planned.office)
            day = planned.at.day
        case .visitReported(let reported):
            self.init(.visitReported, reported.visit, reported.office)
            day = reported.heldOn
            detail = reported.outcome.rawValue
        case .pgbEnded(let ended):
            self.init(.pgbEnded, ended.office, ended.office)
            day = ended.lastDay
            detail = ended.law.rawValue
        case .endingRevised(let revised):
            self.init(.pgbEndingRevised, revised.office, revised.office)
            day = revised.lastDay
            detail = revised.law.rawValue
        case .lookedAlong(let looked): self.init(.lookedAlong, looked.employee, looked.office)
        }
    }

    init(_ fact: RightsFact) {
        switch fact {
        case .consentGiven(let given): self.init(.consentGiven, given.party, given.office)
        case .consentWithdrawn(let back): self.init(.consentWithdrawn, back.party, back.office)
        case .restrictionSet(let set): self.init(.restrictionSet, set.party, set.office)
        case .restrictionLifted(let lifted): self.init(.restrictionLifted, lifted.party, lifted.office)
        case .holdSet(let set):
            self.init(.holdSet, set.party, set.office)
            day = set.until
        case .holdLifted(let lifted): self.init(.holdLifted, lifted.party, lifted.office)
        case .erased(let erased): self.init(.personErased, erased.party, erased.office)
        case .erasureDue(let due):
            self.init(.erasureDue, due.party, nil)
            detail = due.due ? "due" : nil
        }
    }

    private init<Subject>(_ kind: TimelineKind, _ subject: ID<Subject>, _ office: OfficeID?) {
        self.init(kind, OwnerID(bits: subject.bits))
        self.office = office
    }
}
