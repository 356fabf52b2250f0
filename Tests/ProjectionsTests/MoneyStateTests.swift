import Commands
import Events
import Testing

@testable import Projections

/// What is shown of money is what decisions are made on: the view and the state of a dossier are two folds of the same
/// events, and give the same figures over random histories.
@Suite struct MoneyStateTests {
    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func viewAndStateAgree(_ seed: UInt64) throws {
        let (source, events) = RandomHistory.events(seed: seed, dossiers: 2, count: 500)
        for place in [events.count / 3, events.count * 2 / 3, events.count] {
            let known = Array(events.prefix(place))
            let s = try TimeTravel.snapshot(of: known, at: known[place - 1].position)
            for holder in source.holders {
                let dossier = DossierID(holder: holder)
                var state = DossierState(id: dossier)
                for envelope in known where envelope.stream == .dossier(dossier) {
                    // Contracts change in ways that only decisions allow; money does not look at them.
                    switch envelope.event {
                    case .budget, .claim, .payment, .receivable: state.evolve(envelope.event)
                    default: continue
                    }
                }
                try compareBudgets(s, state, "seed \(seed), event \(place)")
                try comparePayments(s, state, "seed \(seed), event \(place)")
                try compareClaims(s, state, "seed \(seed), event \(place)")
            }
        }
    }

    private func compareBudgets(_ s: Snapshot, _ state: DossierState, _ place: String) throws {
        let balances = try BudgetBalance.list(s, dossier: state.id)
        #expect(balances.map(\.budget) == state.budgets.map(\.id))
        for (shown, budget) in zip(balances, state.budgets) {
            #expect(shown.from == budget.from && shown.until == budget.until, "\(place)")
            #expect(shown.granted == budget.grantedCents, "\(place)")
            #expect(shown.credits == budget.creditCents, "\(place)")
            #expect(shown.paid == budget.paidCents, "\(place)")
            #expect(shown.scheduled == budget.scheduledCents, "\(place)")
            #expect(shown.available == budget.availableCents, "\(place)")
            #expect(shown.freeAmount == budget.freeAmountCents, "\(place)")
            #expect(shown.freeAmountTaken == budget.freeTakenCents, "\(place)")
            #expect(
                shown.freeAmountRepaid == budget.freeRepaidCents && shown.freeAmountLeft == budget.freeOpenCents,
                "\(place)")
            #expect(shown.carePaid == budget.carePaidCents, "\(place)")
            #expect(shown.extras == budget.extras, "\(place)")
            #expect(shown.claimStopFrom == budget.claimStopFrom, "\(place)")
            #expect(shown.closedOn == budget.closedOn, "\(place)")
            #expect((shown.status == .fixed) == budget.isFixed, "\(place)")
            #expect(shown.cameAfterFixing == budget.cameAfterFixingCents, "\(place)")
            #expect(Set(shown.warnings) == Set(budget.warnings), "\(place)")
            let deposit = shown.deposit ?? DepositPot()
            #expect(deposit.received == budget.deposit.receivedCents, "\(place)")
            #expect(deposit.credits == budget.deposit.creditCents, "\(place)")
            #expect(deposit.paid == budget.deposit.paidCents, "\(place)")
            #expect(deposit.scheduled == budget.deposit.scheduledCents, "\(place)")
            let row = try #require(try BudgetRow.find(budget.id, in: s.db))
            #expect(row.spentByFunction == budget.spentByFunction, "\(place)")
        }
    }

    private func comparePayments(_ s: Snapshot, _ state: DossierState, _ place: String) throws {
        let day = Day("2026-05-01")!
        for payment in state.payments {
            let shown = try #require(
                try PaymentSchedule.one(s, payment.id, dossier: state.id, PaymentSchedule.Filter(on: day)))
            let status: PaymentStatus =
                switch payment.status {
                case .scheduled: payment.isSuspended(on: day) ? .suspended : .scheduled
                case .filed: .inFile
                case .paid: .paid
                case .returned: .returned
                case .withdrawn: .withdrawn
                case .offset: .offset
                }
            #expect(shown.status == status, "\(place)")
            #expect(shown.amount == payment.amountCents && shown.charges == payment.chargesCents, "\(place)")
            #expect(shown.net == payment.netCents && shown.bank == payment.bankCents, "\(place)")
            #expect((shown.repeatedBy != nil) == payment.isRepeated, "\(place)")
        }
        for receivable in state.receivables {
            let shown = try #require(try Receivable.one(s, receivable.id, dossier: state.id))
            #expect(shown.open == receivable.openCents, "\(place)")
            #expect(shown.instalments == receivable.instalments, "\(place)")
            let gone = shown.repaid + shown.offset + (shown.writtenOff ?? .zero)
            #expect(shown.amount == receivable.openCents + gone, "\(place)")
        }
    }

    private func compareClaims(_ s: Snapshot, _ state: DossierState, _ place: String) throws {
        for claim in state.claims {
            let shown = try #require(try Claim.one(s, claim.id, dossier: state.id))
            let status: ClaimStatus =
                switch claim.status {
                case .waiting: .waiting
                case .declined: .declined
                case .accepted: .accepted
                case .refused: .refused
                case .held: .held
                case .withdrawn: .withdrawn
                case .corrected: .corrected
                }
            #expect(shown.status == status && shown.corrects == claim.corrects, "\(place)")
        }
    }
}
