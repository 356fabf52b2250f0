import Events

/// What a decision on an application or a request says, as an employee enters it.
struct DecisionInput {
    let outcome: ApplicationOutcome
    let grounds: [ApplicationReason]
    let explanation: Text

    /// No decision without grounds (Awb 3:46); a refusal never on the ground that all conditions are met.
    init(from r: inout JSONReader) {
        outcome = r("outcome")
        grounds = r.list("grounds")
        explanation = r("explanation")
        if grounds.isEmpty { r.refuse("grounds", .missing, "Noem minstens één grond voor het besluit.") }
        for place in grounds.repeats(of: \.self) {
            r.refuse("grounds", element: place, .invalidValue, "Deze grond staat er twee keer in.")
        }
        for (index, ground) in grounds.enumerated() where ground != .other {
            if (ground == .conditionsMet) != (outcome == .granted) {
                r.refuse("grounds", element: index, .invalidValue, "Deze grond past niet bij het besluit.")
            }
        }
    }

    func writeFields(to w: inout JSONWriter) {
        w.field("outcome", outcome)
        w.field("grounds", grounds)
        w.field("explanation", explanation)
    }
}
