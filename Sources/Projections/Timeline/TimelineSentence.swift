import Events

/// What happened, in one plain Dutch sentence. Who did it is named by his role, never by his name.
struct TimelineSentence {
    let facts: TimelineFacts
    let actor: Principal.Kind

    init(_ facts: TimelineFacts, by actor: Principal.Kind) {
        self.facts = facts
        self.actor = actor
    }

    var kind: TimelineKind { facts.kind }
    var detail: String? { facts.detail }

    var text: String {
        switch kind {
        case .personRegistered: "De persoon is ingeschreven."
        case .organisationRegistered: "De organisatie is ingeschreven."
        case .contactChanged: "De contactgegevens zijn gewijzigd."
        case .bankAccountChanged: "Het rekeningnummer is gewijzigd."
        case .officeRegistered: "De organisatie doet mee."
        case .employeeAppointed: "Een medewerker heeft rollen gekregen."
        case .employeeReleased: "Een medewerker heeft geen rollen meer."
        case .policySet: "Nieuw beleid geldt vanaf \(on)."
        case .representativeAppointed:
            detail == "exclusive"
                ? "Vanaf \(on) kan alleen een vertegenwoordiger iets regelen."
                : "Vanaf \(on) kan een vertegenwoordiger ook alles regelen."
        case .representativeRemoved: "Een vertegenwoordiger is gestopt."
        case .budgetGranted, .budgetChanged, .budgetEnded, .spendingConflictFound, .claimStopSet, .claimStopLifted,
            .openingBalanceLoaded, .budgetCredited, .depositReceived, .budgetWarned, .budgetClosed, .budgetFixed:
            budget
        case .contractDrafted, .contractRevised, .contractShared, .contractSigned, .signatureVoided, .contractSubmitted,
            .contractAssessed, .contractApproved, .contractRejected, .contractReturned, .contractEnded:
            contract
        case .registrationRecorded: "Wat er in de openbare registers staat, is vastgelegd."
        case .assessmentAssigned:
            detail == nil
                ? "De beoordeling is weer van niemand in het bijzonder." : "De beoordeling heeft een medewerker."
        case .contractReopened:
            detail == ReopenGround.ruling.rawValue
                ? "De zorgovereenkomst wordt opnieuw beoordeeld, na een uitspraak van de rechter."
                : "De zorgovereenkomst wordt opnieuw beoordeeld, na bezwaar."
        case .exceptionGranted: "Er is vanaf \(on) een uitzondering toegestaan."
        case .contractWarned: "Vanaf \(on) klopt de zorgovereenkomst niet meer met de regels."
        case .changeProposed: "\(side("heeft")) een wijziging gemaakt die ingaat op \(on)."
        case .changeWithdrawn: "De wijziging gaat niet door."
        case .contractChanged: "De zorgovereenkomst is gewijzigd vanaf \(on)."
        case .contractExtended:
            facts.day == nil
                ? "De zorgovereenkomst is verlengd, zonder einddatum."
                : "De zorgovereenkomst is verlengd tot en met \(on)."
        case .renewalNotified:
            detail == nil
                ? "De zorgverlener weet dat de overeenkomst niet wordt verlengd."
                : "De zorgverlener weet dat de overeenkomst wordt verlengd."
        case .sicknessReported:
            detail.map { "De zorgverlener is ziek en kan vanaf \(on) \($0)% werken." }
                ?? "De zorgverlener is ziek vanaf \(on)."
        case .recoveryReported: "De zorgverlener werkt weer vanaf \(on)."
        case .documentAttached: "Er is een document toegevoegd."
        case .claimFiled, .claimAgreed, .claimDeclined, .claimAccepted, .claimRefused, .claimHeld, .claimWithdrawn,
            .claimCorrected:
            claim
        case .paymentScheduled, .wageWithheld, .paymentPaid, .paymentReturned, .paymentSuspended, .paymentResumed,
            .paymentWithdrawn, .paymentFiled, .paymentUnfiled, .paymentOffset, .payrollSettled, .differenceSettled:
            payment
        case .receivableRaised, .receivablePlanned, .receivablePaid, .receivableWrittenOff: receivable
        case .runOpened, .runCollected, .paymentFileWritten, .paymentFileReleased, .runCancelled, .bankFileRead,
            .bankEntryOpen, .bankEntrySettled:
            bank
        case .bankAccountConfirmed: "Het rekeningnummer is bevestigd."
        case .personChanged, .deathRecorded, .deathWithdrawn, .agbCodeAdded, .agbCodeRemoved, .memberAdded,
            .memberRemoved,
            .contactConfirmed, .contactCodeRefused, .helperInvited, .helperJoined, .helperRevoked, .applicationFiled,
            .supplementAsked,
            .applicationWithdrawn, .interviewPlanned, .interviewReported, .decisionExtended, .applicationDecided,
            .requestFiled, .requestWithdrawn, .requestDecided, .circumstanceReported, .circumstanceHandled,
            .visitPlanned, .visitReported, .pgbEnded, .pgbEndingRevised, .lookedAlong, .consentGiven, .consentWithdrawn,
            .restrictionSet,
            .restrictionLifted, .holdSet, .holdLifted, .personErased, .erasureDue,
            .messageDispatched, .messageBounced, .lettersBundled, .lettersConfirmed:
            people
        case .messageRead: "Een bericht is gelezen."
        case .logRestored: "Het logboek is teruggezet vanaf een kopie."
        }
    }

