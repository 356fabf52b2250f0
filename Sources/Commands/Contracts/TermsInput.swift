package import Events

/// The terms of a contract as somebody enters them, with what is personal in plain form.
package struct TermsInput: Record, Equatable {
    package let kind: ContractKind
    package let relation: Relation
    package let start: Day
    package let end: Day?
    package let lines: [LineInput]
    package let work: WorkAgreements
    package let general: GeneralInput

    package init(from r: inout JSONReader) {
        kind = r("kind")
        relation = r("relation")
        start = r("start")
        end = r.optional("end")
        lines = r.list("lines")
        work = r.optional("work", as: WorkInput.self)?.agreements ?? WorkAgreements()
        general = r.optional("general") ?? GeneralInput()
        if let end, end < start { r.refuse("end", .outOfRange, "De einddatum ligt voor de begindatum.") }
        if end != nil, work.replaces != nil {
            r.refuse(
                "end", .invalidValue, "Een vervanging eindigt als de vaste zorgverlener weer werkt. Laat dit leeg.")
        }
        if lines.isEmpty { r.refuse("lines", .missing, "Vul minstens één regel met werkafspraken in.") }
        for index in lines.repeats(of: \.self) {
            r.refuse("lines", element: index, .invalidValue, "Deze regel staat er al. Laat hem één keer staan.")
        }
        if lines.count > 50 { r.refuse("lines", .outOfRange, "Een overeenkomst heeft hoogstens 50 regels.") }
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("kind", kind)
        w.field("relation", relation)
        w.field("start", start)
        w.field("end", end)
        w.field("lines", lines)
        w.present("work", work.isEmpty ? nil : work)
        w.present("general", general == GeneralInput() ? nil : general)
    }

    /// The terms as they go into the log, for a caregiver who is or is not a professional by the register. What is
    /// personal is about the holder, and sealed anew each time, so that it differs from what was there: what stays as it
    /// is in the `current` terms says so instead, and keeps its seal.
    func sealed(
        _ stamp: Stamp, of holder: PartyID, formal: Bool, keeping current: ContractTerms?
    ) throws(Rejection) -> ContractTerms {
        var sealedLines: [ContractLine] = []
        for (index, line) in lines.enumerated() {
            sealedLines.append(
                ContractLine(
                    budget: line.budget, function: line.function, unit: line.unit, rateCents: line.rateCents,
                    weeklyMinutes: line.weeklyMinutes,
                    description: try line.description(stamp, of: holder, use: index, keeping: current),
                    detail: line.detail))
        }
        return ContractTerms(
            kind: kind, relation: relation, formal: formal, start: start, end: end, lines: sealedLines, work: work,
            general: try general.sealed(stamp, of: holder, use: lines.count, keeping: current?.general))
    }
}

/// One line of the terms as somebody enters it.
package struct LineInput: Record, Hashable {
    package let budget: BudgetID
    package let function: CareFunction
    package let unit: Unit
    package let rateCents: Cents
    package let weeklyMinutes: Int64?
    /// Nil when the line keeps the description of another one.
    package let description: Text?
    /// The line of the current terms, from 1, whose description stays as it is.
    package let keepsDescription: Int64?
    package let detail: LineDetail

    package init(from r: inout JSONReader) {
        budget = r("budget")
        function = r("function")
        unit = r("unit")
        rateCents = r.positiveCents("rateCents")
        weeklyMinutes = r.optional("weeklyMinutes")
        description = r.optional("description")
        keepsDescription = r.optional("keepsDescription")
        detail = r.optional("detail", as: DetailInput.self)?.detail ?? LineDetail()
        switch (description, keepsDescription) {
        case (nil, nil):
            r.refuse("description", .missing, "Beschrijf de zorg, of noem de regel waarvan de beschrijving blijft.")
        case (_?, _?):
            r.refuse("keepsDescription", .invalidValue, "U vult een nieuwe beschrijving in. Laat dit leeg.")
        default: break
        }
        if let weeklyMinutes {
            if !(1...10_080).contains(weeklyMinutes) {
                r.refuse("weeklyMinutes", .outOfRange, "Een week heeft 1 tot en met 10.080 minuten.")
            } else if weeklyMinutes % 15 != 0 {
                r.refuse("weeklyMinutes", .invalidValue, "Vul de tijd in kwartieren in.")
            }
        }
        if function == .total {
            r.refuse("function", .invalidValue, "Kies de soort zorg van deze regel. Totaal is geen soort zorg.")
        }
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("budget", budget)
        w.field("function", function)
        w.field("unit", unit)
        w.field("rateCents", rateCents)
        w.field("weeklyMinutes", weeklyMinutes)
        w.present("description", description)
        w.present("keepsDescription", keepsDescription)
        w.present("detail", detail.isEmpty ? nil : detail)
    }

    fileprivate func description(
        _ stamp: Stamp, of holder: PartyID, use: Int, keeping current: ContractTerms?
    ) throws(Rejection) -> Personal<Text> {
        if let description { return stamp.seal(description, of: holder, use: use) }
        guard let current, let kept = keepsDescription, kept >= 1, kept <= current.lines.count
        else { throw .nothingToKeep }
        return current.lines[Int(kept) - 1].description
    }
}

/// The detail of a line within what can be.
private struct DetailInput: Record {
    let detail: LineDetail

