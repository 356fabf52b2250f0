package import Events

/// The terms of a contract as somebody enters them, with the care descriptions in plain text.
package struct TermsInput: Record, Equatable {
    package struct Line: Record, Hashable {
        package let budget: BudgetID
        package let function: CareFunction
        package let unit: Unit
        package let rateCents: Cents
        package let weeklyMinutes: Int64?
        package let description: Text

        package init(from r: inout JSONReader) {
            budget = r("budget")
            function = r("function")
            unit = r("unit")
            rateCents = r.positiveCents("rateCents")
            weeklyMinutes = r.optional("weeklyMinutes")
            description = r("description")
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
            w.field("description", description)
        }
    }

    package let kind: ContractKind
    package let relation: Relation
    package let formal: Bool
    package let start: Day
    package let end: Day?
    package let lines: [Line]

    package init(from r: inout JSONReader) {
        kind = r("kind")
        relation = r("relation")
        formal = r("formal")
        start = r("start")
        end = r.optional("end")
        lines = r.list("lines")
        if let end, end < start { r.refuse("end", .outOfRange, "De einddatum ligt voor de begindatum.") }
        if lines.isEmpty { r.refuse("lines", .missing, "Vul minstens één regel met werkafspraken in.") }
        for index in lines.repeats(of: \.self) {
            r.refuse("lines", element: index, .invalidValue, "Deze regel staat er al. Laat hem één keer staan.")
        }
        if lines.count > 50 { r.refuse("lines", .outOfRange, "Een overeenkomst heeft hoogstens 50 regels.") }
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("kind", kind)
        w.field("relation", relation)
        w.field("formal", formal)
        w.field("start", start)
        w.field("end", end)
        w.field("lines", lines)
    }

    /// The terms as they go into the log. The care descriptions are about the holder. Each is sealed anew, so a
    /// revision always differs in its lines: what is sealed cannot be compared.
    func sealed(_ stamp: Stamp, of holder: PartyID) -> ContractTerms {
        ContractTerms(
            kind: kind, relation: relation, formal: formal, start: start, end: end,
            lines: lines.enumerated().map { index, line in
                ContractLine(
                    budget: line.budget, function: line.function, unit: line.unit, rateCents: line.rateCents,
                    weeklyMinutes: line.weeklyMinutes,
                    description: stamp.seal(line.description, of: holder, use: index))
            })
    }
}

extension ContractTerms {
    /// The digest a signature is about: SHA-256 over the stored form of the terms.
    package var digest: Digest {
        var writer = JSONWriter()
        write(to: &writer)
        return SHA256.hash(writer.bytes)
    }

    /// The names of the fields that differ.
    func changes(to other: ContractTerms) -> [Code] {
        var changed: [Code] = []
        if kind != other.kind { changed.append("kind") }
        if relation != other.relation { changed.append("relation") }
        if formal != other.formal { changed.append("formal") }
        if start != other.start { changed.append("start") }
        if end != other.end { changed.append("end") }
        if lines != other.lines { changed.append("lines") }
        return changed
    }
}
