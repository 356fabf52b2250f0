import Events

/// What the lines of budgets, claims, payments, receivables, runs and bank files tell.
extension TimelineFacts {
    init(_ fact: BudgetFact) {
        switch fact {
        case .granted(let grant):
            self.init(.budgetGranted, grant.budget.owner)
            cents = grant.grantedCents
            day = grant.from
            otherDay = grant.until
            detail = grant.law.rawValue
        case .changed(let changed):
            self.init(.budgetChanged, changed.budget.owner)
            cents = changed.grantedCents
            day = changed.from
            otherDay = changed.until
        case .ended(let ended):
            self.init(.budgetEnded, ended.budget.owner)
            cents = ended.grantedCents
            day = ended.lastDay
        case .conflictFound(let conflict):
            self.init(.spendingConflictFound, conflict.budget.owner)
            cents = conflict.spentCents
            otherCents = conflict.grantedCents
        case .claimStopSet(let stop):
            self.init(.claimStopSet, stop.budget.owner)
            day = stop.from
        case .claimStopLifted(let lifted): self.init(.claimStopLifted, lifted.budget.owner)
        case .openingLoaded(let opening):
            self.init(.openingBalanceLoaded, opening.budget.owner)
            cents = opening.paidCents
            day = opening.on
        case .credited(let credit):
            self.init(.budgetCredited, credit.budget.owner)
            cents = credit.cents
            month = credit.month
            detail = credit.cause.rawValue
        case .depositReceived(let deposit):
            self.init(.depositReceived, deposit.budget.owner)
            cents = deposit.cents
            day = deposit.on
        case .warned(let warned):
            self.init(.budgetWarned, warned.budget.owner)
            detail = warned.warning.rawValue
        case .closed(let closed):
            self.init(.budgetClosed, closed.budget.owner)
            day = closed.on
        case .fixed(let fixed):
            self.init(.budgetFixed, fixed.budget.owner)
            cents = fixed.fixedCents
            otherCents = fixed.unspentCents
        }
    }

    init(_ fact: ClaimFact) {
        switch fact {
        case .filed(let filed):
            self.init(.claimFiled, filed.claim.owner)
            cents = filed.amountCents
            month = filed.month
            detail = filed.side.rawValue
            claimKind = filed.kind
        case .agreed(let agreed): self.init(.claimAgreed, agreed.claim.owner)
        case .declined(let declined): self.init(.claimDeclined, declined.claim.owner)
        case .accepted(let accepted):
            self.init(.claimAccepted, accepted.claim.owner)
            cents = accepted.amountCents
        case .refused(let refused): self.init(.claimRefused, refused.claim.owner)
        case .held(let held): self.init(.claimHeld, held.claim.owner)
        case .withdrawn(let withdrawn): self.init(.claimWithdrawn, withdrawn.claim.owner)
        case .corrected(let corrected):
            self.init(.claimCorrected, corrected.claim.owner)
            cents = corrected.beforeCents
            otherCents = corrected.afterCents
        }
    }

    init(_ fact: PaymentFact) {
        switch fact {
        case .scheduled(let payment):
            self.init(.paymentScheduled, payment.payment.owner)
            cents = payment.amountCents
            otherCents = payment.recoveries.isEmpty ? nil : payment.recoveredCents
            day = payment.runOn
            month = payment.month
            detail = payment.source.rawValue
        case .wageWithheld(let withheld):
            self.init(.wageWithheld, withheld.contract.owner)
            cents = withheld.amountCents
            month = withheld.month
        case .paid(let paid):
            self.init(.paymentPaid, paid.payment.owner)
            day = paid.on
        case .returned(let returned):
            self.init(.paymentReturned, returned.payment.owner)
            day = returned.on
        case .suspended(let suspended):
            self.init(.paymentSuspended, suspended.payment.owner)
            day = suspended.until
        case .resumed(let resumed): self.init(.paymentResumed, resumed.payment.owner)
        case .withdrawn(let withdrawn):
            self.init(.paymentWithdrawn, withdrawn.payment.owner)
            detail = withdrawn.cause.rawValue
        case .filed(let filed):
            self.init(.paymentFiled, filed.payment.owner)
            cents = filed.bankCents
        case .unfiled(let unfiled): self.init(.paymentUnfiled, unfiled.payment.owner)
        case .offset(let offset):
            self.init(.paymentOffset, offset.payment.owner)
            day = offset.on
        case .payrollSettled(let settled):
            self.init(.payrollSettled, settled.payment.owner)
            cents = settled.netCents
            otherCents = settled.withheldCents
        case .differenceSettled(let settled):
            self.init(.differenceSettled, settled.contract.owner)
            cents = settled.beforeCents
            otherCents = settled.afterCents
            month = settled.month
        }
    }

    init(_ fact: ReceivableFact) {
        switch fact {
        case .raised(let raised):
            self.init(.receivableRaised, raised.receivable.owner)
            cents = raised.amountCents
            month = raised.month
        case .planned(let planned):
            self.init(.receivablePlanned, planned.receivable.owner)
            count = Int64(planned.instalments.count)
            day = planned.instalments.map(\.dueOn).max()
        case .paid(let paid):
            self.init(.receivablePaid, paid.receivable.owner)
            cents = paid.cents
            day = paid.on
        case .writtenOff(let written):
            self.init(.receivableWrittenOff, written.receivable.owner)
            cents = written.cents
        }
    }

    init(_ fact: RunFact) {
        switch fact {
        case .opened(let opened):
            self.init(.runOpened, opened.run.owner)
            day = opened.executeOn
            detail = opened.kind.rawValue
        case .collected(let collected):
            self.init(.runCollected, collected.run.owner)
            count = collected.payments
            cents = collected.cents
        case .written(let written):
            self.init(.paymentFileWritten, written.run.owner)
            count = written.payments
            cents = written.cents
        case .released(let released): self.init(.paymentFileReleased, released.run.owner)
        case .cancelled(let cancelled): self.init(.runCancelled, cancelled.run.owner)
        }
    }

    init(_ fact: BankFact) {
        switch fact {
        case .read(let read):
            self.init(.bankFileRead, read.file.owner)
            count = read.entries
        case .entryOpen(let open):
            self.init(.bankEntryOpen, open.entry.file.owner)
            count = open.entry.number
            cents = open.cents
            day = open.on
            detail = open.isCredit ? "credit" : nil
        case .entrySettled(let settled):
            self.init(.bankEntrySettled, settled.entry.file.owner)
            count = settled.entry.number
            detail = settled.use.rawValue
        }
    }
}
