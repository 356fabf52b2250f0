package import Events

/// What is claimed under a contract for one month: weeks of care, costs, and the invoice they follow. The same in a claim,
/// in its correction and in a look beforehand.
package struct ClaimContent: Sendable {
    package let entries: [ClaimEntry]
    package let costs: [CostInput]
    package let invoice: InvoiceInput?

    /// Reads the fields `entries`, `costs` and `invoice` of a request.
    ///
    /// - Parameter mayBeEmpty: a correction may say that there was nothing after all.
    init(from r: inout JSONReader, mayBeEmpty: Bool = false) {
        entries = r.optionalList("entries")
        costs = r.optionalList("costs")
        invoice = r.optional("invoice")
        if entries.isEmpty, costs.isEmpty, !mayBeEmpty {
            r.refuse("entries", .missing, "Vul minstens één week in, of kosten.")
        }
        if entries.count > 300 { r.refuse("entries", .outOfRange, "Een declaratie heeft hoogstens 300 regels.") }
        if costs.count > 300 { r.refuse("costs", .outOfRange, "Een declaratie heeft hoogstens 300 kosten.") }
        for (index, entry) in entries.enumerated() {
            if let fault = entry.fault {
                r.refuse("entries", element: index, .invalidValue, fault)
            } else if entries[..<index].contains(where: entry.repeats) {
                r.refuse(
                    "entries", element: index, .invalidValue,
                    "Deze week staat er twee keer voor dezelfde regel. Tel ze bij elkaar op.")
            }
        }
        let isMixed = !entries.isEmpty || costs.contains { !$0.cost.isExtra }
        for (index, cost) in costs.enumerated() where cost.cost.isExtra && isMixed {
            r.refuse(
                "costs", element: index, .invalidValue,
                "Bijkomende zorgkosten declareert u apart. Maak er een eigen declaratie van.")
        }
    }

    func writeFields(to w: inout JSONWriter) {
        w.present("entries", list: entries)
        w.present("costs", list: costs)
        w.present("invoice", invoice)
    }

    /// Care when there are weeks, or nothing at all; else what the costs are.
    var kind: ClaimKind {
        if !entries.isEmpty || costs.isEmpty { return .care }
        return costs.contains { $0.cost.isExtra } ? .extraCosts : .travel
    }
}

/// One cost as it is asked for. Kilometres are paid at the agreed rate, so they have no amount of their own.
package struct CostInput: Record, Equatable {
    package let on: Day
    package let cost: CostKind
    package let kilometres: Int64?
    package let cents: Cents?
    package let receipt: DocumentID?

    package init(from r: inout JSONReader) {
        on = r("on")
        cost = r("cost")
        kilometres = r.optional("kilometres")
        cents = r.optional("cents")
        receipt = r.optional("receipt")
        if cost == .kilometres {
            if let kilometres {
                if !(1...1_000).contains(kilometres) {
                    r.refuse("kilometres", .outOfRange, "Vul 1 tot en met 1.000 kilometer in.")
                }
            } else {
                r.refuse("kilometres", .missing, "Vul in hoeveel kilometer het was.")
            }
            if cents != nil {
                r.refuse("cents", .invalidValue, "Wij rekenen het bedrag uit. Laat het leeg.")
            }
        } else {
            if let cents {
                if cents <= .zero { r.refuse("cents", .outOfRange, "Vul een bedrag boven nul in.") }
            } else {
                r.refuse("cents", .missing, "Vul het bedrag in.")
            }
            if kilometres != nil {
                r.refuse("kilometres", .invalidValue, "Kilometers vult u alleen in bij kosten per kilometer.")
            }
        }
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("on", on)
        w.field("cost", cost)
        w.present("kilometres", kilometres)
        w.present("cents", cents)
        w.present("receipt", receipt)
    }

    /// The cost with what it comes to.
    ///
    /// - Parameter kilometreCents: what is paid for a kilometre; nothing where nothing was agreed on.
    func priced(at kilometreCents: Cents?) -> ClaimCost {
        ClaimCost(
            on: on, cost: cost, kilometres: kilometres,
            cents: cents ?? (kilometreCents ?? .zero).scaled(by: kilometres ?? 0, over: 1), receipt: receipt)
    }
}

/// The invoice as it is typed in; its number is sealed by the decision.
package struct InvoiceInput: Record, Equatable {
    package let number: Name
    package let date: Day
    package let amountCents: Cents?
    package let document: DocumentID?

    package init(from r: inout JSONReader) {
        number = r("number")
        date = r("date")
        amountCents = r.optional("amountCents")
        document = r.optional("document")
        if let amountCents, amountCents <= .zero {
            r.refuse("amountCents", .outOfRange, "Vul een bedrag boven nul in.")
        }
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("number", number)
        w.field("date", date)
        w.present("amountCents", amountCents)
        w.present("document", document)
    }

    func sealed(_ stamp: Stamp, of subject: PartyID) -> ClaimInvoice {
        ClaimInvoice(
            number: stamp.seal(number, of: subject, use: 0), date: date, document: document, amountCents: amountCents)
    }
}

extension CostKind {
    /// Whether it is one of the extra costs of care that only the Wlz pays (Rlz 5.17(1)(h)).
    var isExtra: Bool {
        switch self {
        case .kilometres, .ticket: false
        case .consumption, .course, .entrance: true
        }
    }
}

extension ClaimEntry {
    fileprivate func repeats(_ other: ClaimEntry) -> Bool {
        week == other.week && line == other.line && sick == other.sick
    }

    /// What is wrong with the entry by itself, as a Dutch sentence; nil when nothing is.
    fileprivate var fault: String? {
        if week.weekday != 1 { return "Een week begint op maandag. Vul de datum van de maandag in." }
        if line < 1 { return "Kies een regel van de zorgovereenkomst." }
        switch (minutes, count) {
        case (let minutes?, nil):
            return (1...10_080).contains(minutes) ? nil : "Een week heeft 1 tot en met 10.080 minuten."
        case (nil, let count?):
            return (1...1_000).contains(count) ? nil : "Vul een aantal van 1 tot en met 1.000 in."
        default: return "Vul de minuten in, of het aantal. Niet allebei."
        }
    }
}
