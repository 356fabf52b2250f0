import Events

/// Terms and changes of a contract that the holder's side works on. The caregiver knows of them once they were shared with
/// him, he signed or made them, or they hold; until then they are a plan, and withdrawn before, they stay one.
struct ContractPlan {
    private let contract: ContractID
    private let stream: StreamID

    init(_ contract: ContractID, in stream: StreamID) {
        self.contract = contract
        self.stream = stream
    }

    /// What an event says of the plan it belongs to: whether the caregiver knows of it, and nil when it says nothing.
    private enum Word {
        case isKnown, isGivenUp
        case begins(by: Side)
    }

    /// Whether the caregiver knows of what was done at a position, by what the log says up to the snapshot.
    func isKnown(at position: Position, _ s: Snapshot) throws(DatabaseError) -> Bool {
        guard case .contract(let fact) = try s.event(position.rawValue).event else { return true }
        switch fact {
        case .revised(let revision) where revision.side == .caregiver: return true
        case .changeWithdrawn: return try wasKnown(before: position, s)
        default: break
        }
        if case .begins(by: .caregiver)? = word(of: fact) { return true }
        // The oldest word behind it counts.
        var isKnown = false
        try s.walk(from: try TimelineEntry.newest(s, stream, at: s.position.rawValue)) {
            (number) throws(DatabaseError) in
            guard number > position.rawValue else { return nil }
            if case .contract(let later) = try s.event(number).event, let word = word(of: later) {
                if case .isKnown = word { isKnown = true } else { isKnown = false }
            }
            return try s.events.previous(of: Position(number)).rawValue
        }
        return isKnown
    }

    /// Whether he knew of a change that was given up: the newest word in front of that.
    private func wasKnown(before position: Position, _ s: Snapshot) throws(DatabaseError) -> Bool {
        var isKnown = false
        try s.walk(from: try s.events.previous(of: position).rawValue) { (number) throws(DatabaseError) in
            if case .contract(let earlier) = try s.event(number).event, let word = word(of: earlier) {
                switch word {
                case .isKnown, .begins(by: .caregiver): isKnown = true
                case .isGivenUp, .begins(by: .holder): isKnown = false
                }
                return nil
            }
            return try s.events.previous(of: Position(number)).rawValue
        }
        return isKnown
    }

    private func word(of fact: ContractFact) -> Word? {
        switch fact {
        case .shared(let share) where share.contract == contract: .isKnown
        case .signed(let signed) where signed.contract == contract && signed.side == .caregiver: .isKnown
        case .submitted(let submission) where submission.contract == contract: .isKnown
        case .approved(let approval) where approval.contract == contract: .isKnown
        case .changed(let change) where change.contract == contract: .isKnown
        case .changeWithdrawn(let withdrawal) where withdrawal.contract == contract: .isGivenUp
        case .changeProposed(let proposal) where proposal.contract == contract: .begins(by: proposal.side)
        default: nil
        }
    }
}
