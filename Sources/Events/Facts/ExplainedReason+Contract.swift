/// The sentences of the checks of a contract, by their numbers in the catalogue.
extension ExplainedReason {
    func contract(_ rule: Rule) -> (met: String, unmet: String) {
        switch rule {
        case .zo01, .zo02, .zo03, .zo12, .zo15, .zo21, .zo26, .zo27, .noticeTerm, .chainRule, .toldInTime: dates(rule)
        case .zo04, .zo05, .zo07, .zo08, .zo09, .zo10, .zo11, .zo24: rates(rule)
        case .zo06, .zo16, .zo19, .zo29, .zo31: parties(rule)
        case .mostHolders: mostHolders
        case .zo13, .zo14, .zo22, .zo23, .zo25: amounts(rule)
        default: papers(rule)
        }
    }

    private var mostHolders: (met: String, unmet: String) {
        let holders = count("holders", "budgethouder", "budgethouders")
        return (
            "Deze vertegenwoordiger staat dan voor \(holders). Dat mag: het maximum is \(number("most-holders")).",
            "Deze vertegenwoordiger staat dan voor \(holders). Het maximum is \(number("most-holders")). Kies iemand anders."
        )
    }

    private func dates(_ rule: Rule) -> (met: String, unmet: String) {
        switch rule {
        case .zo01:
            let begins = "De overeenkomst begint op \(day("starts-on")) en het budget op \(day("budget-from"))."
            return ("\(begins) Dat past.", "\(begins) Kies een latere begindatum.")
        case .zo02:
            let ends = "De zorgovereenkomst loopt tot en met \(day("ends-on"))."
            return (
                "\(ends) Het budget loopt dan nog.",
                "\(ends) Het budget stopt eerder: op \(day("budget-until")). "
                    + "Voor de tijd daarna is een nieuw budget nodig."
            )
        case .zo03:
            return (
                "Er is geen andere zorgovereenkomst met deze zorgverlener.",
                "Er is al een zorgovereenkomst met deze zorgverlener. Bekijk die eerst, en wijzig of beëindig hem."
            )
        case .zo12:
            return (
                "De vervanging past bij de afspraken.",
                "Bij een vervanging hoort de overeenkomst van de vaste zorgverlener, en loon per uur. Vul dat in."
            )
        case .zo15:
            return (
                "De proeftijd mag.",
                "De proeftijd mag niet of is te lang. Spreek een kortere proeftijd af, of geen."
            )
        case .zo21:
            return (
                "De wijziging gaat in op een dag die mag.",
                "De wijziging gaat in op \(day("changes-on")). Kies de eerste dag van een maand, niet te ver terug."
            )
        case .zo26:
            return (
                "De termijnen voor het verlengen kloppen.",
                figure("tell-by") == nil
                    ? "De zorgverlener krijgt hierdoor een contract voor onbepaalde tijd. Controleer of u dat wilt."
                    : "U moet de zorgverlener uiterlijk op \(day("tell-by")) laten weten of u verlengt. "
                        + "Controleer of dat is gebeurd."
            )
        case .noticeTerm:
            let term = "De opzegtermijn is \(count("notice-months", "maand", "maanden"))."
            return (
                "\(term) De laatste dag is \(day("last-day")). Dat kan.",
                "\(term) De overeenkomst kan stoppen vanaf \(day("earliest-on")). Kies een latere laatste dag, "
                    + "of spreek het samen af."
            )
        case .chainRule:
            return (
                "Het blijft een contract voor een vaste tijd.",
                "Vanaf \(day("indefinite-from")) is dit een contract voor onbepaalde tijd. Controleer of u dat wilt."
            )
        case .toldInTime:
            return (
                "De zorgverlener wist op tijd of u verlengt: op \(day("told-on")).",
                "De zorgverlener moest uiterlijk op \(day("latest-on")) weten of u verlengt. Dat werd \(day("told-on")). "
                    + "Vraag de SVB wat dat kost."
            )
        default:
            return (
                "De laatste dag past bij de opzegtermijn.",
                "De laatste dag past niet bij de opzegtermijn. Kies de laatste dag van een maand na de opzegtermijn."
            )
        }
    }