    private var contract: String {
        switch kind {
        case .contractDrafted: "\(holderSide("heeft")) een zorgovereenkomst gemaakt."
        case .contractRevised: "\(side("heeft")) de zorgovereenkomst gewijzigd."
        case .contractShared: "\(holderSide("heeft")) de zorgovereenkomst gedeeld met de zorgverlener."
        case .contractSigned: "\(side("heeft")) de zorgovereenkomst ondertekend."
        case .signatureVoided:
            detail == Side.caregiver.rawValue
                ? "De handtekening van de zorgverlener geldt niet meer."
                : "De handtekening van de budgethouder geldt niet meer."
        case .contractSubmitted: "\(holderSide("heeft")) de zorgovereenkomst ingediend."
        case .contractAssessed: assessed
        case .contractApproved: "De zorgovereenkomst is goedgekeurd vanaf \(on)."
        case .contractRejected: "De zorgovereenkomst is afgekeurd."
        case .contractReturned: "De zorgovereenkomst is teruggestuurd om te verbeteren."
        default: "De zorgovereenkomst stopt na \(on)."
        }
    }

    private var assessed: String {
        let words = (detail ?? "").split(separator: " ").map(String.init)
        let part = words.first == AssessmentPart.labour.rawValue ? "Het arbeidsrecht" : "De zorg"
        return switch words.last.flatMap(AssessmentOutcome.init(rawValue:)) {
        case .approve: "\(part) is beoordeeld en goedgekeurd."
        case .reject: "\(part) is beoordeeld en afgekeurd."
        case .returnForCorrection, nil: "\(part) is beoordeeld en moet worden verbeterd."
        }
    }

    /// The side that the fact names, and who acted for it, with the verb.
    func side(_ verb: String) -> String {
        detail == Side.caregiver.rawValue ? "De zorgverlener \(verb)" : holderSide(verb)
    }

    func holderSide(_ verb: String) -> String { HolderSide.acting(actor, verb) }

    var amount: String { facts.cents.map(Dutch.amount) ?? "" }
    var on: String { facts.day.map(Dutch.day) ?? "" }
    var until: String { facts.otherDay.map(Dutch.day) ?? "" }
    var overMonth: String { facts.month.map { " over \(Dutch.month($0))" } ?? "" }
}
