import Events

/// A change repeats everything that is valid (iPgb OP501): what it leaves out is not dropped in silence, and what is
/// withdrawn is said so, with zero on one day (OP505).
enum FullState {
    /// What a change leaves out, or withdraws in another way; empty when it repeats the full state.
    static func findings(_ terms: GrantTerms, _ known: BudgetState) -> [Finding] {
        var findings: [Finding] = []
        for function in known.functions where function.cents > .zero {
            let name = function.function.words
            guard let index = terms.functions.firstIndex(where: { $0.function == function.function }) else {
                findings.append(
                    missing(
                        "/functions",
                        "De zorgfunctie \(name) ontbreekt. Zet hem erbij. Trekt u hem in, vul dan bedrag 0 en één dag in.",
                        function.cents))
                continue
            }
            let next = terms.functions[index]
            if next.cents == .zero, next.from ?? terms.from != next.until ?? terms.until {
                findings.append(
                    missing(
                        "/functions/\(index)",
                        "U trekt de zorgfunctie \(name) in. Laat hem dan beginnen en eindigen op dezelfde dag.",
                        function.cents))
            }
        }
        for extra in known.extras where extra.cents > .zero && !terms.extras.contains(where: { $0.kind == extra.kind })
        {
            findings.append(
                missing(
                    "/extras", "Het extra bedrag voor \(extra.kind.words) ontbreekt. Zet het erbij, of vul 0 in.",
                    extra.cents))
        }
        if known.indication != nil, terms.indication == nil {
            findings.append(missing("/indication", "De indicatie ontbreekt. Zet haar erbij.", known.grantedCents))
        }
        if known.law != .wlz, known.freeAmountCents > .zero, terms.freeAmountCents == nil {
            findings.append(
                missing(
                    "/freeAmountCents", "Het vrije bedrag ontbreekt. Vul het in, of vul 0 in.", known.freeAmountCents))
        }
        return findings
    }

    /// That everything was repeated.
    static func reason(_ terms: GrantTerms) -> Reason {
        Reason(
            rule: .fullState, met: true, figures: [Figure("functions", Int64(terms.functions.count))],
            source: "iPgb OP501")
    }

    private static func missing(_ pointer: String, _ detail: String, _ cents: Cents) -> Finding {
        Finding(
            .fullState, .block, at: pointer, detail, figures: [Figure("granted-cents", cents.raw)],
            source: "iPgb OP501, OP505")
    }
}

extension CareFunction {
    /// As granters call it.
    fileprivate var words: String {
        switch self {
        case .total: "totaal"
        case .personalCare: "persoonlijke verzorging"
        case .nursing: "verpleging"
        case .individualSupport: "individuele begeleiding"
        case .groupSupport: "groepsbegeleiding"
        case .householdHelp: "huishoudelijke hulp"
        case .transport: "vervoer"
        case .respiteStay: "logeeropvang"
        }
    }
}

extension ExtraKind {
    fileprivate var words: String {
        switch self {
        case .moreCare: "meerzorg"
        case .homeCosts: "extra kosten thuis"
        case .palliative: "palliatieve zorg"
        case .specialistNursing: "gespecialiseerde verpleging"
        case .ventilation: "beademing"
        case .personalAssistance: "persoonlijke assistentie"
        case .residence: "een wooninitiatief"
        case .respite: "logeren"
        }
    }
}