    private func rates(_ rule: Rule) -> (met: String, unmet: String) {
        switch rule {
        case .zo04, .zo05, .zo24:
            let kind =
                rule == .zo24
                ? "een rit" : rule == .zo04 ? "een informele zorgverlener" : "een formele zorgverlener"
            let known = figure("most-cents").map { " Het maximum is \(Dutch.amount(Cents($0)))." }
            return (
                "Het tarief van \(amount("rate-cents")) kan voor \(kind).\(known ?? "")",
                "Het tarief van \(amount("rate-cents")) is voor \(kind)."
                    + (known.map { $0 + " Spreek een lager tarief af." }
                        ?? " Wij kennen daarvoor geen maximum. De beoordelaar kijkt ernaar.")
            )
        case .zo07:
            return (
                "De budgethouder heeft al sinds \(day("unbroken-since")) een pgb. Daarom geldt het hogere maximum.",
                "Het tarief van \(amount("rate-cents")) is ook hoger dan het hogere maximum. Spreek een lager tarief af."
            )
        case .zo08:
            let lowest = "Het minimumloon is hier \(amount("lowest-cents"))."
            return (
                "Het tarief van \(amount("rate-cents")) is niet lager dan het minimumloon. \(lowest)",
                figure("lowest-cents") == nil
                    ? "Wij kunnen dit tarief niet vergelijken met het minimumloon. De beoordelaar kijkt ernaar."
                    : "Het tarief van \(amount("rate-cents")) is te laag. \(lowest) Spreek minstens dat af."
            )
        case .zo09:
            return (
                "De eenheid van het tarief past bij deze zorgverlener.",
                "Voor deze zorgverlener geldt het minimumloon. Spreek een tarief per uur of dagdeel af."
            )
        case .zo10:
            return (
                "Bij het vaste maandloon staan vaste uren.",
                "Bij een vast maandloon horen vaste uren. Vul de uren per week in."
            )
        default:
            return (
                "Een vast maandloon mag bij deze gemeente.",
                "Deze gemeente staat geen vast maandloon toe. Spreek een tarief per uur af."
            )
        }
    }

    private func parties(_ rule: Rule) -> (met: String, unmet: String) {
        switch rule {
        case .zo06:
            return (
                "De zorgverlener staat goed in de registers.",
                "De zorgverlener telt als informele zorgverlener. Spreek een tarief af dat daarbij past."
            )
        case .zo16:
            return (
                "Het soort overeenkomst past bij de zorgverlener.",
                "Het soort overeenkomst past misschien niet bij deze zorgverlener. Controleer uw keuze."
            )
        case .zo19:
            return (
                "De zorgverlener mag ook vertegenwoordiger zijn.",
                "De zorgverlener is ook de vertegenwoordiger. Vraag uw zorgkantoor of gemeente of dat mag."
            )
        case .zo31:
            return (
                "Beide partijen leefden toen deze afspraken begonnen.",
                "Een van beide partijen is overleden op \(day("died-on")), en de afspraken beginnen pas op "
                    + "\(day("starts-on")). Controleer de begindatum."
            )
        default:
            return (
                "De AGB-code van de zorgverlener is bekend.",
                "Van deze zorgverlener is geen AGB-code bekend. Vraag hem die te laten registreren."
            )
        }
    }

    private func amounts(_ rule: Rule) -> (met: String, unmet: String) {
        switch rule {
        case .zo13:
            let week = "De afspraak is \(time("weekly-minutes")) per week. Hoogstens \(time("most-minutes")) mag."
            return ("\(week) Dat past.", "\(week) Spreek minder uren af.")
        case .zo14:
            return (
                "De werktijden passen bij de Arbeidstijdenwet.",
                "De werktijden zijn langer dan de Arbeidstijdenwet toestaat. Spreek minder uren af."
            )
        case .zo22:
            return (
                "De afspraken passen in het budget.",
                "De afspraken kosten ongeveer \(amount("needed-cents")). Er is nog \(amount("left-cents")). "
                    + "Spreek minder zorg af, of vraag extra budget."
            )
        case .zo23:
            return (
                "De reiskosten zijn onbelast.",
                "De reiskosten van \(amount("kilometre-cents")) zijn meer dan \(amount("untaxed-cents")) per kilometer. "
                    + "Over het meerdere betaalt de zorgverlener belasting. Controleer of u dat wilt."
            )
        default:
            return (
                "Het aantal dagen logeren mag.",
                "Er zijn \(number("days")) dagen logeren afgesproken. Hoogstens \(number("most-days")) mag. Spreek minder af."
            )
        }
    }

    private func papers(_ rule: Rule) -> (met: String, unmet: String) {
        switch rule {
        case .zo17:
            return (
                "De salarisadministratie is goed geregeld.",
                "Voor deze overeenkomst moet de SVB de salarisadministratie doen. Kies daarvoor."
            )
        case .zo18:
            return (
                "De papieren voor de salarisadministratie zijn er.",
                "Voor de salarisadministratie is een kopie van het identiteitsbewijs nodig, "
                    + "en de keuze voor de loonheffingskorting. Vul die in."
            )
        case .zo20:
            return (
                "De zorg past bij het budget en de beschrijving is compleet.",
                "In de beschrijving van de zorg ontbreekt iets waar de verstrekker naar vraagt. Vul de uitleg aan."
            )
        case .zo28:
            return (
                "Het model van de overeenkomst is het nieuwste.",
                "Het model van de overeenkomst is verouderd. Kies het nieuwe model."
            )
        default:
            return (
                "In het loon zit het vakantiegeld. Dat staat in het model van de overeenkomst.",
                "In de overeenkomst staat niet dat het vakantiegeld in het loon zit. Kies een model waarin dat staat."
            )
        }
    }
}
