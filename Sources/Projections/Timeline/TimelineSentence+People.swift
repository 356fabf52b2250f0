import Events

/// The sentences about people, applications and rights.
extension TimelineSentence {
    var people: String {
        switch kind {
        case .personChanged: "De gegevens van de persoon zijn bijgewerkt."
        case .deathRecorded: "De persoon is overleden op \(on)."
        case .deathWithdrawn: "De persoon leeft. Dat hij is overleden, was een vergissing."
        case .agbCodeAdded: "De organisatie heeft er een AGB-code bij."
        case .agbCodeRemoved: "De organisatie heeft een AGB-code minder."
        case .memberAdded: "Iemand kan vanaf nu voor de organisatie handelen."
        case .memberRemoved: "Iemand handelt niet meer voor de organisatie."
        case .contactConfirmed: "Het e-mailadres is bevestigd."
        case .contactCodeRefused: "Er is een verkeerde code voor het e-mailadres ingevuld."
        case .helperInvited: "\(holderSide("heeft")) iemand gevraagd om mee te kijken."
        case .helperJoined: "Er kijkt iemand mee in dit dossier."
        case .helperRevoked: "Iemand kijkt niet meer mee in dit dossier."
        case .consentGiven: "Er is toestemming gegeven."
        case .consentWithdrawn: "De toestemming is ingetrokken."
        case .restrictionSet: "De gegevens worden voorlopig niet gebruikt voor iets nieuws."
        case .restrictionLifted: "De gegevens mogen weer worden gebruikt."
        case .holdSet: "De gegevens blijven langer bewaard."
        case .holdLifted: "De gegevens hoeven niet meer langer bewaard te blijven."
        case .personErased: "De persoonsgegevens zijn gewist."
        case .erasureDue:
            detail == nil
                ? "De gegevens blijven toch bewaard." : "De bewaartermijn is voorbij. De gegevens mogen worden gewist."
        case .messageDispatched:
            detail == DispatchChannel.post.rawValue
                ? "Er is een brief verstuurd." : "Er is een e-mail verstuurd dat er een bericht wacht."
        case .messageBounced:
            detail == DispatchChannel.post.rawValue
                ? "Een brief kwam terug." : "Een e-mail kwam niet aan. Berichten gaan voortaan per post."
        case .lettersBundled: "Er is een stapel brieven klaargezet."
        case .lettersConfirmed: "Een stapel brieven is op de post gedaan."
        case .requestFiled, .requestWithdrawn, .requestDecided, .circumstanceReported, .circumstanceHandled,
            .visitPlanned, .visitReported, .pgbEnded, .pgbEndingRevised, .lookedAlong:
            circumstance
        default: application
        }
    }

    private var application: String {
        switch kind {
        case .applicationFiled: "\(holderSide("vraagt")) een pgb aan van \(amount) vanaf \(on)."
        case .supplementAsked: "De verstrekker vraagt om meer gegevens, uiterlijk op \(on)."
        case .applicationWithdrawn: "De aanvraag is ingetrokken."
        case .interviewPlanned: "Het bewust-keuzegesprek is op \(on)."
        case .interviewReported:
            detail == InterviewOutcome.notHeld.rawValue
                ? "Het bewust-keuzegesprek is niet doorgegaan." : "Het bewust-keuzegesprek was op \(on)."
        case .decisionExtended: "De verstrekker beslist uiterlijk op \(on)."
        default:
            detail == ApplicationOutcome.granted.rawValue
                ? "De aanvraag voor een pgb is toegewezen." : "De aanvraag voor een pgb is afgewezen."
        }
    }

    private var circumstance: String {
        switch kind {
        case .requestFiled:
            switch detail.flatMap(RequestKind.init(rawValue:)) {
            case .extraBudget: "\(holderSide("vraagt")) \(amount) extra budget vanaf \(on)."
            case .representative: "\(holderSide("vraagt")) om een andere vertegenwoordiger vanaf \(on)."
            case .ending, nil: "\(holderSide("vraagt")) om het pgb te stoppen vanaf \(on)."
            }
        case .requestWithdrawn: "Het verzoek is ingetrokken."
        case .requestDecided:
            detail == ApplicationOutcome.granted.rawValue ? "Het verzoek is toegewezen." : "Het verzoek is afgewezen."
        case .circumstanceReported: "\(holderSide("heeft")) een verandering gemeld vanaf \(on)."
        case .circumstanceHandled: "De verstrekker heeft de melding behandeld."
        case .visitPlanned: "Op \(on) komt de verstrekker op huisbezoek."
        case .visitReported:
            detail == VisitOutcome.notHeld.rawValue
                ? "Het huisbezoek is niet doorgegaan." : "Op \(on) was de verstrekker op huisbezoek."
        case .pgbEnded: "Het pgb stopt na \(on)."
        case .pgbEndingRevised: "Het pgb stopt toch niet na \(on)."
        default: "Een medewerker van de helpdesk keek mee in dit dossier."
        }
    }
}
