import Events
import Testing

@testable import Projections

/// The terms laid flat to compare them.
@Suite struct TermsFieldsTests {
    /// A field that is added to the terms is compared too.
    @Test func everyFieldIsCompared() {
        let id = PartyID(bits: 1)
        let line = ContractLine(
            budget: BudgetID(bits: 1), function: .nursing, unit: .hour, rateCents: Cents(2_500), weeklyMinutes: 600,
            description: .seal(Sample.text("Wassen."), of: id, salt: 1),
            detail: LineDetail(
                time: .night, unitMinutes: 60, yearlyCount: 1, hourCents: Cents(2_000), groupSize: 2, rideMinutes: 5))
        let terms = ContractTerms(
            kind: .employment, relation: .none, formal: false, start: Sample.day, end: Sample.lastDay, lines: [line],
            work: WorkAgreements(
                replaces: ContractID(bits: 1), notRenewed: true, probationMonths: 1,
                week: [WorkDay(weekday: 1, minutes: 60)], daysPerWeek: 1, includesVacation: true, entrepreneur: true,
                household: true, noticeMonths: 1, kilometreCents: Cents(23), weeklyKilometres: 10),
            general: GeneralAgreements(
                model: "svb-2024", payroll: true, taxCredit: true, identityDocument: DocumentID(bits: 1),
                other: .seal(Sample.text("Sleutel."), of: id, salt: 2), reference: .seal("A1", of: id, salt: 3)))
        let found = TermsFields(terms).list.map(\.pointer)
        var expected = Self.names(ContractTerms.schema).filter { !["lines", "work", "general"].contains($0) }.map {
            "/\($0)"
        }
        expected += Self.names(ContractLine.schema).filter { $0 != "detail" }.map { "/lines/0/\($0)" }
        expected += Self.names(LineDetail.schema).map { "/lines/0/detail/\($0)" }
        expected += Self.names(WorkAgreements.schema).map { "/work/\($0)" }
        expected += Self.names(GeneralAgreements.schema).map { "/general/\($0)" }
        #expect(expected.count > 30)
        #expect(found.sorted() == expected.sorted())
    }

    private static func names(_ schema: JSONSchema) -> [String] { schema.fields.map(\.name) }
}
