import Events

/// One event that happened, in a random history.
struct Happening {
    let event: Event
    let stream: StreamID
    let principal: Principal
}

/// One dossier of a random history: each step is one that decisions would allow, so views can take it up.
struct RandomDossier {
    struct Agreement {
        enum Step { case draft, shared, signed, submitted, returned, approved, closed }

        let id: ContractID
        let caregiver: PartyID
        var terms: ContractTerms
        var step = Step.draft
        var due: [AssessmentDue] = []
        var nextWage: Month
        var nextClaim: Month
        /// How many versions there are, and where the next one is.
        var versions: Int64 = 0
        var change: Step?
        var changeNeeds: [ChangeNeed] = []
        var isSick = false
    }

    struct Payment {
        enum Step: Equatable { case scheduled, filed(RunID), paid, offset, returned, repeated, withdrawn }

        let scheduled: PaymentScheduled
        var step = Step.scheduled
        var isSuspended = false
        var netCents: Cents?
        /// What came back of it.
        var back: [BudgetShare] = []
    }

    let holder: PartyID
    let office: OfficeID
    let svb: OfficeID
    let caregivers: [PartyID]
    var budgets: [RandomBudget] = []
    var contracts: [Agreement] = []
    private var waiting: [(filed: ClaimFiled, contract: Int)] = []
    var held: [(filed: ClaimFiled, contract: Int?)] = []
    var accepted: [(filed: ClaimFiled, payment: PaymentID)] = []
    var payments: [Payment] = []
    var receivables: [RandomReceivable] = []
    private var representatives: [PartyID] = []
    /// The runs that payments may go into, those whose file went to the bank, and those that were given up.
    var openRuns: [RunID] = []
    var releasedRuns: Set<RunID> = []
    var cancelledRuns: Set<RunID> = []
    let start = Day("2026-01-01")!

    init(holder: PartyID, office: OfficeID, svb: OfficeID, caregivers: [PartyID]) {
        self.holder = holder
        self.office = office
        self.svb = svb
        self.caregivers = caregivers
    }

    private var dossier: DossierID { DossierID(holder: holder) }

    /// What happens next: one command's events. `position` is that of the newest event.
    mutating func step(_ random: inout SeededNumbers, at position: Position) -> [Happening] {
        let (events, principal) = events(&random, position)
        return events.map { Happening(event: $0, stream: .dossier(dossier), principal: principal) }
    }

    private mutating func events(_ random: inout SeededNumbers, _ position: Position) -> ([Event], Principal) {
        let staff = Principal.employee(PartyID(bits: office.bits ^ 1), at: office)
        if budgets.isEmpty || (budgets.count < 3 && random.isLucky(1, of: 40)) {
            return ([grant(&random)], staff)
        }
        switch random.below(30) {
        case 0: return (represent(&random), staff)
        case 1: return ([read(&random, position)], .holder(holder))
        case 2...4: return (contract(&random), .holder(holder))
        case 5...11: return (claim(&random), .holder(holder))
        case 12, 13: return (answer(&random), .holder(holder))
        case 14: return (wage(&random), .system)
        case 15...24: return (money(&random), .employee(PartyID(bits: svb.bits ^ 1), at: svb))
        default: return (bank(&random), .employee(PartyID(bits: svb.bits ^ 1), at: svb))
        }
    }

    private mutating func grant(_ random: inout SeededNumbers) -> Event {
        let budget: BudgetID = random.id()
        let cents = Cents(Int64(1_000_000 + random.below(40) * 100_000))
        budgets.append(RandomBudget(id: budget, cents: cents, until: start.adding(days: 364)))
        return .budget(
            .granted(
                BudgetGranted(
                    budget: budget, holder: holder, law: random.pick(Law.allCases), office: office, from: start,
                    until: start.adding(days: 364), grantedCents: cents,
                    functions: [FunctionBudget(function: .total, cents: cents)],
                    freeAmountCents: cents.scaled(by: 150, over: 10_000), reasons: [])))
    }

    private mutating func represent(_ random: inout SeededNumbers) -> [Event] {
        if let gone = representatives.popLast(), random.isLucky(1, of: 2) {
            return [.representation(.removed(RepresentativeRemoved(representative: gone, office: office)))]
        }
        let party = random.pick(caregivers)
        representatives.removeAll { $0 == party }
        representatives.append(party)
        return [
            .representation(
                .appointed(
                    RepresentativeAppointed(
                        representative: party, kind: .person, ground: random.pick(RepresentationGround.allCases),
                        from: start, until: random.isLucky(1, of: 2) ? start.adding(days: 200) : nil,
                        exclusive: random.isLucky(1, of: 3), office: office)))
        ]
    }

