import Events
import Support
import Testing

@testable import Commands

/// Who asks for differences sees the money of the budgets he may see.
@Suite struct DifferenceSightTests {
    /// A wage that a Wlz budget paid and a Wmo budget should have: the amount stays, and each office sees its own side.
    @Test func aGranterSeesWhatItsOwnBudgetsPaidAndShouldPay() throws {
        var bench = Bench()
        try bench.fold(Scenario("fixtures/decisions/differences/other-budget-of-another-office.gwt"))
        let paid = [BudgetShare(budget: Fixture.id("b1"), cents: Cents(100_000))]
        let due = [BudgetShare(budget: Fixture.id("b2"), cents: Cents(100_000))]
        for asker in ["holder:h1", "employee:e6@o3"] {
            let seen = try Self.differences(bench, asker)
            #expect(seen.map(\.paidShares) == [paid] && seen.map(\.shares) == [due], "\(asker)")
        }
        let office = try #require(try Self.differences(bench, "employee:e1@o1").first)
        #expect(office.beforeCents == Cents(100_000) && office.afterCents == .zero && office.shares.isEmpty)
        let municipality = try #require(try Self.differences(bench, "employee:e3@o2").first)
        #expect(municipality.beforeCents == .zero && municipality.afterCents == Cents(100_000))
        #expect(municipality.shares == due)
    }

    /// What somebody decided to ask back from the one granter is no difference of his when the other one's part changes.
    @Test func whatWasDecidedIsNoDifference() throws {
        var bench = Bench()
        try bench.fold(Scenario("fixtures/decisions/differences/second-granter-pays-the-raise-decided.gwt"))
        #expect(try Self.differences(bench, "holder:h1").map(\.afterCents) == [Cents(130_000)])
        #expect(try Self.differences(bench, "employee:e1@o1").isEmpty)
        let municipality = try #require(try Self.differences(bench, "employee:e3@o2").first)
        #expect(municipality.beforeCents == .zero && municipality.afterCents == Cents(30_000))
    }

    /// A raise that a second granter pays: the total less its own part would tell what the other one pays.
    @Test func aGranterReadsNoAmountThatAnotherPays() throws {
        var bench = Bench()
        try bench.fold(Scenario("fixtures/decisions/differences/second-granter-pays-the-raise.gwt"))
        let whole = try Self.differences(bench, "holder:h1")
        #expect(whole.map(\.beforeCents) == [Cents(100_000)] && whole.map(\.afterCents) == [Cents(130_000)])
        #expect(try Self.differences(bench, "employee:e1@o1").isEmpty)
        let municipality = try #require(try Self.differences(bench, "employee:e3@o2").first)
        #expect(municipality.beforeCents == .zero && municipality.afterCents == Cents(30_000))
        #expect(municipality.shares == [BudgetShare(budget: Fixture.id("b2"), cents: Cents(30_000))])
        let figures = municipality.reasons.flatMap { $0.figures.list.map(\.value) }
        #expect(municipality.reasons.map(\.rule.text) == ["difference"] && figures == [0, 30_000, 2], "\(figures)")
    }

    private static func differences(_ bench: Bench, _ asker: String) throws -> [DifferenceSettled] {
        let principal = try #require(Principal(Fixture.principal(asker)))
        let now = try #require(Moment("2026-04-10T10:00:00Z"))
        let stamp = Stamp(
            command: CommandID(bits: 1), now: now, principal: principal,
            means: principal.office == nil ? .digid : .employee, level: .hoog, seed: 0, user: nil)
        let command = FindDifferences(dossier: DossierID(holder: Fixture.id("h1")), contract: Fixture.id("k2"))
        return try bench.ask(command, stamp).compactMap { event in
            if case .payment(.differenceSettled(let found)) = event { found } else { nil }
        }
    }
}
