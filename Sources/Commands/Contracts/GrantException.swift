package import Events

/// An assessor of a granter allows what a rule forbids, for one caregiver of the holder and for a period: a rate the
/// healthcare authority set (zo-05), more than forty hours a week (zo-13), or a representative who gives care (zo-19).
///
/// A later exception for the same rule takes the place of the one before on the days it holds.
package struct GrantException: Command {
    package static let name: StaticString = "grant-exception"
    package static let allowed: [Actor] = [.granter(.assessor)]

    package let dossier: DossierID
    package let caregiver: PartyID
    package let rule: Code
    /// zo-05: cents an hour. zo-13 and zo-19: minutes a week.
    package let most: Int64?
    package let from: Day
    package let until: Day?
    package let explanation: Text

    package init(from r: inout JSONReader) {
        dossier = r("dossier")
        caregiver = r("caregiver")
        rule = r("rule")
        most = r.optional("most")
        from = r("from")
        until = r.optional("until")
        explanation = r("explanation")
        if let until, until < from { r.refuse("until", .outOfRange, "De einddatum ligt voor de begindatum.") }
        switch (rule, most) {
        case ("zo-05", nil), ("zo-13", nil): r.refuse("most", .missing, "Vul in wat hoogstens mag.")
        case ("zo-05", let most?):
            if !(1...100_000).contains(most) { r.refuse("most", .outOfRange, "Vul een uurtarief tot € 1.000 in.") }
        case ("zo-13", let most?):
            if !(WorkingTime.weeklyMinutesMost + 1...10_080).contains(most) {
                r.refuse("most", .outOfRange, "Vul meer dan 2.400 en hoogstens 10.080 minuten per week in.")
            }
        case ("zo-19", let most):
            if let most, !(15...10_080).contains(most) {
                r.refuse("most", .outOfRange, "Vul 15 tot en met 10.080 minuten per week in.")
            }
        default: r.refuse("rule", .invalidValue, "Een uitzondering kan bij zo-05, zo-13 en zo-19.")
        }
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("dossier", dossier)
        w.field("caregiver", caregiver)
        w.field("rule", rule)
        w.present("most", most)
        w.field("from", from)
        w.present("until", until)
        w.field("explanation", explanation)
    }

    package var stream: StreamID { .dossier(dossier) }

    package func decide(_ stamp: Stamp, _ world: borrowing World) throws(Rejection) -> [Event] {
        guard let office = stamp.principal.office else { throw .notAllowed }
        guard world.register.parties[caregiver] != nil else { throw .unknownCaregiver }
        // The forty hours and the healthcare authority's rate are rules of the Wlz; elsewhere the municipality's own rates
        // and hours hold already.
        if rule != "zo-19", !world.dossier.budgets.contains(where: { $0.office == office && $0.law == .wlz }) {
            throw .exceptionOfWlz
        }
        let known = world.dossier.exceptions.last {
            $0.rule == rule && $0.caregiver == caregiver && $0.office == office
        }
        if let known, known.most == most, known.from == from, known.until == until { return [] }
        return [
            .contract(
                .exceptionGranted(
                    ExceptionGranted(
                        caregiver: caregiver, rule: rule, most: most, from: from, until: until, office: office,
                        explanation: stamp.seal(explanation, of: dossier.holder, use: 0))))
        ]
    }
}

extension Rejection {
    package static let exceptionOfWlz = Rejection(
        "exception-of-wlz",
        "Deze uitzondering is er alleen bij de Wlz. Pas bij een gemeente het eigen beleid aan.")
}