    private func read(_ random: inout SeededNumbers, _ position: Position) -> Event {
        let message = Position(1 + Int64(random.below(Int(max(1, position.rawValue)))))
        return .inbox(.messageRead(MessageRead(position: message, party: holder)))
    }

    // MARK: Contracts

    private mutating func contract(_ random: inout SeededNumbers) -> [Event] {
        if contracts.count < 3, contracts.isEmpty || random.isLucky(1, of: 6) {
            let id: ContractID = random.id()
            let terms = terms(&random)
            let caregiver = random.pick(caregivers)
            contracts.append(
                Agreement(
                    id: id, caregiver: caregiver, terms: terms, nextWage: terms.start.month,
                    nextClaim: terms.start.month))
            return [.contract(.drafted(ContractDrafted(contract: id, caregiver: caregiver, terms: terms)))]
        }
        let index = random.below(contracts.count)
        let id = contracts[index].id
        switch contracts[index].step {
        case .draft:
            if random.isLucky(1, of: 3) { return [revise(index, .holder, &random)] }
            contracts[index].step = .shared
            return [.contract(.shared(ContractShared(contract: id, reasons: [])))]
        case .shared:
            if random.isLucky(1, of: 4) { return [revise(index, random.pick(Side.allCases), &random)] }
            contracts[index].step = .signed
            return [sign(index, .caregiver, contracts[index].caregiver, &random)]
        case .signed:
            if random.isLucky(1, of: 4) {
                contracts[index].step = .shared
                return [
                    revise(index, .holder, &random),
                    .contract(.signatureVoided(SignatureVoided(contract: id, side: .caregiver))),
                ]
            }
            contracts[index].step = .submitted
            contracts[index].due = [
                AssessmentDue(part: .care, office: office), AssessmentDue(part: .labour, office: svb),
            ]
            return [
                sign(index, .holder, holder, &random),
                .contract(.submitted(ContractSubmitted(contract: id, assessments: contracts[index].due))),
            ]
        case .submitted:
            if random.isLucky(1, of: 4) { return [hand(index, &random)] }
            return assess(index, &random)
        case .returned:
            contracts[index].step = .draft
            return [revise(index, .holder, &random)]
        case .approved:
            if random.isLucky(1, of: 3) { return goOn(index, &random) }
            guard random.isLucky(1, of: 7) else { return claim(&random) }
            contracts[index].step = .closed
            return [
                .contract(
                    .ended(
                        ContractEnded(
                            contract: id, lastDay: start.adding(days: 30 + random.below(300)),
                            reason: random.pick(EndReason.allCases))))
            ]
        case .closed:
            // A first version that was rejected may be assessed after all.
            guard contracts[index].versions == 0, random.isLucky(1, of: 2) else { return claim(&random) }
            contracts[index].step = .submitted
            contracts[index].due = [AssessmentDue(part: .care, office: office)]
            return [reopen(index, &random)]
        }
    }

    func terms(_ random: inout SeededNumbers) -> ContractTerms {
        let lines = (0...random.below(2)).map { _ in
            ContractLine(
                budget: random.pick(budgets).id, function: random.pick(CareFunction.allCases),
                unit: random.isLucky(1, of: 3) ? .month : .hour,
                rateCents: Cents(Int64(2_000 + random.below(500) * 10)),
                weeklyMinutes: random.isLucky(1, of: 2) ? 960 : nil, description: random.sealed(of: holder))
        }
        return ContractTerms(
            kind: random.pick(ContractKind.allCases), relation: random.pick(Relation.allCases),
            formal: random.isLucky(1, of: 2), start: start.adding(days: random.below(60)),
            end: random.isLucky(1, of: 3) ? start.adding(days: 200 + random.below(150)) : nil, lines: lines)
    }

    private mutating func revise(_ index: Int, _ side: Side, _ random: inout SeededNumbers) -> Event {
        contracts[index].terms = terms(&random)
        return .contract(
            .revised(
                ContractRevised(
                    contract: contracts[index].id, side: side, changed: ["lines"], terms: contracts[index].terms)))
    }

