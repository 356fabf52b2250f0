package import Events

/// One change of the terms of a contract: who made it, when, and each field with what it was and what it became.
package struct ContractRevision: Described, Equatable {
    package enum Kind: String, StoredName, CaseIterable {
        case drafted, revised, proposed, changed, extended
        /// For the caregiver: the terms were shared with him, after changes that were not his to see.
        case shared
        /// For the caregiver: terms were approved that never needed his signature.
        case approved
    }

    package let position: Position
    package let at: Moment
    package let kind: Kind
    /// Of which version these terms are, or would be.
    package let version: Int64
    package let side: Side
    /// In which quality somebody did it: the holder himself, his representative, the caregiver.
    package let by: Principal.Kind
    package let differences: [ContractDifference]

    package func writeFields(to w: inout JSONWriter) {
        w.field("position", position.rawValue)
        w.field("at", at)
        w.field("kind", kind)
        w.field("version", version)
        w.field("side", side)
        w.field("by", by.rawValue)
        w.field("differences", rows: differences)
    }

    package static var examples: [ContractRevision] {
        [
            ContractRevision(
                position: Position(41), at: Sample.moment, kind: .revised, version: 1, side: .caregiver,
                by: .caregiver, differences: ContractDifference.examples)
        ]
    }

    /// Every change of the terms of a contract, the oldest first; nil when the dossier has no such contract that the
    /// reader may know of. A caregiver sees what the holder side changed from the first time it was shared with him.
    package static func list(
        _ s: Snapshot, _ contract: ContractID, dossier: DossierID, for reader: Contract.Reader = .all,
        same: ContractDifference.Same
    ) throws(DatabaseError) -> [ContractRevision]? {
        guard let (row, sight) = try ContractRow.seen(s, contract, dossier, by: reader) else { return nil }
        var history = TermsHistory()
        var revisions: [ContractRevision] = []
        for number in row.history {
            let envelope = try s.event(number)
            guard case .contract(let fact) = envelope.event, let step = history.take(fact) else { continue }
            if case .caregiver = reader {
                guard step.isKnownToCaregiver, !step.isForCaregiver || step.before != step.after else { continue }
            } else if step.isForCaregiver {
                continue
            }
            let differences =
                try step.before.map { (before) throws(DatabaseError) in
                    try ContractDifference.between(before, step.after, budgets: sight.budgets, same: same)
                } ?? []
            // What was changed for another granter alone is not for this one.
            if case .office = reader, step.before != nil, differences.isEmpty { continue }
            revisions.append(
                ContractRevision(
                    position: envelope.position, at: envelope.recordedAt, kind: step.kind, version: step.version,
                    side: step.side, by: envelope.principal.kind,
                    differences: differences))
        }
        return revisions
    }
}

/// How the terms of a contract went from one state to the next, told by its events in their order.
private struct TermsHistory {
    struct Step {
        let kind: ContractRevision.Kind
        let version: Int64
        let side: Side
        /// The terms that were changed; nil for the first ones.
        let before: ContractTerms?
        let after: ContractTerms
        let isKnownToCaregiver: Bool

        /// Whether it only lets the caregiver know what was changed before.
        var isForCaregiver: Bool { kind == .shared || kind == .approved }
    }

    private struct Negotiation {
        let number: Int64
        var terms: ContractTerms
        /// What the caregiver knows of it; nil until it is shared with him.
        var told: ContractTerms?
    }

    private var held: ContractTerms?
    private var negotiation: Negotiation?

    /// Takes up the next event; nil when it changes no terms.
    mutating func take(_ fact: ContractFact) -> Step? {
        switch fact {
        case .drafted(let draft):
            negotiation = Negotiation(number: 1, terms: draft.terms)
            return Step(
                kind: .drafted, version: 1, side: .holder, before: nil, after: draft.terms, isKnownToCaregiver: false)
        case .changeProposed(let proposal):
            let isKnown = proposal.side == .caregiver
            negotiation = Negotiation(
                number: proposal.contractVersion, terms: proposal.terms, told: isKnown ? proposal.terms : nil)
            return Step(
                kind: .proposed, version: proposal.contractVersion, side: proposal.side, before: held,
                after: proposal.terms, isKnownToCaregiver: isKnown)
        case .revised(let revision):
            guard let before = negotiation else { return nil }
            negotiation?.terms = revision.terms
            if before.told != nil { negotiation?.told = revision.terms }
            return Step(
                kind: .revised, version: before.number, side: revision.side, before: before.terms,
                after: revision.terms, isKnownToCaregiver: before.told != nil)
        case .shared:
            guard let shared = negotiation else { return nil }
            negotiation?.told = shared.terms
            return Step(
                kind: .shared, version: shared.number, side: .holder, before: shared.told ?? held, after: shared.terms,
                isKnownToCaregiver: true)
        case .approved:
            guard let agreed = negotiation else { return nil }
            defer {
                held = agreed.terms
                negotiation = nil
            }
            return Step(
                kind: .approved, version: agreed.number, side: .holder, before: agreed.told ?? held,
                after: agreed.terms, isKnownToCaregiver: true)
        case .changed(let next):
            defer {
                held = next.terms
                negotiation = nil
            }
            // Nothing is new when it was signed as it was proposed.
            if negotiation?.terms == next.terms { return nil }
            return Step(
                kind: .changed, version: next.contractVersion, side: .holder, before: negotiation?.terms ?? held,
                after: next.terms, isKnownToCaregiver: true)
        case .extended(let extended):
            guard let before = held else { return nil }
            let terms = before.lasting(until: extended.until)
            held = terms
            return Step(
                kind: .extended, version: extended.contractVersion, side: .holder, before: before, after: terms,
                isKnownToCaregiver: true)
        case .changeWithdrawn, .ended:
            negotiation = nil
            return nil
        // One that was rejected may be reopened, with the terms it has.
        case .rejected, .signed, .signatureVoided, .submitted, .assessed, .returned, .assigned, .reopened,
            .exceptionGranted, .warned, .renewalNotified, .sicknessReported, .recoveryReported:
            return nil
        }
    }
}
