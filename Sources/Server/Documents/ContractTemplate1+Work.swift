import Events

// The work agreements: what is done, when, and what is paid for it.
extension ContractTemplate1 {
    static func work(_ print: ContractPrint, _ html: inout HTMLText) {
        html.element("h2", text: "3. Werkafspraken")
        for line in print.lines {
            html.element("h3", text: "Afspraak \(line.number): \(word(line.line.function))")
            html.element("table") { Self.line(line, &$0) }
        }
        if print.hiddenLines > 0 {
            html.element(
                "p",
                text: "Een andere verstrekker betaalt nog \(count(Int64(print.hiddenLines), "afspraak", "afspraken")).")
        }
        week(print.terms, isExtract: print.hiddenLines > 0, &html)
    }

    private static func line(_ printed: ContractPrint.Line, _ html: inout HTMLText) {
        let line = printed.line
        html.row("Betaald uit", "\(word(printed.law)), \(printed.office)")
        html.row("Bruto bedrag, met btw als die er is", "\(Dutch.amount(line.rateCents)) per \(word(line.unit))")
        switch line.detail.time {
        case .any: break
        case .night: html.row("Dit bedrag geldt", "in de nacht")
        case .weekend: html.row("Dit bedrag geldt", "in het weekend")
        }
        if let minutes = line.detail.unitMinutes { html.row("Tijd in één keer", time(minutes)) }
        if let minutes = line.weeklyMinutes { html.row("Uren per week", time(minutes)) }
        if let cents = line.detail.hourCents { html.row("Opgebouwd uit een uurloon van", Dutch.amount(cents)) }
        if let yearly = line.detail.yearlyCount { html.row("Verwacht aantal per jaar", "\(yearly)") }
        if let people = line.detail.groupSize { html.row("Mensen in de groep", "\(people)") }
        if let minutes = line.detail.rideMinutes { html.row("Duur van een rit", time(minutes)) }
        html.row("Zorgbeschrijving: wat, hoe, waarom en wanneer", printed.description)
    }

    private static func week(_ terms: ContractTerms, isExtract: Bool, _ html: inout HTMLText) {
        let work = terms.work
        html.element("h3", text: "Werktijd, vakantie, reiskosten en opzeggen")
        html.element("table") { html in
            if isExtract, !work.week.isEmpty || work.daysPerWeek != nil {
                // It is of all agreements together, also those that are not shown.
                html.row("Werktijd", "niet getoond")
            } else if work.week.isEmpty {
                html.row("Werktijd", "wisselende uren")
                if let days = work.daysPerWeek { html.row("Dagen per week", "\(days)") }
            } else {
                let days = work.week.sorted { $0.weekday < $1.weekday }
                    .map { "\(weekday($0.weekday)) \(time($0.minutes))" }
                html.row("Werktijd", days.joined(separator: ", "))
            }
            if terms.kind == .employment {
                html.row(
                    "Loon over vakantie-uren",
                    work.includesVacation ? "zit in het uurloon" : "wordt betaald als de zorgverlener vakantie heeft")
            }
            if isExtract, work.kilometreCents != nil {
                html.row("Reiskosten", "niet getoond")
            } else if let cents = work.kilometreCents {
                let most = work.weeklyKilometres.map { ", naar verwachting \($0) kilometer per week" } ?? ""
                html.row("Reiskosten", "\(Dutch.amount(cents)) per kilometer\(most)")
            } else {
                html.row("Reiskosten", "geen")
            }
            html.row("Opzegtermijn", notice(terms))
        }
    }

    private static func notice(_ terms: ContractTerms) -> String {
        if let months = terms.work.noticeMonths { return count(months, "maand", "maanden") }
        return terms.kind == .employment ? "zoals in de wet (zie 5)" : "1 maand"
    }
}
