extension ExplainedReason {
    /// The sentences of what is kept about a person, and of what stands in the way of erasing it.
    func retention(_ rule: Rule) -> (met: String, unmet: String) {
        switch rule {
        case .retentionMoney: term("Gegevens over betalingen", "de laatste betaling of verrekening")
        case .retentionBudget: term("Gegevens over een budget", "het einde van het laatste budget")
        case .retentionContract: term("Zorgovereenkomsten", "het einde van de laatste zorgovereenkomst")
        case .retentionDossier: term("Gegevens in een dossier", "de laatste verandering in een dossier")
        case .retentionRegistration: term("Gegevens in het register", "de laatste verandering in het register")
        case .noHold:
            (
                "Niemand houdt de gegevens vast.",
                "De gegevens worden vastgehouden, om \(count("holds", "reden", "redenen")). "
                    + "Vraag wie ze vasthoudt om dat op te heffen."
            )
        default:
            (
                "Er loopt niets meer en er staat niets meer open.",
                "\(open) Controleer het opnieuw als dat is afgehandeld."
            )
        }
    }

    private func term(_ what: String, _ since: String) -> (met: String, unmet: String) {
        let last =
            "\(what) werden bewaard tot en met \(day("kept-until")). De termijn begon na \(since): \(day("last-day"))."
        return (
            last,
            "\(what) worden bewaard tot en met \(day("kept-until")). De termijn begon na \(since): \(day("last-day")). "
                + "Controleer daarna opnieuw of ze gewist mogen worden."
        )
    }

    /// Everything of which there is still any.
    private var open: String {
        let kinds: [(Code, String, String)] = [
            ("running-budgets", "lopend budget", "lopende budgetten"),
            ("open-contracts", "zorgovereenkomst", "zorgovereenkomsten"),
            ("open-payments", "betaling", "betalingen"), ("open-receivables", "vordering", "vorderingen"),
            ("open-claims", "declaratie", "declaraties"), ("requests-open", "aanvraag", "aanvragen"),
            ("appointments", "vertegenwoordiging", "vertegenwoordigingen"),
            ("employments", "werkkring", "werkkringen"),
        ]
        let left = kinds.compactMap { name, one, many in
            reason.figures.list.contains { $0.name == name && $0.value > 0 } ? count(name.text, one, many) : nil
        }
        return left.isEmpty ? "Er staat nog iets open." : "Er is nog: \(left.joined(separator: ", "))."
    }
}