    init(from r: inout JSONReader) {
        detail = LineDetail(from: &r)
        r.require("unitMinutes", detail.unitMinutes, in: 15...10_080, "Vul 15 tot en met 10.080 minuten in.")
        r.require("yearlyCount", detail.yearlyCount, in: 1...10_000, "Vul 1 tot en met 10.000 in.")
        r.require("hourCents", detail.hourCents?.raw, in: 1...100_000, "Vul een uurloon tot € 1.000 in.")
        r.require("groupSize", detail.groupSize, in: 1...100, "Vul 1 tot en met 100 in.")
        r.require("rideMinutes", detail.rideMinutes, in: 1...600, "Vul 1 tot en met 600 minuten in.")
    }

    func writeFields(to w: inout JSONWriter) { detail.writeFields(to: &w) }
}

/// The work agreements within what can be.
private struct WorkInput: Record {
    let agreements: WorkAgreements

    init(from r: inout JSONReader) {
        agreements = WorkAgreements(from: &r)
        let week = agreements.week
        for (index, day) in week.enumerated() {
            if !(1...7).contains(day.weekday) {
                r.refuse("week", element: index, .outOfRange, "Een dag is 1 (maandag) tot en met 7 (zondag).")
            } else if week[..<index].contains(where: { $0.weekday == day.weekday }) {
                r.refuse("week", element: index, .invalidValue, "Deze dag staat er twee keer. Laat hem één keer staan.")
            } else if !(15...1_440).contains(day.minutes) || day.minutes % 15 != 0 {
                r.refuse("week", element: index, .invalidValue, "Vul de tijd in kwartieren in, hoogstens 24 uur.")
            }
        }
        r.require("probationMonths", agreements.probationMonths, in: 1...12, "Vul 1 tot en met 12 maanden in.")
        r.require("daysPerWeek", agreements.daysPerWeek, in: 1...7, "Vul 1 tot en met 7 dagen in.")
        r.require("noticeMonths", agreements.noticeMonths, in: 1...12, "Vul 1 tot en met 12 maanden in.")
        r.require("kilometreCents", agreements.kilometreCents?.raw, in: 1...1_000, "Vul een bedrag tot € 10 in.")
        r.require("weeklyKilometres", agreements.weeklyKilometres, in: 1...10_000, "Vul 1 tot en met 10.000 in.")
    }

    func writeFields(to w: inout JSONWriter) { agreements.writeFields(to: &w) }
}

/// The general agreements as somebody enters them.
package struct GeneralInput: Record, Equatable {
    package let model: Code?
    package let payroll: Bool
    package let taxCredit: Bool?
    package let identityDocument: DocumentID?
    package let other: Text?
    package let reference: Name?
    /// Whether the other agreements of the current terms stay as they are.
    package let keepsOther: Bool
    /// Whether the reference of the current terms stays as it is.
    package let keepsReference: Bool

    init() {
        model = nil
        payroll = false
        taxCredit = nil
        identityDocument = nil
        other = nil
        reference = nil
        keepsOther = false
        keepsReference = false
    }

    package init(from r: inout JSONReader) {
        model = r.optional("model")
        payroll = r.flag("payroll")
        taxCredit = r.optional("taxCredit")
        identityDocument = r.optional("identityDocument")
        other = r.optional("other")
        reference = r.optional("reference")
        keepsOther = r.flag("keepsOther")
        keepsReference = r.flag("keepsReference")
        if keepsOther, other != nil {
            r.refuse("keepsOther", .invalidValue, "U vult nieuwe overige afspraken in. Laat dit weg.")
        }
        if keepsReference, reference != nil {
            r.refuse("keepsReference", .invalidValue, "U vult een nieuw kenmerk in. Laat dit weg.")
        }
    }

    package func writeFields(to w: inout JSONWriter) {
        w.present("model", model)
        w.present("payroll", payroll)
        w.present("taxCredit", taxCredit)
        w.present("identityDocument", identityDocument)
        w.present("other", other)
        w.present("reference", reference)
        w.present("keepsOther", keepsOther)
        w.present("keepsReference", keepsReference)
    }

    fileprivate func sealed(
        _ stamp: Stamp, of holder: PartyID, use: Int, keeping current: GeneralAgreements?
    ) throws(Rejection) -> GeneralAgreements {
        if keepsOther, current?.other == nil { throw .nothingToKeep }
        if keepsReference, current?.reference == nil { throw .nothingToKeep }
        return GeneralAgreements(
            model: model, payroll: payroll, taxCredit: taxCredit, identityDocument: identityDocument,
            other: keepsOther ? current?.other : stamp.seal(other, of: holder, use: use),
            reference: keepsReference ? current?.reference : stamp.seal(reference, of: holder, use: use + 1))
    }
}

extension Rejection {
    package static let nothingToKeep = Rejection(
        "nothing-to-keep", "Hier is nog geen tekst om te behouden. Vul de tekst in.")
}

extension JSONReader {
    /// Refuses a number that is there and lies outside the bounds.
    fileprivate mutating func require(
        _ key: StaticString, _ value: Int64?, in bounds: ClosedRange<Int64>, _ advice: String
    ) {
        if let value, !bounds.contains(value) { refuse(key, .outOfRange, advice) }
    }
}
