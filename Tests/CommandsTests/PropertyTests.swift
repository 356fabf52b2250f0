import Events
import Support
import Testing

@testable import Commands

/// Whatever people ask, in whatever order: money is conserved, nothing is paid twice, and the facts replay to the same
/// state. The seed is the argument, so that a failure can be run again.
@Suite struct PropertyTests {
    fileprivate static let seeds: ClosedRange<UInt64> = 1...250
    private static let steps = 400

    /// The money is looked at after every single fact, in the books and in the state that decisions see.
    @Test(arguments: PropertyTests.seeds)
    func moneyIsConservedOverAHundredThousandSteps(seed: UInt64) throws {
        #expect(Self.seeds.count * Self.steps >= 100_000)
        var run = try RandomRun(seed: seed)
        for step in 1...Self.steps {
            try run.step(step)
            #expect(run.faults == [], "seed \(seed), step \(step)")
            if !run.faults.isEmpty { return }
        }
        #expect(run.bench.moneyFaults == [], "seed \(seed)")
        try run.checkReplay()
    }

    private static let reached = [
        "contract-approved", "claim-accepted", "claim-refused", "payment-scheduled", "payment-paid",
        "payment-returned", "wage-withheld", "contract-ended", "signature-voided", "contract-change-proposed",
        "contract-changed", "contract-change-withdrawn", "sickness-reported", "payment-filed", "run-collected",
        "payment-file-written", "payment-file-released", "run-cancelled", "payment-unfiled", "payment-withdrawn",
        "payment-offset",
        "difference-settled", "receivable-raised", "receivable-planned", "receivable-paid", "receivable-written-off",
        "payroll-settled", "payment-suspended", "payment-resumed", "budget-changed", "budget-ended",
        "spending-conflict-found", "claim-stop-set", "claim-stop-lifted", "budget-credited", "deposit-received",
        "opening-balance-loaded", "budget-warned", "budget-closed", "budget-fixed", "claim-withdrawn",
        "claim-corrected", "claim-held", "claim-declined", "claim-agreed",
    ]

    /// The requests reach deep enough to mean something.
    @Test func randomCommandsReachEverything() throws {
        var names: Set<String> = []
        var kinds: Set<ClaimKind> = []
        var sources: Set<PaymentSource> = []
        var causes: Set<ReceivableCause> = []
        var codes: Set<String> = []
        for seed in UInt64(1001)...1032 {
            var run = try RandomRun(seed: seed)
            for step in 1...Self.steps { try run.step(step) }
            for record in run.log {
                names.insert(record.event.name.description)
                if case .claim(.filed(let claim)) = record.event { kinds.insert(claim.kind) }
                if case .receivable(.raised(let raised)) = record.event { causes.insert(raised.cause) }
                if case .payment(.scheduled(let payment)) = record.event { sources.insert(payment.source) }
            }
            codes.formUnion(run.codes)
        }
        for name in Self.reached { #expect(names.contains(name), "No random run comes to `\(name)`.") }
        for kind in ClaimKind.allCases where kind != .extraCosts {
            #expect(kinds.contains(kind), "No random run files a claim of \(kind.rawValue).")
        }
        for cause in ReceivableCause.allCases {
            #expect(causes.contains(cause), "No random run asks back because of \(cause.rawValue).")
        }
        for source in PaymentSource.allCases {
            #expect(sources.contains(source), "No random run pays for \(source.rawValue).")
        }
        #expect(codes.count > 60, "The random runs meet \(codes.count) rejections.")
    }
}

/// One run of random commands, with the facts it left behind in their stored form.
struct RandomRun {
    private(set) var bench = Bench()
    private(set) var log: [(dossier: DossierID, event: Event, body: [UInt8])] = []
    private(set) var codes: Set<String> = []
    /// What was wrong with the money after some fact.
    private(set) var faults: [String] = []
    private var commands: RandomCommands
    private var now: Moment
    // Most runs begin with a contract that is approved, so that they come further.
    private static let worlds = [
        "approved", "wage", "wmo", "payroll", "few-days", "freelancer", "two-laws", "wmo-approved",
    ]
    /// What is given in a world, read once.
    private static let given = worlds.map { world in Result { try Scenario(world: world).given } }

    init(seed: UInt64) throws {
        commands = RandomCommands(seed: seed)
        guard let start = Moment("2026-01-02T09:00:00Z") else { throw BodyFault("The run needs a start.") }
        now = start
        for given in try Self.given[Int(seed) % Self.given.count].get() {
            var body = given.body
            for contract in bench.dossier(given.dossier).contracts {
                let short = Fixture.shortened(contract.id.text)
                body.replace("@digest:\(short)", with: contract.terms.digest.hex)
            }
            try keep(try bench.event(given.name, body), in: given.dossier)
        }
    }

    /// Some time passes, somebody asks something, and what follows is taken up in its stored form.
    mutating func step(_ number: Int) throws {
        now = now.adding(seconds: Int64(commands.chance.number(600...200_000)))
        let (name, fields, asker) = commands.request(bench, today: now.day)
        let line = Fixture.parse("when \(name) {\(fields)}")
        let id: CommandID = CommandID(bits: UInt128(number) + 1_000_000)
        guard let type = CommandCatalogue.type(named: name), let json = line.first?.json,
            let principal = Principal(Fixture.principal(asker))
        else { throw BodyFault("The run asks what nobody can ask: \(name) by \(asker).") }
        var reader = JSONReader()
        reader.load(Array((#"{"id":"\#(id.text)","type":"\#(name)","# + json.dropFirst()).utf8))
        guard let request = type.read(&reader) else {
            codes.insert("malformed")
            return
        }
        let stamp = Stamp(
            command: id, now: now, principal: principal, means: .digid,
            level: commands.chance.once(in: 30) ? .basis : .hoog, seed: UInt128(number), user: nil)
        do {
            let dossier = request.command.stream.dossier ?? DossierID(bits: 0)
            for event in try bench.ask(request.command, stamp) { try keep(event, in: dossier) }
        } catch let rejection as Rejection {
            codes.insert(rejection.code)
        }
    }

    private mutating func keep(_ event: Event, in dossier: DossierID) throws {
        let body = bench.body(of: event)
        let read = try Bench.read(event.name.description, body, version: event.version)
        guard read == event else { throw BodyFault("`\(event.name)` is not the same after it was stored.") }
        log.append((dossier, event, body))
        bench.fold(read, in: dossier)
        faults += bench.moneyFaults(in: dossier)
    }

    /// The facts, read anew from their bytes, come to the same state.
    func checkReplay() throws {
        var again = Bench()
        for record in log {
            again.fold(try Bench.read(record.event.name.description, record.body), in: record.dossier)
        }
        #expect(again.register.parties == bench.register.parties)
        #expect(again.register.offices == bench.register.offices)
        #expect(again.dossiers.keys == bench.dossiers.keys)
        for (id, state) in bench.dossiers {
            let replayed = again.dossier(id)
            #expect(replayed.representatives == state.representatives)
            #expect(replayed.budgets == state.budgets)
            #expect(replayed.contracts == state.contracts)
            #expect(replayed.claims == state.claims)
            #expect(replayed.payments == state.payments)
            #expect(replayed.withheldWages == state.withheldWages)
            #expect(replayed.receivables == state.receivables)
        }
        #expect(again.ledger == bench.ledger)
    }
}
