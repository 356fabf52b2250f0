import Events
import Support
import Testing

@testable import Commands

/// The answer to a command tells its asker no more than the lists do.
@Suite struct ToldReasonsTests {
    /// A wage of two granters that waits: the municipality that approved the contract reads neither the care office's balance
    /// nor its rate, tried or asked. The SVB may read all of it.
    @Test func noGranterReadsAnAmountOfAContractThatAnotherPaysToo() throws {
        var bench = Bench()
        let scenario = try Scenario("fixtures/decisions/contracts-assess/two-laws-wage.gwt")
        try bench.fold(scenario)
        let short = Reason(rule: .balance, met: false, figures: [Figure("short-cents", 1)], source: "Rlz 5.23(4)(d)")
        let account = Reason(rule: .accountKnown, met: false, figures: [Figure("account-known", 0)], source: "proef")
        let withheld = WageWithheld(
            contract: Fixture.id("k1"), month: try #require(Month("2026-01")), amountCents: Cents(130_000),
            reasons: [short, account])
        let events = try Self.approve(bench) + [.payment(.wageWithheld(withheld))]
        let dossier = bench.dossier(DossierID(holder: Fixture.id("h1")))
        let whole = events.flatMap { ToldReasons(.employee)($0) }
        #expect(whole.contains { $0.rule == Rule.balance.code && !$0.met })
        #expect(whole.contains { $0.rule == Rule.rateWithinMaximum.code })

        let told = events.flatMap { ToldReasons(Fixture.id("o2"), in: dossier)($0) }
        #expect(!told.isEmpty && told.count < whole.count)
        #expect(told.allSatisfy { $0.concernsNoBudget }, "\(told.map(\.rule.text))")

        var writer = JSONWriter()
        CommandAnswer(
            id: Fixture.id("cmd1"), revision: Revision(1), position: Position(1), events: events,
            names: ["wage-withheld"], told: ToldReasons(Fixture.id("o2"), in: dossier)
        ).write(to: &writer)
        let answer = String(decoding: writer.bytes, as: UTF8.self)
        #expect(answer.contains(#""outcome":"refused","#) && answer.contains("account-known"), "\(answer)")
        #expect(!answer.contains("cents") && !answer.contains("€"), "\(answer)")
    }

    /// Who pays a contract alone reads what was weighed.
    @Test func aGranterThatPaysAloneReadsAllReasons() throws {
        var bench = Bench()
        try bench.fold(Scenario("fixtures/decisions/contracts-assess/two-laws-wage.gwt"))
        let events = try Self.approve(bench)
        var alone = Bench()
        try alone.fold(Scenario("fixtures/decisions/contracts-assess/four-eyes-second.gwt"))
        let dossier = alone.dossier(DossierID(holder: Fixture.id("h1")))
        let told = ToldReasons(Fixture.id("o1"), in: dossier)
        #expect(events.allSatisfy { told($0) == $0.reasons })
    }

    private static func approve(_ bench: Bench) throws -> [Event] {
        let fields = #"{"dossier":"h1","contract":"k1","parts":["care"],"outcome":"approve","grounds":[]}"#
        var reader = JSONReader()
        reader.load(Array((Fixture.parse("when assess-contract \(fields)").first?.json ?? "").utf8))
        let read = reader.record(AssessContract.self)
        let stamp = Stamp(
            command: Fixture.id("cmd1"), now: try #require(Moment("2026-02-10T10:00:00Z")),
            principal: try #require(Principal(Fixture.principal("employee:e4@o2"))), means: .employee, level: .hoog,
            seed: 1, user: nil)
        return try bench.ask(try #require(read), stamp)
    }
}
