import Events
import Support
import Testing

@testable import Commands

/// What a change needs is said field by field, with its source, before anybody sends it (contracts 7.3).
@Suite struct ChangeNeedsTests {
    private static let words: Personal<Text> = sealed("Hulp bij de dagelijkse dingen.", 1)

    private static func sealed(_ text: String, _ salt: UInt128) -> Personal<Text> {
        guard let text = Text(text) else { preconditionFailure("A text of these tests cannot be one.") }
        return Personal.seal(text, of: Fixture.id("h1"), salt: salt)
    }

    private static func line(
        _ function: CareFunction = .individualSupport, _ cents: Int64 = 2_500, minutes: Int64? = nil,
        time: CareTime = .any
    ) -> ContractLine {
        ContractLine(
            budget: Fixture.id("b1"), function: function, unit: .hour, rateCents: Cents(cents), weeklyMinutes: minutes,
            description: words, detail: LineDetail(time: time))
    }

    private static func terms(
        _ lines: [ContractLine] = [line()], kind: ContractKind = .assignment, end: Day? = nil,
        work: WorkAgreements = WorkAgreements(), general: GeneralAgreements = GeneralAgreements()
    ) -> ContractTerms {
        ContractTerms(
            kind: kind, relation: .none, formal: false, start: .of(2026, 1, 1), end: end, lines: lines, work: work,
            general: general)
    }

    private func fields(_ old: ContractTerms, _ new: ContractTerms) -> [String] {
        ChangeNeeds.of(old, new).map { field in
            "\(field.line.map { "\($0) " } ?? "")\(field.field.text): "
                + (field.needs.isEmpty ? "-" : field.needs.map(\.rawValue).joined(separator: " "))
        }
    }

    @Test func theSameNeedsNothing() {
        #expect(ChangeNeeds.of(Self.terms(), Self.terms()).isEmpty)
        #expect(ChangeNeeds.together([]).isEmpty)
    }

    /// Two lines for the same care, at night and by day, are told apart; the one in the same place goes on.
    @Test func linesAreMatchedByTheirCare() {
        let day = Self.line(), night = Self.line(time: .night)
        #expect(fields(Self.terms([day, night]), Self.terms([night, day])).isEmpty)
        #expect(
            fields(Self.terms([day, night]), Self.terms([Self.line(.individualSupport, 2_501), night]))
                == ["1 rate-raised: approval"])
        #expect(
            fields(
                Self.terms([Self.line(), Self.line()]), Self.terms([Self.line(), Self.line(.individualSupport, 2_499)]))
                == ["2 rate-lowered: caregiver-signature approval"])
        #expect(
            fields(Self.terms([day, night]), Self.terms([Self.line(.nursing), night])) == [
                "1 line-added: caregiver-signature approval", "1 line-removed: caregiver-signature approval",
            ])
    }

    /// Everything at once comes field by field, and what it needs together is what any of it needs.
    @Test func everyFieldIsNamed() {
        let old = Self.terms(
            end: .of(2026, 6, 30),
            work: WorkAgreements(includesVacation: true, kilometreCents: Cents(23), weeklyKilometres: 10))
        let new = Self.terms(
            [Self.line(.individualSupport, 2_600, minutes: 600)], kind: .employment, end: .of(2026, 12, 31),
            work: WorkAgreements(
                notRenewed: true, probationMonths: 1, week: [WorkDay(weekday: 1, minutes: 600)], entrepreneur: true,
                household: true, noticeMonths: 2, kilometreCents: Cents(22), weeklyKilometres: 11),
            general: GeneralAgreements(
                model: "svb-2026", payroll: true, taxCredit: true, identityDocument: Fixture.id("d1"),
                other: Self.sealed("Vakantie in overleg.", 2)))
        let both = "caregiver-signature approval"
        #expect(
            fields(old, new) == [
                "kind: \(both)", "term-extended: -", "1 rate-raised: approval", "1 hours: \(both)",
                "working-days: \(both)", "not-renewed: \(both)", "probation: \(both)", "notice: \(both)",
                "entrepreneur: \(both)", "household: \(both)", "vacation-hours-apart: approval",
                "travel-lowered: \(both)", "kilometres-raised: approval", "model: \(both)", "payroll: \(both)",
                "tax-credit: \(both)", "identity-document: approval", "other-agreements: -",
            ])
        #expect(ChangeNeeds.together(ChangeNeeds.of(old, new)) == [.caregiverSignature, .approval])
    }

    /// The end of a term: later or gone is an extension, earlier or new is not.
    @Test func termsGrowOrShrink() {
        let june = Self.terms(end: .of(2026, 6, 30))
        #expect(fields(june, Self.terms(end: .of(2026, 7, 1))) == ["term-extended: -"])
        #expect(fields(june, Self.terms()) == ["term-extended: -"])
        #expect(
            fields(june, Self.terms(end: .of(2026, 6, 29))) == ["term-shortened: caregiver-signature approval"])
        #expect(fields(Self.terms(), june) == ["term-shortened: caregiver-signature approval"])
    }

    /// A text that was sealed anew is another text; one that was kept is not.
    @Test func sealedTextsDifferUnlessKept() {
        let other = ContractLine(
            budget: Fixture.id("b1"), function: .individualSupport, unit: .hour, rateCents: Cents(2_500),
            weeklyMinutes: nil, description: Self.sealed("Hulp bij de dagelijkse dingen.", 2))
        #expect(fields(Self.terms(), Self.terms([other])) == ["1 description: caregiver-signature approval"])
    }
}
