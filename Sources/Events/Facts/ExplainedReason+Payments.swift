extension ExplainedReason {
    /// The sentences of wages during sickness, salary administration, and changes with effect in the past.
    func settlement(_ rule: Rule) -> (met: String, unmet: String) {
        switch rule {
        case .sickDays:
            var sick = "De zorgverlener was deze maand \(count("sick-days", "dag", "dagen")) ziek."
            if figure("partly-fit-days") != nil {
                sick += " Op \(count("partly-fit-days", "dag", "dagen")) daarvan kon hij voor een deel werken."
            }
            return (
                "\(sick) Over \(count("paid-days", "ziektedag", "ziektedagen")) gaat het loon door.",
                "\(sick) Controleer de ziekmelding."
            )
        case .sickPay:
            let paid = "Uit het budget is \(amount("paid-cents")) loon betaald over deze maand"
            return (
                "\(paid). Voor de ziektedagen krijgt het budget daarvan \(amount("compensated-cents")) terug.",
                "\(paid). Daarvan komt niets terug. Controleer de ziekmelding."
            )
        case .employerCharges:
            let gross = "Het brutoloon is \(amount("gross-cents"))"
            return (
                "\(gross). De werkgeverslasten zijn \(percentage), dat is \(amount("charges-cents")).",
                "\(gross). De werkgeverslasten zijn niet bekend. Vraag de SVB ernaar."
            )
        case .difference:
            let before = "Betaald of klaargezet is \(amount("before-cents"))."
            return (
                "\(before) Volgens versie \(number("version")) van de zorgovereenkomst is het \(amount("after-cents")).",
                "\(before) Er is geen verschil. Bekijk het overzicht van de betalingen."
            )
        case .openBudget:
            return (
                "Het budget van de zorg tot en met \(day("care-until")) is vastgesteld. "
                    + "Het budget tot en met \(day("budget-until")) betaalt het verschil.",
                "Het budget van de zorg tot en met \(day("care-until")) is vastgesteld. "
                    + "Er is geen ander budget. Vraag uw zorgkantoor of gemeente wat er kan."
            )
        default:
            let asked = "Teruggevraagd is \(amount("asked-cents")). Van de betaling was er nog \(amount("left-cents"))."
            return (asked, "\(asked) Vraag een lager bedrag terug.")
        }
    }

    /// Basis points as a percentage.
    private var percentage: String {
        let points = figure("basis-points") ?? 0
        let rest = points % 100
        guard rest > 0 else { return "\(points / 100)%" }
        return "\(points / 100)," + (rest < 10 ? "0\(rest)" : rest % 10 == 0 ? "\(rest / 10)" : "\(rest)") + "%"
    }
}
