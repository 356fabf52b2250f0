package import Events

/// The holder side tells what it has to tell: a move of the representative, an admission, a stay abroad, detention,
/// bankruptcy, debt restructuring, a switch to care in kind. All granters whose budget it can touch are told.
package struct ReportCircumstance: Command {
    package static let name: StaticString = "report-circumstance"
    package static let allowed: [Actor] = [.holderSide]

    /// A stay longer than this is a slip of the pen.
    private static let longestDays = 3_660

    package let dossier: DossierID
    package let report: ReportID
    package let kind: CircumstanceKind
    package let from: Day
    package let until: Day?
    package let explanation: Text?

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        report = r("report")
        kind = r("kind")
        from = r("from")
        until = r.optional("until")
        explanation = r.optional("explanation")
        if kind == .abroad, until == nil { r.refuse("until", .missing, "Vul de laatste dag in het buitenland in.") }
        if kind == .other, explanation == nil { r.refuse("explanation", .missing, "Schrijf op wat er is veranderd.") }
        if let until, until < from || until - from > Self.longestDays {
            r.refuse("until", .outOfRange, "Kies een dag na de eerste dag, en niet meer dan tien jaar later.")
        }
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("report", report)
        w.field("kind", kind)
        w.field("from", from)
        w.present("until", until)
        w.present("explanation", explanation)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let dossier = world.dossier
        if let known = dossier.circumstances.first(where: { $0.reported.report == report })?.reported {
            guard known.kind == kind, known.from == from, known.until == until,
                known.explanation.flatMap({ world.text($0) }) == explanation
            else { throw .reportExists }
            return []
        }
        let offices = Self.told(dossier, from: from)
        guard !offices.isEmpty else { throw .nobodyToTell }
        return [
            .circumstance(
                .reported(
                    CircumstanceReported(
                        report: report, kind: kind, from: from, until: until, offices: offices,
                        explanation: stamp.seal(explanation, of: dossier.holder, use: 0),
                        reasons: Reasons(
                            StayLength.reasons(
                                kind, from: from, until: until, among: dossier.circumstances, on: stamp.today)))))
        ]
    }

    /// Whose budget runs on that day or later and was not fixed, or who has to decide on an application.
    private static func told(_ dossier: DossierState, from: Day) -> [OfficeID] {
        let granters =
            dossier.budgets.filter { from <= $0.until && !$0.isFixed }.map(\.office)
            + dossier.applications.filter(\.isOpen).map(\.filed.office)
        return granters.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}

/// A granter does something with what was told, and says what. Other granters handle it for themselves.
package struct HandleCircumstance: Command {
    package static let name: StaticString = "handle-circumstance"
    package static let allowed: [Actor] = [.granter(.grants)]

    package let dossier: DossierID
    package let report: ReportID
    package let outcome: CircumstanceOutcome
    package let explanation: Text?

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        report = r("report")
        outcome = r("outcome")
        explanation = r.optional("explanation")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("report", report)
        w.field("outcome", outcome)
        w.present("explanation", explanation)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        let dossier = world.dossier
        guard let office = stamp.principal.office,
            let known = dossier.circumstances.first(where: { $0.reported.report == report }),
            known.reported.offices.contains(office)
        else { throw .unknownReport }
        if let before = known.handled.first(where: { $0.office == office }) {
            guard before.outcome == outcome else { throw .alreadyHandled }
            return []
        }
        guard outcome != .pgbEnded || dossier.endings.contains(where: { $0.office == office })
        else { throw .endFirst }
        return [
            .circumstance(
                .handled(
                    CircumstanceHandled(
                        report: report, office: office, outcome: outcome,
                        explanation: stamp.seal(explanation, of: dossier.holder, use: 0))))
        ]
    }
}

extension Rejection {
    package static let reportExists = Rejection(
        "report-exists", "Er is al een melding met dit nummer en andere gegevens. Gebruik een nieuw nummer.")
    package static let nobodyToTell = Rejection(
        "nobody-to-tell", "U hebt op die dag geen pgb en geen aanvraag waarvoor dit telt. Controleer de dag.")
    package static let unknownReport = Rejection(
        "unknown-report", .unknown, "Deze melding is er niet. Controleer het nummer.")
    package static let alreadyHandled = Rejection(
        "already-handled", "Deze melding is al afgehandeld met een andere uitkomst. Bekijk het dossier.")
    package static let endFirst = Rejection(
        "end-first", "Het pgb is nog niet beëindigd. Doe dat eerst, of kies een andere uitkomst.")
}
