// The sentences about what is claimed besides weeks of care, and about what needs a person.

extension ExplainedReason {
    /// The rules whose sentences are here.
    static let claimRules: Set<Rule> = [
        .inTime, .claimRecent, .notWhileSick, .sickHours, .sickHoursTerm, .invoiceDate, .invoiceAmount,
        .costsInMonth, .receipts, .travelApart, .travelPaid, .kilometreRate, .extraCostsWlz,
        .extraCostsHousehold, .consumptionEmployed, .transportPaid, .transportMonth, .holidayAllowancePaid,
        .holidayAllowanceYear, .oneOffPaid, .oneOffKind, .oneOffMonth, .claimDifference,
    ]

    func claimed(_ rule: Rule) -> (met: String, unmet: String) {
        switch rule {
        case .inTime, .claimRecent, .notWhileSick, .sickHours, .sickHoursTerm: time(of: rule)
        case .invoiceDate, .invoiceAmount, .costsInMonth, .receipts, .travelApart, .travelPaid, .kilometreRate:
            cost(rule)
        case .extraCostsWlz, .extraCostsHousehold, .consumptionEmployed, .transportPaid, .transportMonth:
            extra(rule)
        default: allowance(rule)
        }
    }

    private func time(of rule: Rule) -> (met: String, unmet: String) {
        let received = "De declaratie kwam binnen op \(day("received-on"))."
        switch rule {
        case .inTime:
            return (
                "\(received) Dat is op tijd: de laatste dag is \(day("last-day")).",
                "\(received) Dat is na \(day("last-day")), dus te laat. Dien de volgende declaratie eerder in."
            )
        case .claimRecent:
            return (
                "\(received) Dat is niet meer dan een jaar na de maand: de laatste dag is \(day("last-day")).",
                "\(received) Dat is na \(day("last-day")), meer dan een jaar na de maand. "
                    + "Een medewerker van de SVB kijkt ernaar."
            )
        case .notWhileSick:
            return (
                "De zorgverlener was in elke week van deze zorg minstens één dag niet ziek.",
                "De zorgverlener was bij \(count("sick-weeks", "regel", "regels")) de hele week ziek gemeld. "
                    + "Declareer alleen zorg die is gegeven, of meld de zorgverlener eerst beter."
            )
        case .sickHours:
            return (
                "De ziekte-uren vallen in een ziekmelding van een werknemer.",
                "Bij \(count("sick-weeks", "regel", "regels")) zijn ziekte-uren ingevuld zonder recht op loon bij ziekte. "
                    + "Vul alleen ziekte-uren in van een werknemer die ziek gemeld is."
            )
        default:
            let days = "De zorgverlener was \(count("sick-days", "dag", "dagen")) ziek"
            return (
                "\(days). Dat is niet meer dan \(number("most-days")) dagen, dus er is recht op loon.",
                "\(days). Dat is meer dan \(number("most-days")) dagen. Een medewerker van de SVB kijkt ernaar."
            )
        }
    }

    private func cost(_ rule: Rule) -> (met: String, unmet: String) {
        switch rule {
        case .invoiceDate:
            return (
                "De factuur is van \(day("invoice-date")). Dat is niet later dan de declaratie.",
                "De factuur is van \(day("invoice-date")). De declaratie kwam binnen op \(day("received-on")). "
                    + "Controleer de datum van de factuur."
            )
        case .invoiceAmount:
            let amounts = "De factuur is \(amount("invoice-cents")) en de declaratie \(amount("claim-cents"))."
            return (
                "\(amounts) Die bedragen zijn gelijk.",
                "\(amounts) Die bedragen verschillen. Een medewerker van de SVB kijkt ernaar."
            )
        case .costsInMonth:
            return (
                "Alle kosten vallen in deze maand.",
                "Bij \(count("costs-outside", "regel", "regels")) vallen de kosten niet in deze maand. "
                    + "Vul die kosten in bij de goede maand."
            )
        case .receipts:
            return (
                "Bij alle kosten die dat nodig hebben is er een bewijs.",
                "Bij \(count("costs-without-receipt", "regel", "regels")) ontbreekt een bewijs. "
                    + "Voeg een bonnetje of kaartje toe en dien de declaratie opnieuw in."
            )
        case .travelApart:
            return (
                "De reiskosten mogen naast het tarief worden gedeclareerd.",
                "De reiskosten van een instelling horen in het tarief. Dien de declaratie in zonder reiskosten."
            )
        case .travelPaid:
            return (
                "De reiskosten worden uit dit budget betaald.",
                "Bij \(count("costs-not-paid", "regel", "regels")) betaalt de gemeente geen reiskosten. "
                    + "Vraag de gemeente wat er kan."
            )
        default:
            let taxed = figure("taxed-cents") ?? 0
            let driven = "U declareert \(number("kilometres")) kilometer."
            return (
                "\(driven) Per kilometer is het \(amount("rate-cents")). Tot \(amount("untaxed-cents")) is dat zonder "
                    + (taxed == 0
                        ? "belasting." : "belasting. Over \(amount("taxed-cents")) betaalt de zorgverlener belasting."),
                "\(driven) In de zorgovereenkomst is geen bedrag per kilometer afgesproken. Spreek dat eerst af."
            )
        }
    }

