// The stream of one office: a care office, a municipality or the SVB, with its employees and its policy.

/// An office joined the system. Its name is that of a public body, so it is not personal data.
package struct OfficeRegistered: Fact {
    package static let name: StaticString = "office-registered"
    package let office: OfficeID
    package let kind: OfficeKind
    package let officeName: Name
    /// UZOVI code of a care office, municipality code, or `svb`.
    package let code: Code

    package init(office: OfficeID, kind: OfficeKind, officeName: Name, code: Code) {
        self.office = office
        self.kind = kind
        self.officeName = officeName
        self.code = code
    }

    package init(from r: inout JSONReader) {
        office = r("office")
        kind = r("kind")
        officeName = r("officeName")
        code = r("code")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("office", office)
        w.field("kind", kind)
        w.field("officeName", officeName)
        w.field("code", code)
    }
}

/// A person works for the office in these roles from now on. A later appointment replaces the roles.
package struct EmployeeAppointed: Fact {
    package static let name: StaticString = "employee-appointed"
    package let office: OfficeID
    package let employee: PartyID
    package let roles: [Role]

    package init(office: OfficeID, employee: PartyID, roles: [Role]) {
        self.office = office
        self.employee = employee
        self.roles = roles
    }

    package init(from r: inout JSONReader) {
        office = r("office")
        employee = r("employee")
        roles = r.list("roles")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("office", office)
        w.field("employee", employee)
        w.field("roles", roles)
    }
}

/// A person no longer works for the office.
package struct EmployeeReleased: Fact {
    package static let name: StaticString = "employee-released"
    package let office: OfficeID
    package let employee: PartyID

    package init(office: OfficeID, employee: PartyID) {
        self.office = office
        self.employee = employee
    }

    package init(from r: inout JSONReader) {
        office = r("office")
        employee = r("employee")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("office", office)
        w.field("employee", employee)
    }
}

/// The highest rate a municipality pays for one function in one unit.
package struct MaximumRate: Record, Equatable {
    package let function: CareFunction
    package let unit: Unit
    /// Whether it is the maximum for formal caregivers or for all others.
    package let formal: Bool
    package let cents: Cents
    /// The form of business of a formal caregiver it is for; nil for all forms that have no maximum of their own.
    package let form: BusinessForm?

    package init(function: CareFunction, unit: Unit, formal: Bool, cents: Cents, form: BusinessForm? = nil) {
        self.function = function
        self.unit = unit
        self.formal = formal
        self.cents = cents
        self.form = form
    }

    package init(from r: inout JSONReader) {
        function = r("function")
        unit = r("unit")
        formal = r("formal")
        cents = r("cents")
        form = r.optional("form")
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("function", function)
        w.field("unit", unit)
        w.field("formal", formal)
        w.field("cents", cents)
        w.present("form", form)
    }
}

/// The granter's own rules from a day on. A policy repeats the full state; the one with the latest day that is not
/// after the care day holds.
package struct PolicySet: Fact {
    package static let name: StaticString = "policy-set"
    package let office: OfficeID
    package let from: Day
    /// Whether a contract paid from this granter's budget may have a fixed monthly wage (ZO-11).
    package let monthlyWage: Bool
    /// Whether a caregiver may file a claim himself, with the holder's consent.
    package let caregiverClaims: Bool
    package let maximumRates: [MaximumRate]
    package let contracts: ContractPolicy
    package let money: MoneyPolicy
    package let representation: RepresentationPolicy

    package init(
        office: OfficeID, from: Day, monthlyWage: Bool, caregiverClaims: Bool, maximumRates: [MaximumRate],
        contracts: ContractPolicy = ContractPolicy(), money: MoneyPolicy = MoneyPolicy(),
        representation: RepresentationPolicy = RepresentationPolicy()
    ) {
        self.office = office
        self.from = from
        self.monthlyWage = monthlyWage
        self.caregiverClaims = caregiverClaims
        self.maximumRates = maximumRates
        self.contracts = contracts
        self.money = money
        self.representation = representation
    }

    package init(from r: inout JSONReader) {
        office = r("office")
        from = r("from")
        monthlyWage = r("monthlyWage")
        caregiverClaims = r("caregiverClaims")
        maximumRates = r.list("maximumRates")
        contracts = r.optional("contracts") ?? ContractPolicy()
        money = r.optional("money") ?? MoneyPolicy()
        representation = r.optional("representation") ?? RepresentationPolicy()
    }

    package func writeFields(to w: inout JSONWriter) {
        w.field("office", office)
        w.field("from", from)
        w.field("monthlyWage", monthlyWage)
        w.field("caregiverClaims", caregiverClaims)
        w.field("maximumRates", maximumRates)
        w.present("contracts", contracts == ContractPolicy() ? nil : contracts)
        w.present("money", money == MoneyPolicy() ? nil : money)
        w.present("representation", representation == RepresentationPolicy() ? nil : representation)
    }

    package var validOn: Day? { from }
}

package enum OfficeFact: Sendable, Equatable {
    case registered(OfficeRegistered)
    case employeeAppointed(EmployeeAppointed)
    case employeeReleased(EmployeeReleased)
    case policySet(PolicySet)

    package var fact: any Fact {
        switch self {
        case .registered(let fact): fact
        case .employeeAppointed(let fact): fact
        case .employeeReleased(let fact): fact
        case .policySet(let fact): fact
        }
    }
}
