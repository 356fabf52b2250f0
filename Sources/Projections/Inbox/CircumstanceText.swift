import Events

/// The words of a message about what happens around a running pgb: requests, reports, visits, its end, who looked along.
struct CircumstanceText {
    private let content: MessageContent

    init(_ content: MessageContent) { self.content = content }

    func words(_ fact: CircumstanceFact) -> PeopleText.Words {
        switch fact {
        case .requestFiled(let filed):
            (
                "Uw verzoek is ontvangen",
                [
                    Self.sentence(filed),
                    "\(Granter.capital(filed.law)) beslist uiterlijk op \(Dutch.day(filed.decideBy)).",
                    "U krijgt daar bericht van.",
                ]
            )
        case .requestDecided(let decided): words(decided)
        case .reported(let reported):
            (
                "Uw melding is ontvangen",
                [
                    "U hebt \(Self.name(reported.kind)) gemeld.",
                    "Dat is vanaf \(Dutch.day(reported.from))\(until(reported)).",
                ]
                    + reported.reasons.list.filter { !$0.met }.map { ExplainedReason($0).text }
                    + ["\(Granter.capital(nil)) kijkt wat dit betekent voor uw pgb.", "U krijgt daar bericht van."]
            )
        case .handled(let handled): words(handled)
        case .visitPlanned(let planned):
            (
                "U krijgt een huisbezoek",
                [
                    "\(Granter.capital(nil)) komt bij u thuis op \(Dutch.moment(planned.at)).",
                    "Het gesprek gaat over uw zorg.", "Houd uw identiteitsbewijs klaar.",
                    "Hebt u een vertegenwoordiger? Dan moet die erbij zijn.", "Uw zorgverlener mag er niet bij zijn.",
                    "Kunt u dan niet? Laat dat op tijd weten.",
                ]
            )
        case .visitReported(let reported): words(reported)
        case .pgbEnded(let ended): words(ended)
        case .endingRevised(let revised): words(revised)
        case .lookedAlong(let looked):
            (
                "De helpdesk kijkt mee in uw pgb",
                [
                    "Een medewerker van de helpdesk kijkt mee in uw pgb.",
                    "Dat kan tot \(Dutch.moment(looked.until)).", "Hij ziet wat u ziet.", "Hij kan niets veranderen.",
                    "In de toelichting leest u waarom.",
                    "Hebt u hier niet om gevraagd? Neem contact op met \(Granter.yours(nil)) of de SVB.",
                ]
            )
        case .requestWithdrawn: preconditionFailure("Who withdraws a request is told nothing.")
        }
    }

    private func words(_ decided: RequestDecided) -> PeopleText.Words {
        guard case .circumstance(.requestFiled(let filed)) = content.origin else {
            preconditionFailure("A decision on a request has the request as its origin.")
        }
        let grounds = decided.grounds.map(\.sentence)
        guard decided.outcome == .granted else {
            return (
                "Uw verzoek is afgewezen",
                [Self.sentence(filed), "Dat gaat niet door."] + grounds + Granter.objection(filed.law)
            )
        }
        let follows =
            switch filed.kind {
            case .extraBudget: "U krijgt nog bericht over uw nieuwe budget."
            case .representative: "U krijgt bericht als de nieuwe vertegenwoordiger is vastgelegd."
            case .ending: "U krijgt nog bericht over de laatste dag."
            }
        return (
            "Uw verzoek is toegewezen", [Self.sentence(filed), "Dat gaat door."] + grounds + [follows]
        )
    }

    private func words(_ handled: CircumstanceHandled) -> PeopleText.Words {
        var about = "Uw melding is behandeld."
        if case .circumstance(.reported(let reported)) = content.origin {
            about = "Uw melding over \(Self.name(reported.kind)) is behandeld."
        }
        let follows =
            switch handled.outcome {
            case .noted: ["Uw pgb blijft zoals het is.", "U hoeft niets te doen."]
            case .budgetChanged: ["Uw budget verandert hierdoor.", "U krijgt daar apart bericht van."]
            case .pgbEnded: ["Uw pgb stopt hierdoor.", "U krijgt daar apart bericht van."]
            }
        return ("Uw melding is behandeld", [about] + follows)
    }

