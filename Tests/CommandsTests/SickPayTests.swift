import Events
import Support
import Testing

@testable import Commands

/// How long the wage of an employee who is ill goes on, on both sides of what no fixture can switch: the bill of 2026, and rows
/// that are over.
@Suite struct SickPayTests {
    /// The contract of the world: an employee on two days a week for 1,000 euro a month.
    private static func dossier(_ world: String, sickFrom: String) throws -> DossierState {
        var bench = Bench()
        for given in try Scenario(world: world).given {
            var body = given.body
            for contract in bench.dossier(given.dossier).contracts {
                body.replace("@digest:\(Fixture.shortened(contract.id.text))", with: contract.terms.digest.hex)
            }
            bench.fold(try bench.event(given.name, body), in: given.dossier)
        }
        let dossier = DossierID(holder: Fixture.id("h1"))
        let contract = try #require(bench.dossier(dossier).contracts.first?.id)
        bench.fold(
            .contract(
                .sicknessReported(SicknessReported(contract: contract, from: try #require(Day(sickFrom))))),
            in: dossier)
        return bench.dossier(dossier)
    }

    private static func wage(
        _ world: String, sickFrom: String, month: String, billInForce: Bool
    ) throws -> Int64 {
        let dossier = try dossier(world, sickFrom: sickFrom)
        let contract = try #require(dossier.contracts.first)
        let due = WageDue(
            contract, try #require(Month(month)), dossier, sickPay: SickPay.table(billInForce: billInForce))
        return due.total.raw
    }

    /// Ill from 2 March 2026 on two days a week: six weeks now, as long as everybody else with the bill.
    @Test(arguments: [
        (month: "2026-03", before: Int64(100_000), after: Int64(100_000)),
        (month: "2026-04", before: 40_000, after: 100_000), (month: "2026-05", before: 0, after: 100_000),
    ])
    func theBillLengthensTheTermOfFewDays(month: String, before: Int64, after: Int64) throws {
        let wage = { try Self.wage("few-days", sickFrom: "2026-03-02", month: month, billInForce: $0) }
        #expect(try wage(false) == before)
        #expect(try wage(true) == after)
        #expect(!SickPay.isBillInForce, "The bill is in force: the fixtures of wages during sickness change with it.")
    }

    /// For four days or more nothing changes.
    @Test func theBillChangesNothingForFourDays() throws {
        for bill in [false, true] {
            #expect(try Self.wage("four-days", sickFrom: "2026-03-02", month: "2026-05", billInForce: bill) == 100_000)
        }
    }

    /// The bill counts from 1 January 2026: the day before, six weeks are six weeks.
    @Test func theBillBeginsWithItsYear() throws {
        let terms = try #require(try Self.dossier("few-days", sickFrom: "2026-03-02").contracts.first?.terms)
        let bill = SickPay.table(billInForce: true)
        let (last, first) = (Day.of(2025, 12, 31), Day.of(2026, 1, 1))
        #expect(SickPay.basisPoints(terms, sickDays: 41, on: last, bill) == 10_000)
        #expect(SickPay.basisPoints(terms, sickDays: 42, on: last, bill) == 0)
        #expect(SickPay.basisPoints(terms, sickDays: 42, on: first, bill) == 10_000)
        #expect(SickPay.basisPoints(terms, sickDays: 42, on: first, SickPay.table(billInForce: false)) == 0)
        #expect(SickPay.basisPoints(terms, sickDays: 52 * 7 - 1, on: first, bill) == 10_000)
        #expect(SickPay.basisPoints(terms, sickDays: 52 * 7, on: first, bill) == 7_000)
        #expect(SickPay.basisPoints(terms, sickDays: 104 * 7, on: first, bill) == 0)
    }

    /// At state pension age: thirteen weeks until 1 July 2023, six since; never longer than without it.
    @Test func theTermAtPensionAgeIsDated() throws {
        let terms = try #require(try Self.dossier("four-days", sickFrom: "2026-03-02").contracts.first?.terms)
        let few = try #require(try Self.dossier("few-days", sickFrom: "2026-03-02").contracts.first?.terms)
        let (last, first) = (Day.of(2023, 6, 30), Day.of(2023, 7, 1))
        #expect(SickPay.basisPoints(terms, sickDays: 90, pensionDays: 90, on: last) == 10_000)
        #expect(SickPay.basisPoints(terms, sickDays: 91, pensionDays: 91, on: last) == 0)
        #expect(SickPay.basisPoints(terms, sickDays: 41, pensionDays: 41, on: first) == 10_000)
        #expect(SickPay.basisPoints(terms, sickDays: 42, pensionDays: 42, on: first) == 0)
        #expect(SickPay.basisPoints(terms, sickDays: 400, pensionDays: 41, on: first) == 7_000)
        #expect(SickPay.basisPoints(few, sickDays: 42, pensionDays: 0, on: last) == 0)
    }
}
