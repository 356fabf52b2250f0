import Events
import Support
import Testing

@testable import Commands

/// Whatever people ask, in whatever order: money is conserved, nothing is paid twice, and the facts replay to the same
/// state. The seed is the argument, so that a failure can be run again.
@Suite struct PropertyTests {
    @Test(arguments: UInt64(1)...24)
    func holdsForRandomCommands(seed: UInt64) throws {
        var run = try RandomRun(seed: seed)
        for step in 1...300 {
            try run.step(step)
            let faults = run.bench.moneyFaults
            #expect(faults == [], "seed \(seed), step \(step)")
            if !faults.isEmpty { return }
        }
        try run.checkReplay()
    }

    /// The requests reach deep enough to mean something.
    @Test func randomCommandsReachEverything() throws {
        var names: Set<String> = []
        var codes: Set<String> = []
        for seed in UInt64(101)...116 {
            var run = try RandomRun(seed: seed)
            for step in 1...300 { try run.step(step) }
            names.formUnion(run.log.map { $0.event.name.description })
            codes.formUnion(run.codes)
        }
        for name in ["contract-approved", "claim-accepted", "claim-refused", "payment-scheduled", "payment-paid"] {
            #expect(names.contains(name), "No random run comes to `\(name)`.")
        }
        for name in ["payment-returned", "wage-withheld", "contract-ended", "signature-voided"] {
            #expect(names.contains(name), "No random run comes to `\(name)`.")
        }
        for name in ["contract-change-proposed", "contract-changed", "contract-change-withdrawn", "sickness-reported"] {
            #expect(names.contains(name), "No random run comes to `\(name)`.")
        }
        for name in [
            "payment-filed", "run-collected", "payment-withdrawn", "payment-offset",
        ] {
            #expect(names.contains(name), "No random run comes to `\(name)`.")
        }
        for name in ["difference-settled", "receivable-raised", "receivable-planned", "receivable-paid"] {
            #expect(names.contains(name), "No random run comes to `\(name)`.")
        }
        for name in ["receivable-written-off", "payroll-settled", "budget-credited", "payment-suspended"] {
            #expect(names.contains(name), "No random run comes to `\(name)`.")
        }
        #expect(codes.count > 25, "The random runs meet \(codes.count) rejections.")
    }
}

/// One run of random commands, with the facts it left behind in their stored form.
struct RandomRun {
    private(set) var bench = Bench()
    private(set) var log: [(dossier: DossierID, event: Event, body: [UInt8])] = []
    private(set) var codes: Set<String> = []
    private var commands: RandomCommands
    private var now: Moment
    private static let worlds = ["approved", "wage", "wmo", "payroll", "few-days", "freelancer"]

    init(seed: UInt64) throws {
        commands = RandomCommands(seed: seed)
        guard let start = Moment("2026-01-02T09:00:00Z") else { throw BodyFault("The run needs a start.") }
        now = start
        // Most runs begin with a contract that is approved, so that they come further.
        for given in try Scenario(world: Self.worlds[Int(seed) % Self.worlds.count]).given {
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
            level: commands.chance.once(in: 30) ? .basis : .hoog, seed: UInt128(number))
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
