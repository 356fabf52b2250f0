import Events

/// Who acted for the holder, by his role and never by his name: he himself, or who represents him.
enum HolderSide {
    /// The beginning of a sentence, up to its verb: `De budgethouder heeft`, or with a representative
    /// `De vertegenwoordiger heeft namens de budgethouder`; an employee enters what came on paper.
    static func acting(_ actor: Principal.Kind, _ verb: String) -> String {
        switch actor {
        case .representative: "De vertegenwoordiger \(verb) namens de budgethouder"
        case .employee: "Een medewerker \(verb) namens de budgethouder"
        case .holder, .caregiver, .helper, .operator, .system: "De budgethouder \(verb)"
        }
    }
}
