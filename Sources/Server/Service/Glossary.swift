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
        Entry("access record", "regel in het inzagelogboek"),
        Entry("account name", "tenaamstelling van de rekening"),
        Entry("application", "aanvraag voor een pgb"),
        Entry("assessment", "beoordeling"),
        Entry("assessor", "beoordelaar"),
        Entry("available", "beschikbaar"),
        Entry("awareness interview", "bewust-keuzegesprek"),
        Entry("bank account", "rekeningnummer"),
        Entry("bank entry", "regel van een bankafschrift"),
        Entry("bank file", "bestand van of voor de bank"),
        Entry("bounce", "teruggekomen bericht"),
        Entry("budget", "toegekend budget"),
        Entry("budget holder", "budgethouder"),
        Entry("bundle", "bundel brieven"),
        Entry("care description", "zorgbeschrijving"),
        Entry("care function", "zorgfunctie"),
        Entry("care office", "zorgkantoor"),
        Entry("caregiver", "zorgverlener"),
        Entry("circumstance", "melding van een wijziging"),
        Entry("claim", "declaratie"),
        Entry("confirmation", "bevestiging"),
        Entry("consent", "toestemming"),
        Entry("contact", "contactgegevens"),
        Entry("contact person", "contactpersoon van een organisatie"),
        Entry("contract", "zorgovereenkomst"),
        Entry("contract of assignment", "overeenkomst van opdracht"),
        Entry("contract of employment", "arbeidsovereenkomst"),
        Entry("contract with an institution", "overeenkomst van opdracht met een zorginstelling"),
        Entry("contract with family", "overeenkomst met partner of familielid"),
        Entry("credit", "bijschrijving"),
        Entry("dashboard", "overzicht in cijfers"),
        Entry("day part", "dagdeel"),
        Entry("death", "overlijden"),
        Entry("difference", "verschil na een wijziging achteraf"),
        Entry("document", "document"),
        Entry("dossier", "dossier"),
        Entry("employee", "medewerker"),
        Entry("end to end reference", "betaalkenmerk"),
        Entry("ending", "besluit dat het pgb stopt"),
        Entry("erasure", "wissen van gegevens"),
        Entry("explanation", "toelichting"),
        Entry("export", "uitvoer van alle gegevens"),
        Entry("forecast", "vooruitblik op het budget"),
        Entry("formal caregiver", "formele zorgverlener"),
        Entry("free amount", "verantwoordingsvrij bedrag"),
        Entry("full day", "etmaal"),
        Entry("grant letter", "toekenningsbeschikking"),
        Entry("granted", "toegekend"),
        Entry("granter", "verstrekker (zorgkantoor of gemeente)"),
        Entry("ground", "grond"),
        Entry("helper", "meekijker"),
        Entry("hold", "bewaarplicht (gegevens mogen niet gewist worden)"),
        Entry("holder side", "budgethouder of wie hem vertegenwoordigt"),
        Entry("home visit", "huisbezoek"),
        Entry("inbox message", "bericht"),
        Entry("informal caregiver", "informele zorgverlener"),
        Entry("invitation", "uitnodiging om mee te kijken"),
        Entry("last day", "laatste dag"),
        Entry("law", "wet"),
        Entry("letter", "brief"),
        Entry("look along", "meekijken door de helpdesk"),
        Entry("member", "wie voor een organisatie handelt"),
        Entry("message channel", "hoe iemand berichten krijgt: e-mail of post"),
        Entry("monthly wage", "vast maandloon"),
        Entry("movement", "beweging op een budget"),
        Entry("municipality", "gemeente"),
        Entry("notice", "melding"),
        Entry("office", "zorgkantoor, gemeente of SVB"),
        Entry("overview", "overzicht"),
        Entry("paid", "uitbetaald"),
        Entry("party", "persoon of organisatie"),
        Entry("payee", "ontvanger"),
        Entry("payment", "betaling"),
        Entry("payment run", "betaalronde"),
        Entry("payroll", "salarisadministratie"),
        Entry("people", "betrokkenen"),
        Entry("policy", "beleid"),
        Entry("profile", "uw gegevens"),
        Entry("reason", "reden"),
        Entry("receivable", "vordering"),
        Entry("registration", "inschrijving in een register"),
        Entry("representation", "vertegenwoordiging"),
        Entry("representative", "vertegenwoordiger of pgb-beheerder"),
        Entry("request", "verzoek rond een pgb"),
        Entry("reserved", "gereserveerd"),
        Entry("restriction", "beperking van het gebruik van gegevens"),
        Entry("retention", "bewaartermijn"),
        Entry("returned for correction", "terug voor verbetering"),
        Entry("returned payment", "teruggekomen betaling"),
        Entry("revision", "versie van een zorgovereenkomst"),
        Entry("right", "recht op uw gegevens"),
        Entry("run", "betaalronde"),
        Entry("scheduled payment", "ingeplande uitbetaling"),
        Entry("session", "sessie van een browser"),
        Entry("sign in", "inloggen"),
        Entry("signature", "handtekening"),
        Entry("statement", "jaaropgave van een budget"),
        Entry("supplement", "aanvulling op een aanvraag"),
        Entry("timeline", "tijdlijn"),
        Entry("visit", "huisbezoek"),
        Entry("wage", "loon"),
        Entry("withdrawn", "ingetrokken"),
        Entry("work agreements", "werkafspraken"),
        Entry("work item", "wat er te doen staat"),
        Entry("work queue", "werkvoorraad"),
    ]
}

/// The answer with all words.
struct GlossaryWords: Described {
    let words: [Glossary.Entry]

    func writeFields(to w: inout JSONWriter) { w.field("words", words) }

    static var examples: [GlossaryWords] { [GlossaryWords(words: Array(Glossary.entries.prefix(2)))] }
}
