import Events
import Support
import Testing

@testable import Projections

/// The standing property: live at a position, rebuilt to it and as-of it give the same rows, over random histories.
@Suite struct SameRowsTests {
    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func liveRebuiltAndAsOf_areTheSame(_ seed: UInt64) throws {
        let (source, events) = RandomHistory.events(seed: seed, dossiers: 3, count: 240)
        var random = SeededNumbers(seed: seed &+ 1_000)
        let last = try Self.live(events, &random)
        for _ in 0..<4 {
            let until = Position(Int64(1 + random.below(events.count)))
            let known = Array(events.prefix { $0.position <= until })
            let live = try Self.live(known, &random)
            let rebuilt = try Self.rebuilt(known, rowsMax: 1 + random.below(20))
            let earlier = Snapshot(db: last.db, position: until, events: last.events)
            var asOf: [StreamID: Snapshot] = [:]
            for question in Self.questions(source) {
                let rows = try question.rows(live)
                let place = "seed \(seed), position \(until), \(question.name)"
                #expect(try question.rows(rebuilt) == rows, "rebuilt: \(place)")
                switch question.asOf {
                case .now: break
                case .live: #expect(try question.rows(earlier) == rows, "as of on live tables: \(place)")
                case .stream:
                    let s = try asOf[question.stream] ?? Self.asOf(question.stream, earlier, events)
                    asOf[question.stream] = s
                    #expect(try question.rows(s) == rows, "as of: \(place)")
                }
            }
        }
    }

    /// The state of one stream, from its events as the timeline tells where they stand.
    private static func asOf(
        _ stream: StreamID, _ earlier: Snapshot, _ events: [EventEnvelope]
    ) throws -> Snapshot {
        let positions = try TimelineEntry.positions(earlier, stream: stream)
        let own = events.filter { $0.stream == stream && $0.position <= earlier.position }
        #expect(positions == own.map(\.position))
        return try TimeTravel.snapshot(of: own, at: earlier.position)
    }

