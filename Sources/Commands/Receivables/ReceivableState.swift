package import Events

/// One receivable as decisions see it.
package struct ReceivableState: Sendable, Equatable {
    package let id: ReceivableID
    package let debtor: PartyID
    package let amountCents: Cents
    /// The budgets it was paid from, in the order in which money that comes in goes back to them.
    package let shares: [BudgetShare]
    package let cause: ReceivableCause
    package let payment: PaymentID?
    package let claim: ClaimID?
    package let contract: ContractID?
    package let month: Month?
    /// What has still to come in.
    package internal(set) var openCents: Cents
    package internal(set) var instalments: [Instalment] = []
    /// What came back of each share, in the same order.
    package internal(set) var returned: [BudgetShare] = []
    /// What of it should not have been raised.
    package internal(set) var mistakenCents = Cents.zero
    /// The entries of the bank that were booked on it.
    package internal(set) var entries: [BankEntry] = []

    /// What was rightly asked back, whether or not it came in.
    var raisedCents: Cents { amountCents - mistakenCents }

    /// What was rightly asked back and has not come in, also where nobody has to pay it any more.
    var outstandingCents: Cents { returned.reduce(amountCents - mistakenCents) { $0 - $1.cents } }
}

extension DossierState {
    package func receivable(_ id: ReceivableID) -> ReceivableState? { receivables.first { $0.id == id } }

    mutating func evolve(_ fact: ReceivableFact) {
        switch fact {
        case .raised(let raised):
            receivables.append(
                ReceivableState(
                    id: raised.receivable, debtor: raised.debtor, amountCents: raised.amountCents,
                    shares: raised.shares, cause: raised.cause, payment: raised.payment, claim: raised.claim,
                    contract: raised.contract, month: raised.month, openCents: raised.amountCents))
        case .planned(let planned): change(planned.receivable) { $0.instalments = planned.instalments }
        case .paid(let paid):
            change(paid.receivable) {
                $0.openCents -= paid.cents
                $0.returned += paid.shares
                if let entry = paid.entry { $0.entries.append(entry) }
            }
            for share in paid.shares { giveBack(share, for: paid.receivable) }
        case .writtenOff(let written):
            change(written.receivable) {
                $0.openCents -= written.cents
                if written.ground == .mistaken { $0.mistakenCents += written.cents }
            }
        }
    }

    /// Something is kept from a payment for a receivable, or was kept from one that is not made after all.
    mutating func recover(_ recovery: Recovery, taken: Bool) {
        change(recovery.receivable) {
            $0.openCents = taken ? $0.openCents - recovery.cents : $0.openCents + recovery.cents
            $0.returned += recovery.shares.map { taken ? $0 : $0.with(-$0.cents) }
        }
        for share in recovery.shares {
            giveBack(taken ? share : share.with(-share.cents), for: recovery.receivable)
        }
    }

    /// Money is on its budget again; a free amount that was paid back is not the holder's any more.
    private mutating func giveBack(_ share: BudgetShare, for id: ReceivableID) {
        let isFreeAmount = receivable(id)?.cause == .freeAmountOverdrawn
        change(share.budget) {
            $0.credit(share)
            if isFreeAmount { $0.freeRepaidCents += share.cents }
        }
    }

    private mutating func change(_ id: ReceivableID, _ body: (inout ReceivableState) -> Void) {
        guard let index = receivables.firstIndex(where: { $0.id == id }) else {
            preconditionFailure("A receivable changes that was never raised in its dossier.")
        }
        body(&receivables[index])
    }
}
