/// The sentences of applications, requests, reports and the end of a pgb.
extension ExplainedReason {
    func people(_ rule: Rule) -> (met: String, unmet: String) {
        switch rule {
        case .decisionTerm: decisionTerm
        case .interviewReported:
            (
                "Het gesprek over uw keuze voor een pgb was op \(day("held-on")).",
                "Er was geen gesprek over uw keuze voor een pgb. Vraag uw verstrekker erom als u het toch wilt."
            )
        case .admissionLength: admission
        case .abroadLength: abroad
        case .pgbGoesOn:
            (
                "Deze melding verandert uw pgb niet vanzelf. De verstrekker kijkt ernaar.",
                "Dit kan een reden zijn om het pgb te stoppen vanaf \(day("from")). "
                    + "Vraag uw verstrekker wat er nu gebeurt."
            )
        case .budgetsEnded:
            (
                "Er loopt geen budget meer na \(day("last-day")).",
                "Na \(day("last-day")) \(figure("open-budgets") == 1 ? "loopt" : "lopen") nog "
                    + "\(count("open-budgets", "budget", "budgetten")). Laat dat ook stoppen."
            )
        case .emailCode:
            (
                "De code klopt.",
                "Deze code klopt niet. U probeerde het \(count("tries", "keer", "keer")), en \(number("most-tries")) keer mag. "
                    + "Vul de code uit de laatste e-mail in, of vraag een nieuwe code aan."
            )
        default:
            (
                "Er loopt geen zorgovereenkomst meer na \(day("last-day")).",
                "Na \(day("last-day")) \(figure("open-contracts") == 1 ? "loopt" : "lopen") nog "
                    + "\(count("open-contracts", "zorgovereenkomst", "zorgovereenkomsten")). "
                    + "Laat die beëindigen of onder een ander budget doorlopen."
            )
        }
    }

    private var decisionTerm: (met: String, unmet: String) {
        let paused = figure("paused-days").map { " De termijn stond \($0) \($0 == 1 ? "dag" : "dagen") stil." } ?? ""
        let extended = figure("extended-until") == nil ? "" : " De termijn is één keer verlengd."
        let inferred = figure("inferred-term") == nil ? "" : " Deze termijn is afgeleid uit de algemene wet."
        let term =
            "De vraag kwam op \(day("received-on")). Beslissen kon tot en met \(day("decide-by")).\(paused)"
            + "\(extended)\(inferred)"
        return (
            "\(term) Het besluit is van \(day("decided-on")). Dat is op tijd.",
            "\(term) Het besluit is van \(day("decided-on")). Dat is te laat. "
                + "Vraag uw verstrekker of u een dwangsom krijgt."
        )
    }

    /// Of an admission of which the end is not known yet there is no last day among the figures.
    private var admission: (met: String, unmet: String) {
        let from = day("admitted-from")
        let limit = day("limit-on")
        guard figure("admitted-until") != nil else {
            return (
                "De opname begon op \(from). Duurt zij langer dan tot en met \(limit)? Dan heeft dat gevolgen voor uw pgb.",
                "De opname begon op \(from) en duurt langer dan tot en met \(limit): meer dan twee maanden. "
                    + "Een pgb kan dan stoppen. Vraag uw verstrekker wat dit voor u betekent."
            )
        }
        let stay = "De opname is van \(from) tot en met \(day("admitted-until"))."
        return (
            "\(stay) Dat is niet langer dan twee maanden, tot en met \(limit).",
            "\(stay) Dat is langer dan twee maanden, tot en met \(limit). Een pgb kan dan stoppen. "
                + "Vraag uw verstrekker wat dit voor u betekent."
        )
    }

    private var abroad: (met: String, unmet: String) {
        let stay =
            "In \(number("year")) bent u samen \(count("abroad-days", "dag", "dagen")) in het buitenland. "
            + "Zes weken is \(count("most-days", "dag", "dagen"))."
        return (
            "\(stay) Dat past.",
            "\(stay) Dat is te lang om niets te veranderen: uw budget wordt opnieuw berekend. "
                + "Vraag uw verstrekker naar de nieuwe berekening."
        )
    }
}
