package import Events

/// Helps to choose the kind of contract: which question comes next, or which kind it is and why. The order is that of
/// the SVB's own aid (contracts 2.1).
package struct ContractChoice: Sendable {
    /// The answers there are so far; nil for what was not answered yet.
    package var law: Law?
    package var relation: Relation?
    /// Only asked outside the Wlz: whether somebody helps for a small allowance only.
    package var volunteer: Bool?
    package var institution: Bool?
    package var entrepreneur: Bool?
    package var authority: Bool?

    package init() {}

    package enum Question: String, StoredName, CaseIterable {
        case law, relation, volunteer, institution, entrepreneur, authority
    }

    package enum Outcome: Equatable, Sendable {
        case ask(Question)
        case kind(ContractKind, because: Because)
    }

    /// Which answer decided.
    package enum Because: String, StoredName, CaseIterable {
        case family, volunteer, institution, entrepreneur, authority
        /// None of the others: somebody who works without authority over him (inferred; contracts 2.1, last branch).
        case freelancer
    }

    package var outcome: Outcome {
        guard let law else { return .ask(.law) }
        if law != .wlz {
            guard let volunteer else { return .ask(.volunteer) }
            if volunteer { return .kind(.networkHelp, because: .volunteer) }
        }
        guard let relation else { return .ask(.relation) }
        if relation.isFamily { return .kind(.family, because: .family) }
        guard let institution else { return .ask(.institution) }
        if institution { return .kind(.institution, because: .institution) }
        guard let entrepreneur else { return .ask(.entrepreneur) }
        if entrepreneur { return .kind(.assignment, because: .entrepreneur) }
        guard let authority else { return .ask(.authority) }
        return authority ? .kind(.employment, because: .authority) : .kind(.assignment, because: .freelancer)
    }
}

extension ContractChoice.Question {
    /// The question in plain Dutch.
    package var text: String {
        switch self {
        case .law: "Uit welke wet komt het budget?"
        case .relation: "Wat is de zorgverlener van de budgethouder?"
        case .volunteer: "Helpt deze persoon als vrijwilliger, voor een kleine vergoeding?"
        case .institution: "Werkt de zorgverlener bij een zorginstelling, en komt de rekening van die instelling?"
        case .entrepreneur: "Is de zorgverlener ondernemer voor de Belastingdienst?"
        case .authority: "Bepaalt u wat de zorgverlener doet, en hoe en wanneer?"
        }
    }

    /// What helps to answer it.
    package var help: String {
        switch self {
        case .law: "Dat staat in de brief waarin het budget is toegekend."
        case .relation: "Ook schoonfamilie en stiefkinderen zijn familie."
        case .volunteer:
            "De vergoeding is hoogstens € 141 per maand. De gemeente moet het toestaan. Er is dan geen zorgovereenkomst."
        case .institution: "Een instelling staat in het Handelsregister en er werken meer mensen."
        case .entrepreneur: "Een zzp'er is dat meestal. De zorgverlener kan dit nagaan met de OndernemersCheck."
        case .authority:
            "U kunt dan het werk controleren en erover praten. De zorgverlener mag niet zomaar iemand anders sturen."
        }
    }

    /// What may be answered.
    package var answers: [String] {
        switch self {
        case .law: Law.allCases.map(\.rawValue)
        case .relation: Relation.allCases.map(\.rawValue)
        case .volunteer, .institution, .entrepreneur, .authority: ["true", "false"]
        }
    }
}

extension ContractChoice.Because {
    /// Why it is this kind, in plain Dutch.
    package var sentence: String {
        switch self {
        case .family: "De zorgverlener is partner of familie in de eerste of tweede graad."
        case .volunteer:
            "De helper krijgt alleen een kleine vergoeding. Daarbij hoort een verklaring, geen overeenkomst."
        case .institution: "De zorg komt van een zorginstelling."
        case .entrepreneur: "De zorgverlener is ondernemer. Hij werkt in opdracht."
        case .authority: "U bepaalt hoe het werk gaat. U bent dan werkgever."
        case .freelancer:
            "De zorgverlener bepaalt zelf hoe het werk gaat, en is geen ondernemer. Hij werkt in opdracht."
        }
    }
}