    func sign(_ index: Int, _ side: Side, _ party: PartyID, _ random: inout SeededNumbers) -> Event {
        .contract(
            .signed(
                ContractSigned(
                    contract: contracts[index].id, side: side, signer: party, means: .digid, level: .substantieel,
                    termsDigest: Digest(bigEndian: random.next(), 0, 0, 0))))
    }

    private mutating func assess(_ index: Int, _ random: inout SeededNumbers) -> [Event] {
        let id = contracts[index].id
        let due = contracts[index].due.remove(at: random.below(contracts[index].due.count))
        let outcome = random.isLucky(4, of: 5) ? AssessmentOutcome.approve : random.pick(AssessmentOutcome.allCases)
        let grounds: [AssessmentReason] = outcome == .approve ? [] : [random.pick(AssessmentReason.allCases)]
        let assessed = Event.contract(
            .assessed(
                ContractAssessed(
                    contract: id, part: due.part, office: due.office, outcome: outcome, grounds: grounds,
                    explanation: outcome == .approve ? nil : random.sealed(of: holder))))
        switch outcome {
        case .approve:
            guard contracts[index].due.isEmpty else { return [assessed] }
            contracts[index].step = .approved
            contracts[index].versions = 1
            let terms = contracts[index].terms
            return [
                assessed,
                .contract(
                    .approved(ContractApproved(contract: id, from: terms.start, until: terms.end, reasons: []))),
            ]
        case .reject:
            contracts[index].step = .closed
            return [assessed, .contract(.rejected(ContractRejected(contract: id, grounds: grounds)))]
        case .returnForCorrection:
            contracts[index].step = .returned
            return [assessed, .contract(.returned(ContractReturned(contract: id, grounds: grounds)))]
        }
    }

    // MARK: Claims and payments

    mutating func claim(_ random: inout SeededNumbers) -> [Event] {
        let claim: ClaimID = random.id()
        let cents = Cents(Int64(1_000 + random.below(100_000)))
        let active = contracts.indices.filter { contracts[$0].step == .approved }
        if active.isEmpty || random.isLucky(1, of: 12) {
            let filed = ClaimFiled(
                claim: claim, kind: .freeAmount, side: .holder, contract: nil, month: nil, entries: [],
                budget: random.pick(open).id, amountCents: cents)
            return [.claim(.filed(filed))] + decide(filed, nil, &random)
        }
        let index = random.pick(active)
        let month = contracts[index].nextClaim
        contracts[index].nextClaim = month.adding(months: 1)
        let side = random.pick(Side.allCases)
        let filed = ClaimFiled(
            claim: claim, kind: .care, side: side, contract: contracts[index].id, month: month,
            entries: [ClaimEntry(week: month.first, line: 1, minutes: 600, count: nil)], budget: nil,
            amountCents: cents)
        if side == .caregiver {
            waiting.append((filed, index))
            return [.claim(.filed(filed))]
        }
        return [.claim(.filed(filed))] + decide(filed, index, &random)
    }

    /// The holder side answers a claim of a caregiver, or the caregiver takes it back.
    private mutating func answer(_ random: inout SeededNumbers) -> [Event] {
        guard !waiting.isEmpty else { return claim(&random) }
        let (filed, index) = waiting.remove(at: random.below(waiting.count))
        switch random.below(6) {
        case 0: return [.claim(.declined(ClaimDeclined(claim: filed.claim, explanation: random.sealed(of: holder))))]
        case 1: return [.claim(.withdrawn(ClaimWithdrawn(claim: filed.claim)))]
        default:
            return [.claim(.agreed(ClaimAgreed(claim: filed.claim)))] + decide(filed, index, &random)
        }
    }

