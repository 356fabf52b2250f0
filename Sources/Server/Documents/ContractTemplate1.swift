import Events

/// The first wording of the print. Frozen: what it makes of the same facts never changes, not by a sign.
enum ContractTemplate1 {
    /// Nothing is loaded and nothing runs; only this template's own style counts, by its SHA-256.
    static let contentSecurityPolicy: StaticString =
        "default-src 'none'; style-src 'sha256-VnlobYOsyp72C1nODf8MOySmuTpfxE0MupEBsbTv/MA='; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"

    static let style: StaticString = """
        @page{size:A4;margin:20mm 18mm 22mm}
        body{font:10.5pt/1.4 "Liberation Sans",Arial,sans-serif;color:#000;margin:0 auto;max-width:174mm}
        h1{font-size:18pt;margin:0 0 4mm}
        h2{font-size:12.5pt;margin:7mm 0 2mm;break-after:avoid}
        h3{font-size:10.5pt;margin:4mm 0 1mm;break-after:avoid}
        table{border-collapse:collapse;width:100%;margin:0 0 2mm}
        th,td{border:0.3mm solid #666;padding:1.2mm 2mm;text-align:left;vertical-align:top}
        th{font-weight:bold;width:34%;background:#f2f2f2}
        tr,li,p{break-inside:avoid}
        .text{white-space:pre-line;overflow-wrap:anywhere}
        .digest{font-family:"Liberation Mono",monospace;font-size:8pt;overflow-wrap:anywhere}
        .notice{border:0.6mm solid #000;padding:2mm 3mm;font-weight:bold;margin:0 0 4mm}
        .mark{position:fixed;top:45%;left:0;right:0;text-align:center;font-size:64pt;font-weight:bold;color:#ccc;\
        transform:rotate(-35deg);z-index:-1}
        .edge{position:fixed;bottom:0;left:0;right:0;text-align:center;font-size:8.5pt;font-weight:bold}
        """

    static func render(_ print: ContractPrint) -> String {
        var html = HTMLText()
        html.raw("<!DOCTYPE html>\n<html lang=\"nl\">\n<head>\n<meta charset=\"utf-8\">\n<title>")
        html.text("\(title(print.terms.kind)), versie \(print.number)")
        html.raw("</title>\n<style>")
        html.raw(style)
        html.raw("</style>\n</head>\n<body>\n")
        standing(print, &html)
        html.element("h1", text: title(print.terms.kind))
        head(print, &html)
        parties(print, &html)
        duration(print, &html)
        work(print, &html)
        general(print, &html)
        clauses(print, &html)
        signatures(print, &html)
        approval(print, &html)
        html.raw("</body>\n</html>\n")
        return html.html
    }

    /// What is no contract that holds says so on every page: what is fixed is printed on each.
    private static func standing(_ print: ContractPrint, _ html: inout HTMLText) {
        switch print.standing {
        case .draft:
            html.element("div", class: "mark", text: "CONCEPT")
            html.element("div", class: "edge", text: "CONCEPT - deze versie is niet goedgekeurd en geldt niet")
            html.element(
                "p", class: "notice",
                text: "Dit is een concept. Deze versie is niet goedgekeurd. U kunt er geen rechten aan ontlenen.")
        case .rejected:
            html.element("div", class: "mark", text: "AFGEKEURD")
            html.element("div", class: "edge", text: "AFGEKEURD - deze versie geldt niet")
            html.element("p", class: "notice", text: "Deze versie is afgekeurd en geldt niet.")
        case .approved, .changed, .extended: break
        }
        if print.isExtract {
            html.element(
                "p", class: "notice",
                text: "Dit is een uittreksel. Wat niet voor de lezer is bedoeld, staat er niet in.")
        }
    }

    private static func head(_ print: ContractPrint, _ html: inout HTMLText) {
        html.element("table") { html in
            html.row("Nummer", print.contract.text)
            html.row("Versie", "\(print.number)")
            html.row("Geldt vanaf", Dutch.day(print.from))
            html.row("Soort", word(print.terms.kind))
            html.row("Model van de SVB", print.terms.model.text)
            if let reference = print.reference { html.row("Kenmerk van de zorgverlener", reference) }
        }
    }

    private static func parties(_ print: ContractPrint, _ html: inout HTMLText) {
        html.element("h2", text: "1. Wie sluiten deze overeenkomst")
        html.element("h3", text: "De budgethouder")
        person(print.holder, &html)
        for representative in print.representatives {
            html.element("h3", text: "De vertegenwoordiger van de budgethouder")
            html.element("table") { html in
                html.row("Naam", representative.name)
                html.row("Vertegenwoordigt als", word(representative.ground))
            }
        }
        html.element("h3", text: "De zorgverlener")
        person(print.caregiver, &html)
        html.element("table") { html in
            html.row("Wat de zorgverlener van de budgethouder is", word(print.terms.relation))
            html.row(
                "Telt als formele zorgverlener", print.terms.formal ? "ja" : "nee")
            if print.terms.kind == .assignment {
                html.row("Ondernemer voor de Belastingdienst", yesNo(print.terms.work.entrepreneur))
            }
            if print.terms.work.household { html.row("Woont in hetzelfde huis als de budgethouder", "ja") }
        }
    }

