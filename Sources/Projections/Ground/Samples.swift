// The examples of the rows, for the description of the API.

import Events

extension BudgetBalance {
    package static var examples: [BudgetBalance] {
        [
            BudgetBalance(
                budget: Sample.id(4), dossier: Sample.id(1), law: .wlz, office: Sample.id(2), from: Sample.day,
                until: Sample.lastDay, status: .open, endCause: nil, closedOn: nil, fixed: nil, unspent: nil,
                claimStopFrom: nil, warnings: [], functions: FunctionBalance.examples, extras: [],
                granted: Cents(3_000_000), credits: .zero, paid: Cents(120_000), scheduled: Cents(50_000),
                available: Cents(2_830_000), overspent: .zero, reserved: .zero, freeAmount: Cents(45_000),
                freeAmountTaken: .zero, freeAmountRepaid: .zero, freeAmountLeft: Cents(45_000), deposit: nil,
                cameAfterFixing: .zero,
                carePaid: Cents(120_000))
        ]
    }
}

extension Movement {
    package static var examples: [Movement] {
        [
            Movement(
                number: 43_008, position: Position(42), kind: .scheduled, pot: .grant, function: nil,
                payment: Sample.id(7), receivable: nil, source: .claim, claim: Sample.id(6), contract: Sample.id(5),
                month: Sample.month, cents: Cents(50_000), day: Sample.day, granted: .zero, credits: .zero,
                paid: .zero, scheduled: Cents(50_000), freeTaken: .zero, freeRepaid: .zero,
                afterFixing: .zero)
        ]
    }
}

extension PaymentSchedule {
    package static var examples: [PaymentSchedule] {
        [
            PaymentSchedule(
                payment: Sample.id(7), dossier: Sample.id(1), position: Position(42), source: .claim,
                claim: Sample.id(6), contract: Sample.id(5), month: Sample.month, payee: Sample.id(3),
                amount: Cents(50_000), charges: .zero, recovered: .zero, recoveries: [], isPayroll: false, net: nil,
                withheld: nil, bank: Cents(50_000), shares: Sample.shares, runOn: Sample.day,
                latestOn: Sample.day.adding(days: 30), status: .scheduled, suspendedUntil: nil, withdrawal: nil,
                run: nil, paidOn: nil,
                returnedOn: nil, bankReason: nil, repeats: nil, repeatedBy: nil, corrects: nil, correctedBy: [])
        ]
    }
}

extension Receivable {
    package static var examples: [Receivable] {
        [
            Receivable(
                receivable: Sample.id(9), dossier: Sample.id(1), position: Position(44), raisedAt: Sample.moment,
                status: .open, cause: .claimCorrected, debtor: Sample.id(3), amount: Cents(20_000),
                open: Cents(10_000), repaid: Cents(10_000), offset: .zero, writtenOff: .zero, payment: Sample.id(7),
                claim: Sample.id(6), contract: Sample.id(5), month: Sample.month,
                instalments: [Instalment(dueOn: Sample.day, cents: Cents(10_000))],
                entries: [
                    ReceivableEntry(
                        position: 45, how: .repaid, cents: Cents(10_000), on: Sample.day, payment: nil,
                        shares: Sample.shares)
                ], shares: Sample.shares, reasons: [])
        ]
    }
}

extension Contract {
    package static var examples: [Contract] {
        [
            Contract(
                contract: Sample.id(5), dossier: Sample.id(1), position: Position(40), caregiver: Sample.id(3),
                status: .shared, isActive: false, start: Sample.day, version: nil, versionFrom: nil,
                terms: ShownTerms(Sample.terms, budgets: nil), signatures: [], assessments: [],
                waitsFor: [.side(.caregiver)], conditions: [], approvedFrom: nil, approvedUntil: nil, lastDay: nil,
                endReason: nil, noticeOn: nil, grounds: [], change: nil, sickSince: nil, renewal: nil, exceptions: [],
                warnings: [], changedAt: Sample.moment)
        ]
    }
}

