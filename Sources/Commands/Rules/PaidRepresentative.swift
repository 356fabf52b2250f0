import Events

/// Whether somebody who represents the holder may be paid for care as well, and for how many hours (ZO-19, contracts 4.9).
/// Each granter decides that for its own budgets; a parent is asked last.
enum PaidRepresentative: Equatable {
    case free
    /// As family within the hours; an assessor looks whether somebody from outside gives care too.
    case asFamily(Figures)
    case tooMuch(Figures)
    case notAtAll

    /// - Parameters:
    ///   - isFamily: what the contract says of the relation.
    ///   - exception: what the granter allowed against the rule.
    init(
        _ ground: RepresentationGround, isFamily: Bool, minutes: Int64, _ policy: ContractPolicy,
        _ exception: ExceptionGranted?
    ) {
        let most = exception?.most ?? policy.representativeWeeklyMinutes
        let figures: Figures = [Figure("weekly-minutes", minutes), Figure("most-minutes", most)]
        if let exception {
            self = exception.most != nil && minutes > most ? .tooMuch(figures) : .free
        } else if policy.representativeCare != .never, ground == .parent {
            self = .free
        } else if policy.representativeCare == .family, ground.mayBeFamily || isFamily {
            self = minutes > most ? .tooMuch(figures) : .asFamily(figures)
        } else {
            self = .notAtAll
        }
    }
}

extension RepresentationGround {
    /// Appointed by law or a court: for these grounds a care office allows what it allows to family (ZK2 b).
    fileprivate var mayBeFamily: Bool {
        switch self {
        case .parent, .guardian, .curator, .administrator, .mentor: true
        case .authorised, .guaranteedHelp, .heir: false
        }
    }
}
