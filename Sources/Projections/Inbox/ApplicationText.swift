import Events

/// The words of a message about an application for a pgb, from the day it came in to the decision.
struct ApplicationText {
    private let content: MessageContent
    private let law: Law?

    init(_ content: MessageContent) {
        self.content = content
        if case .application(.filed(let filed)) = content.origin { law = filed.law } else { law = nil }
    }

    func words(_ fact: ApplicationFact) -> PeopleText.Words {
        switch fact {
        case .filed(let filed):
            (
                "Uw aanvraag is ontvangen",
                [
                    "Wij hebben uw aanvraag voor een pgb ontvangen.",
                    "\(granter) beslist uiterlijk op \(Dutch.day(filed.decideBy)).",
                    "Meestal hebt u eerst een gesprek met \(yours).", "U krijgt bericht als u iets moet doen.",
                ]
            )
        case .supplementAsked(let asked):
            (
                "Vul uw aanvraag aan",
                [
                    "Er ontbreekt nog iets bij uw aanvraag.", "In de toelichting leest u wat dat is.",
                    "Stuur het uiterlijk op \(Dutch.day(asked.until)).",
                    "Doet u dat niet? Dan kan \(yours) uw aanvraag afwijzen.",
                    "Zolang \(yours) op u wacht, schuift de beslissing op.",
                ]
            )
        case .interviewPlanned(let planned):
            (
                "U hebt een gesprek over uw aanvraag",
                [
                    "\(granter) praat met u over uw aanvraag.", "Het gesprek is op \(Dutch.moment(planned.at)).",
                    Self.sentence(planned.form), "Kunt u dan niet? Laat dat op tijd weten aan \(yours).",
                ]
            )
        case .interviewReported(let reported): words(reported)
        case .extended(let extended):
            (
                "De beslissing over uw aanvraag duurt langer",
                [
                    "\(granter) heeft meer tijd nodig.",
                    "U krijgt uiterlijk op \(Dutch.day(extended.until)) een beslissing.", "U hoeft niets te doen.",
                ]
            )
        case .decided(let decided): words(decided)
        case .withdrawn: preconditionFailure("Who withdraws an application is told nothing.")
        }
    }

    private func words(_ reported: InterviewReported) -> PeopleText.Words {
        guard reported.outcome != .notHeld else {
            return (
                "Het gesprek is niet doorgegaan",
                [
                    "Het gesprek over uw aanvraag is niet doorgegaan.",
                    "\(granter) maakt een nieuwe afspraak met u.",
                ]
            )
        }
        return (
            "Er is een verslag van uw gesprek",
            ["Het gesprek over uw aanvraag was op \(Dutch.day(reported.heldOn))."]
                + (sentence(reported.outcome).map { [$0] } ?? [])
                + [
                    "In de toelichting leest u het verslag.", "Klopt er iets niet? Laat dat weten aan \(yours).",
                ]
        )
    }

    private func words(_ decided: ApplicationDecided) -> PeopleText.Words {
        let grounds = decided.grounds.map(\.sentence)
        return decided.outcome == .granted
            ? (
                "Uw aanvraag is toegewezen",
                ["U krijgt een pgb."] + grounds
                    + ["U krijgt nog bericht over het bedrag.", "Daarna kunt u zorgovereenkomsten maken."]
                    + Granter.objection(law)
            )
            : ("Uw aanvraag is afgewezen", ["U krijgt geen pgb."] + grounds + Granter.objection(law))
    }

    // MARK: Words

    private var yours: String { Granter.yours(law) }
    private var granter: String { Granter.capital(law) }

    private static func sentence(_ form: InterviewForm) -> String {
        switch form {
        case .inPerson: "U praat met elkaar op kantoor of bij u thuis."
        case .phone: "U wordt dan gebeld."
        case .video: "Het gesprek gaat via beeldbellen."
        }
    }

    private func sentence(_ outcome: InterviewOutcome) -> String? {
        switch outcome {
        case .capable: "Volgens \(yours) kunt u het pgb zelf beheren."
        case .capableWithHelp: "Volgens \(yours) kunt u het pgb beheren met hulp van een vertegenwoordiger."
        case .notCapable: "Volgens \(yours) kunt u het pgb niet beheren, ook niet met hulp."
        case .notHeld: nil
        }
    }
}