extension ContractVersion {
    package static var examples: [ContractVersion] {
        [
            ContractVersion(
                number: 1, origin: .contract, side: .holder, proposedAt: Sample.moment, agreedAt: Sample.moment,
                from: Sample.day, until: nil, isReplaced: false, conditions: [],
                terms: ShownTerms(Sample.terms, budgets: nil), signatures: [], assessments: [])
        ]
    }
}

extension PendingChange {
    package static var examples: [PendingChange] {
        [
            PendingChange(
                number: 2, side: .caregiver, proposedAt: Sample.moment, status: .shared, from: Sample.lastDay,
                needs: [.caregiverSignature, .approval], terms: ShownTerms(Sample.terms, budgets: nil), signatures: [],
                assessments: [], waitsFor: [.side(.caregiver)], grounds: [])
        ]
    }
}

extension Claim {
    package static var examples: [Claim] {
        [
            Claim(
                claim: Sample.id(6), dossier: Sample.id(1), position: Position(41), kind: .care, status: .accepted,
                side: .caregiver, contract: Sample.id(5), caregiver: Sample.id(3), month: Sample.month, budget: nil,
                entries: [
                    ClaimEntry(week: Sample.day.adding(days: -7), line: 1, minutes: 1_200, count: nil)
                ], costs: [], invoice: nil, receivedOn: nil, amount: Cents(50_000), charges: nil, due: nil,
                isAgreed: true, isLate: false, filedAt: Sample.moment, decidedAt: Sample.moment, heldAt: nil,
                corrects: nil, correctedBy: nil, payment: Sample.id(7), paymentStatus: .scheduled, runOn: Sample.day,
                paidOn: nil, shares: Sample.shares,
                reasons: [
                    ExplainedReason(
                        Reason(
                            rule: .rateWithinMaximum, met: true,
                            figures: [Figure("rate-cents", 2_500), Figure("most-cents", 2_698)], source: "Rlz 5.22(1)")
                    )
                ], explanation: nil)
        ]
    }
}

extension TimelineEntry {
    package static var examples: [TimelineEntry] {
        [
            TimelineEntry(
                position: Position(41), revision: Revision(9), recordedAt: Sample.moment, validOn: nil,
                kind: .contractShared, subject: Sample.id(5), command: Sample.id(8), principal: Sample.holder,
                sentence: "De budgethouder heeft de zorgovereenkomst gedeeld met de zorgverlener.")
        ]
    }
}

extension WorkItem {
    package static var examples: [WorkItem] {
        [
            WorkItem(
                number: 41_984, kind: .claimToAgree, waiter: .holderSide(Sample.id(1)), dossier: Sample.id(1),
                subject: Sample.id(6), part: nil, month: nil, day: nil, entry: nil, assigned: nil, firstApprover: nil,
                since: Position(41), recordedAt: Sample.moment)
        ]
    }
}

extension Message {
    package static var examples: [Message] {
        [
            Message(
                position: Position(42), dossier: Sample.id(1), recordedAt: Sample.moment,
                subject: "Er is een betaling ingepland",
                body: "Op 3 maart 2026 betalen wij € 500,00 aan de zorgverlener. "
                    + "Dit is voor de declaratie over februari 2026.",
                explanation: nil, topic: .payment, about: Sample.id(7), isRead: false, sentBy: .email,
                sentAt: Sample.moment)
        ]
    }
}

extension RegisteredParty {
    package static var examples: [RegisteredParty] {
        [
            RegisteredParty(
                party: Sample.id(1), kind: .person, kvk: nil, agb: nil, moreAgbs: [],
                fullName: Sample.personal("Anna Voorbeeld"),
                birthDate: Sample.personal(Sample.read("1950-05-05", BirthDate.init)), bsn: nil, address: nil,
                postcode: nil,
                email: nil, phone: nil, channel: .post, emailConfirmed: nil,
                iban: Sample.personal(Sample.read("NL91ABNA0417164300", Iban.init)),
                accountName: Sample.personal("A Voorbeeld"), account: SHA256.hash([1]), accountConfirmed: true,
                registration: nil, source: .registry, diedOn: nil, big: nil)
        ]
    }
}