    /// Pages of any size, one behind the other, give what one page gives.
    @Test(arguments: 1...3 as ClosedRange<UInt64>)
    func pages_joinUp(_ seed: UInt64) throws {
        let (source, events) = RandomHistory.events(seed: seed, dossiers: 2, count: 300)
        var random = SeededNumbers(seed: seed)
        let s = try Self.live(events, &random)
        let dossier = DossierID(holder: source.holders[0])
        let size = 3
        func joined<Row, Key>(
            _ key: (Row) -> Key, _ next: (Key?) throws -> [Row]
        ) throws -> [Row] {
            var all: [Row] = []
            while true {
                let page = try next(all.last.map(key))
                all += page
                if page.count < size { return all }
            }
        }
        #expect(
            try joined(\.position) { try Claim.page(s, dossier: dossier, before: $0, limit: size) }
                == Claim.page(s, dossier: dossier))
        #expect(
            try joined(\.position) { try Claim.page(s, caregiver: source.caregivers[0], before: $0, limit: size) }
                == Claim.page(s, caregiver: source.caregivers[0]))
        #expect(
            try joined(\.position) { try PaymentSchedule.page(s, dossier: dossier, before: $0, limit: size) }
                == PaymentSchedule.page(s, dossier: dossier))
        #expect(
            try joined(\.position) { try PaymentSchedule.page(s, payee: source.caregivers[0], before: $0, limit: size) }
                == PaymentSchedule.page(s, payee: source.caregivers[0]))
        let day = Day("2027-12-31")!
        #expect(
            try joined(\.payment) { try PaymentSchedule.due(s, until: day, after: $0, limit: size) }
                == PaymentSchedule.due(s, until: day))
        #expect(
            try joined(\.position) {
                try TimelineEntry.page(s, stream: .dossier(dossier), before: $0, limit: size)
            } == TimelineEntry.page(s, stream: .dossier(dossier)))
        let mailboxes: [Mailbox] = [.holderSide(dossier)] + source.caregivers.map { .party($0) }
        let reader = source.holders[0]
        let inbox = try Message.page(s, in: mailboxes, for: reader)
        #expect(
            try Array(
                joined(\.position) { try Message.page(s, in: mailboxes, for: reader, before: $0, limit: size) }
                    .prefix(Page.max)) == inbox)
        for message in inbox.prefix(20) {
            #expect(try Message.one(s, at: message.position, in: mailboxes, for: reader) == message)
        }
        #expect(
            try joined(\.number) { try WorkItem.page(s, for: .office(source.office), after: $0 ?? 0, limit: size) }
                == WorkItem.page(s, for: .office(source.office)))
        #expect(
            try joined(\.position) {
                try Contract.page(s, caregiver: source.caregivers[0], on: day, after: $0, limit: size)
            } == Contract.page(s, caregiver: source.caregivers[0], on: day))
        #expect(
            try joined(\.position) { try Declared.page(s, dossier: dossier, before: $0, limit: size) }
                == Declared.page(s, dossier: dossier))
        #expect(
            try joined(\.position) { try Run.page(s, before: $0, limit: size) } == Run.page(s))
        #expect(
            try joined(\.position) { try OpenEntry.page(s, after: $0 ?? .start, limit: size) } == OpenEntry.page(s))
        let budgets = try BudgetBalance.list(s, dossier: dossier)
        for budget in budgets {
            #expect(
                try joined(\.number) { try Movement.page(s, budget: budget.budget, before: $0, limit: size) }
                    == Movement.page(s, budget: budget.budget))
        }
        #expect(
            try joined(\.budget) { try BudgetBalance.page(s, office: source.office, after: $0, limit: size) }
                == BudgetBalance.page(s, office: source.office))
    }

    /// Money is conserved: on every budget the movements add up to the balance.
    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func balances_areTheSumOfTheirMovements(_ seed: UInt64) throws {
        let (source, events) = RandomHistory.events(seed: seed, dossiers: 1, count: 200)
        let s = try TimeTravel.snapshot(of: events, at: events[events.count - 1].position)
        let budgets = try BudgetBalance.list(s, dossier: DossierID(holder: source.holders[0]))
        #expect(!budgets.isEmpty)
        for budget in budgets {
            let movements = try Movement.all(s, budget: budget.budget)
            let granted = movements.filter { $0.pot == .grant }
            #expect(budget.granted == granted.reduce(.zero) { $0 + $1.granted })
            #expect(budget.credits == granted.reduce(.zero) { $0 + $1.credits })
            #expect(budget.paid == granted.reduce(.zero) { $0 + $1.paid })
            #expect(budget.scheduled == granted.reduce(.zero) { $0 + $1.scheduled })
            #expect(budget.cameAfterFixing == granted.reduce(.zero) { $0 + $1.afterFixing })
            #expect(budget.freeAmountRepaid == movements.reduce(.zero) { $0 + $1.freeRepaid })
            #expect(budget.freeAmountTaken == movements.reduce(.zero) { $0 + $1.freeTaken })
            #expect(budget.granted + budget.credits == budget.paid + budget.scheduled + budget.available)
            let own = movements.filter { $0.pot == .deposit }
            let deposit = budget.deposit ?? DepositPot()
            #expect(deposit.received == own.reduce(.zero) { $0 + $1.granted })
            #expect(deposit.credits == own.reduce(.zero) { $0 + $1.credits })
            #expect(deposit.paid == own.reduce(.zero) { $0 + $1.paid })
            #expect(deposit.scheduled == own.reduce(.zero) { $0 + $1.scheduled })
            for line in Movement.Line.allCases {
                let lines = try Movement.all(s, budget: budget.budget, line: line)
                #expect(lines == movements.filter { $0.adds(to: line) != .zero }, "\(line)")
            }
        }
    }

    /// What a granter's dashboard says was spent is what its budgets paid, less what came back.
    @Test(arguments: 1...3 as ClosedRange<UInt64>)
    func dashboards_areTheSumOfDossiers(_ seed: UInt64) throws {
        let (source, events) = RandomHistory.events(seed: seed, dossiers: 3, count: 400)
        let s = try TimeTravel.snapshot(of: events, at: events[events.count - 1].position)
        let budgets = try BudgetBalance.page(s, office: source.office)
        let year = Dictionary(grouping: budgets, by: \.law)
        let day = Day("2026-04-01")!
        let dashboards = try (2025...2028).map { try Dashboard.granter(s, office: source.office, year: $0, on: day) }
        var spent = Cents.zero
        for budget in budgets {
            for movement in try Movement.all(s, budget: budget.budget) where movement.pot == .grant {
                switch movement.kind {
                case .paid, .offset, .opening, .recoveryUndone: spent += movement.cents
                case .returned, .recovered, .repaid: spent -= movement.cents
                default: continue
                }
            }
        }
        #expect(dashboards.flatMap(\.spent).reduce(.zero) { $0 + $1.cents } == spent)
        for (law, own) in year {
            for status in BudgetStatus.allCases {
                let sum = dashboards[0].budgets.first { $0.law == law && $0.mark.rawValue == status.rawValue }
                let counted = own.filter { $0.status == status }
                #expect(sum?.count ?? 0 == Int64(counted.count), "\(law) \(status)")
                #expect(sum?.cents ?? .zero == counted.reduce(.zero) { $0 + $1.granted }, "\(law) \(status)")
            }
            let overspent = own.filter { $0.overspent > .zero }
            let sum = dashboards[0].budgets.first { $0.law == law && $0.mark == .overspent }
            #expect(sum?.count ?? 0 == Int64(overspent.count))
            #expect(sum?.cents ?? .zero == overspent.reduce(.zero) { $0 + $1.overspent })
        }
        let svb = try Dashboard.svb(s, office: source.svb, year: 2026, on: day)
        var open: [Receivable] = []
        var payments: [PaymentStatus: Int64] = [:]
        for holder in source.holders {
            let dossier = DossierID(holder: holder)
            open += try Receivable.list(s, dossier: dossier, .init(status: .open))
            for payment in try PaymentSchedule.page(s, dossier: dossier) { payments[payment.status, default: 0] += 1 }
        }
        #expect(svb.receivablesOpen == Int64(open.count))
        #expect(svb.receivablesOpenCents == open.compactMap(\.open).reduce(.zero, +))
        #expect(Dictionary(uniqueKeysWithValues: svb.payments.map { ($0.status, $0.count) }) == payments)
    }

    // MARK: Ways and questions

    /// Batches of random sizes over so small a cache that rows are read back all the time.
    private static func live(_ events: [EventEnvelope], _ random: inout SeededNumbers) throws -> Snapshot {
        let db = try Connection(.memory)
        try ViewSet.create(in: db)
        try ViewSet.makeIndexes(in: db)
        let set = try ViewSet(db, filling: Filling(isLive: true, rowsMax: random.below(30)))
        var rest = events[...]
        while !rest.isEmpty {
            let batch = Array(rest.prefix(1 + random.below(12)))
            try set.take(batch)
            rest = rest.dropFirst(batch.count)
        }
        return Snapshot(db: db, position: events.last?.position ?? .start, events: EventLookup(events))
    }

    private static func rebuilt(_ events: [EventEnvelope], rowsMax: Int) throws -> Snapshot {
        let db = try Connection(.memory)
        try ViewSet.create(in: db)
        let set = try ViewSet(db, filling: Filling(isLive: false, rowsMax: rowsMax))
        var rest = events[...]
        while !rest.isEmpty {
            try set.fill(Array(rest.prefix(7)))
            rest = rest.dropFirst(7)
        }
        try set.finish()
        try ViewSet.makeIndexes(in: db)
        return Snapshot(db: db, position: events.last?.position ?? .start, events: EventLookup(events))
    }

    private struct Question {
        let name: String
        let asOf: QueryTable.AsOf
        var stream = StreamID(kind: .dossier, bits: 0)
        let rows: (Snapshot) throws -> [String]
    }

    private static func questions(_ source: RandomHistory) -> [Question] {
        var questions: [Question] = []
        func ask(
            _ name: String, _ asOf: QueryTable.AsOf, _ stream: StreamID = StreamID(kind: .dossier, bits: 0),
            _ run: @escaping (Snapshot) throws -> [any Shown]
        ) {
            questions.append(
                Question(name: name, asOf: asOf, stream: stream) { s in
                    try run(s).map { row in
                        var writer = JSONWriter()
                        row.write(to: &writer)
                        return String(decoding: writer.bytes, as: UTF8.self)
                    }
                })
        }
        let day = Day("2026-04-01")!
        for holder in source.holders {
            let dossier = DossierID(holder: holder)
            let stream = StreamID.dossier(dossier)
            let readers: [Contract.Reader] = [.all, .office(source.office), .caregiver(source.caregivers[0])]
            ask("budgets", .stream, stream) { try BudgetBalance.list($0, dossier: dossier) }
            ask("movements", .stream, stream) { s in
                try BudgetBalance.list(s, dossier: dossier).flatMap { try Movement.page(s, budget: $0.budget) }
            }
            ask("payments", .stream, stream) { try PaymentSchedule.page($0, dossier: dossier) }
            ask("overview", .stream, stream) { try BudgetOverview.list($0, dossier: dossier, on: day) }
            ask("receivables", .stream, stream) { try Receivable.list($0, dossier: dossier) }
            ask("statement", .stream, stream) { try BudgetStatement.list($0, dossier: dossier, year: 2026) }
            ask("claims and wages", .stream, stream) { try Declared.page($0, dossier: dossier) }
            ask("explanations", .stream, stream) { s in
                try PaymentSchedule.page(s, dossier: dossier).compactMap {
                    try PaymentExplanation.one(s, $0.payment, dossier: dossier, .init())
                }
            }
            ask("office payments", .stream, stream) {
                try PaymentSchedule.page($0, dossier: dossier, .init(onlyOffice: source.office))
            }
            for reader in readers {
                ask("contracts \(reader)", .stream, stream) {
                    try Contract.list($0, dossier: dossier, on: day, for: reader)
                }
                ask("versions \(reader)", .stream, stream) { s in
                    try Contract.list(s, dossier: dossier, on: day, for: reader).flatMap {
                        try ContractVersion.list(s, $0.contract, dossier: dossier, for: reader) ?? []
                    }
                }
                ask("revisions \(reader)", .stream, stream) { s in
                    try Contract.list(s, dossier: dossier, on: day, for: reader).flatMap {
                        try ContractRevision.list(s, $0.contract, dossier: dossier, for: reader, same: ==) ?? []
                    }
                }
                ask("timeline \(reader)", .stream, stream) {
                    try TimelineEntry.page($0, stream: stream, for: reader)
                }
                ask("timeline on live tables", .live) { try TimelineEntry.page($0, stream: stream) }
            }
            ask("claims", .stream, stream) { try Claim.page($0, dossier: dossier) }
            ask("office claims", .stream, stream) {
                try Claim.page($0, dossier: dossier, .init(onlyOffice: source.office))
            }
            ask("inbox", .stream, stream) { try Message.page($0, in: [.holderSide(dossier)], for: holder) }
            ask("inbox on live tables", .live) { try Message.page($0, in: [.holderSide(dossier)], for: holder) }
            ask("work", .stream, stream) { try WorkItem.list($0, dossier: dossier) }
            ask("granter's work in it", .stream, stream) {
                try WorkItem.list($0, dossier: dossier, for: .office(source.office))
            }
            ask("work on live tables", .live) { try WorkItem.list($0, dossier: dossier) }
            ask("holder's work", .live) { try WorkItem.page($0, for: .holderSide(dossier)) }
            ask("relations", .stream, stream) { try Involvement.list($0, dossier: dossier) }
            ask("relations on live tables", .live) { try Involvement.list($0, dossier: dossier) }
        }
        for party in source.caregivers {
            ask("caregiver's inbox", .live) { try Message.page($0, in: [.party(party)], for: party) }
            ask("caregiver's work", .live) { try WorkItem.page($0, for: .caregiver(party)) }
            ask("caregiver's contracts", .now) { try Contract.page($0, caregiver: party, on: day) }
            ask("caregiver's claims", .now) { try Claim.page($0, caregiver: party) }
            ask("caregiver's debts", .now) { try Receivable.list($0, debtor: party) }
            ask("caregiver's statement", .now) { try PayeeStatement.list($0, payee: party, year: 2026) }
            ask("caregiver's payments", .now) { try PaymentSchedule.page($0, payee: party) }
            for kind in [Involvement.Kind.caregiver, .representative] {
                ask("\(kind) in", .live) { try Involvement.page($0, of: party.owner, kind: kind) }
            }
            ask("caregiver's own work", .live) { try WorkItem.page($0, for: .party(party)) }
            ask("party", .stream, .party(party)) { try [RegisteredParty.one($0, party)].compactMap { $0 } }
        }
        ask("office's work", .live) { try WorkItem.page($0, for: .office(source.office)) }
        let first = PartyID(bits: source.office.bits ^ 1)
        ask("assessor's own work", .live) { try WorkItem.page($0, for: .office(source.office), assigned: .to(first)) }
        ask("nobody's work", .live) { try WorkItem.page($0, for: .office(source.office), assigned: .nobody) }
        ask("work but for the first approver", .live) {
            try WorkItem.page($0, for: .office(source.office), notFirst: first)
        }
        ask("labour work", .live) { try WorkItem.page($0, for: .office(source.svb)) }
        ask("SVB's work", .live) { try WorkItem.page($0, for: .svb) }
        ask("SVB's work on a day", .live) { try WorkItem.page($0, for: .svb, on: day) }
        ask("work but for who asked for a run", .live) {
            try WorkItem.page($0, for: .svb, notFirst: PartyID(bits: source.svb.bits ^ 1))
        }
        ask("granter's work", .live) { try WorkItem.page($0, for: .granter(source.office)) }
        ask("office's dossiers", .live) { try Involvement.page($0, of: source.office.owner, kind: .granter) }
        for year in 2025...2027 {
            ask("granter's dashboard of \(year)", .now) {
                try [Dashboard.granter($0, office: source.office, year: year, on: day)]
            }
        }
        ask("SVB's dashboard", .now) { try [Dashboard.svb($0, office: source.svb, year: 2026, on: day)] }
        ask("runs", .now) { try Run.page($0) }
        ask("run's payments", .now) { s in
            try Run.page(s).flatMap { try PaymentSchedule.page(s, run: $0.run) }
        }
        for month in (1...12).compactMap({ Month(year: 2026, number: $0) }) {
            ask("payroll of \(month)", .now) { try PayrollLine.page($0, month: month, on: day) }
        }
        ask("bank files", .now) { try BankFile.page($0) }
        ask("bank entries", .now) { try OpenEntry.page($0, all: true) }
        ask("open receivables", .now) { try Receivable.open($0) }
        ask("office's budgets", .now) { try BudgetBalance.page($0, office: source.office) }
        ask("due", .now) { try PaymentSchedule.due($0, until: Day("2027-01-01")!) }
        ask("offices", .now) { try RegisteredOffice.page($0) }
        return questions
    }
}

extension Movement {
    /// What it adds to a line of the balance.
    fileprivate func adds(to line: Line) -> Cents {
        switch line {
        case .granted: granted
        case .credits: credits
        case .paid: paid
        case .scheduled: scheduled
        case .freeAmountTaken: freeTaken
        case .freeAmountRepaid: freeRepaid
        case .cameAfterFixing: afterFixing
        }
    }
}
