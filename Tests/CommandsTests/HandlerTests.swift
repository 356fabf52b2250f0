import Events
import Support
import Testing

@testable import Commands

/// What the handler adds to a decision: repeats, what is kept of a refusal, the seen revision, and memory that can be
/// rebuilt.
@Suite struct HandlerTests {
    @Test func repeatGetsTheSameAnswer() throws {
        let desk = try TestDesk()
        let first = try desk.ask("cmd1", TestDesk.register("o1"), by: "operator")
        let position = desk.log.position
        let second = try desk.ask("cmd1", TestDesk.register("o1"), by: "operator")
        #expect(first == second)
        #expect(desk.log.position == position)
    }

    @Test func otherContentUnderTheSameIDIsAConflict() throws {
        let desk = try TestDesk()
        _ = try desk.ask("cmd1", TestDesk.register("o1"), by: "operator")
        #expect(try desk.ask("cmd1", TestDesk.register("o2"), by: "operator") == .otherRequest)
    }

    @Test func anotherPersonUnderTheSameIDIsAConflict() throws {
        let desk = try TestDesk()
        _ = try desk.ask("cmd1", TestDesk.register("o1"), by: "operator")
        #expect(try desk.ask("cmd1", TestDesk.register("o1"), by: "system") == .otherRequest)
    }

    /// The answer to a request is given once and for all, also when it would be another one now.
    @Test func rejectionIsKept() throws {
        let desk = try TestDesk()
        let appoint = TestDesk.appoint("o1", "e1", "grants")
        #expect(try desk.code("cmd1", appoint, by: "operator") == "unknown-office")
        _ = try desk.ask("cmd2", TestDesk.register("o1"), by: "operator")
        _ = try desk.ask("cmd3", TestDesk.person("e1"), by: "operator")
        #expect(try desk.code("cmd1", appoint, by: "operator") == "unknown-office")
        #expect(try desk.code("cmd4", appoint, by: "operator") == nil)
    }

    /// What somebody may not ask leaves no trace under its id: whoever may ask it can use the id.
    @Test func denialIsNotKept() throws {
        let desk = try TestDesk()
        let denied = try desk.ask("cmd1", TestDesk.register("o1"), by: "system")
        #expect(denied == .denied(.notAllowed))
        #expect(desk.log.sequence == 0)
        #expect(try desk.code("cmd1", TestDesk.register("o1"), by: "operator") == nil)
    }

    /// Views find things by their id: one that another dossier has is not given again, also not after a restart. The
    /// answer does not say that it is a budget that has it.
    @Test func idOfAnotherDossierIsTaken() throws {
        let desk = try TestDesk.withBudget()
        #expect(try desk.code("cmd21", TestDesk.grant("h2", "b1"), by: "employee:e1@o1") == "id-not-free")
        try desk.handler.reload()
        #expect(try desk.code("cmd22", TestDesk.grant("h2", "b1"), by: "employee:e1@o1") == "id-not-free")
        #expect(try desk.code("cmd23", TestDesk.grant("h2", "b2"), by: "employee:e1@o1") == nil)
    }

