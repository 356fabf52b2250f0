import Events
import Testing

@testable import Commands

/// The choice of a kind by the order of the SVB's aid, and the form that goes with each kind.
@Suite struct ContractChoiceTests {
    private func outcome(_ change: (inout ContractChoice) -> Void) -> ContractChoice.Outcome {
        var choice = ContractChoice()
        change(&choice)
        return choice.outcome
    }

    @Test func asksTheLawFirst() {
        #expect(outcome { _ in } == .ask(.law))
    }

    @Test(arguments: [Law.wmo, .jeugdwet])
    func asksForAVolunteerOnlyOutsideTheWlz(_ law: Law) {
        #expect(outcome { $0.law = law } == .ask(.volunteer))
        #expect(outcome { $0.law = .wlz } == .ask(.relation))
    }

    @Test func aVolunteerHasADeclaration() {
        let chosen = outcome {
            $0.law = .wmo
            $0.volunteer = true
        }
        #expect(chosen == .kind(.networkHelp, because: .volunteer))
    }

    @Test(arguments: Relation.allCases)
    func familyInTheSecondDegreeHasTheFamilyModelAndTheThirdDoesNot(_ relation: Relation) {
        let chosen = outcome {
            $0.law = .wlz
            $0.relation = relation
        }
        let isNear = relation != .none && relation != .thirdDegree
        #expect(chosen == (isNear ? .kind(.family, because: .family) : .ask(.institution)))
    }

    @Test(
        arguments: [
            (true, nil, nil, ContractChoice.Outcome.kind(.institution, because: .institution)),
            (false, nil, nil, .ask(.entrepreneur)),
            (false, true, nil, .kind(.assignment, because: .entrepreneur)),
            (false, false, nil, .ask(.authority)),
            (false, false, true, .kind(.employment, because: .authority)),
            (false, false, false, .kind(.assignment, because: .freelancer)),
        ] as [(Bool, Bool?, Bool?, ContractChoice.Outcome)])
    func goesOnInTheOrderOfTheAid(
        _ institution: Bool, _ entrepreneur: Bool?, _ authority: Bool?, _ expected: ContractChoice.Outcome
    ) {
        let chosen = outcome {
            $0.law = .wlz
            $0.relation = Relation.none
            $0.institution = institution
            $0.entrepreneur = entrepreneur
            $0.authority = authority
        }
        #expect(chosen == expected)
    }

    private func pointers(_ kind: ContractKind, _ change: (inout ContractForm) -> Void = { _ in }) -> [String: Bool] {
        var form = ContractForm(kind: kind)
        change(&form)
        return Dictionary(uniqueKeysWithValues: form.fields.map { ($0.pointer, $0.isRequired) })
    }

    @Test func probationIsOnlyAskedWhenItIsLongerThanSixMonths() {
        let field = "/terms/work/probationMonths"
        #expect(pointers(.employment)[field] != nil)
        let six = pointers(.employment) {
            $0.duration = .fixed
            $0.months = 6
        }
        let seven = pointers(.employment) {
            $0.duration = .fixed
            $0.months = 7
        }
        #expect(six[field] == nil)
        #expect(seven[field] != nil)
        #expect(pointers(.assignment)[field] == nil)
    }

    @Test func thatItWillNotBeExtendedIsOnlyAskedFromSixMonths() {
        let field = "/terms/work/notRenewed"
        for (months, isAsked) in [(Int64(5), false), (6, true)] {
            let asked = pointers(.employment) {
                $0.duration = .fixed
                $0.months = months
            }
            #expect((asked[field] != nil) == isAsked)
        }
    }

    @Test func payrollBringsTheTaxCreditAndTheIdentityDocument() {
        for field in ["/terms/general/taxCredit", "/terms/general/identityDocument"] {
            #expect(pointers(.employment)[field] == true)
            #expect(pointers(.family)[field] == nil)
            #expect(pointers(.family) { $0.payroll = true }[field] == true)
            let entrepreneur = pointers(.assignment) {
                $0.entrepreneur = true
                $0.payroll = true
            }
            #expect(entrepreneur[field] == nil)
            #expect(pointers(.institution) { $0.payroll = true }[field] == nil)
        }
    }

    @Test func aReplacementNamesWhoIsReplacedAndHasNoLastDay() {
        let asked = pointers(.family) { $0.duration = .replacement }
        #expect(asked["/terms/work/replaces"] == true)
        #expect(asked["/terms/end"] == nil)
        #expect(pointers(.family) { $0.duration = .fixed }["/terms/end"] == true)
    }

    @Test(arguments: ContractKind.allCases)
    func everyQuestionIsAFieldOfTheCommand(_ kind: ContractKind) {
        var form = ContractForm(kind: kind)
        form.fixedHours = true
        form.monthlyWage = true
        form.payroll = true
        var schema = JSONWriter()
        DraftContract.schema.write(to: &schema)
        let text = String(decoding: schema.bytes, as: UTF8.self)
        for field in form.fields {
            let name = field.pointer.split(separator: "/").last.map(String.init) ?? ""
            #expect(text.contains("\"\(name)\":"), "\(field.pointer) is no field of draft-contract.")
        }
        #expect(Set(form.fields.map(\.pointer)).count == form.fields.count)
    }
}
