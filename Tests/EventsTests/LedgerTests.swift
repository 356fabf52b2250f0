import Events
import Testing

/// The ledger finds each fault of money that facts can have. Every history here is right but for its last fact.
@Suite struct LedgerTests {
    private let budget = BudgetID(bits: 1)
    private let party = PartyID(bits: 2)
    private let contract = ContractID(bits: 3)
    private let receivable = ReceivableID(bits: 4)
    private let day: Day
    private let month: Month
    private let run: RunID = RunID(bits: 5)

    init() throws {
        day = try #require(Day("2026-03-24"))
        month = try #require(Month("2026-03"))
    }

    private var granted: Event {
        .budget(
            .granted(
                BudgetGranted(
                    budget: budget, holder: party, law: .wlz, office: OfficeID(bits: 6), from: day, until: day,
                    grantedCents: Cents(1_000), functions: [FunctionBudget(function: .total, cents: Cents(1_000))],
                    freeAmountCents: Cents(100), reasons: [])))
    }

    private func scheduled(
        _ id: UInt128, _ cents: Int64 = 600, shares: Int64? = nil, pot: Pot = .grant, of claim: UInt128? = nil,
        source: PaymentSource = .wage, repeats: UInt128? = nil, endToEnd: Code? = nil, payroll: Bool = false,
        recovers: Int64? = nil, month other: Month? = nil
    ) -> Event {
        let back = recovers.map { cents in
            [
                Recovery(
                    receivable: receivable, cents: Cents(cents),
                    shares: [BudgetShare(budget: budget, cents: Cents(cents))])
            ]
        }
        return .payment(
            .scheduled(
                PaymentScheduled(
                    payment: PaymentID(bits: id), endToEnd: endToEnd ?? Code(PaymentID(bits: id)), source: source,
                    claim: claim.map { ClaimID(bits: $0) }, contract: contract, month: other ?? month, payee: party,
                    amountCents: Cents(cents),
                    shares: [BudgetShare(budget: budget, cents: Cents(shares ?? cents), pot: pot)], runOn: day,
                    latestOn: day, repeats: repeats.map { PaymentID(bits: $0) }, reasons: [], payroll: payroll,
                    recoveries: back ?? [])))
    }

    private func paid(_ id: UInt128) -> Event {
        .payment(.paid(PaymentPaid(payment: PaymentID(bits: id), on: day)))
    }

    private func returned(_ id: UInt128, shares: [BudgetShare] = []) -> Event {
        .payment(
            .returned(PaymentReturned(payment: PaymentID(bits: id), on: day, bankReason: "ac04", shares: shares)))
    }

    private func withdrawn(_ id: UInt128) -> Event {
        .payment(.withdrawn(PaymentWithdrawn(payment: PaymentID(bits: id), cause: .decided)))
    }

    private func filed(_ id: UInt128, _ cents: Int64 = 600) -> Event {
        .payment(
            .filed(PaymentFiled(payment: PaymentID(bits: id), run: run, bankCents: Cents(cents), account: .zero)))
    }

    private var opened: Event {
        .run(.opened(RunOpened(run: run, kind: .wages, executeOn: day, format: .pain001v09, maker: nil)))
    }

    private func collected(_ count: Int64, _ cents: Int64) -> Event {
        .run(.collected(RunCollected(run: run, payments: count, cents: Cents(cents))))
    }

    private func raised(_ cents: Int64 = 300, shares: Int64 = 300) -> Event {
        .receivable(
            .raised(
                ReceivableRaised(
                    receivable: receivable, debtor: party, amountCents: Cents(cents),
                    shares: [BudgetShare(budget: budget, cents: Cents(shares))], cause: .decided, reasons: [])))
    }

    private func repaid(_ cents: Int64, shares: Int64? = nil) -> Event {
        .receivable(
            .paid(
                ReceivablePaid(
                    receivable: receivable, cents: Cents(cents),
                    shares: [BudgetShare(budget: budget, cents: Cents(shares ?? cents))], on: day)))
    }

    private var fixed: Event {
        .budget(.fixed(BudgetFixed(budget: budget, fixedCents: .zero, unspentCents: .zero, reasons: [])))
    }

    /// The faults of the last fact; the ones before it must have none.
    private func faults(_ events: [Event]) -> [String] {
        var ledger = Ledger()
        for event in events.dropLast() { ledger.take(event) }
        #expect(ledger.faults == [], "The history before the last fact is wrong.")
        if let last = events.last { ledger.take(last) }
        return ledger.faults
    }

    @Test func aRightHistoryHasNone() {
        #expect(faults([granted, scheduled(10), opened, filed(10), collected(1, 600), paid(10)]) == [])
        #expect(faults([granted, scheduled(10), paid(10), returned(10), scheduled(11, repeats: 10)]) == [])
        #expect(faults([granted, scheduled(10), withdrawn(10), scheduled(11)]) == [])
        #expect(faults([granted, scheduled(10), paid(10), raised(), repaid(300)]) == [])
        #expect(faults([granted, scheduled(10, 1_000)]) == [])
        #expect(faults([granted, scheduled(10, 100, of: 9, source: .freeAmount)]) == [])
    }

