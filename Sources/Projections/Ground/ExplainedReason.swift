package import Events

/// A reason of a decision with a plain Dutch sentence beside it, which says what was found and, when the rule was not
/// met, what that means.
package struct ExplainedReason: Shown, Equatable {
    package let reason: Reason

    package init(_ reason: Reason) { self.reason = reason }

    package func writeFields(to w: inout JSONWriter) {
        reason.writeFields(to: &w)
        w.field("text", text)
    }

    /// The sentence. A rule that this build does not know gets a general one, so that no reason is ever left out.
    package var text: String {
        let sentence = reason.met ? met : unmet
        let marked = sentence.map { figure("inferred") == nil ? $0 : $0 + " Dit bedrag is afgeleid." }
        return marked
            ?? (reason.met ? "Deze controle is in orde." : "Deze controle is niet in orde (\(reason.rule)).")
    }

    private var met: String? {
        switch reason.rule.text {
        case "balance": "Er is genoeg budget over: \(amount("left-cents"))."
        case "rate-maximum-unknown": "Voor dit tarief is geen maximum bekend."
        case "rate-above-inferred":
            "Het tarief van \(amount("rate-cents")) is hoger dan het maximum dat wij kennen: "
                + "\(amount("most-cents")). De beoordelaar beslist."
        case "once-a-month": "De vergoeding is één keer in de maand gevraagd."
        case "rate-within-maximum": "Het tarief van \(amount("rate-cents")) is niet hoger dan het maximum."
        case "free-amount-left": "Er is genoeg over van het verantwoordingsvrije bedrag."
        case "contract-approved": "Er is een goedgekeurde zorgovereenkomst voor deze zorg."
        case "period-over": "De maand is voorbij."
        default: FindingSentence(self).met
        }
    }

    private var unmet: String? {
        switch reason.rule.text {
        case "balance":
            "Er is te weinig budget over. Nodig is \(amount("needed-cents")). "
                + "Er is nog \(amount("left-cents")). Er is \(amount("short-cents")) te weinig."
        case "contract-approved": "Er is geen goedgekeurde zorgovereenkomst voor alle dagen van deze zorg."
        case "period-over": "De maand is nog niet voorbij. U kunt declareren na \(day("month-ends-on"))."
        case "one-per-month": "Voor deze maand is al een declaratie ingediend."
        case "quarter-hours": "De tijd is niet ingevuld in hele kwartieren."
        case "weeks-in-month": "Niet alle weken vallen in deze maand."
        case "budget-covers": "Er is geen budget dat deze zorg op deze dagen betaalt."
        case "rate-within-maximum":
            "Het tarief van \(amount("rate-cents")) is hoger dan het maximum van \(amount("most-cents"))."
        case "free-amount-left":
            "Er is te weinig over van het verantwoordingsvrije bedrag. U vroeg \(amount("asked-cents")). "
                + "Er is nog \(amount("left-cents"))."
        case "care-paid-first": "Er is nog geen zorg betaald uit dit budget."
        case "within-budget-period":
            "Dit budget loopt van \(day("budget-from")) tot en met \(day("budget-until")). "
                + "U vroeg het bedrag buiten die tijd."
        case "account-known": "Er is geen rekeningnummer bekend."
        case "payment-day": "De betaling kan niet op tijd worden gedaan."
        case "once-a-month": "Deze vergoeding kan één keer in de maand."
        default: FindingSentence(self).unmet
        }
    }

    func figure(_ name: String) -> Int64? {
        reason.figures.list.first { $0.name.text == name }?.value
    }

    func amount(_ name: String) -> String {
        figure(name).map { Dutch.amount(Cents($0)) } ?? "een onbekend bedrag"
    }
    func day(_ name: String) -> String { figure(name).flatMap(Dutch.day(figure:)) ?? "een onbekende dag" }
}