    mutating func decide(_ filed: ClaimFiled, _ index: Int?, _ random: inout SeededNumbers) -> [Event] {
        let needed = Reason(
            rule: .balance, met: random.isLucky(9, of: 10),
            figures: [
                Figure("needed-cents", filed.amountCents.raw), Figure("left-cents", 100), Figure("short-cents", 0),
            ],
            source: "Rlz 5.23(4)(d)")
        let isHeld = held.contains { $0.filed.claim == filed.claim }
        held.removeAll { $0.filed.claim == filed.claim }
        if !isHeld, random.isLucky(1, of: 10) {
            held.append((filed, index))
            let day = filed.month?.last.adding(days: 5) ?? .first
            return [.claim(.held(ClaimHeld(claim: filed.claim, receivedOn: day, reasons: Reasons([needed]))))]
        }
        guard needed.met else {
            return [
                .claim(
                    .refused(
                        ClaimRefused(
                            claim: filed.claim, reasons: Reasons([needed]),
                            explanation: isHeld ? random.sealed(of: holder) : nil)))
            ]
        }
        let scheduled = schedule(
            random.payment(
                filed.kind == .freeAmount ? .freeAmount : .claim, to: index.map { contracts[$0].caregiver } ?? holder,
                filed.amountCents, on: start.adding(days: 40)), claim: filed, &random)
        accepted.append((filed, payments[payments.count - 1].scheduled.payment))
        let payment = payments[payments.count - 1].scheduled
        return [
            .claim(
                .accepted(
                    ClaimAccepted(
                        claim: filed.claim, amountCents: filed.amountCents, shares: payment.shares,
                        late: random.isLucky(1, of: 9), reasons: Reasons([needed]), chargesCents: payment.chargesCents,
                        explanation: isHeld ? random.sealed(of: holder) : nil)))
        ] + scheduled
    }

    func split(_ cents: Cents, _ random: inout SeededNumbers) -> [BudgetShare] {
        let first = random.pick(open).id
        guard open.count > 1, random.isLucky(1, of: 4), let second = open.first(where: { $0.id != first })?.id
        else {
            return [BudgetShare(budget: first, cents: cents, function: random.isLucky(1, of: 5) ? .personalCare : nil)]
        }
        let part = Cents(cents.raw / 3)
        return [BudgetShare(budget: first, cents: part), BudgetShare(budget: second, cents: cents - part)]
    }

    private mutating func wage(_ random: inout SeededNumbers) -> [Event] {
        let paid = contracts.indices.filter { index in
            contracts[index].step == .approved && contracts[index].terms.lines.contains { $0.unit == .month }
        }
        guard !paid.isEmpty else { return claim(&random) }
        let index = random.pick(paid)
        let month = contracts[index].nextWage
        let cents = Cents(150_000)
        if random.isLucky(1, of: 5) {
            return [
                .payment(
                    .wageWithheld(
                        WageWithheld(contract: contracts[index].id, month: month, amountCents: cents, reasons: [])))
            ]
        }
        contracts[index].nextWage = month.adding(months: 1)
        var payment = random.payment(.wage, to: contracts[index].caregiver, cents, on: month.first.adding(days: 23))
        payment.contract = contracts[index].id
        payment.month = month
        return schedule(payment, &random)
    }

    /// What the bank does with a payment, or the holder with one that came back.
    private mutating func bank(_ random: inout SeededNumbers) -> [Event] {
        guard let index = payments.lastIndex(where: isAtTheBank) else { return claim(&random) }
        let scheduled = payments[index].scheduled
        let id = scheduled.payment
        switch payments[index].step {
        case .scheduled where random.isLucky(9, of: 10), .filed where random.isLucky(9, of: 10):
            payments[index].step = .paid
            return [.payment(.paid(PaymentPaid(payment: id, on: scheduled.runOn)))]
        case .paid where random.isLucky(8, of: 10): return claim(&random)
        case .scheduled, .filed, .paid: return [bringBack(index)]
        case .returned:
            payments[index].step = .repeated
            let shares = payments[index].back
            guard !shares.isEmpty, shares.allSatisfy({ share in open.contains { $0.id == share.budget } })
            else { return claim(&random) }
            var again = random.payment(
                scheduled.source, to: scheduled.payee, shares.reduce(.zero) { $0 + $1.cents },
                on: scheduled.runOn.adding(days: 9))
            again.contract = scheduled.contract
            again.month = scheduled.month
            again.shares = shares
            again.repeats = id
            return schedule(again, &random)
        case .repeated, .withdrawn, .offset: return claim(&random)
        }
    }

    /// Whether the bank, or the holder after it, can still do something with a payment.
    private func isAtTheBank(_ payment: Payment) -> Bool {
        switch payment.step {
        case .scheduled: !payment.isSuspended && !payment.scheduled.payroll
        case .filed(let run): releasedRuns.contains(run)
        case .paid, .returned: true
        case .repeated, .withdrawn, .offset: false
        }
    }
}