    @Test func morePaidThanThereIs() {
        #expect(faults([granted, scheduled(10, 1_001)]) == ["More is scheduled than there is."])
        #expect(faults([granted, scheduled(10, 1, pot: .deposit)]).contains("A deposit is below zero."))
        #expect(
            faults([granted, scheduled(10, 101, of: 9, source: .freeAmount)]) == ["More than the free amount is taken."]
        )
        #expect(faults([granted, fixed, scheduled(10)]) == ["A payment from a budget that was fixed."])
    }

    @Test func paidTwice() {
        let other = Month("2026-04")
        #expect(faults([granted, scheduled(10, 300), scheduled(11, 300)]) == ["A wage is paid twice."])
        #expect(
            faults([
                granted, scheduled(10, 300, of: 9, source: .claim), scheduled(11, 300, of: 9, source: .claim),
            ]) == ["A claim is paid twice."])
        #expect(faults([granted, scheduled(10), paid(10), paid(10)]).count == 1)
        #expect(faults([granted, scheduled(10), withdrawn(10), paid(10)]).count == 1)
        #expect(
            faults([granted, scheduled(10, 300), scheduled(10, 300, month: other)]).contains(
                "A payment has the id of another one."))
        #expect(
            faults([granted, scheduled(10, 300, endToEnd: "x"), scheduled(11, 300, endToEnd: "x", month: other)])
                == ["Two payments have one end-to-end code."])
    }

    @Test func repeatedWrongly() {
        #expect(
            faults([granted, scheduled(10), paid(10), scheduled(11, 100, repeats: 10)]).contains(
                "Repeated is a payment that did not come back."))
        #expect(
            faults([granted, scheduled(10), paid(10), returned(10), scheduled(11, 601, repeats: 10)])
                == ["A repeated payment takes another amount than what came back."])
        let more = [BudgetShare(budget: budget, cents: Cents(601))]
        #expect(
            faults([granted, scheduled(10), paid(10), returned(10, shares: more)]) == ["More comes back than was paid."]
        )
    }

    @Test func aFileThatIsNotTheSumOfItsPayments() {
        #expect(
            faults([granted, scheduled(10), opened, filed(10), collected(1, 601)])
                == ["A run does not come to the sum of its payments."])
        #expect(
            faults([granted, scheduled(10), opened, filed(10), collected(2, 600)])
                == ["A run does not come to the sum of its payments."])
        #expect(
            faults([granted, scheduled(10), opened, filed(10, 599)]) == ["A file pays another amount than the payment."]
        )
        #expect(
            faults([granted, scheduled(10), opened, filed(10), filed(10)]) == [
                "Into a file goes what is not scheduled."
            ])
    }

    @Test func sharesThatAreNotTheAmount() {
        #expect(
            faults([granted, scheduled(10, 600, shares: 599)])
                == ["The shares of a payment are not its amount and charges."])
        #expect(faults([granted, raised(300, shares: 299)]) == ["The shares of a receivable are not its amount."])
        #expect(
            faults([granted, raised(), repaid(100, shares: 99)]) == ["What comes back is not what its budgets get."])
        #expect(faults([granted, scheduled(10, 0)]).contains("A payment of nothing, or less."))
    }

    @Test func moreComesBackThanIsOwed() {
        #expect(faults([granted, raised(), repaid(301)]) == ["More is paid back than is owed."])
        #expect(faults([granted, raised(), scheduled(10, 600, recovers: 301)]) == ["More is paid back than is owed."])
        #expect(
            faults([granted, raised(), scheduled(10, 200, recovers: 201)]) == [
                "More is kept from a payment than it is."
            ])
        #expect(faults([granted, raised(), raised()]) == ["A receivable has the id of another one."])
    }

    @Test func aNetWageThatIsNotTheGross() {
        func net(_ net: Int64, _ withheld: Int64) -> Event {
            .payment(
                .payrollSettled(
                    PayrollSettled(
                        payment: PaymentID(bits: 10), netCents: Cents(net), withheldCents: Cents(withheld))))
        }
        #expect(faults([granted, scheduled(10, payroll: true), net(400, 200)]) == [])
        #expect(
            faults([granted, scheduled(10, payroll: true), net(400, 199)]) == [
                "Net and withheld are not the gross wage."
            ])
        #expect(
            faults([granted, scheduled(10), net(400, 200)]) == ["A net wage of what is no gross wage, or is gone."])
    }

    /// In a log whose links all hold, the first position at which the money is wrong is named.
    @Test func theFirstBadPositionOfALogIsNamed() throws {
        let db = try Connection(.memory)
        try EventLog.create(in: db, origin: "pgb-ledger", at: Moment(microseconds: 1))
        let log = try EventLog(db)
        let right = [granted, scheduled(10, 300), paid(10)]
        try append(right, to: log, 1)
        let before = try LedgerVerifier(LogReader(db)).verify()
        #expect(before.isSound)
        try append([scheduled(11, 300), scheduled(12, 300, month: Month("2026-05"))], to: log, 2)
        let report = try LedgerVerifier(LogReader(db)).verify()
        #expect(report.position == Position(4))
        #expect(report.faults == ["A wage is paid twice."])
        #expect(LogVerifier(LogReader(db)).verify().isSound)
    }

    private func append(_ events: [Event], to log: EventLog, _ command: UInt128) throws {
        let stream = StreamID.dossier(DossierID(holder: party))
        var pending: [PendingEvent] = []
        for event in events {
            var writer = JSONWriter()
            event.fact.write(to: &writer)
            pending.append(
                PendingEvent(
                    name: event.name.description, schema: 1, validOn: event.fact.validOn, body: writer.bytes))
        }
        try log.begin()
        let stamp = CommandStamp(
            id: CommandID(bits: command), name: "schedule-wage", stream: stream, request: .zero, principal: "system",
            now: Moment(microseconds: Int64(command) * 1_000_000))
        _ = log.append(pending, to: stream, of: stamp)
        _ = try log.accept(stamp, answer: Array("{}".utf8))
        try log.commit()
    }
}
