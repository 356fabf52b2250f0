import Events
import Support
import Testing

@testable import Commands

/// Every file of `fixtures/decisions`: given these facts, when this is asked, then exactly this follows.
///
/// With `PGB_UPDATE_FIXTURES=1` the lines behind `when` are written anew from what the code does; read each of them
/// against the rule before you keep it.
@Suite struct DecisionTests {
    @Test(arguments: Example.all)
    func decides(_ example: Example) throws {
        let scenario = try Scenario(example.path)
        var run = try ScenarioRun(scenario)
        let actual = try run.outcome()
        if Repository.isAsked("PGB_UPDATE_FIXTURES") {
            try FixtureUpdate.rewrite(example.path, actual.map { run.shown($0) })
            return
        }
        let expected = try scenario.expected.map { try run.canonical($0) }
        let isAsExpected = expected == actual
        #expect(
            isAsExpected,
            """
            \(example.path)
            expected: \(expected.map { run.shown($0) }.joined(separator: "\n          "))
            actual:   \(actual.map { run.shown($0) }.joined(separator: "\n          "))
            """)
        for other in scenario.others {
            let answer = run.answer(to: other.asker)
            #expect(
                answer == (other.code.map { ["rejected \($0)"] } ?? run.names),
                "\(example.path):\(other.line): asked by somebody else")
        }
        try run.checkFacts()
        try run.checkAfter()
    }
}

/// What may be said twice: the second time states the same again and moves no money.
let repeatable: Set<String> = [
    "change-contact", "change-bank-account", "record-person", "revise-contract", "change-contract", "read-message",
    "look-along", "confirm-contact", "restrict-processing", "record-dispatch", "record-bounce",
]

/// One run of a scenario.
struct ScenarioRun {
    let scenario: Scenario
    private var bench = Bench()
    private let now: Moment
    private let asker: Scenario.Asker
    private let commandName: String
    private let commandBody: String
    private var events: [Event] = []
    private var command: (any Command)?

    static let commandID: CommandID = Fixture.id("cmd1")

    init(_ scenario: Scenario) throws {
        guard let now = scenario.now, let asker = scenario.asker, let command = scenario.command else {
            throw FixtureFault(scenario.path, 1, "A fixture needs `at`, `by` and `when`.")
        }
        self.scenario = scenario
        self.now = now
        self.asker = asker
        commandName = command.name
        commandBody = command.body
        for given in scenario.given {
            do {
                let event = try bench.event(given.name, withDigests(given.body, in: given.dossier))
                bench.fold(event, in: given.dossier, on: given.day)
            } catch {
                throw FixtureFault(given.path, given.line, "\(error)")
            }
        }
        guard bench.moneyFaults.isEmpty else {
            throw FixtureFault(scenario.path, 1, "The given facts are impossible: \(bench.moneyFaults)")
        }
    }

    private func stamp(_ asker: Scenario.Asker, id: CommandID = Self.commandID) -> Stamp {
        Stamp(
            command: id, now: now, principal: asker.principal, means: asker.means, level: asker.level,
            seed: 0xfeed, signedInAt: asker.signedInAt, bsn: asker.newcomer ?? asker.bsn,
            isNewcomer: asker.newcomer != nil, user: asker.user)
    }

    /// Reads the command as the edge does and asks it; what follows, in the fixture's own form.
    mutating func outcome() throws -> [Scenario.Outcome] {
        guard let type = CommandCatalogue.type(named: commandName) else {
            throw FixtureFault(scenario.path, 1, "There is no command `\(commandName)`.")
        }
        let body = Array(request(withDigests(commandBody, in: DossierID(holder: Fixture.id("h1")))).utf8)
        var reader = JSONReader()
        reader.load(body)
        guard let request = type.read(&reader) else {
            return reader.errors.map {
                Scenario.Outcome(keyword: "then", name: "malformed \($0.pointer) \($0.code)", body: nil)
            }
        }
        command = request.command
        do {
            events = try bench.ask(request.command, stamp(asker))
        } catch {
            let findings = error.findings.map { finding in
                Scenario.Outcome(
                    keyword: "finding", name: "\(finding.code) \(finding.weight.rawValue) \(finding.pointer)",
                    body: finding.figures.list.isEmpty ? nil : Self.json(of: finding.figures))
            }
            return [Scenario.Outcome(keyword: "then", name: "rejected \(error.code)", body: nil)] + findings
        }
        if events.isEmpty { return [Scenario.Outcome(keyword: "then", name: "nothing", body: nil)] }
        return events.map { event in
            let stored = String(decoding: bench.body(of: event), as: UTF8.self)
            return Scenario.Outcome(
                keyword: "then", name: event.name.description, body: bench.plain.open(stored))
        }
    }

    /// An expected line in the form that `outcome` gives: every field there, in the stored order.
    mutating func canonical(_ line: Scenario.Outcome) throws -> Scenario.Outcome {
        guard line.keyword == "then", let body = line.body else { return line }
        let written = withDigests(withIDs(body), in: dossier)
        let event = try bench.event(line.name, written)
        let stored = String(decoding: bench.body(of: event), as: UTF8.self)
        return Scenario.Outcome(keyword: "then", name: line.name, body: bench.plain.open(stored))
    }

