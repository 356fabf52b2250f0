import Events

extension AssessmentReason {
    /// Why a contract was rejected or returned, in one plain Dutch sentence.
    var sentence: String {
        switch self {
        case .careNotPermitted: "Deze zorg mag niet uit het pgb worden betaald."
        case .descriptionInsufficient: "De beschrijving van de zorg is niet duidelijk genoeg."
        case .functionMismatch: "De zorg past niet bij de gekozen zorgfunctie."
        case .rateAboveMaximum: "Het tarief is te hoog."
        case .rateBelowMinimumWage: "Het tarief is lager dan het minimumloon."
        case .hoursAboveLimit: "Er zijn te veel uren afgesproken."
        case .wrongKind: "Het soort overeenkomst klopt niet."
        case .notFormal: "De zorgverlener telt niet als formele zorgverlener."
        case .representativeIsCaregiver: "De vertegenwoordiger mag niet ook de zorgverlener zijn."
        case .budgetInsufficient: "Er is te weinig budget voor deze afspraken."
        case .budgetPlanRequired: "Er is eerst een budgetplan nodig."
        case .dateOutOfRange: "De datum valt buiten de tijd van het budget."
        case .retroactiveTooFar: "De begindatum ligt te ver terug."
        case .incomplete: "De overeenkomst is niet volledig ingevuld."
        case .modelOutdated: "Het model van de overeenkomst is verouderd."
        case .documentMissing: "Er ontbreekt een document."
        case .labourLawOther: "De afspraken passen niet bij het arbeidsrecht."
        }
    }
}
