import Events

extension ApplicationReason {
    /// Why an application or a request was decided as it was, in one plain Dutch sentence.
    var sentence: String {
        switch self {
        case .conditionsMet: "U voldoet aan alle voorwaarden."
        case .notCapable: "U kunt het pgb niet zelf beheren, ook niet met hulp."
        case .noMotivation: "Het is niet duidelijk waarom zorg in natura niet bij u past."
        case .careUnsafe: "De zorg die u wilt inkopen, is niet goed en veilig genoeg."
        case .noIndication: "Er is geen indicatie of besluit dat u recht geeft op deze zorg."
        case .noFixedAddress: "U hebt geen vast adres."
        case .insolvent: "U bent failliet of zit in een schuldsanering."
        case .detained: "U zit in detentie."
        case .earlierBreach: "Bij een eerder pgb zijn de regels niet nageleefd."
        case .representativeUnfit: "De vertegenwoordiger die u voorstelt, is niet geschikt."
        case .planIncomplete: "Uw budgetplan is niet compleet."
        case .notNecessary: "De extra zorg is niet nodig, of zit al in uw budget."
        case .other: "De reden staat in de toelichting."
        }
    }
}
