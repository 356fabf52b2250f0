import Events
import Projections

/// The words of this API in English and what they are called in Dutch: one word per thing, everywhere.
enum Glossary {
    struct Entry: Record {
        let english: String
        let dutch: String

        fileprivate init(_ english: String, _ dutch: String) {
            self.english = english
            self.dutch = dutch
        }

        init(from r: inout JSONReader) {
            english = r("english")
            dutch = r("dutch")
        }

        func writeFields(to w: inout JSONWriter) {
            w.field("english", english)
            w.field("dutch", dutch)
        }
    }

    static let entries: [Entry] = [
        Entry("account name", "tenaamstelling van de rekening"),
        Entry("assessment", "beoordeling"),
        Entry("assessor", "beoordelaar"),
        Entry("available", "beschikbaar"),
        Entry("bank account", "rekeningnummer"),
        Entry("budget", "toegekend budget"),
        Entry("budget holder", "budgethouder"),
        Entry("care description", "zorgbeschrijving"),
        Entry("care function", "zorgfunctie"),
        Entry("care office", "zorgkantoor"),
        Entry("caregiver", "zorgverlener"),
        Entry("claim", "declaratie"),
        Entry("contract", "zorgovereenkomst"),
        Entry("contract of assignment", "overeenkomst van opdracht"),
        Entry("contract of employment", "arbeidsovereenkomst"),
        Entry("contract with an institution", "overeenkomst van opdracht met een zorginstelling"),
        Entry("contract with family", "overeenkomst met partner of familielid"),
        Entry("credit", "bijschrijving"),
        Entry("day part", "dagdeel"),
        Entry("dossier", "dossier"),
        Entry("employee", "medewerker"),
        Entry("end to end reference", "betaalkenmerk"),
        Entry("explanation", "toelichting"),
        Entry("formal caregiver", "formele zorgverlener"),
        Entry("free amount", "verantwoordingsvrij bedrag"),
        Entry("full day", "etmaal"),
        Entry("grant letter", "toekenningsbeschikking"),
        Entry("granted", "toegekend"),
        Entry("granter", "verstrekker (zorgkantoor of gemeente)"),
        Entry("ground", "grond"),
        Entry("inbox message", "bericht"),
        Entry("informal caregiver", "informele zorgverlener"),
        Entry("last day", "laatste dag"),
        Entry("law", "wet"),
        Entry("monthly wage", "vast maandloon"),
        Entry("municipality", "gemeente"),
        Entry("office", "zorgkantoor, gemeente of SVB"),
        Entry("paid", "uitbetaald"),
        Entry("payee", "ontvanger"),
        Entry("payment run", "betaalronde"),
        Entry("policy", "beleid"),
        Entry("reason", "reden"),
        Entry("representative", "vertegenwoordiger of pgb-beheerder"),
        Entry("reserved", "gereserveerd"),
        Entry("returned for correction", "terug voor verbetering"),
        Entry("returned payment", "teruggekomen betaling"),
        Entry("scheduled payment", "ingeplande uitbetaling"),
        Entry("signature", "handtekening"),
        Entry("timeline", "tijdlijn"),
        Entry("work agreements", "werkafspraken"),
        Entry("work queue", "werkvoorraad"),
    ]
}

/// The answer with all words.
struct GlossaryWords: Described {
    let words: [Glossary.Entry]

    func writeFields(to w: inout JSONWriter) { w.field("words", words) }

    static var examples: [GlossaryWords] { [GlossaryWords(words: Array(Glossary.entries.prefix(2)))] }
}
