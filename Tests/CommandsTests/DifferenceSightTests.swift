import Events
import Support
import Testing

@testable import Commands

/// Who asks for differences sees the money of the budgets he may see.
@Suite struct DifferenceSightTests {
    /// A wage that a Wlz budget paid and a Wmo budget should have: the amount stays, and each office sees its own side.
    @Test func aGranterSeesTheSharesOfItsOwnBudgets() throws {
        var bench = Bench()
        try bench.fold(Scenario("fixtures/decisions/differences/other-budget-of-another-office.gwt"))
        let paid = [BudgetShare(budget: Fixture.id("b1"), cents: Cents(100_000))]
        let due = [BudgetShare(budget: Fixture.id("b2"), cents: Cents(100_000))]
        for asker in ["holder:h1", "employee:e6@o3"] {
            let seen = try Self.differences(bench, asker)
            #expect(seen.map(\.paidShares) == [paid] && seen.map(\.shares) == [due], "\(asker)")
        }
        let office = try Self.differences(bench, "employee:e1@o1")
        #expect(office.map(\.paidShares) == [paid] && office.map(\.shares) == [[]])
        let municipality = try Self.differences(bench, "employee:e3@o2")
        #expect(municipality.map(\.paidShares) == [[]] && municipality.map(\.shares) == [due])
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
