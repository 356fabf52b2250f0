import Events

// The standard clauses. They are part of every contract (Rlz 5.16(2)); which ones hold follows from its kind and laws.
extension ContractTemplate1 {
    static func clauses(_ print: ContractPrint, _ html: inout HTMLText) {
        html.element("h2", text: "5. Standaardbepalingen")
        html.element("p", text: "Deze bepalingen horen bij de overeenkomst. Met de handtekening gaat u ermee akkoord.")
        var number = 0
        func clause(_ title: String, _ sentences: [String], list: [String] = [], _ html: inout HTMLText) {
            number += 1
            html.element("h3", text: "5.\(number) \(title)")
            for sentence in sentences { html.element("p", text: sentence) }
            guard !list.isEmpty else { return }
            html.element("ol") { html in for item in list { html.element("li", text: item) } }
        }
        clause("Goedkeuring", approvalClause(print), &html)
        let claims = claimClause(print)
        if print.terms.kind == .networkHelp {
            clause("Hulp uit het sociaal netwerk", help, &html)
            clause("Declareren", claims.sentences, list: claims.list, &html)
        } else {
            clause("De zorg", care, &html)
            clause("Declareren", claims.sentences, list: claims.list, &html)
            clause("Recht van de verstrekker (derdenbeding)", thirdParty(print), &html)
            if print.hasMinimumWage { clause("Vakantiebijslag", holidayPay, &html) }
            clause("Opzeggen", noticeClause(print), &html)
            clause(
                "Ontbindende voorwaarden",
                ["De overeenkomst eindigt vanzelf, zonder opzegging, als een van deze dingen gebeurt:"],
                list: endings(print.terms.kind), &html)
        }
        clause("Wijzigingen", changes, &html)
    }

    private static func approvalClause(_ print: ContractPrint) -> [String] {
        let isMunicipal = print.laws.contains { $0 != .wlz }
        let offices =
            print.laws.contains(.wlz)
            ? (isMunicipal ? "het zorgkantoor, de gemeente en de SVB" : "het zorgkantoor") : "de gemeente en de SVB"
        return [
            "De SVB betaalt alleen uit het pgb als de overeenkomst is goedgekeurd. Dat doen voor deze overeenkomst: \(offices)."
        ]
    }

    /// Contracts 2.7.
    private static let help = [
        "De helper helpt vrijwillig. De vergoeding is een blijk van waardering of een bedrag voor kosten, en geen loon.",
        "De budgethouder declareert ten hoogste één keer per maand, en alleen als de gemeente deze hulp toestaat.",
    ]

    private static let care = [
        "De zorgverlener geeft de zorg zoals die in de zorgbeschrijving staat. De zorg is van goede kwaliteit en past bij "
            + "wat de budgethouder nodig heeft."
    ]

    /// Rlz 5.23(1)(b) and 5.23(2).
    private static func claimClause(_ print: ContractPrint) -> (sentences: [String], list: [String]) {
        let isWage = print.lines.contains { $0.line.unit == .month }
        let isClaimed = print.lines.contains { $0.line.unit != .month }
        var sentences: [String] = []
        if isWage {
            sentences.append(
                "Voor een vast maandloon is geen declaratie nodig. De SVB betaalt het elke maand, tot de budgethouder iets "
                    + "anders doorgeeft.")
        }
        guard isClaimed else { return (sentences, []) }
        sentences.append(
            "De budgethouder stuurt een declaratie binnen vier weken nadat hij die van de zorgverlener kreeg. In elke "
                + "declaratie staan:")
        return (
            sentences,
            [
                "de naam van de zorgverlener met het KVK-nummer, of anders de geboortedatum of het burgerservicenummer",
                "de naam en het adres van de budgethouder, met het burgerservicenummer of het klantnummer bij de SVB",
                "het tarief, en de uren, dagdelen of andere eenheden waarin zorg is gegeven, met de dagen",
                "het resultaat, als dat is afgesproken",
                "een handtekening, als de declaratie op papier is",
            ]
        )
    }

    private static func thirdParty(_ print: ContractPrint) -> [String] {
        print.laws.map { law in
            switch law {
            case .wlz:
                "Trekt het zorgkantoor het pgb in of herziet het dat, en is dat aan de zorgverlener te verwijten? Dan kan "
                    + "het zorgkantoor het bedrag dat ten onrechte is betaald rechtstreeks van de zorgverlener terugvragen."
            case .wmo, .jeugdwet:
                "Trekt de gemeente het pgb van de \(law == .wmo ? "Wmo" : "Jeugdwet") in of herziet zij dat, en is dat aan "
                    + "de zorgverlener te verwijten? Dan kan de gemeente het bedrag dat ten onrechte is betaald "
                    + "rechtstreeks van de zorgverlener terugvragen."
            }
        }
    }

    /// Rlz 5.16(2)(d).
    private static let holidayPay = [
        "Voor dit werk geldt de Wet minimumloon en minimumvakantiebijslag. De vakantiebijslag van 8 procent zit in het bruto "
            + "bedrag en wordt steeds meteen uitbetaald."
    ]

    /// BW 7:672 for employment; for the others what the parties agreed.
    private static func noticeClause(_ print: ContractPrint) -> [String] {
        let work = print.terms.work
        guard print.terms.kind == .employment else {
            return [
                "De budgethouder en de zorgverlener kunnen schriftelijk opzeggen, met een termijn van "
                    + "\(count(work.noticeMonths ?? 1, "maand", "maanden"))."
            ]
        }
        var sentences = [
            "Opzeggen gaat schriftelijk en tegen het einde van een maand. De zorgverlener heeft een termijn van één maand. "
                + "De budgethouder heeft een termijn van één maand als het dienstverband korter dan vijf jaar duurde, van "
                + "twee maanden bij vijf tot tien jaar, drie maanden bij tien tot vijftien jaar en vier maanden daarna."
        ]
        if let months = work.noticeMonths {
            sentences.append(
                "In plaats daarvan is afgesproken: \(count(months, "maand", "maanden")), zover de wet dat toestaat.")
        }
        sentences.append(
            "Tijdens ziekte of zwangerschap mag de budgethouder niet opzeggen zonder dat de zorgverlener instemt.")
        return sentences
    }

    /// Contracts 8.3.
    private static func endings(_ kind: ContractKind) -> [String] {
        var list = ["de budgethouder overlijdt"]
        if kind != .employment { list.append("de gemeente of het zorgkantoor keurt de overeenkomst af") }
        if kind == .institution {
            list.append("de zorginstelling wordt uitgeschreven uit het Handelsregister")
            list.append("de zorginstelling gaat failliet of krijgt surseance van betaling")
        }
        list.append(
            "de verstrekker beslist dat er geen recht meer is op een pgb, zonder dat de budgethouder daarvoor koos")
        return list
    }

    private static let changes = [
        "Verandert er iets in de afspraken of in de zorg? Dan past de budgethouder de overeenkomst meteen aan en geeft hij dat "
            + "door."
    ]
}