    @Test func staleRevisionIsRejected() throws {
        let desk = try TestDesk.withBudget()
        let head = try #require(desk.log.head(of: .dossier(DossierID(holder: Fixture.id("h1")))))
        let read = (name: "read-message", fields: #""dossier":"h1","position":\#(head.position.rawValue)"#)
        let revision = head.revision.rawValue
        #expect(try desk.code("cmd21", read, by: "holder:h1", seen: revision - 1) == "stale-revision")
        #expect(try desk.code("cmd22", read, by: "holder:h1", seen: revision + 1) == "stale-revision")
        #expect(try desk.code("cmd23", read, by: "holder:h1", seen: revision) == nil)
        #expect(try desk.code("cmd24", read, by: "holder:h1", seen: revision) == "stale-revision")
    }

    /// A dossier that does not exist yet has revision 0.
    @Test func revisionZeroIsNoDossier() throws {
        let desk = try TestDesk.withBudget()
        let grant = TestDesk.grant("h2", "b2")
        #expect(try desk.code("cmd21", grant, by: "employee:e1@o1", seen: 1) == "stale-revision")
        #expect(try desk.code("cmd22", grant, by: "employee:e1@o1", seen: 0) == nil)
    }

    /// A command that asks nothing new is accepted, leaves no event, and is answered the same when it is repeated.
    @Test func nothingNewIsAccepted() throws {
        let desk = try TestDesk.withBudget()
        let position = desk.log.position
        let first = try desk.ask("cmd21", TestDesk.grant("h1", "b1"), by: "employee:e1@o1")
        #expect(desk.log.position == position)
        #expect(try desk.ask("cmd21", TestDesk.grant("h1", "b1"), by: "employee:e1@o1") == first)
    }

    /// A batch that was given up never happened, neither in the file nor in memory.
    @Test func givenUpBatchLeavesNothing() throws {
        let desk = try TestDesk.withBudget()
        let position = desk.log.position
        try desk.log.begin()
        _ = try desk.handle("cmd21", TestDesk.grant("h2", "b2"), by: "employee:e1@o1")
        try desk.log.rollBack()
        try desk.vault.rollBack()
        try desk.log.reload()
        try desk.handler.reload()
        #expect(desk.log.position == position)
        #expect(try desk.handler.state(of: DossierID(holder: Fixture.id("h2"))).budgets.isEmpty)
        #expect(try desk.code("cmd21", TestDesk.grant("h2", "b2"), by: "employee:e1@o1") == nil)
    }

    /// Memory is rebuilt from the log; however few dossiers it keeps, decisions are the same.
    @Test func memoryIsRebuiltFromTheLog() throws {
        let desk = try TestDesk.withBudget()
        _ = try desk.ask("cmd21", TestDesk.grant("h2", "b2"), by: "employee:e1@o1")
        let again = try CommandHandler(desk.log, desk.vault, mostDossiers: 1)
        for holder in ["h1", "h2", "h1"] {
            let id = DossierID(holder: Fixture.id(holder))
            #expect(try again.state(of: id).budgets == desk.handler.state(of: id).budgets)
            #expect(try again.state(of: id).budgets.count == 1)
        }
    }

    /// Between batches the dossiers that changed latest are read ahead, as many as are kept, and each is what it would be
    /// when a command asked for it.
    @Test func theLatestDossiersAreReadAhead() throws {
        let desk = try TestDesk.withBudget()
        _ = try desk.ask("cmd21", TestDesk.grant("h2", "b2"), by: "employee:e1@o1")
        let ids = ["h1", "h2"].map { DossierID(holder: Fixture.id($0)) }
        let all = try CommandHandler(desk.log, desk.vault)
        #expect(all.dossiersInMemory == 0)
        #expect(try all.readAhead(1))
        #expect(all.dossiersInMemory == 1)
        #expect(try !all.readAhead())
        #expect(all.dossiersInMemory == 2)
        for id in ids { #expect(try all.state(of: id).budgets == desk.handler.state(of: id).budgets) }
        #expect(try !all.readAhead())

        let few = try CommandHandler(desk.log, desk.vault, mostDossiers: 1)
        #expect(try !few.readAhead())
        #expect(few.dossiersInMemory == 1)
    }

    /// What is personal is in the vault and not in the log, and a BSN is found by the vault alone.
    /// What was accepted and only warned of is named in the answer; what keeps to the usual is not.
    @Test(arguments: [("2026-05-09", true), ("2026-05-10", false)])
    func warningsAreInTheAnswer(lastDay: String, isWarned: Bool) throws {
        let answer = CommandAnswer(
            id: Fixture.id("cmd1"), revision: Revision(1), position: Position(1),
            events: [.contract(.ended(try Self.ended(lastDay)))], names: ["contract-ended"],
            told: ToldReasons(.holder))
        var writer = JSONWriter()
        answer.write(to: &writer)
        let text = String(decoding: writer.bytes, as: UTF8.self)
        #expect(text.contains(#""outcome":"accepted""#))
        #expect(text.contains(#""reasons":[{"rule":"notice-term","met":false"#) == isWarned)
        #expect(text.contains("reasons") == isWarned)
    }

    /// The end of an assignment by notice on 10 April, as it is decided.
    private static func ended(_ lastDay: String) throws -> ContractEnded {
        var bench = Bench()
        for given in try Scenario(world: "approved").given {
            let contract = bench.dossier(given.dossier).contracts.first
            let body = given.body.replacing(
                "@digest:\(Fixture.shortened(contract?.id.text ?? ""))", with: contract?.offered.digest.hex ?? "")
            bench.fold(try bench.event(given.name, body), in: given.dossier)
        }
        var reader = JSONReader()
        let fields = #"{"dossier":"h1","contract":"k1","lastDay":"\#(lastDay)","reason":"notice"}"#
        reader.load(Array((Fixture.parse("when end-contract \(fields)").first?.json ?? "").utf8))
        let read = reader.record(EndContract.self)
        let command = try #require(read)
        let stamp = Stamp(
            command: Fixture.id("cmd1"), now: try #require(Moment("2026-04-10T10:00:00Z")),
            principal: try #require(Principal(Fixture.principal("holder:h1"))), means: .digid, level: .hoog, seed: 1,
            user: nil)
        guard case .contract(.ended(let ended))? = try bench.ask(command, stamp).first else {
            throw BodyFault("It was not ended.")
        }
        return ended
    }

    @Test func personalValuesAreInTheVault() throws {
        let desk = try TestDesk()
        let person = (
            name: "register-person",
            fields: #""party":"h1","fullName":"Ali de Boer","birthDate":"1958-03-02","bsn":"999993653""#
        )
        #expect(try desk.code("cmd1", person, by: "operator") == nil)
        let record = try #require(try desk.log.load(.party(Fixture.id("h1"))).first)
        let body = String(decoding: record.body, as: UTF8.self)
        #expect(!body.contains("Ali") && !body.contains("1958") && !body.contains("999993653"))
        #expect(try desk.vault.count() == 3)
        #expect(try desk.vault.party(.bsn, "999993653") == Fixture.id("h1"))
        let twin = (name: person.name, fields: person.fields.replacing("\"h1\"", with: "\"h2\""))
        #expect(try desk.code("cmd2", twin, by: "operator") == "bsn-taken")
    }
}

/// A handler over a log and a vault in memory.
struct TestDesk {
    typealias Asked = (name: String, fields: String)

    let log: EventLog
    let vault: Vault
    let handler: CommandHandler

    init() throws {
        let logFile = try Connection(.memory)
        let vaultFile = try Connection(.memory)
        try EventLog.create(in: logFile, origin: "test", at: Moment(microseconds: 0))
        try Vault.create(in: vaultFile)
        log = try EventLog(logFile)
        vault = try Vault(vaultFile)
        handler = try CommandHandler(log, vault)
    }

    /// A care office with e1, the holders h1 and h2, and a budget b1 of h1.
    static func withBudget() throws -> TestDesk {
        let desk = try TestDesk()
        for (index, asked) in [register("o1"), person("e1"), person("h1"), person("h2"), appoint("o1", "e1", "grants")]
            .enumerated()
        {
            #expect(try desk.code("cmd\(index + 1)", asked, by: "operator") == nil)
        }
        #expect(try desk.code("cmd10", grant("h1", "b1"), by: "employee:e1@o1") == nil)
        return desk
    }

    static func register(_ office: String) -> Asked {
        (
            "register-office",
            #""office":"\#(office)","kind":"care-office","officeName":"Zorgkantoor","code":"z\#(office)""#
        )
    }

    static func person(_ party: String) -> Asked {
        ("register-person", #""party":"\#(party)","fullName":"Iemand","birthDate":"1980-01-01""#)
    }

    static func appoint(_ office: String, _ employee: String, _ role: String) -> Asked {
        ("appoint-employee", #""office":"\#(office)","employee":"\#(employee)","roles":["\#(role)"]"#)
    }

    static func grant(_ holder: String, _ budget: String) -> Asked {
        (
            "grant-budget",
            #""dossier":"\#(holder)","budget":"\#(budget)","law":"wlz","from":"2026-01-01","until":"2026-12-31","#
                + #""grantedCents":100000,"functions":[{"function":"total","cents":100000}]"#
        )
    }

    /// Asks in a batch of its own.
    func ask(_ id: String, _ asked: Asked, by principal: String, seen: Int64? = nil) throws -> Answer {
        try log.begin()
        let answer = try handle(id, asked, by: principal, seen: seen)
        try vault.commit()
        try log.commit()
        return answer
    }

    /// The code of a rejection or denial; nil when it was accepted.
    func code(_ id: String, _ asked: Asked, by principal: String, seen: Int64? = nil) throws -> String? {
        switch try ask(id, asked, by: principal, seen: seen) {
        case .accepted: nil
        case .rejected(let rejection), .denied(let rejection): rejection.code
        case .otherRequest: "other-request"
        case .tried, .looked: "tried"
        }
    }

    func handle(_ id: String, _ asked: Asked, by principal: String, seen: Int64? = nil) throws -> Answer {
        let commandID: CommandID = Fixture.id(id)
        let revision = seen.map { #","revision":\#($0)"# } ?? ""
        let fields = try #require(Fixture.parse("when x {\(asked.fields)}").first?.json)
        let body = #"{"id":"\#(commandID.text)","type":"\#(asked.name)"\#(revision),"# + fields.dropFirst()
        let type = try #require(CommandCatalogue.type(named: asked.name))
        var reader = JSONReader()
        reader.load(Array(body.utf8))
        let read = type.read(&reader)
        let request = try #require(read, "\(reader.errors)")
        let who = try #require(Principal(Fixture.principal(principal)))
        let now = try #require(Moment("2026-02-02T10:00:00Z"))
        let stamp = Stamp(
            command: commandID, now: now, principal: who, means: .digid, level: .hoog, seed: commandID.bits, user: nil)
        return try handler.handle(
            Submission(request: request, digest: SHA256.hash(Array((principal + body).utf8)), stamp: stamp))
    }
}
