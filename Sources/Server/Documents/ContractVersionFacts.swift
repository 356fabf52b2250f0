import Events

/// One version of a contract as the log tells it: what was agreed on, who signed it, who approved it, and when.
struct ContractVersionFacts {
    let number: Int64
    var from: Day
    var terms: ContractTerms
    /// False for a next version that the caregiver was never shown.
    var isKnownToCaregiver = false
    var standing = ContractPrint.Standing.draft
    /// The event with which it began to hold; for a draft the newest about it.
    var last: EventEnvelope
    var signatures: [(signed: ContractSigned, envelope: EventEnvelope)] = []
    var assessments: [(assessed: ContractAssessed, at: Moment)] = []
    var conditions: [Personal<Text>] = []

    /// The version with a number, of the events of a dossier; nil when the contract has none.
    static func find(_ number: Int64, of contract: ContractID, in events: [EventEnvelope]) -> ContractVersionFacts? {
        var history = History()
        for envelope in events {
            guard case .contract(let fact) = envelope.event, fact.contractID == contract else { continue }
            history.take(fact, envelope)
        }
        return history.settled.last { $0.number == number } ?? history.open.flatMap { $0.number == number ? $0 : nil }
    }

    /// The versions that hold or held, and the one that is being agreed on.
    private struct History {
        var settled: [ContractVersionFacts] = []
        var open: ContractVersionFacts?

        mutating func take(_ fact: ContractFact, _ envelope: EventEnvelope) {
            switch fact {
            case .drafted(let draft):
                open = ContractVersionFacts(number: 1, from: draft.terms.start, terms: draft.terms, last: envelope)
            case .changeProposed(let proposal):
                open = ContractVersionFacts(
                    number: proposal.contractVersion, from: proposal.from, terms: proposal.terms,
                    isKnownToCaregiver: proposal.side == .caregiver, last: envelope)
            case .changeWithdrawn: open = nil
            case .changed(let next):
                var version =
                    open
                    ?? ContractVersionFacts(
                        number: next.contractVersion, from: next.from, terms: next.terms, last: envelope)
                version.from = next.from
                version.terms = next.terms
                settle(version, .changed, envelope)
            case .extended(let extended):
                guard let before = settled.last else { return }
                settle(
                    ContractVersionFacts(
                        number: extended.contractVersion, from: extended.from,
                        terms: before.terms.lasting(until: extended.until), last: envelope), .extended, envelope,
                    keepsOpen: true)
            case .approved(let approval):
                guard var version = open else { return }
                version.conditions = approval.conditions
                settle(version, .approved, envelope)
            default:
                open?.take(fact, envelope)
                if case .rejected = fact, !settled.isEmpty { open = nil }
            }
        }

        private mutating func settle(
            _ version: ContractVersionFacts, _ standing: ContractPrint.Standing, _ envelope: EventEnvelope,
            keepsOpen: Bool = false
        ) {
            var version = version
            version.standing = standing
            version.last = envelope
            version.isKnownToCaregiver = true
            settled.append(version)
            if !keepsOpen { open = nil }
        }
    }

    /// Takes up a fact about what is being agreed on.
    private mutating func take(_ fact: ContractFact, _ envelope: EventEnvelope) {
        last = envelope
        switch fact {
        case .revised(let revision):
            terms = revision.terms
            from = revision.from ?? (number == 1 ? revision.terms.start : from)
            signatures = []
        case .shared: isKnownToCaregiver = true
        case .signed(let signed):
            signatures.removeAll { $0.signed.side == signed.side }
            signatures.append((signed, envelope))
        case .signatureVoided(let void): signatures.removeAll { $0.signed.side == void.side }
        case .submitted: assessments = []
        case .assessed(let assessed):
            if assessed.outcome == .approve { assessments.append((assessed, envelope.recordedAt)) }
        case .returned:
            signatures = []
            assessments = []
        case .rejected: standing = .rejected
        case .reopened:
            standing = .draft
            assessments = []
        default: break
        }
    }
}

extension ContractFact {
    /// The contract it is about; nil for what is about a caregiver.
    fileprivate var contractID: ContractID? {
        switch self {
        case .drafted(let fact): fact.contract
        case .revised(let fact): fact.contract
        case .shared(let fact): fact.contract
        case .signed(let fact): fact.contract
        case .signatureVoided(let fact): fact.contract
        case .submitted(let fact): fact.contract
        case .assessed(let fact): fact.contract
        case .approved(let fact): fact.contract
        case .rejected(let fact): fact.contract
        case .returned(let fact): fact.contract
        case .reopened(let fact): fact.contract
        case .changeProposed(let fact): fact.contract
        case .changeWithdrawn(let fact): fact.contract
        case .changed(let fact): fact.contract
        case .extended(let fact): fact.contract
        // These say nothing about what was agreed on, signed or approved.
        case .ended, .assigned, .exceptionGranted, .warned, .renewalNotified, .sicknessReported, .recoveryReported: nil
        }
    }
}
