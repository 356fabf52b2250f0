/// The sentences of what is decided about a budget: the grant, its changes, what comes in besides and the end of its year.
extension ExplainedReason {
    func budget(_ rule: Rule) -> (met: String, unmet: String) {
        switch rule {
        case .partOfYear, .fullState, .withinGrant, .freeAmountKept, .freeAmountPart: grant(rule)
        case .claimStop, .budgetOpen: opening(rule)
        case .creditBooked, .depositNeeded, .depositLeft, .enoughLeft, .forecast: balanceOf(rule)
        default: yearEnd(rule)
        }
    }

    private func grant(_ rule: Rule) -> (met: String, unmet: String) {
        switch rule {
        case .partOfYear:
            let part =
                "Voor \(number("part-days")) van de \(number("whole-days")) dagen is \(amount("whole-cents")) "
                + "naar rato \(amount("part-cents"))."
            return (
                part, "\(part) Toegekend is \(amount("granted-cents")). Controleer het bedrag."
            )
        case .fullState:
            return (
                "De wijziging herhaalt alles wat geldt: \(count("functions", "zorgfunctie", "zorgfuncties")).",
                "In de wijziging ontbreekt iets dat geldt. Zet het erbij, of trek het uitdrukkelijk in."
            )
        case .withinGrant:
            return (
                "Er is \(amount("spent-cents")) uitgegeven of ingepland. Dat past in \(amount("granted-cents")).",
                "Er is \(amount("spent-cents")) uitgegeven of ingepland en \(amount("granted-cents")) toegekend. "
                    + "Dat past niet. De verstrekker kijkt ernaar."
            )
        case .freeAmountKept:
            return (
                "Van het verantwoordingsvrije bedrag van \(amount("free-amount-cents")) "
                    + "is \(amount("taken-cents")) opgenomen.",
                "Het verantwoordingsvrije bedrag is \(amount("free-amount-cents")). Er is \(amount("taken-cents")) "
                    + "opgenomen. Dat is \(amount("overdrawn-cents")) te veel. Vraag uw verstrekker hoe u het terugbetaalt."
            )
        default:
            let whole =
                "Het verantwoordingsvrije bedrag was \(amount("whole-cents")) voor de tijd van \(day("budget-from")) "
                + "tot en met \(day("budget-until"))."
            return (
                "\(whole) Het budget stopt op \(day("last-day")). "
                    + "Naar maanden gerekend blijft \(amount("free-amount-cents")) over.",
                "\(whole) Wat ervan overblijft, is niet vastgesteld. Vraag uw gemeente ernaar."
            )
        }
    }

    private func opening(_ rule: Rule) -> (met: String, unmet: String) {
        switch rule {
        case .claimStop:
            let stop = "Vanaf \(day("stop-from")) geldt een declaratiestop. Deze zorg loopt tot en met"
            return (
                "\(stop) \(day("care-until")), dus daarvoor.",
                "\(stop) \(day("care-until")). Vraag uw zorgkantoor of gemeente naar de stop."
            )
        default:
            let last = "Declareren kan tot en met \(day("last-claim-day")). De declaratie is van \(day("filed-on"))."
            return (
                "\(last) Dat is op tijd.",
                "\(last) Dit budget is gesloten. Vraag uw zorgkantoor of gemeente wat er nog kan."
            )
        }
    }

    private func balanceOf(_ rule: Rule) -> (met: String, unmet: String) {
        let needed = "Tot het einde van de periode is nog \(amount("needed-cents")) nodig."
        let left = "Er is nog \(amount("left-cents"))"
        switch rule {
        case .creditBooked:
            return (
                "Er is \(amount("credit-cents")) op het budget geboekt. \(left).",
                "Er is niets op het budget geboekt. Vraag de SVB waarom."
            )
        case .depositNeeded:
            return (
                "\(needed) \(left). Een storting vult het tekort van \(amount("short-cents")) aan.",
                "\(needed) \(left). Er is geen tekort, dus een storting was niet nodig. Vraag de SVB om haar terug te betalen."
            )
        case .depositLeft:
            return (
                "U stortte \(amount("received-cents")). Daarvan is \(amount("used-cents")) gebruikt. "
                    + "U krijgt \(amount("left-cents")) terug.",
                "Van uw storting is niets over om terug te betalen. Bekijk het overzicht van uw budget."
            )
        case .enoughLeft:
            return (
                "\(left) van \(amount("granted-cents")). Dat is niet minder dan \(amount("least-cents")).",
                "\(left) van \(amount("granted-cents")). Dat is minder dan \(amount("least-cents")). "
                    + "Bekijk of u hiermee uitkomt."
            )
        default:
            let parts =
                "Dat is \(amount("wage-cents")) aan maandloon, \(amount("agreed-cents")) aan afgesproken zorg, "
                + "\(amount("average-cents")) aan zorg zoals in de laatste maanden, \(amount("waiting-cents")) aan declaraties "
                + "die wachten en \(amount("free-cents")) aan verantwoordingsvrij bedrag."
            return (
                "\(needed) \(parts) \(left). Dat is genoeg.",
                "\(needed) \(parts) \(left). Er komt \(amount("short-cents")) te kort. "
                    + "Spreek minder zorg of een lager tarief af, of stort zelf bij."
            )
        }
    }

    private func yearEnd(_ rule: Rule) -> (met: String, unmet: String) {
        switch rule {
        case .paymentsSettled:
            return (
                "Er staan geen betalingen meer klaar.",
                "Er \(figure("open-payments") == 1 ? "staat" : "staan") nog "
                    + "\(count("open-payments", "betaling", "betalingen")) klaar, samen \(amount("scheduled-cents")). "
                    + "Laat die eerst betalen of intrekken."
            )
        case .claimsSettled:
            return (
                "Er wachten geen declaraties meer.",
                "Er \(figure("open-claims") == 1 ? "wacht" : "wachten") nog "
                    + "\(count("open-claims", "declaratie", "declaraties")). Laat daar eerst over beslissen."
            )
        case .depositSettled:
            return (
                "Er is niets over van een vrijwillige storting.",
                "Van de vrijwillige storting is nog \(amount("deposit-cents")) over. "
                    + "Laat de SVB dat eerst terugbetalen."
            )
        default:
            let overdrawn =
                figure("overdrawn-cents").map { $0 > 0 } == true
                ? "\(amount("overdrawn-cents")) te veel opgenomen vrij bedrag telt niet mee. " : ""
            return (
                "Toegekend was \(amount("granted-cents")). Betaald is \(amount("paid-cents")). \(overdrawn)"
                    + "Het budget is vastgesteld op \(amount("fixed-cents")).",
                "Er is geen zorg betaald, alleen \(amount("free-taken-cents")) verantwoordingsvrij bedrag. "
                    + "Het budget is vastgesteld op \(amount("fixed-cents")). Vraag uw verstrekker hoe u dat bedrag terugbetaalt."
            )
        }
    }
}
