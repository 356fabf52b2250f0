import Events

/// Who acted for the holder, by his role and never by his name: he himself, or who represents him.
enum HolderSide {
    /// The beginning of a sentence, up to its verb: `De budgethouder heeft`, or with a representative
    /// `De vertegenwoordiger heeft namens de budgethouder`.
    static func acting(_ actor: Principal.Kind, _ verb: String) -> String {
        actor == .representative ? "De vertegenwoordiger \(verb) namens de budgethouder" : "De budgethouder \(verb)"
    }
}
