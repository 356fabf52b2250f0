import Events

/// Who gets a message of an event: whom it is news to and concerns.
struct Told: Equatable {
    var holderSide = false
    /// One party besides: a caregiver, a payee, who begins or stops to represent, a helper.
    var party: PartyID?
}

extension DossierState {
    /// Who gets a message of an event of this dossier, which took it to that revision; nil when nobody does.
    func told(by event: Event, at revision: Revision) -> Told? {
        switch event {
        case .representation(let fact): told(by: fact)
        case .application(let fact): told(by: fact)
        case .circumstance(let fact): told(by: fact)
        // That the holder died is for who represents him.
        case .party(.died(let death)): death.party == holder ? Told(holderSide: true) : nil
        case .contract(let fact): told(by: fact, at: revision)
        case .claim(let fact): told(by: fact)
        case .payment(let fact): told(by: fact)
        // What another system paid, it told of.
        case .budget(.openingLoaded): nil
        case .budget: Told(holderSide: true)
        case .receivable(let fact): told(by: fact)
        case .run, .bank, .inbox, .party, .office, .document, .rights, .dispatch, .system: nil
        }
    }

    private func told(by fact: ContractFact, at revision: Revision) -> Told? {
        switch fact {
        case .revised(let revised):
            // Before it was shared nobody but the holder side knows of it, be it a first version or a next one.
            let known = contract(revised.contract)
            let proposal = known?.proposals.last { $0.madeAt < revision }
            guard let shared = proposal.map(\.sharedAt) ?? known?.sharedAt, shared < revision else { return nil }
            return other(than: revised.side, revised.contract)
        case .shared(let share): return other(than: .holder, share.contract)
        case .signed(let signed): return other(than: signed.side, signed.contract)
        case .approved(let approval): return both(approval.contract)
        case .rejected(let rejection): return both(rejection.contract)
        case .returned(let back): return both(back.contract)
        case .ended(let end): return both(end.contract)
        case .reopened(let reopening): return both(reopening.contract)
        case .exceptionGranted: return Told(holderSide: true)
        case .warned: return Told(holderSide: true)
        // A change of the holder side is a draft until it is shared.
        case .changeProposed(let change): return change.side == .holder ? nil : Told(holderSide: true)
        case .changeWithdrawn(let change):
            let proposal = contract(change.contract)?.proposals.last { $0.number == change.contractVersion }
            guard proposal?.sharedAt != nil else { return nil }
            return other(than: change.side, change.contract)
        case .changed(let change): return other(than: .holder, change.contract)
        case .extended(let extended): return other(than: .holder, extended.contract)
        case .renewalNotified(let notice): return other(than: .holder, notice.contract)
        case .sicknessReported(let report): return other(than: .holder, report.contract)
        case .recoveryReported(let report): return other(than: .holder, report.contract)
        case .drafted, .signatureVoided, .submitted, .assigned, .assessed: return nil
        }
    }

    private func told(by fact: ClaimFact) -> Told? {
        switch fact {
        case .filed(let filed): filed.side == .caregiver ? Told(holderSide: true) : nil
        case .agreed: nil
        case .declined(let declined): Told(party: caregiver(of: declined.claim))
        case .accepted(let accepted): Told(holderSide: true, party: caregiver(of: accepted.claim))
        case .refused(let refused): Told(holderSide: true, party: caregiver(of: refused.claim))
        case .held(let held): Told(holderSide: true, party: caregiver(of: held.claim))
        case .withdrawn(let withdrawn): Told(holderSide: true, party: caregiver(of: withdrawn.claim))
        case .corrected(let corrected): Told(holderSide: true, party: caregiver(of: corrected.claim))
        }
    }

    private func told(by fact: PaymentFact) -> Told? {
        switch fact {
        // That it was set off says all.
        case .scheduled(let payment): payment.isWhollySetOff ? nil : payee(of: payment.payment)
        case .paid(let paid): payee(of: paid.payment)
        case .returned(let returned): payee(of: returned.payment)
        case .wageWithheld(let withheld): both(withheld.contract)
        case .suspended(let suspended): payee(of: suspended.payment)
        case .resumed(let resumed): payee(of: resumed.payment)
        // That the claim was taken back says all.
        case .withdrawn(let withdrawn):
            withdrawn.cause == .claimWithdrawn ? nil : payee(of: withdrawn.payment)
        case .offset(let offset): payee(of: offset.payment)
        case .differenceSettled(let settled): both(settled.contract)
        case .filed, .unfiled, .payrollSettled: nil
        }
    }

    private func told(by fact: ReceivableFact) -> Told? {
        let id =
            switch fact {
            case .raised(let raised): raised.receivable
            case .planned(let planned): planned.receivable
            case .paid(let paid): paid.receivable
            case .writtenOff(let written): written.receivable
            }
        let debtor = receivable(id)?.debtor
        return Told(holderSide: true, party: debtor == holder ? nil : debtor)
    }

    /// The holder side, and the payee when that is somebody else.
    private func payee(of id: PaymentID) -> Told {
        let payee = payment(id)?.payee
        return Told(holderSide: true, party: payee == holder ? nil : payee)
    }

    private func other(than side: Side, _ id: ContractID) -> Told {
        side == .caregiver ? Told(holderSide: true) : Told(party: contract(id)?.caregiver)
    }

    private func both(_ id: ContractID) -> Told { Told(holderSide: true, party: contract(id)?.caregiver) }

    private func caregiver(of id: ClaimID) -> PartyID? { claim(id)?.contract.flatMap(contract)?.caregiver }
}

extension Event {
    /// Who gets a message of an event about himself, which belongs to no dossier; nil when nobody does.
    var toldOfHimself: PartyID? {
        switch self {
        case .party(let fact): fact.toldOfHimself
        case .rights(let fact): fact.toldOfHimself
        case .dispatch(.bounced(let bounced)): bounced.party
        default: nil
        }
    }
}

extension Rejection {
    package static let unknownMessage = Rejection(
        "unknown-message", .unknown, "Dit bericht is er niet. Bekijk uw berichten in /v1/inbox.")
}