    private static func person(_ person: ContractPrint.Person, _ html: inout HTMLText) {
        html.element("table") { html in
            html.row("Naam", person.name)
            if let birthDate = person.birthDate { html.row("Geboren op", birthDate) }
            if let address = person.address { html.row("Adres", address) }
            if let postcode = person.postcode { html.row("Postcode", postcode) }
            if let kvk = person.kvk { html.row("KVK-nummer", kvk) }
            if let agb = person.agb { html.row("AGB-code", agb) }
        }
    }

    private static func duration(_ print: ContractPrint, _ html: inout HTMLText) {
        let terms = print.terms
        html.element("h2", text: "2. Hoelang de overeenkomst duurt")
        html.element("table") { html in
            html.row("Eerste dag van de overeenkomst", Dutch.day(terms.start))
            if let replaces = print.replaces {
                html.row("Tijdelijke vervanging van", replaces)
                html.row("Eindigt", "zodra de vaste zorgverlener weer werkt")
            } else if let end = terms.end {
                html.row("Laatste dag", "\(Dutch.day(end)) (bepaalde tijd)")
            } else {
                html.row("Laatste dag", "geen (onbepaalde tijd)")
            }
            if let months = terms.work.probationMonths { html.row("Proeftijd", count(months, "maand", "maanden")) }
            if terms.work.notRenewed {
                html.row("Verlenging", "deze overeenkomst wordt na de laatste dag niet verlengd")
            }
            if print.standing == .extended {
                html.row("Deze versie", "verlengt de versie daarvoor; de andere afspraken blijven gelijk")
            }
        }
    }

    private static func general(_ print: ContractPrint, _ html: inout HTMLText) {
        let general = print.terms.general
        html.element("h2", text: "4. Algemene afspraken")
        html.element("table") { html in
            html.row("Salarisadministratie door de SVB", yesNo(general.payroll))
            if let taxCredit = general.taxCredit { html.row("Loonheffingskorting", yesNo(taxCredit)) }
            if let document = general.identityDocument {
                html.row("Kopie van het identiteitsbewijs", "toegevoegd als document \(document.text)")
            }
            if let other = print.other {
                html.row("Overige afspraken", other)
            } else {
                html.row("Overige afspraken", "geen")
            }
        }
    }

    private static func signatures(_ print: ContractPrint, _ html: inout HTMLText) {
        html.element("h2", text: "6. Ondertekening")
        if print.signatures.isEmpty {
            html.element(
                "p",
                text: print.standing == .extended || print.standing == .changed
                    ? "Voor deze wijziging is geen nieuwe handtekening nodig." : "Nog niemand heeft ondertekend.")
        }
        for signature in print.signatures {
            html.element(
                "h3", text: signature.side == .holder ? "Voor de budgethouder" : "Voor de zorgverlener")
            html.element("table") { html in
                html.row("Ondertekend door", signature.signer)
                if signature.represents { html.row("In naam van", "de budgethouder") }
                html.row("Op", moment(signature.at))
                html.row("Ingelogd met", "\(word(signature.means)), niveau \(signature.level.rawValue)")
                html.element("tr") { html in
                    html.element("th", text: "Controlegetal van de ondertekende afspraken (SHA-256)")
                    html.element("td", class: "digest", text: signature.termsDigest.hex)
                }
            }
        }
        html.element("p") { html in
            html.text("Controlegetal van de afspraken in deze versie (SHA-256): ")
            html.element("span", class: "digest", text: print.terms.digest.hex)
        }
    }

    private static func approval(_ print: ContractPrint, _ html: inout HTMLText) {
        html.element("h2", text: "7. Goedkeuring")
        switch print.standing {
        case .draft: html.element("p", text: "Deze versie is nog niet goedgekeurd.")
        case .rejected: html.element("p", text: "Deze versie is afgekeurd.")
        case .changed: html.element("p", text: "Voor deze wijziging is geen goedkeuring nodig.")
        case .extended: html.element("p", text: "Voor een verlenging is geen goedkeuring nodig.")
        case .approved: break
        }
        guard !print.assessments.isEmpty else { return settled(print, &html) }
        html.element("table") { html in
            for assessment in print.assessments {
                html.row(
                    assessment.part == .care ? "De zorg is goedgekeurd door" : "Het arbeidsrecht is goedgekeurd door",
                    "\(assessment.office), op \(moment(assessment.at))")
            }
        }
        if !print.conditions.isEmpty {
            html.element("h3", text: "Voorwaarden bij de goedkeuring")
            html.element("ul") { html in
                for condition in print.conditions { html.element("li", class: "text") { $0.personal(condition) } }
            }
        }
        settled(print, &html)
    }

    private static func settled(_ print: ContractPrint, _ html: inout HTMLText) {
        guard let at = print.settledAt else { return }
        html.element("p", text: "Deze versie is vastgesteld op \(moment(at)) en geldt vanaf \(Dutch.day(print.from)).")
    }
}