    private func words(_ reported: VisitReported) -> PeopleText.Words {
        let day = Dutch.day(reported.heldOn)
        return switch reported.outcome {
        case .notHeld:
            (
                "Het huisbezoek is niet doorgegaan",
                [
                    "Het huisbezoek van \(day) is niet doorgegaan.",
                    "\(Granter.capital(nil)) maakt een nieuwe afspraak met u.",
                ]
            )
        case .inOrder:
            (
                "Er is een verslag van het huisbezoek",
                ["Het huisbezoek was op \(day).", "De zorg is zoals u hebt afgesproken.", Self.read]
            )
        case .followUp:
            (
                "Er moet iets veranderen na het huisbezoek",
                [
                    "Het huisbezoek was op \(day).", "Er moet iets veranderen.", Self.read,
                    "Daarin staat wat u moet doen.",
                ]
            )
        case .notInOrder:
            (
                "De zorg is niet zoals afgesproken",
                [
                    "Het huisbezoek was op \(day).", "De zorg is niet zoals u hebt afgesproken.", Self.read,
                    "\(Granter.capital(nil)) neemt contact met u op.",
                ]
            )
        }
    }

    private func words(_ ended: PgbEnded) -> PeopleText.Words {
        let pgb = "Uw pgb uit de \(Self.name(ended.law))"
        let start: (subject: String, sentences: [String]) =
            ended.ending == .withdrawn
            ? (
                "Uw pgb is ingetrokken",
                [
                    "\(pgb) is ingetrokken, vanaf het begin.",
                    "Moet u geld terugbetalen? Dan krijgt u daar apart bericht van.",
                ]
            )
            : (
                "Uw pgb stopt",
                [
                    "\(pgb) stopt.", "De laatste dag is \(Dutch.day(ended.lastDay)).",
                    "Is er zorg van voor die dag? Declareer die zo snel mogelijk.",
                ]
            )
        return (start.subject, start.sentences + [Self.sentence(ended.reason)] + Granter.objection(ended.law))
    }

    private func words(_ revised: PgbEndingRevised) -> PeopleText.Words {
        let why =
            switch revised.reason {
            case .objection: "U maakte bezwaar, en u krijgt gelijk."
            case .appeal: "De rechter heeft dat zo bepaald."
            case .ownMotion: "Wij zagen zelf dat de beslissing niet klopte."
            }
        return (
            "Uw pgb stopt toch niet",
            [
                "De beslissing dat uw pgb uit de \(Self.name(revised.law)) stopt, geldt niet meer.", why,
                "Zijn er al budgetten of zorgovereenkomsten gestopt? Die worden apart hersteld.",
                "U krijgt daar bericht van.", "In de toelichting leest u waarom.",
            ] + Granter.objection(revised.law)
        )
    }

    // MARK: Words

    private static let read = "In de toelichting leest u het verslag."

    private func until(_ reported: CircumstanceReported) -> String {
        reported.until.map { " tot en met \(Dutch.day($0))" } ?? ""
    }

    private static func sentence(_ filed: RequestFiled) -> String {
        let from = "vanaf \(Dutch.day(filed.from))"
        return switch filed.kind {
        case .extraBudget: "U vraagt\(filed.amountCents.map { " \(Dutch.amount($0))" } ?? "") extra budget \(from)."
        case .representative: "U vraagt om een andere vertegenwoordiger \(from)."
        case .ending: "U vraagt om uw pgb te stoppen \(from)."
        }
    }

    private static func name(_ kind: CircumstanceKind) -> String {
        switch kind {
        case .move: "een verhuizing"
        case .admission: "een opname in een instelling"
        case .abroad: "een verblijf in het buitenland"
        case .detention: "detentie"
        case .bankruptcy: "een faillissement"
        case .debtRestructuring: "een schuldsanering"
        case .careInKind: "een overstap naar zorg in natura"
        case .other: "een verandering"
        }
    }

    private static func name(_ law: Law) -> String {
        switch law {
        case .wlz: "Wlz"
        case .wmo: "Wmo"
        case .jeugdwet: "Jeugdwet"
        }
    }

    private static func sentence(_ reason: PgbEndReason) -> String {
        switch reason {
        case .ownWish: "U hebt daar zelf om gevraagd."
        case .admission: "U woont nu in een instelling."
        case .rulesBroken: "De regels van het pgb zijn niet nageleefd."
        case .representativeUnfit: "Uw vertegenwoordiger is niet geschikt."
        case .careInKind: "U krijgt zorg in natura."
        case .noFixedAddress: "U hebt geen vast adres."
        case .insolvent: "U bent failliet of zit in een schuldsanering."
        case .detained: "U zit in detentie."
        case .died: "De budgethouder is overleden."
        case .noIndication: "Uw indicatie is voorbij."
        }
    }
}