    private func extra(_ rule: Rule) -> (met: String, unmet: String) {
        switch rule {
        case .extraCostsWlz:
            return (
                "De Wlz betaalt deze bijkomende zorgkosten.",
                "Alleen de Wlz betaalt bijkomende zorgkosten. Bij \(count("costs-not-paid", "regel", "regels")) is het "
                    + "een ander budget. Kies een zorgovereenkomst met een Wlz-budget."
            )
        case .extraCostsHousehold:
            return (
                "De kosten zijn niet van iemand uit uw huishouden.",
                "Bij \(count("costs-of-household", "regel", "regels")) zijn de kosten van iemand uit uw huishouden. "
                    + "Daarvoor betalen wij alleen een cursus. Laat die kosten weg."
            )
        case .consumptionEmployed:
            return (
                "De zorgverlener is in dienst, dus consumpties bij overwerk worden betaald.",
                "Consumpties worden alleen betaald bij een arbeidsovereenkomst. "
                    + "Laat \(count("consumptions", "consumptie", "consumpties")) weg."
            )
        case .transportPaid:
            return (
                "Uw vervoer wordt uit dit budget betaald.",
                "Uw vervoer wordt niet uit dit budget betaald. Bekijk uw toekenningsbeschikking."
            )
        default:
            let month = "Het vervoer in deze maand is samen \(amount("claimed-cents"))."
            return (
                "\(month) Dat is niet meer dan \(amount("most-cents")).",
                "\(month) Dat is meer dan \(amount("most-cents")). Een medewerker van de SVB kijkt ernaar."
            )
        }
    }

    private func allowance(_ rule: Rule) -> (met: String, unmet: String) {
        let asked = "U vroeg \(amount("asked-cents")). Eerder kreeg de zorgverlener \(amount("taken-cents"))."
        switch rule {
        case .holidayAllowancePaid:
            return (
                "Een feestdagenuitkering wordt uit dit budget betaald.",
                "De gemeente betaalt geen feestdagenuitkering uit \(count("budgets-not-paying", "budget", "budgetten")). "
                    + "Vraag de gemeente wat er kan."
            )
        case .holidayAllowanceYear:
            return (
                "\(asked) Samen is dat niet meer dan \(amount("most-cents")) in het jaar.",
                "\(asked) Samen mag het hoogstens \(amount("most-cents")) in het jaar zijn. Vraag een lager bedrag."
            )
        case .oneOffPaid:
            return (
                "De eenmalige uitkering na overlijden op \(day("died-on")) wordt uit dit budget betaald.",
                "De gemeente betaalt geen eenmalige uitkering na overlijden op \(day("died-on")). "
                    + "Vraag de gemeente waarom."
            )
        case .oneOffKind:
            return (
                "Bij dit soort zorgovereenkomst is een eenmalige uitkering na overlijden mogelijk.",
                "Bij dit soort zorgovereenkomst is er geen eenmalige uitkering na overlijden. "
                    + "Controleer de zorgovereenkomst."
            )
        case .oneOffMonth:
            let months = "Het gemiddelde van de laatste \(count("months", "gewerkte maand", "gewerkte maanden"))"
            return (
                "\(asked) \(months) is \(amount("most-cents")). Meer is het samen niet.",
                "\(asked) \(months) is \(amount("most-cents")). Vraag samen niet meer dan dat."
            )
        default:
            let paid = "Er was \(amount("paid-cents")) betaald. Het moet \(amount("due-cents")) zijn."
            return (
                "\(paid) Wij betalen het verschil.",
                "\(paid) Het verschil wordt verrekend of teruggevraagd. Bekijk de vordering in het overzicht."
            )
        }
    }
}
