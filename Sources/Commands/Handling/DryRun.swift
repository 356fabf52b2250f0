package import Events

/// What would follow if a command were asked now. Nothing of it was kept: no fact, no row, no id.
package struct DryRun: Sendable, Equatable {
    package enum Outcome: Sendable, Equatable {
        /// It would be accepted, with these facts; none when what is asked already holds.
        case facts([Event])
        /// It could not be accepted.
        case rejected(Rejection)
    }

    package let outcome: Outcome
    /// The revision of the stream on which it was decided.
    package let revision: Revision
    /// Why the facts are as they are, met or not, as far as the asker may know.
    package let reasons: [Reason]

    package init(outcome: Outcome, revision: Revision, reasons: [Reason] = []) {
        self.outcome = outcome
        self.revision = revision
        self.reasons = reasons
    }

    package var events: [Event] {
        if case .facts(let events) = outcome { return events }
        return []
    }

    /// Whether the domain answers no, which is a fact and no rejection.
    package var isRefused: Bool {
        events.contains { event in
            switch event {
            case .claim(.refused), .payment(.wageWithheld): true
            default: false
            }
        }
    }
}
