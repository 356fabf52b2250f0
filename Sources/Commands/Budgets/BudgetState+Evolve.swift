import Events

extension DossierState {
    mutating func evolve(_ fact: BudgetFact) {
        switch fact {
        case .granted(let grant): budgets.append(BudgetState(grant))
        case .changed(let changed):
            change(changed.budget) {
                $0.from = changed.from
                $0.until = changed.until
                $0.grantedCents = changed.grantedCents
                $0.functions = changed.functions
                $0.freeAmountCents = changed.freeAmountCents
                $0.extras = changed.extras
                $0.indication = changed.indication?.closed
                $0.endCause = nil
                $0.warnings = []
            }
        case .ended(let ended):
            change(ended.budget) {
                $0.until = ended.lastDay
                $0.grantedCents = ended.grantedCents
                $0.functions = ended.functions
                $0.freeAmountCents = ended.freeAmountCents
                $0.endCause = ended.cause
                $0.warnings = []
            }
        case .conflictFound: break
        case .claimStopSet(let stop): change(stop.budget) { $0.claimStopFrom = stop.from }
        case .claimStopLifted(let lifted): change(lifted.budget) { $0.claimStopFrom = nil }
        case .openingLoaded(let opening):
            change(opening.budget) {
                $0.opening = opening
                $0.paidCents += opening.paidCents
                $0.freeTakenCents += opening.freeTakenCents
                $0.carePaidCents += opening.paidCents - opening.freeTakenCents
            }
        case .credited(let credit):
            change(credit.budget) {
                $0.credit(credit.share)
                // What another budget should have paid is no care of this one.
                if credit.cause == .rebooked, credit.pot == .grant { $0.carePaidCents -= credit.cents }
                $0.credits.append(
                    BookedCredit(
                        share: credit.share, cause: credit.cause, contract: credit.contract, month: credit.month,
                        payment: credit.payment))
                $0.warnings = []
            }
        case .depositReceived(let deposit):
            change(deposit.budget) {
                $0.deposit.receivedCents += deposit.cents
                $0.deposit.booked.append(deposit)
                $0.warnings = []
            }
        case .warned(let warned): change(warned.budget) { $0.warnings.append(warned.warning) }
        case .closed(let closed): change(closed.budget) { $0.closedOn = closed.on }
        case .fixed(let fixed): change(fixed.budget) { $0.isFixed = true }
        }
    }
}

extension BudgetState {
    fileprivate init(_ grant: BudgetGranted) {
        id = grant.budget
        law = grant.law
        office = grant.office
        from = grant.from
        until = grant.until
        functions = grant.functions
        grantedCents = grant.grantedCents
        freeAmountCents = grant.freeAmountCents
        extras = grant.extras
        indication = grant.indication?.closed
        unbrokenSince = grant.unbrokenSince
        follows = grant.follows
        application = grant.application
    }

    /// Holds an amount for a payment.
    mutating func schedule(_ share: BudgetShare) {
        switch share.pot {
        case .grant: scheduledCents += share.cents
        case .deposit: deposit.scheduledCents += share.cents
        }
        spend(share)
    }

    /// Lets go of what was held for a payment that is not made.
    mutating func release(_ share: BudgetShare) {
        switch share.pot {
        case .grant: scheduledCents -= share.cents
        case .deposit: deposit.scheduledCents -= share.cents
        }
        spend(share.with(-share.cents))
    }

    /// What was held is paid.
    mutating func pay(_ share: BudgetShare) {
        switch share.pot {
        case .grant:
            scheduledCents -= share.cents
            paidCents += share.cents
        case .deposit:
            deposit.scheduledCents -= share.cents
            deposit.paidCents += share.cents
        }
    }

    /// Money comes back; after the budget was fixed it is the granter's.
    mutating func credit(_ share: BudgetShare) {
        switch share.pot {
        case .grant where isFixed: cameAfterFixingCents += share.cents
        case .grant:
            creditCents += share.cents
            spend(share.with(-share.cents))
        case .deposit: deposit.creditCents += share.cents
        }
    }

    private mutating func spend(_ share: BudgetShare) {
        guard let function = share.function, share.pot == .grant else { return }
        if let index = spentByFunction.firstIndex(where: { $0.function == function }) {
            let spent = spentByFunction[index].cents + share.cents
            spentByFunction[index] = FunctionBudget(function: function, cents: spent)
        } else {
            spentByFunction.append(FunctionBudget(function: function, cents: share.cents))
        }
    }
}
