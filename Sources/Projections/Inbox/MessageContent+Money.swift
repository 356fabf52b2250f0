import Events

/// What a budget was or is, as far as a message compares it.
struct ToldBudget: Equatable {
    let granted: Cents
    let from: Day?
    let until: Day
    let free: Cents

    /// Nil for an event that does not say what a budget is.
    init?(_ event: Event?) {
        switch event {
        case .budget(.granted(let grant)):
            (granted, from, until, free) = (grant.grantedCents, grant.from, grant.until, grant.freeAmountCents)
        case .budget(.changed(let changed)):
            (granted, from, until, free) = (
                changed.grantedCents, changed.from, changed.until, changed.freeAmountCents
            )
        case .budget(.ended(let ended)):
            (granted, from, until, free) = (ended.grantedCents, nil, ended.lastDay, ended.freeAmountCents)
        default: return nil
        }
    }
}

/// What the messages about budgets, claims, payments, receivables and accounts tell.
extension MessageContent {
    /// - Parameters:
    ///   - origin: what the budget was before.
    ///   - first: the grant.
    init?(_ fact: BudgetFact, _ dossier: DossierID, _ origin: Event?, _ first: Event?) {
        switch fact {
        case .granted(let grant):
            self.init(.budgetGranted, dossier, grant.budget.owner)
            cents = grant.grantedCents
            day = grant.from
            otherDay = grant.until
        case .changed(let changed):
            self.init(.budgetChanged, dossier, changed.budget.owner)
            day = changed.from
            otherDay = changed.until
            change = changed.cause
        case .ended(let ended):
            self.init(.budgetEnded, dossier, ended.budget.owner)
            day = ended.lastDay
            endCause = ended.cause
        case .conflictFound(let conflict):
            self.init(.spendingConflict, dossier, conflict.budget.owner)
            cents = conflict.spentCents
            otherCents = conflict.grantedCents
        case .claimStopSet(let stop):
            self.init(.claimStopSet, dossier, stop.budget.owner)
            day = stop.from
        case .claimStopLifted(let lifted): self.init(.claimStopLifted, dossier, lifted.budget.owner)
        case .credited(let credited):
            self.init(.budgetCredited, dossier, credited.budget.owner)
            cents = credited.cents
            month = credited.month
            credit = credited.cause
        case .depositReceived(let deposit):
            self.init(.depositReceived, dossier, deposit.budget.owner)
            cents = deposit.cents
            day = deposit.on
        case .warned(let warned):
            self.init(.budgetWarned, dossier, warned.budget.owner)
            warning = warned.warning
            reasons = warned.reasons
        case .closed(let closed): self.init(.budgetClosed, dossier, closed.budget.owner)
        case .fixed(let fixed):
            self.init(.budgetFixed, dossier, fixed.budget.owner)
            cents = fixed.fixedCents
            otherCents = fixed.unspentCents
        case .openingLoaded: return nil
        }
        before = ToldBudget(origin)
        now = ToldBudget(.budget(fact)) ?? before
        if case .budget(.granted(let grant)) = first { law = grant.law }
    }

    init?(_ fact: ClaimFact, _ dossier: DossierID, _ origin: Event?) {
        switch fact {
        case .filed(let filed): self.init(.claimWaiting, dossier, filed.claim.owner)
        case .declined(let declined): self.init(.claimDeclined, dossier, declined.claim.owner)
        case .accepted(let accepted):
            self.init(.claimAccepted, dossier, accepted.claim.owner)
            cents = accepted.amountCents
        case .refused(let refused):
            self.init(.claimRefused, dossier, refused.claim.owner)
            reasons = refused.reasons
        case .held(let held): self.init(.claimHeld, dossier, held.claim.owner)
        case .withdrawn(let withdrawn): self.init(.claimWithdrawn, dossier, withdrawn.claim.owner)
        case .corrected(let corrected):
            self.init(.claimCorrected, dossier, corrected.claim.owner)
            cents = corrected.beforeCents
            otherCents = corrected.afterCents
        case .agreed: return nil
        }
        guard case .claim(.filed(let filed)) = origin else { return }
        cents = cents ?? filed.amountCents
        month = filed.month
        kind = filed.kind
    }

    init?(_ fact: PaymentFact, _ dossier: DossierID, _ origin: Event?) {
        switch fact {
        case .scheduled(let payment):
            self.init(.paymentScheduled, dossier, payment.payment.owner)
            day = payment.runOn
            chargesCents = payment.chargesCents
        case .paid(let paid):
            self.init(.paymentPaid, dossier, paid.payment.owner)
            day = paid.on
        case .returned(let returned):
            self.init(.paymentReturned, dossier, returned.payment.owner)
            day = returned.on
            bankReason = returned.bankReason
        case .suspended(let suspended):
            self.init(.paymentSuspended, dossier, suspended.payment.owner)
            day = suspended.until
        case .resumed(let resumed): self.init(.paymentResumed, dossier, resumed.payment.owner)
        case .withdrawn(let withdrawn):
            self.init(.paymentWithdrawn, dossier, withdrawn.payment.owner)
            withdrawal = withdrawn.cause
        case .offset(let offset): self.init(.paymentOffset, dossier, offset.payment.owner)
        case .wageWithheld(let withheld):
            self.init(.wageWithheld, dossier, withheld.contract.owner)
            cents = withheld.amountCents
            month = withheld.month
            reasons = withheld.reasons
        case .differenceSettled(let settled):
            self.init(.differenceSettled, dossier, settled.contract.owner)
            cents = settled.beforeCents
            otherCents = settled.afterCents
            month = settled.month
        case .filed, .unfiled, .payrollSettled: return nil
        }
        guard case .payment(.scheduled(let payment)) = origin else { return }
        cents = payment.amountCents
        otherCents = payment.recoveries.isEmpty ? nil : payment.recoveredCents
        month = payment.month
        source = payment.source
        isPayroll = payment.payroll
        isToHolder = payment.payee == dossier.holder
    }

    init?(_ fact: ReceivableFact, _ dossier: DossierID, _ origin: Event?) {
        guard case .receivable(.raised(let owed)) = origin else { return nil }
        switch fact {
        case .raised(let raised):
            self.init(.receivableRaised, dossier, raised.receivable.owner)
            cents = raised.amountCents
            month = raised.month
            receivable = raised.cause
        case .planned(let planned):
            self.init(.receivablePlanned, dossier, planned.receivable.owner)
            let parts = planned.instalments.sorted { $0.dueOn < $1.dueOn }
            count = parts.count
            cents = parts.first?.cents
            day = parts.first?.dueOn
            otherDay = parts.last?.dueOn
        case .paid(let paid):
            self.init(.receivablePaid, dossier, paid.receivable.owner)
            cents = paid.cents
            day = paid.on
        case .writtenOff(let written):
            self.init(.receivableWrittenOff, dossier, written.receivable.owner)
            cents = written.cents
        }
        isHolderDebtor = owed.debtor == dossier.holder
    }

    /// What somebody is told of his bank account. `isFirst` when he had none before.
    init?(_ fact: PartyFact, isFirst: Bool) {
        switch fact {
        case .bankAccountChanged(let change): self.init(.accountChanged, nil, change.party.owner)
        case .bankAccountConfirmed(let confirmed): self.init(.accountConfirmed, nil, confirmed.party.owner)
        case .personRegistered, .organisationRegistered, .contactChanged, .registrationRecorded, .changed, .died,
            .deathWithdrawn,
            .agbAdded, .agbRemoved, .memberAdded, .memberRemoved, .contactConfirmed, .codeRefused:
            return nil
        }
        self.isFirst = isFirst
    }
}