    /// The command as it was read, once it was asked.
    var asked: (any Command)? { command }

    /// The persons and organisations in the register whom a command names, in its stream or in a field.
    func people(in command: any Command) -> [PartyID] {
        var writer = JSONWriter()
        let named = NamedIDs(command, &writer).all + [command.stream.bits]
        return Set(named).map { PartyID(bits: $0) }.filter { bench.register.parties[$0] != nil }.sorted()
    }

    /// Takes up that somebody was erased.
    mutating func erase(_ party: PartyID) throws {
        let fact = PersonErased(party: party, ground: .unlawful, reasons: [])
        bench.fold(.rights(.erased(fact)), in: DossierID(holder: party), on: now.day)
    }

    /// The names of the facts that followed, or what stands for them.
    var names: [String] { events.isEmpty ? ["nothing"] : events.map(\.name.description) }

    /// The facts that followed, by name, in their stored form.
    mutating func storedBodies() -> [(name: String, body: String)] {
        events.map { ($0.name.description, String(decoding: bench.body(of: $0), as: UTF8.self)) }
    }

    /// What somebody else is answered who asks the same now.
    func answer(to other: Scenario.Asker) -> [String] {
        guard let command else { return ["malformed"] }
        do {
            let events = try bench.ask(command, stamp(other))
            return events.isEmpty ? ["nothing"] : events.map(\.name.description)
        } catch {
            return ["rejected \(error.code)"]
        }
    }

    /// Facts and command keep their meaning and their bytes when they are written and read.
    mutating func checkFacts() throws {
        for event in events {
            let written = bench.body(of: event)
            let read = try Bench.read(event.name.description, written, version: event.version)
            #expect(read == event, "\(event.name) is not the same after it was stored")
            #expect(bench.body(of: read) == written, "\(event.name) has other bytes after it was stored")
        }
        guard let command, let type = CommandCatalogue.type(named: commandName) else { return }
        let first = Self.fields(of: command)
        var reader = JSONReader()
        reader.load(Array(request(first).utf8))
        let again = type.read(&reader)
        #expect(again.map { Self.fields(of: $0.command) } == first, "\(commandName) has other bytes after it was read")
    }

    /// The facts can be folded, money stays where it belongs, and the same asked again does nothing more.
    mutating func checkAfter() throws {
        for event in events {
            bench.fold(try Bench.read(event.name.description, bench.body(of: event)), in: dossier)
            #expect(bench.moneyFaults == [], "after \(event.name)")
        }
        guard let command, !events.isEmpty else { return }
        guard let again = try? bench.ask(command, stamp(asker, id: Fixture.id("cmd2"))) else { return }
        #expect(again.isEmpty || repeatable.contains(commandName), "asked again, \(commandName) does more")
        for event in again { bench.fold(event, in: dossier) }
        #expect(bench.moneyFaults == [], "after the same was asked again")
        #expect(!again.contains { if case .payment = $0 { true } else { false } }, "asked again, money moves")
    }

    /// A line as it stands in a fixture: short ids, no empty fields, reasons on lines of their own.
    func shown(_ line: Scenario.Outcome) -> String {
        var body = line.body ?? ""
        let payment: PaymentID = stamp(asker).id(0)
        body.replace("\"\(payment.text)\"", with: "\"@0\"")
        body.replace("\"\(payment.endToEnd.text)\"", with: "\"@0-end\"")
        for contract in bench.dossier(dossier).contracts {
            body.replace("\"\(contract.offered.digest.hex)\"", with: "\"@digest:\(contract.id.text)\"")
        }
        return FixtureUpdate.line(line.keyword, line.name, Fixture.shortened(body))
    }

    private var dossier: DossierID { command?.stream.dossier ?? DossierID(holder: Fixture.id("h1")) }

    private func request(_ fields: String) -> String {
        #"{"id":"\#(Self.commandID.text)","type":"\#(commandName)""# + (fields == "{}" ? "}" : "," + fields.dropFirst())
    }

    /// The body with the ids that follow from the command in place of `@0` and `@0-end`.
    private func withIDs(_ body: String) -> String {
        let payment: PaymentID = stamp(asker).id(0)
        return body.replacing("\"@0\"", with: "\"\(payment.text)\"")
            .replacing("\"@0-end\"", with: "\"\(payment.endToEnd.text)\"")
    }

    /// The body with the digest of a contract's terms, as folded so far, in place of `@digest:k1`.
    private func withDigests(_ body: String, in dossier: DossierID) -> String {
        var body = body
        for contract in bench.dossier(dossier).contracts {
            let short = Fixture.shortened(contract.id.text)
            body.replace("\"@digest:\(short)\"", with: "\"\(contract.offered.digest.hex)\"")
        }
        return body
    }

    private static func json(of value: some Stored) -> String {
        var writer = JSONWriter()
        value.write(to: &writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private static func fields(of command: any Command) -> String { json(of: command) }
}
